#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what arsip made of real files against what a manifest expects of each of them.

manifest.py FOLDER MANIFEST.tsv --arsip ARSIP [--reader READER] [--keep ARCHIVE] [--only TEXT] [--verbose]
manifest.py FOLDER MANIFEST.tsv --export EXPORT.jsonl --report REPORT.txt [--only TEXT] [--verbose]

The first takes the folder into an archive of its own (kept with --keep) and exports it; the second looks at
what an earlier run left: `arsip export` and what `arsip ingest` printed.

The manifest is a table parted by tabs with the columns file, category, expected and sha256. What can be
checked by a machine is taken out of `expected`:

  'words'                 stand in the text; after "either" a clear error will do as well
  6 pages, [6 page(s)     so many pages
  must be refused, refused with    a reason is given, and nothing was read
  a 'password' error      the reason names the password
  opens ...               at least a page was read, or is blank
  no text                 hardly a word was read
  [file(1): TYPE]         the media type
  text = FILE, same text as FILE   nine words of ten are those of that file

Of every row: the file is a document, or its name stands in the report with a reason (what is in an archive has
names of its own); no reader was lost over it;
no path leads out of its container. Fails if a row does not hold.
"""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

LOST = re.compile(r"reader (crashed|was killed|was lost|stopped)|took (longer|more computing)|makes no sense|nobody asked")
SHARE_SAME = 0.9
FEW_LETTERS = 25

Document = collections.namedtuple("Document", "source media_type pages state")


def fold(text):
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text):
    return re.findall(r"[^\W_]+", fold(text))


def read(path):
    with open(path, "rb") as file:
        return file.read()


class Outcome:
    """What arsip made of a folder."""

    def __init__(self, folder, export, report):
        self.folder = os.path.abspath(folder)
        self.by_hash = collections.defaultdict(list)
        self.by_path = collections.defaultdict(list)
        self.reasons = collections.defaultdict(list)
        with open(export, encoding="utf-8", errors="surrogateescape") as lines:
            for line in lines:
                self.add(json.loads(line))
        with open(report, encoding="utf-8", errors="surrogateescape") as lines:
            for line in lines:
                self.add_reason(line.rstrip("\n"))

    def add(self, entry):
        source = entry.get("source") or entry["name"]
        document = Document(source, entry["media_type"], entry["pages"], entry["state"])
        for digest in entry["sha256"]:
            self.by_hash[digest].append(document)
        self.by_path[source].append(document)

    def add_reason(self, line):
        if line.startswith("  " + self.folder + "/") and ": " in line:
            path, reason = line[2:].split(": ", 1)
            self.reasons[path].append(reason)

    def inside(self, path, table):
        """What stands in the table under the path, or under what was unpacked from it."""
        found = []
        for key, values in table.items():
            if key == path or key.startswith(path + "/"):
                found += values
        return found

    def documents_of(self, path, digest):
        return self.by_hash.get(digest, []) or self.inside(path, self.by_path)

    def reasons_of(self, path, digest):
        reasons = self.inside(path, self.reasons)
        for document in self.documents_of(path, digest):
            reasons += [page["failure"] for page in document.pages if page.get("failure")]
        return reasons


class Row:
    def __init__(self, entry, outcome, manifest_folder):
        self.name = entry["file"]
        self.category = entry["category"]
        self.expected = entry["expected"] or ""
        self.folder = manifest_folder
        self.path = os.path.join(outcome.folder, self.name.rstrip("/"))
        digest = entry["sha256"]
        self.documents = outcome.documents_of(self.path, digest)
        self.reasons = outcome.reasons_of(self.path, digest)
        self.pages = [page for document in self.documents for page in document.pages]
        self.text = "\n".join(page.get("text") or "" for page in self.pages)
        self.is_read = any(page.get("state") == "read" or page.get("text") for page in self.pages)
        self.faults = []

    def require(self, holds, words):
        if not holds:
            self.faults.append(words)

    def check(self):
        if self.category in ("truth", "bagit", "category") or not os.path.exists(self.path):
            return
        told = bool(self.documents or self.reasons) or self.category.startswith(("archive", "fuzz", "tiny"))
        self.require(told, "is neither a document nor told in the report")
        self.require(not any(LOST.search(reason) for reason in self.reasons), "a reader was lost")
        self.require(not any(".." in document.source.split("/") for document in self.documents),
                     "a path leads out of its container")
        self.check_refusal()
        self.check_phrases()
        self.check_pages()
        self.check_type()
        self.check_same_text()

    def check_refusal(self):
        expected = self.expected
        if re.search(r"must be refused|^refused with", expected) and "down-scaled" not in expected:
            self.require(self.reasons and not self.text.strip(), "was not refused")
        if re.search(r"'(password|encrypted)' error", expected):
            self.require(any("password" in reason for reason in self.reasons), "the reason names no password")
        if re.match(r"opens(?! or)", expected):
            self.require(self.is_read, "was not read")
        if re.search(r"no text(?! layer)", expected):
            self.require(len("".join(words_of(self.text))) <= FEW_LETTERS, "text was read where there is none")

    def phrases(self):
        plain = re.sub(r"\[[^\]]*\]", "", self.expected)
        if self.category not in ("pdf-image", "ocr-truth", "rotation", "deskew", "broken-pdf", "id-text"):
            return []
        found = [phrase for phrase in re.findall(r"(?<!\w)'([^']{4,})'(?!\w)", plain) if "..N" not in phrase]
        return [phrase for phrase in found if " " in phrase or phrase[:1].isupper()]

    def check_phrases(self):
        text = " ".join(words_of(self.text))
        for phrase in self.phrases():
            has = " ".join(words_of(phrase)) in text
            if "either" in self.expected or "or clear" in self.expected:
                has = has or bool(self.reasons) or not text
            self.require(has, f"does not say: {phrase}")

    def check_pages(self):
        found = re.search(r"(?:^|\D)(\d+) pages?\b(?!\()|\[(\d+) page\(s\)", self.expected)
        if found is None or not self.is_read or not self.name.endswith(".pdf"):
            return
        wanted = int(found.group(1) or found.group(2))
        self.require(len(self.pages) == wanted, f"has {len(self.pages)} pages, not {wanted}")

    def check_type(self):
        found = re.search(r"\[file\(1\): ([^\]]+)\]", self.expected)
        if found is None or not self.documents:
            return
        types = {document.media_type for document in self.documents}
        self.require(found.group(1) in types, f"is of the type {', '.join(sorted(types))}")

    def check_same_text(self):
        found = re.search(r"(?:text = |same text as )(\S+?)(?:[;,\s]|$)", self.expected)
        truth = found and os.path.join(os.path.dirname(self.path), found.group(1))
        if not truth or not truth.endswith(".txt") or not os.path.isfile(truth) or re.search(r"p\d = ", self.expected):
            return
        wanted = collections.Counter(words_of(read(truth).decode("utf-8", "replace")))
        missed = sum((wanted - collections.Counter(words_of(self.text))).values())
        share = 1 - missed / max(sum(wanted.values()), 1)
        self.require(share >= SHARE_SAME, f"only {share:.0%} of the words are there")


def take_in(options, folder):
    archive = options.keep or os.path.join(folder, "archive")
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="C")
    if options.reader:
        environment["ARSIP_READER"] = os.path.abspath(options.reader)
    call = [os.path.abspath(options.arsip), "--archive", archive]
    report, export = os.path.join(folder, "report.txt"), os.path.join(folder, "export.jsonl")
    if not os.path.exists(os.path.join(archive, "arsip.db")):
        subprocess.run(call + ["init"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with open(report, "wb") as file:
        done = subprocess.run(call + ["ingest", os.path.abspath(options.folder)], env=environment, stdout=file)
    if done.returncode not in (0, 3):
        sys.exit(f"manifest.py: arsip ingest ended with {done.returncode}")
    with open(export, "wb") as file:
        subprocess.run(call + ["export", "--format", "jsonl"], env=environment, check=True, stdout=file)
    return export, report


def check_all(options, export, report):
    outcome = Outcome(options.folder, export, report)
    counts, n_faults = collections.Counter(), 0
    with open(options.manifest, encoding="utf-8", newline="") as lines:
        for entry in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if entry["file"] == "file" or (options.only and options.only not in entry["file"] + " " + entry["category"]):
                continue
            row = Row(entry, outcome, os.path.dirname(options.manifest))
            row.check()
            counts[(row.category, bool(row.faults))] += 1
            n_faults += bool(row.faults)
            if row.faults or options.verbose:
                print(f"{'FAULT' if row.faults else 'holds'}  {row.category}  {row.name}: "
                      + ("; ".join(row.faults) or row.expected))
                for reason in row.reasons[:2] if row.faults else []:
                    print(f"         told: {reason}")
    for category in sorted({category for category, _ in counts}):
        print(f"{category:18} {counts[(category, False)]:4} hold, {counts[(category, True)]} do not")
    return n_faults


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("manifest")
    for name in ("--arsip", "--reader", "--keep", "--only", "--export", "--report"):
        parser.add_argument(name)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if not options.arsip and not (options.export and options.report):
        parser.error("give --arsip, or --export and --report")
    with tempfile.TemporaryDirectory(prefix="arsip-manifest-") as folder:
        export, report = take_in(options, folder) if options.arsip else (options.export, options.report)
        n_faults = check_all(options, export, report)
    print(f"{n_faults} rows do not hold" if n_faults else "every row holds")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
