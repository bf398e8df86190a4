#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries with the letters that answer them: how many of these a search finds, and how far up.

queries.py score QUERIES.tsv --arsip PROGRAM --archive ARCHIVE [--floor CLASS=RECALL ...] [--mrr LEAST] [--verbose]
queries.py truth QUERIES.tsv --texts FOLDER|FILE.jsonl [--write]

A line of QUERIES.tsv: class, query, rule, names of the letters that a person means by it. The names follow from the
letters' own texts by the rule, which knows nothing of arsip: regular expressions joined by " & ", each of which the
text must have (case folded, white space collapsed, words joined that a hyphen breaks at a line's end). Without a rule
exact means each word somewhere, and phrase, number and name its words in a row. `truth` holds the names against the
texts: a folder of plain text, or JSON Lines with pages.

score prints for each class recall@10, the mean reciprocal rank of the first letter that is meant (of the first 20,
otherwise 0), precision@10 and how many queries found nothing; it fails where a class of --floor is below it.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys

Query = collections.namedtuple("Query", "kind text rule names")


def load(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                kind, text, rule, names = (line.rstrip("\n").split("\t") + ["", ""])[:4]
                yield Query(kind, text, rule, names.split())


def stem(name):
    """The same letter in another format is the same letter."""
    return os.path.splitext(name)[0]


def parts(text):
    return [re.escape(part) for part in re.findall(r"[^\W_]+", text.casefold())]


def rule_of(query):
    if query.rule:
        return query.rule.split(" & ")
    if query.kind == "exact":
        return [rf"\b{part}\b" for part in parts(query.text)]
    return [r"\b" + r"[\W_]+".join(parts(query.text)) + r"\b"]


def folded(text):
    text = re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "", text)
    return re.sub(r"\s+", " ", text.casefold())


def texts_of(path):
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            with open(os.path.join(path, name), encoding="utf-8") as file:
                yield name, folded(file.read())
    else:
        with open(path, encoding="utf-8") as file:
            for letter in map(json.loads, file):
                yield letter["name"], folded("\n".join(page["text"] for page in letter["pages"]))


def meant(query, texts):
    return [name for name, text in texts.items() if all(re.search(rule, text) for rule in rule_of(query))]


def check_truth(arguments):
    texts = dict(texts_of(arguments.texts))
    queries = list(load(arguments.queries))
    differ = [(query, names) for query in queries for names in [meant(query, texts)] if names != query.names]
    for query, names in differ:
        print(f"{query.kind}: {query.text}: {' '.join(names) or 'none'}, not {' '.join(query.names) or 'none'}")
    if arguments.write:
        with open(arguments.queries, encoding="utf-8") as file:
            head = [line for line in file if line.startswith("#")]
        with open(arguments.queries, "w", encoding="utf-8") as file:
            file.writelines(head)
            for query in queries:
                file.write("\t".join([query.kind, query.text, query.rule, " ".join(meant(query, texts))]) + "\n")
        return 0
    return 1 if differ else 0


def search(arguments, text, limit=20, more=()):
    """Names in the order of the hits, and by what each was found."""
    command = [arguments.arsip, "--archive", arguments.archive, "search", "--format", "jsonl", "--limit", str(limit)]
    result = subprocess.run([*command, *more, "--", text], capture_output=True, text=True, check=False)
    if result.returncode > 1:
        sys.exit(f"{text}: {result.stderr.strip()}")
    hits = {}
    for hit in map(json.loads, result.stdout.splitlines()):
        hits.setdefault(hit["name"], hit["by"])
    return list(hits), list(hits.values())


class Score:
    def __init__(self):
        self.n = self.recall = self.rank = self.precision = self.none = 0

    def add(self, names, found):
        names = {stem(name) for name in names}
        found = [stem(name) for name in found]
        ten = found[:10]
        right = len(names & set(ten))
        self.n += 1
        self.recall += right / len(names)
        self.rank += next((1 / (i + 1) for i, name in enumerate(found[:20]) if name in names), 0)
        self.precision += right / len(ten) if ten else 0
        self.none += not found
        return right == len(names) and ten[0] in names

    def row(self):
        return [self.recall / self.n, self.rank / self.n, self.precision / self.n, self.none]


def score_all(queries, find, is_verbose=False):
    """find: the names that a query finds, in order."""
    scores = collections.defaultdict(Score)
    for query in queries:
        found = find(query)
        is_right = [scores[kind].add(query.names, found) for kind in (query.kind, "all")][0]
        if is_verbose and not is_right:
            print(f"{query.kind}: {query.text}: meant {' '.join(query.names)}; found {' '.join(found[:10]) or 'none'}")
    return scores


def print_scores(scores):
    print(f"{'class':12}{'queries':>8}{'recall@10':>11}{'MRR':>8}{'prec@10':>9}{'none':>6}")
    for kind in [kind for kind in scores if kind != "all"] + ["all"]:
        recall, rank, precision, none = scores[kind].row()
        print(f"{kind:12}{scores[kind].n:8}{recall:11.3f}{rank:8.3f}{precision:9.3f}{none:6}")


def score(arguments):
    queries = [query for query in load(arguments.queries) if query.names]
    scores = score_all(queries, lambda query: search(arguments, query.text)[0], arguments.verbose)
    print_scores(scores)
    low = [floor for floor in arguments.floor
           if scores[floor.split("=")[0]].row()[0] < float(floor.split("=")[1])]
    for floor in low:
        print(f"below the floor: {floor}")
    return 1 if low or scores["all"].row()[1] < arguments.mrr else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("score")
    verb.add_argument("queries")
    verb.add_argument("--arsip", required=True)
    verb.add_argument("--archive", required=True)
    verb.add_argument("--floor", nargs="*", default=[])
    verb.add_argument("--mrr", type=float, default=0)
    verb.add_argument("--verbose", action="store_true")
    verb = verbs.add_parser("truth")
    verb.add_argument("queries")
    verb.add_argument("--texts", required=True)
    verb.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    return score(arguments) if arguments.verb == "score" else check_truth(arguments)


if __name__ == "__main__":
    sys.exit(main())
