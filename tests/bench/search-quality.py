#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well letters are found: by arsip, and by the tokenizers that full-text indexes commonly have, in one run.

search-quality.py QUERIES.tsv --arsip PROGRAM --archive ARCHIVE [--verbose]

All search the same text, that which the archive was filled with, exported. The others are SQLite's FTS5 with
unicode61, porter and trigram, and unicode61 over words stemmed by libstemmer's `indonesian`, as are the query's then;
each ranks by bm25, and each gets the query as an index of its kind takes it: its words, all of which must be there, a
phrase where it has quotation marks, and what is written in one (005/117-Um) as a phrase. What the queries are, and
what is counted: queries.py.
"""
import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import forms  # noqa: E402  pylint: disable=wrong-import-position
import queries  # noqa: E402  pylint: disable=wrong-import-position


def exported(arguments):
    command = [arguments.arsip, "--archive", arguments.archive, "export", "--format", "jsonl"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for document in map(json.loads, output.splitlines()):
        fields = " \n".join(str(value) for value in document["fields"].values() if value)
        yield document["name"], fields + "\n" + "\n".join(page["text"] or "" for page in document["pages"])


class Index:
    def __init__(self, tokenizer, texts, change=None):
        self.change = change or (lambda text: text)
        self.database = sqlite3.connect(":memory:")
        self.database.execute(f"CREATE VIRTUAL TABLE letters USING fts5 (name UNINDEXED, text, tokenize = '{tokenizer}')")
        self.database.executemany("INSERT INTO letters (name, text) VALUES (?, ?)",
                                  ((name, self.change(text)) for name, text in texts))

    def find(self, query):
        parts = [self.change(quoted or word) for quoted, word in re.findall(r'"([^"]*)"|(\S+)', query.text)]
        expression = " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)
        sql = "SELECT name FROM letters WHERE letters MATCH ? ORDER BY rank LIMIT 20"
        return [name for name, in self.database.execute(sql, (expression,))]


def stemmed():
    stem = forms.Stemmer("indonesian")
    return lambda text: re.sub(r"[^\W\d_]+", lambda word: stem(word.group(0).lower()), text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("queries")
    parser.add_argument("--arsip", required=True)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    asked = [query for query in queries.load(arguments.queries) if query.names]
    texts = list(exported(arguments))
    ways = {
        "unicode61": Index("unicode61", texts).find,
        "porter": Index("porter unicode61", texts).find,
        "trigram": Index("trigram", texts).find,
        "libstemmer indonesian": Index("unicode61", texts, stemmed()).find,
        "arsip --exact": lambda query: queries.search(arguments, query.text, more=["--exact"])[0],
        "arsip --no-synonyms": lambda query: queries.search(arguments, query.text, more=["--no-synonyms"])[0],
        "arsip": lambda query: queries.search(arguments, query.text)[0],
    }
    scores = {name: queries.score_all(asked, find, arguments.verbose and name == "arsip")
              for name, find in ways.items()}
    kinds = list(scores["arsip"])
    kinds = [kind for kind in kinds if kind != "all"] + ["all"]
    for title, column in (("recall@10", 0), ("mean reciprocal rank", 1), ("precision@10", 2)):
        print(f"{title:24}" + "".join(f"{kind:>11}" for kind in kinds))
        for name, by_kind in scores.items():
            print(f"  {name:22}" + "".join(f"{by_kind[kind].row()[column]:11.3f}" for kind in kinds))
    print(f"{'queries':24}" + "".join(f"{scores['arsip'][kind].n:11}" for kind in kinds))


if __name__ == "__main__":
    main()
