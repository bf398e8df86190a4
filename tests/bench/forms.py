#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words are taken for forms of one: by arsip, and by what full-text indexes commonly do.

forms.py --forms BENCH-FORMS [--pairs PAIRS.tsv] [--words FILE...] [--dictionary FOLDER] [--stems STEMS.tsv]

PAIRS.tsv (tests/data/queries/forms.tsv): + or -, and two words, that are forms of one or are not.
--words: lists of words, a line each, or any text; of their words of four letters or more each pair is judged by
whether hunspell's Indonesian dictionary (id_ID.aff and id_ID.dic in FOLDER, package hunspell-id) derives both from a
root: precision and recall. A pair that the dictionary knows nothing of is left out.
--stems: word and stem by Snowball's stemmer, parted by a tab (../shared/corpora, snowball/): how many pairs that
Snowball takes for one are taken so. That is agreement with one more tokenizer, not truth.

A tokenizer takes two words for one where it makes the same token of both; trigram where one is within the other.
bench-forms (tests/bench/forms.c) says what arsip does. libstemmer is taken from the system (libstemmer0d).
"""
import argparse
import collections
import ctypes
import ctypes.util
import itertools
import os
import re
import sqlite3
import subprocess
import sys


class Stemmer:
    """libstemmer's."""

    def __init__(self, language):
        self.library = ctypes.CDLL(ctypes.util.find_library("stemmer") or "libstemmer.so.0d")
        self.library.sb_stemmer_new.restype = ctypes.c_void_p
        self.library.sb_stemmer_new.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        self.library.sb_stemmer_stem.restype = ctypes.c_void_p
        self.library.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.library.sb_stemmer_length.argtypes = [ctypes.c_void_p]
        self.stemmer = self.library.sb_stemmer_new(language.encode(), b"UTF_8")
        if not self.stemmer:
            sys.exit(f"libstemmer has no {language}")

    def __call__(self, word):
        bytes_of = word.encode()
        stem = self.library.sb_stemmer_stem(self.stemmer, bytes_of, len(bytes_of))
        return ctypes.string_at(stem, self.library.sb_stemmer_length(self.stemmer)).decode()


def tokens_of(words, tokenizer):
    """What FTS5 makes of each word."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE words USING fts5 (word, tokenize = '{tokenizer}')")
    database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
    database.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(words))
    return {words[row]: term for term, row in database.execute("SELECT term, doc FROM terms")}


def pairs_by_key(words, key):
    groups = collections.defaultdict(set)
    for word in words:
        groups[key(word)].add(word)
    return {pair for group in groups.values() for pair in itertools.permutations(group, 2)}


def all_pairs(words, program):
    """Pairs of different words, for each way to tell them."""
    stem = Stemmer("indonesian")
    porter = tokens_of(words, "porter unicode61")
    output = subprocess.run([program], input="".join(f"{word}\n" for word in words), capture_output=True, text=True,
                            check=True).stdout
    text = "\n" + "\n".join(words) + "\n"
    yield "unicode61", set()
    yield "porter", pairs_by_key(words, porter.get)
    yield "trigram", {(word, whole.group(0)) for word in words
                      for whole in re.finditer(rf"(?<=\n)[a-z]*{word}[a-z]*(?=\n)", text) if whole.group(0) != word}
    yield "libstemmer indonesian", pairs_by_key(words, stem)
    yield "arsip", {tuple(line.split("\t")) for line in output.splitlines()}


# ---- the dictionary

def affixes(path):
    """flag -> [(what falls away, what is added, flags that may follow, condition)], for prefixes and for suffixes."""
    kinds = {"PFX": collections.defaultdict(list), "SFX": collections.defaultdict(list)}
    with open(path, encoding="latin-1") as file:
        for cells in (line.split("#")[0].split() for line in file):
            if len(cells) < 4 or cells[0] not in kinds or cells[2] in "YN":
                continue
            kind, flag, away, added = cells[:4]
            added, _, flags = added.partition("/")
            # [^l^r] is meant as neither l nor r
            condition = re.sub(r"\[\^([^\]]*)\]", lambda m: "[^" + m.group(1).replace("^", "") + "]",
                               cells[4] if len(cells) > 4 else ".")
            kinds[kind][flag].append(("" if away == "0" else away, "" if added == "0" else added,
                                      [flags[i:i + 2] for i in range(0, len(flags), 2)],
                                      re.compile(f"^{condition}" if kind == "PFX" else f"{condition}$")))
    return kinds["PFX"], kinds["SFX"]


def derive(root, flags, prefixes, suffixes):
    def before(word, flag):
        for away, added, more, condition in prefixes[flag]:
            if word.startswith(away) and condition.search(word):
                yield added + word[len(away):], more

    def behind(word, flag):
        for away, added, more, condition in suffixes[flag]:
            if word.endswith(away) and condition.search(word):
                yield word[:len(word) - len(away)] + added, more

    if "A2" not in flags:  # else no word by itself
        yield root
    for flag in flags:
        for word, more in list(before(root, flag)) + list(behind(root, flag)):
            if "A1" not in more:  # else only with its other half
                yield word
            for second in more:
                for longer, _ in before(word, second):
                    yield longer
                    yield from (longest for third in more for longest, _ in behind(longer, third))
                if "A1" not in more:
                    yield from (longer for longer, _ in behind(word, second))


def roots_of(folder):
    prefixes, suffixes = affixes(os.path.join(folder, "id_ID.aff"))
    roots = collections.defaultdict(set)
    with open(os.path.join(folder, "id_ID.dic"), encoding="latin-1") as file:
        for line in file:
            root, _, flags = line.strip().partition("/")
            root = root.lower()
            if re.fullmatch("[a-z]+", root):
                flags = flags.split()[0] if flags else ""
                for word in derive(root, [flags[i:i + 2] for i in range(0, len(flags), 2)], prefixes, suffixes):
                    roots[word].add(root)
    return roots


# ---- the tables

def row(name, got, true, false=None):
    """false: pairs known to be none; else all that are not true."""
    right = len(got & true)
    wrong = len(got & false) if false is not None else len(got - true)
    precision = f"{right / (right + wrong):11.3f}" if right + wrong else "          -"
    print(f"  {name:24}{precision}{right / len(true):9.3f}{wrong:8}")


def head(title):
    print(f"{title}\n  {'':24}{'precision':>11}{'recall':>9}{'wrong':>8}")


def judge_pairs(path, program):
    with open(path, encoding="utf-8") as file:
        cells = [line.rstrip("\n").split("\t") for line in file if line[0] in "+-"]
    true = {pair for sign, a, b in cells if sign == "+" for pair in ((a, b), (b, a))}
    false = {pair for sign, a, b in cells if sign == "-" for pair in ((a, b), (b, a))}
    words = sorted({word for _, a, b in cells for word in (a, b)})
    head(f"{len(true) // 2} pairs of forms and {len(false) // 2} others, by hand")
    for name, got in all_pairs(words, program):
        row(name, got, true, false)


def judge_words(path, roots, program):
    with open(path, encoding="utf-8") as file:
        words = sorted(word for word in set(re.findall("[a-z]{4,}", file.read().lower())) if word in roots)
    families = collections.defaultdict(set)
    for word in words:
        for root in roots[word]:
            families[root].add(word)
    true = {pair for family in families.values() for pair in itertools.permutations(family, 2)}
    head(f"{os.path.basename(path)}: {len(words)} words that the dictionary knows, {len(true)} ordered pairs of forms")
    for name, got in all_pairs(words, program):
        row(name, got, true)


def judge_stems(path, program):
    with open(path, encoding="utf-8") as file:
        stems = dict(line.rstrip("\n").split("\t") for line in file)
    words = sorted(word for word in stems if re.fullmatch("[a-z]{4,}", word))[::4]
    true = pairs_by_key(words, stems.get)
    head(f"{len(words)} words of which Snowball takes {len(true)} ordered pairs for one")
    for name, got in all_pairs(words, program):
        row(name, got, true)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--forms", required=True)
    parser.add_argument("--pairs")
    parser.add_argument("--words", nargs="*", default=[])
    parser.add_argument("--dictionary", default="/usr/share/hunspell")
    parser.add_argument("--stems")
    arguments = parser.parse_args()
    if arguments.pairs:
        judge_pairs(arguments.pairs, arguments.forms)
    if arguments.words:
        roots = roots_of(arguments.dictionary)
        for path in arguments.words:
            judge_words(path, roots, arguments.forms)
    if arguments.stems:
        judge_stems(arguments.stems, arguments.forms)


if __name__ == "__main__":
    main()
