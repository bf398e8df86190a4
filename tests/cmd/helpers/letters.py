#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds an export (JSON Lines on standard input) against what its letters are.

letters.py TRUTH.jsonl [NAME:WHAT ...]

Prints a line for each label or field that is not as the truth has it, and fails if there is one that is not named
among the arguments (v011.txt:labels), or one that is named and right after all.
"""
import difflib
import json
import re
import sys


def is_alike(name, want, got):
    if want is None or got is None:
        return want is got
    if name == "nomor":
        return re.sub(r"\s", "", want) == re.sub(r"\s", "", got)
    if name in ("tanggal", "kode"):
        return want == got
    want, got = (" ".join(value.casefold().split()) for value in (want, got))
    return difflib.SequenceMatcher(None, want, got).ratio() >= 0.9 or (
        name == "kepada" and (want.startswith(got) or got.startswith(want)))


def mistakes(truth, document):
    got = sorted(label["name"] for label in document["labels"])
    if got != truth["labels"]:
        yield "labels", truth["labels"], got
    for name, want in truth["fields"].items():
        value = document["fields"].get(name)
        if name not in truth.get("skip", []) and not is_alike(name, want, value):
            yield name, want, value


def main():
    allowed = set(sys.argv[2:])
    documents = {document["name"]: document for document in map(json.loads, sys.stdin)}
    seen = set()
    with open(sys.argv[1], encoding="utf-8") as file:
        for truth in map(json.loads, file):
            document = documents.get(truth["name"], {"labels": [], "fields": {}})
            for what, want, got in mistakes(truth, document):
                seen.add(f"{truth['name']}:{what}")
                print(f"{truth['name']}: {what}: {want!r}, not {got!r}")
    return 0 if seen == allowed else 1


if __name__ == "__main__":
    sys.exit(main())
