#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds damaged copies of real files to arsip, with sound documents among them.

damage.py --arsip ARSIP --corpus FOLDER --results FILE [--copies 200] [--seed 1]

Every image, PDF, archive and office file of the folder is copied and harmed that often (harm.py), and the
copies are taken in by batches, beside some sound documents. After each batch: arsip ended with 0 or 3, in
time; every copy is a document or told as a problem; the sound documents are read as they were without the
damage; `arsip check` finds nothing; the copies stand in the archive byte by byte.

The results are a line of JSON for each batch. A run that was stopped goes on where it was (not with --results
/dev/null); --summary prints what they say, --regenerate NAME NUMBER writes one copy to standard output. Fails if anything above does not
hold. That a page is lost to a damaged copy is no failure: those are listed by what ended their reader.
"""
import argparse
import collections
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import harm

CODES = {
    0: "failed", 4: "not found", 7: "damaged", 8: "unsupported", 9: "password", 10: "limit", 11: "deadline",
    12: "crashed", 13: "memory", 14: "vanished", 17: "empty",
}
LOST = (11, 12, 13)
PLAIN = (7, 8, 9, 10, 17)  # what a damaged file is expected to come to
MAGIC = (
    b"%PDF", b"II*\0", b"MM\0*", b"II+\0", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8", b"BM", b"PK\3\4", b"PK\5\6",
    b"\x1f\x8b", b"\x1f\x9d", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!", b"MSCF", b"LZIP",
    b"\x04\x22\x4d\x18", b"]\0\0", b"\x89LZO", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\0\0\0\x0cjP", b"xar!",
)
ENDINGS = (".pdf", ".eml", ".html", ".htm", ".rtf", ".tar", ".pgm", ".pbm", ".ppm", ".pnm", ".iso", ".lzh", ".cpio")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def is_decoded(path):
    """Whether the readers have more to do with the file than to look at its letters."""
    head = read(path)[:1024]
    return (
        any(head.startswith(magic) for magic in MAGIC) or b"%PDF-" in head or path.lower().endswith(ENDINGS)
        or head[257:262] == b"ustar"
    )


def files_of(folder):
    found = []
    for here, inner, names in os.walk(folder):
        inner.sort()
        found += [os.path.relpath(os.path.join(here, name), folder) for name in sorted(names)]
    return [name for name in found if is_decoded(os.path.join(folder, name))]


class Run:
    def __init__(self, options):
        self.options = options
        self.names = files_of(options.corpus)
        self.faults = 0
        self.wanted = None  # what the sound documents say, by their SHA-256
        self.scratch = tempfile.mkdtemp(prefix="arsip-damage-", dir=options.scratch)

    def copy(self, name, number):
        data = read(os.path.join(self.options.corpus, name))
        chance = random.Random(f"{self.options.seed}:other:{name}:{number}")
        other = read(os.path.join(self.options.corpus, chance.choice(self.names)))
        return harm.harm(data, other, self.options.seed, name, number)

    def call(self, archive, *arguments, limit=600):
        command = [self.options.arsip, "--archive", archive, *arguments]
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit, env=environment, check=False)
        except subprocess.TimeoutExpired:
            return None, "", f"{arguments[0]} did not end within {limit} s"
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def sound(self, folder):
        """A handful of documents that every batch has among its copies."""
        for name in self.options.sound:
            shutil.copy(name, os.path.join(folder, "sound-" + os.path.basename(name)))
        return len(self.options.sound)

    def take_in(self, folder, limit):
        """One batch in an archive of its own: (exit code, report, documents, faults)."""
        archive = os.path.join(self.scratch, "archive")
        faults = []
        code, _, said = self.call(archive, "init")
        if code == 0 and self.options.setting:
            code, _, said = self.call(archive, "setting", *self.options.setting)
        if code != 0:
            return code, {}, [], [f"init: {said}"]
        code, output, said = self.call(
            archive, "ingest", "--format", "jsonl", *self.options.ingest.split(), folder, limit=limit)
        report = json.loads(output) if output else {}
        if code not in (0, 3):
            faults.append(f"ingest ended with {code}: {said[-400:]}")
        code_of_export, output, said = self.call(archive, "export", "--format", "jsonl")
        if code_of_export not in (0, 1):
            faults.append(f"export ended with {code_of_export}: {said[-400:]}")
        documents = [json.loads(line) for line in output.split("\n") if line] + containers_of(archive)
        code_of_check, output, said = self.call(archive, "check")
        if code_of_check != 0:
            faults.append(f"check ended with {code_of_check}: {(output + said)[-400:]}")
        faults += self.missing_originals(archive, folder)
        shutil.rmtree(archive, ignore_errors=True)
        return code, report, documents, faults

    def missing_originals(self, archive, folder):
        faults = []
        for name in sorted(os.listdir(folder)):
            data = read(os.path.join(folder, name))
            digest = hashlib.sha256(data).hexdigest()
            kept = os.path.join(archive, "files", digest[:2], digest[2:])
            if not os.path.exists(kept) or read(kept) != data:
                faults.append(f"{name}: its original is not in the archive as it was given")
        return faults

    def learn_what_sound_documents_say(self):
        folder = os.path.join(self.scratch, "files")
        os.mkdir(folder)
        self.sound(folder)
        code, _, documents, faults = self.take_in(folder, 600)
        shutil.rmtree(folder)
        if code != 0 or faults:
            raise SystemExit(f"the sound documents are not taken in: {code} {faults}")
        self.wanted = {document["sha256"][0]: text_of(document) for document in documents}

    def account(self, folder, report, documents):
        """Every file that was given is a document or a problem, and nothing waits."""
        faults = []
        known = {digest for document in documents for digest in document["sha256"]}
        told = {problem.get("path") for problem in report.get("problems", [])}
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if hashlib.sha256(read(path)).hexdigest() not in known and path not in told:
                faults.append(f"{name}: neither a document nor a problem")
        for document in documents:
            if document["state"] not in ("filed", "failed", "container"):
                faults.append(f"{document['name']}: left as {document['state']}")
            if document["state"] == "failed" and not document.get("failure"):
                faults.append(f"{document['name']}: failed without a reason")
        if report.get("state") != "done" or report.get("pages_waiting") != 0:
            faults.append(f"the batch is {report.get('state')}, {report.get('pages_waiting')} pages wait")
        said = {document["sha256"][0]: text_of(document) for document in documents}
        for digest, text in self.wanted.items():
            if said.get(digest) != text:
                faults.append(f"the sound document {digest} is not read as it is alone")
        return faults

    def run(self, batch):
        """batch: a list of (name, number). Returns the line for the results."""
        folder = os.path.join(self.scratch, "files")
        os.mkdir(folder)
        origin = {}
        for name, number in batch:
            path = os.path.join(folder, f"{len(origin):03d}-{number}-" + os.path.basename(name))
            origin[path] = (name, number)
            with open(path, "wb") as file:
                file.write(self.copy(name, number))
        self.sound(folder)
        began = time.monotonic()
        code, report, documents, faults = self.take_in(folder, 60 + self.options.patience * len(batch))
        seconds = time.monotonic() - began
        faults += self.account(folder, report, documents)

        def tell(problem):
            name, number = origin.get(find_file(folder, problem["path"]), ("?", 0))
            return name, number, str(CODES.get(problem["code"])), problem["reason"].rsplit(": ", 1)[-1]

        line = {
            "batch": batch, "seconds": round(seconds, 1), "exit": code, "faults": faults,
            "states": collections.Counter(document["state"] for document in documents),
            "pages": collections.Counter(page["state"] for document in documents for page in document["pages"]),
            "codes": collections.Counter(CODES.get(p["code"], p["code"]) for p in report.get("problems", [])),
            "lost": [tell(problem) for problem in report.get("problems", []) if problem["code"] in LOST],
            "odd": [
                tell(problem) for problem in report.get("problems", []) if problem["code"] not in LOST + PLAIN],
        }
        shutil.rmtree(folder)
        return line


def containers_of(archive):
    """What was unpacked, which no export writes, as far as an export would tell it."""
    catalogue = sqlite3.connect(f"file:{archive}/arsip.db?mode=ro", uri=True)
    rows = catalogue.execute(
        "select document.name, hex(original.sha256) from document join page on page.document = document.id"
        " join original on original.id = page.original where document.state = 'container'").fetchall()
    catalogue.close()
    return [{"name": name, "sha256": [digest.lower()], "state": "container", "pages": []} for name, digest in rows]


def find_file(folder, path):
    """The file that was given, of it or of a member of it."""
    name = os.path.relpath(path, folder).split("/")[0]
    return os.path.join(folder, name)


def text_of(document):
    return [(page["number"], page["state"], page["text"]) for page in document["pages"]]


def results_of(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def plan(run, done, options):
    """Batches of copies not yet tried: a few of every file first, then the next few of each."""
    batch = []
    for start in range(0, options.copies, options.round):
        for name in run.names:
            large = os.path.getsize(os.path.join(options.corpus, name)) > options.large
            last = min(options.copies if not large else options.large_copies, start + options.round)
            batch += [(name, number) for number in range(start, last) if (name, number) not in done]
            while len(batch) >= options.batch:
                yield batch[: options.batch]
                batch = batch[options.batch:]
    if batch:
        yield batch


def add_up(results):
    total = collections.Counter()
    for line in results:
        total["copies tried"] += len(line["batch"])
        total["batches"] += 1
        total["seconds"] += line["seconds"]
        for group in ("states", "pages", "codes"):
            for key, count in line[group].items():
                total[f"{group}: {key}"] += count
        total["faults"] += len(line["faults"])
        total["readers lost"] += len(line["lost"])
    return total


def summarise(results):
    for key, count in sorted(add_up(results).items()):
        print(f"{count:10.0f}  {key}")
    print(f"{len({name for line in results for name, _ in line['batch']}):10}  files of the corpus")
    for kind in ("lost", "odd"):
        for name, number, why, reason in sorted(tuple(told) for line in results for told in line.get(kind, [])):
            print(f"{kind}: {why}: {name} {number}: {reason}")
    for line in results:
        for fault in line["faults"]:
            print(f"FAULT: {fault} (among {line['batch'][0]} and {len(line['batch']) - 1} more)")


def parse():
    here = os.path.dirname(os.path.abspath(__file__))
    data = os.path.join(here, "..", "data")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arsip", default=os.environ.get("ARSIP", "arsip"), help="the program; its reader beside it")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--results", default="damage.jsonl")
    parser.add_argument("--scratch", default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=200, help="of each file")
    parser.add_argument("--large", type=int, default=1 << 40, help="files of more bytes get --large-copies")
    parser.add_argument("--large-copies", type=int, default=20)
    parser.add_argument("--round", type=int, default=5, help="copies of a file before it is the next one's turn")
    parser.add_argument("--batch", type=int, default=100, help="copies taken in at once")
    parser.add_argument("--patience", type=int, default=60, help="seconds that a batch may take for each copy")
    parser.add_argument("--ingest", default="--jobs 2", help="options of ingest")
    parser.add_argument("--setting", nargs="*", default=[], metavar="NAME=VALUE", help="settings of the archives")
    parser.add_argument("--minutes", type=float, default=0, help="end after so long")
    parser.add_argument("--sound", nargs="*", default=[
        os.path.join(data, "decode", name)
        for name in ("good-layer.pdf", "good-three-pages.tif", "good-batch.zip", "good-skewed.png")])
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--regenerate", nargs=2, metavar=("NAME", "NUMBER"))
    return parser.parse_args()


def main():
    options = parse()
    if options.summary:
        summarise(results_of(options.results))
        return 0
    run = Run(options)
    if options.regenerate:
        sys.stdout.buffer.write(run.copy(options.regenerate[0], int(options.regenerate[1])))
        return 0
    print(f"seed {options.seed}, {len(run.names)} files, {options.copies} copies of each", flush=True)
    results = results_of(options.results)
    done = {(name, number) for line in results for name, number in line["batch"]}
    try:
        run.learn_what_sound_documents_say()
        end = time.monotonic() + options.minutes * 60
        for batch in plan(run, done, options):
            line = run.run(batch)
            results.append(line)
            with open(options.results, "a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            for fault in line["faults"]:
                print(f"FAULT: {fault}", flush=True)
            if options.minutes and time.monotonic() > end:
                break
    finally:
        shutil.rmtree(run.scratch, ignore_errors=True)
    summarise(results)
    return 1 if any(line["faults"] for line in results) else 0


if __name__ == "__main__":
    sys.exit(main())
