#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast pages are read, as ratios to others on the same pages in the same run, and what memory that takes.

read.py CORPUS SCORE --build FOLDER [--minutes N] [--batch N] [--only NAME,...] [--scratch FOLDER] [--json FILE]

CORPUS holds files/ and truth.jsonl; SCORE is the program that scores an export of it. FOLDER is a build folder with the
targets arsip-command, arsip-reader, bench-loop, bench-pages and bench-paper. Everybody gets both cores. Pages go through
all contenders batch by batch, so that a machine that grows slower does so for all; it ends when the minutes (9) are over
or the corpus is. Born-digital documents take no part in that. What is not installed is told as missing.

  arsip       arsip ingest of the files: storing, reading, labelling, indexing. What the others are held against
  bound       the pictures that arsip gave the engine at its first look at each page, through bare loops of the API
  looks       the same with every further look that arsip took: what is left is all that arsip does besides
  defaults    the pages as they came, through bare loops of the API with Tesseract's defaults
  command     the tesseract command once a page with its defaults, two at a time
  ocrmypdf    OCRmyPDF --jobs 2 --rotate-pages --deskew on one PDF of the batch's pages; arsip-pdf: arsip on that PDF

"faster" is how many times as many pages a minute arsip reads, in brackets by CPU time, which tells the same on a machine
that has other work. Pages of PDFs and TIFFs of several pages are handed to the others as uncompressed pictures: they
need not unpack them.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

LANGUAGES = "ind+eng"
JOBS = 2
ALL = ["arsip", "bound", "looks", "defaults", "command", "ocrmypdf", "arsip-pdf"]
WANTED = {"bound": 0.95, "defaults": 1.2, "command": 4, "ocrmypdf": 6}

# A picture for the engine; look: 0 for the page as it came
Picture = collections.namedtuple("Picture", "name page look path dpi mode")


class Missing(Exception):
    pass


class Run:
    """What one contender took and read."""

    def __init__(self):
        self.wall = self.cpu = 0.0
        self.turns = collections.Counter()  # batch -> how often it ran
        self.texts = {}  # (name, page) -> page of an export
        self.fault = None


# Running things ---------------------------------------------------------------

def environment(options, **more):
    found = dict(os.environ, ARSIP_READER=os.path.join(options.build, "arsip-reader"), OMP_THREAD_LIMIT="1")
    found.update(more)
    return {key: value for key, value in found.items() if value is not None}


def run(command, stdin=None, env=None, codes=(0,)):
    """The output, wall seconds and CPU seconds of all the processes it made."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, env=env, errors="replace", check=False)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in codes:
        sys.exit("read.py: %s failed (%d): %s" % (command[0], done.returncode, done.stderr[-2000:]))
    return done.stdout, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def need(program):
    if shutil.which(program) is None:
        raise Missing("%s is not installed" % program)


class Watch(threading.Thread):
    """The peak memory, in MiB, of what a process and its children hold; while it is used with `with`."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.peak, self.readers, self.over = process, 0.0, 0.0, False

    @staticmethod
    def high_water(pid):
        try:
            with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as file:
                told = dict(line.split(":", 1) for line in file if ":" in line)
            return told["Name"].strip(), int(told.get("VmHWM", "0").split()[0]) / 1024
        except (OSError, ValueError, IndexError, KeyError):
            return "", 0.0

    def look(self):
        self.peak = max(self.peak, self.high_water(self.process)[1])
        try:
            with open("/proc/%d/task/%d/children" % (self.process, self.process), encoding="ascii") as file:
                children = [int(pid) for pid in file.read().split()]
        except OSError:
            return
        for pid in children:
            name, size = self.high_water(pid)
            if name.startswith("arsip-reader"):
                self.readers = max(self.readers, size)

    def run(self):
        while not self.over:
            self.look()
            time.sleep(0.01)


def arsip(options, archive, *words):
    return [os.path.join(options.build, "arsip"), "--archive", archive] + list(words)


def new_archive(options, scratch):
    archive = tempfile.mkdtemp(dir=scratch)
    os.rmdir(archive)
    run(arsip(options, archive, "init"), env=environment(options))
    return archive


def watched_ingest(options, scratch, *paths):
    """Peak MiB of arsip and of a reader, wall and CPU seconds."""
    archive = new_archive(options, scratch)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(arsip(options, archive, "ingest", *paths), env=environment(options),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watch = Watch(process.pid)
        watch.start()
        process.wait()
        watch.over = True
        watch.join()
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(archive)
    return watch.peak, watch.readers, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# The contenders: each takes a batch and gives texts, wall and CPU seconds ---------

class Batch:
    def __init__(self, options, number, documents, scratch):
        self.number, self.documents = number, documents
        self.folder = os.path.join(scratch, "batch-%d" % number)
        self.files = os.path.join(self.folder, "files")
        self.pictures = os.path.join(self.folder, "pictures")
        os.makedirs(self.files)
        os.makedirs(self.pictures)
        self.pages = [(document["name"], page["number"]) for document in documents for page in document["pages"]]
        for document in documents:
            shutil.copy(os.path.join(options.corpus, "files", document["name"]), self.files)
        self.looks = []
        self.originals = {}
        self.keep_pictures(options)
        self.pdf = None

    def keep_pictures(self, options):
        paths = [os.path.join(self.files, document["name"]) for document in self.documents]
        command = [os.path.join(options.build, "tests/bench/bench-pages"), self.pictures]
        with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
            told = list(pool.map(lambda share: run(command + share, env=environment(options))[0],
                                 [share for share in (paths[i::JOBS] for i in range(JOBS)) if share]))
        for line in "".join(told).splitlines():
            kind, name, page, look, path, dpi, mode = line.split("\t")
            picture = Picture(name, int(page), int(look), path, int(dpi), int(mode))
            if kind == "look":
                self.looks.append(picture)
            else:
                self.originals[name, picture.page] = picture
        self.looks.sort()
        for name in {name for name, page in self.pages if page == 1}:
            whole = os.path.join(self.files, name)
            if (name, 2) not in self.originals and not name.endswith(".pdf") and (name, 1) in self.originals:
                self.originals[name, 1] = self.originals[name, 1]._replace(path=whole)


def slurp(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def as_page(number, text):
    return {"number": number, "text": text, "rotation": 0, "blank": not text.strip()}


def ingest(options, scratch, *paths):
    archive = new_archive(options, scratch)
    _, wall, cpu = run(arsip(options, archive, "ingest", *paths), env=environment(options), codes=(0, 3))
    out, _, _ = run(arsip(options, archive, "export", "--format", "jsonl"), env=environment(options))
    shutil.rmtree(archive)
    return [json.loads(line) for line in out.splitlines()], wall, cpu


def do_arsip(options, batch):
    documents, wall, cpu = ingest(options, batch.folder, batch.files)
    texts = {(document["name"], page["number"]): page for document in documents for page in document["pages"]}
    return texts, wall, cpu


def do_loop(options, batch, pictures, packing):
    lines, outputs = [], []
    for i, picture in enumerate(pictures):
        outputs.append(os.path.join(batch.folder, "%d.txt" % i))
        lines.append("%s\t%s\t%d\t%d" % (picture.path, outputs[-1], picture.dpi if picture.look else 0, picture.mode))
    command = [os.path.join(options.build, "tests/bench/bench-loop"), str(JOBS), LANGUAGES, packing]
    _, wall, cpu = run(command, stdin="\n".join(lines), env=environment(options))
    texts = {}
    for picture, output in zip(pictures, outputs):
        texts.setdefault((picture.name, picture.page), as_page(picture.page, slurp(output)))
    return texts, wall, cpu


def do_bound(options, batch):
    return do_loop(options, batch, [picture for picture in batch.looks if picture.look == 1], "plain")


def do_looks(options, batch):
    return do_loop(options, batch, batch.looks, "plain")


def do_defaults(options, batch):
    return do_loop(options, batch, [batch.originals[page] for page in batch.pages if page in batch.originals], "png")


def do_command(options, batch):
    need("tesseract")
    env = environment(options, OMP_THREAD_LIMIT=None)
    pictures = [batch.originals[page] for page in batch.pages if page in batch.originals]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        texts = list(pool.map(lambda picture: run(["tesseract", picture.path, "-", "-l", LANGUAGES], env=env)[0], pictures))
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {(p.name, p.page): as_page(p.page, text) for p, text in zip(pictures, texts)}, wall, cpu


# The system's Python has Debian's packages, whichever runs this.
MAKE_PDF = """
import sys, img2pdf
with open(sys.argv[1], "wb") as file:
    file.write(img2pdf.convert(sys.argv[2:], rotation=img2pdf.Rotation.ifvalid))
"""


def pdf_of(batch):
    """One PDF of the batch's pages as pictures, and which pages those are."""
    pages = [page for page in batch.pages if page in batch.originals]
    if batch.pdf is None:
        if subprocess.run(["/usr/bin/python3", "-c", "import img2pdf"], stderr=subprocess.DEVNULL, check=False).returncode:
            raise Missing("python3-img2pdf is not installed")
        path = os.path.join(batch.folder, "batch.pdf")
        run(["/usr/bin/python3", "-c", MAKE_PDF, path] + [batch.originals[page].path for page in pages])
        batch.pdf = path
    return batch.pdf, pages


def do_ocrmypdf(options, batch):
    need("ocrmypdf")
    pdf, pages = pdf_of(batch)
    sidecar = os.path.join(batch.folder, "sidecar.txt")
    command = ["ocrmypdf", "--quiet", "--jobs", str(JOBS), "-l", LANGUAGES, "--rotate-pages", "--deskew", "--sidecar", sidecar]
    _, wall, cpu = run(command + [pdf, os.path.join(batch.folder, "out.pdf")], env=environment(options, OMP_THREAD_LIMIT=None),
                       codes=(0, 10))
    texts = slurp(sidecar).split("\f")
    return {page: as_page(page[1], text) for page, text in zip(pages, texts)}, wall, cpu


def do_arsip_pdf(options, batch):
    pdf, pages = pdf_of(batch)
    documents, wall, cpu = ingest(options, batch.folder, pdf)
    read = {page["number"]: page for document in documents for page in document["pages"]}
    return {page: dict(read.get(i, as_page(i, "")), number=page[1]) for i, page in enumerate(pages, 1)}, wall, cpu


DO = {"arsip": do_arsip, "bound": do_bound, "looks": do_looks, "defaults": do_defaults, "command": do_command,
      "ocrmypdf": do_ocrmypdf, "arsip-pdf": do_arsip_pdf}


# The race ---------------------------------------------------------------------

def choose_batches(options):
    with open(os.path.join(options.corpus, "truth.jsonl"), encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    documents = [document for document in documents
                 if not any(page.get("degradation", "").startswith("born") for page in document["pages"])]
    random.Random(7).shuffle(documents)
    batch, count = [], 0
    for document in documents:
        batch.append(document)
        count += len(document["pages"])
        if count >= options.batch:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def race(options, scratch, end):
    runs = {name: Run() for name in ALL if name in options.only}
    # Those that are close run twice, apart from each other.
    order = [name for name in ALL if name in runs] + [name for name in ("arsip", "bound") if name in runs]
    longest, pages = 0.0, 0
    for number, documents in enumerate(choose_batches(options)):
        begun = time.monotonic()
        if number > 0 and begun + longest > end:
            break
        batch = Batch(options, number, documents, scratch)
        for name in order:
            runner = runs[name]
            try:
                texts, wall, cpu = DO[name](options, batch)
            except Missing as missing:
                runner.fault = str(missing)
                continue
            runner.wall += wall
            runner.cpu += cpu
            runner.turns[number] += 1
            runner.texts.update(texts)
        pages += len(batch.pages)
        shutil.rmtree(batch.folder)
        longest = max(longest, time.monotonic() - begun)
        print("batch %d: %d pages, %.0f s" % (number + 1, len(batch.pages), time.monotonic() - begun), file=sys.stderr)
    return runs, pages


def score(options, runner, scratch):
    """CER and WER of the documents that were read, by the corpus's own scorer."""
    export = os.path.join(scratch, "export.jsonl")
    documents = collections.defaultdict(list)
    for (name, _), page in sorted(runner.texts.items()):
        documents[name].append(page)
    with open(export, "w", encoding="utf-8") as file:
        for name, pages in documents.items():
            file.write(json.dumps({"schema": 1, "name": name, "pages": pages, "labels": [], "fields": {}}) + "\n")
    out, _, _ = run([sys.executable, "-B", options.score, options.corpus, "--export", export, "--present-only", "--json", "-"])
    return json.loads(out)["ocr"]["classes"]["all"]


def tell_race(options, runs, pages, scratch):
    told = []
    print("%d pages, %d cores, %s" % (pages, JOBS, LANGUAGES))
    print("%-10s %10s %9s %17s %8s %8s  %s" % ("", "pages/min", "CPU s", "arsip is faster", "CER %", "WER %", "wanted"))
    for name, runner in runs.items():
        if not runner.turns:
            print("%-10s missing: %s" % (name, runner.fault))
            continue
        turns = sum(runner.turns.values()) / len(runner.turns)
        wall, cpu = runner.wall / turns, runner.cpu / turns
        other = runs["arsip-pdf" if name in ("ocrmypdf", "arsip-pdf") and runs.get("arsip-pdf", Run()).turns else "arsip"]
        share = sum(other.turns.values()) / len(other.turns)
        faster, by_cpu = wall / (other.wall / share), cpu / (other.cpu / share)
        errors = score(options, runner, scratch)
        wanted = WANTED.get(name)
        verdict = "" if wanted is None else ">= %.2f %s" % (wanted, "" if faster >= wanted else "MISSED")
        print("%-10s %10.1f %9.2f %9.2f (%5.2f) %8.2f %8.2f  %s" % (
            name, 60 * pages / wall, cpu / pages, faster, by_cpu, 100 * errors["cer"], 100 * errors["wer"], verdict))
        told.append({"name": name, "pages": pages, "faster": faster, "faster_by_cpu": by_cpu, "cer": errors["cer"],
                     "wer": errors["wer"], "wanted": wanted})
    return told


# What is measured beside the race ----------------------------------------------

def tell(what, value, unit, wanted, is_good):
    print("%-52s %8.2f %-18s wanted %s%s" % (what, value, unit, wanted, "" if is_good else "  MISSED"))
    return {"name": what, "value": value, "unit": unit, "wanted": wanted, "good": is_good}


def measure_paper(options, scratch):
    paper = os.path.join(options.build, "tests/bench/bench-paper")
    told = []
    for kind, name in (("grey", "grey.png"), ("colour", "colour.jpg")):
        path = os.path.join(scratch, name)
        run([paper, kind, path])
        _, readers, _, _ = watched_ingest(options, scratch, path)
        told.append(tell("peak of a reader, A4 at 300 dpi, %s" % kind, readers, "MiB", "<= 250", readers <= 250))
    line = os.path.join(scratch, "line.png")
    run([paper, "line", line])
    walls = sorted(watched_ingest(options, scratch, line)[2] for _ in range(5))
    told.append(tell("start to first page, one line of text", walls[2], "s", "< 0.5", walls[2] < 0.5))
    return told


def measure_born(options, scratch):
    pages, notes = 2000, 3000
    folder = os.path.join(scratch, "born")
    os.mkdir(folder)
    run([os.path.join(options.build, "tests/bench/bench-paper"), "born", str(pages), os.path.join(folder, "born.pdf")])
    peak, _, wall, cpu = watched_ingest(options, scratch, folder)
    told = [tell("born-digital pages, by CPU time of all processes", pages / cpu, "pages/s and core", ">= 200",
                 pages / cpu >= 200),
            tell("born-digital pages, by the clock on %d cores" % JOBS, pages / wall / JOBS, "pages/s and core", ">= 200",
                 pages / wall / JOBS >= 200)]
    for i in range(notes):
        with open(os.path.join(folder, "%d.txt" % i), "w", encoding="utf-8") as file:
            file.write("Nomor : 005/%d-Um\nHal : Undangan rapat koordinasi ke-%d\n" % (i, i))
    peak = max(peak, watched_ingest(options, scratch, folder)[0])
    told.append(tell("peak of arsip, %d files and %d pages" % (notes + 1, pages + notes), peak, "MiB", "<= 60", peak <= 60))
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("score")
    parser.add_argument("--build", required=True)
    parser.add_argument("--minutes", type=float, default=9, help="0: the whole corpus, however long that takes")
    parser.add_argument("--batch", type=int, default=16, help="pages in a batch")
    parser.add_argument("--only", default=",".join(ALL + ["rest"]), help="contenders, and rest for all but the race")
    parser.add_argument("--scratch")
    parser.add_argument("--json")
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    options.only = options.only.split(",")
    started, told = time.monotonic(), []
    end = started + options.minutes * 60 if options.minutes > 0 else float("inf")
    run(["ninja", "-C", options.build, "arsip-command", "arsip-reader", "bench-loop", "bench-pages", "bench-paper"])
    with tempfile.TemporaryDirectory(prefix="arsip-read-", dir=options.scratch) as scratch:
        if "rest" in options.only:
            told += measure_paper(options, scratch) + measure_born(options, scratch)
        if set(options.only) & set(ALL):
            options.only = options.only + ["arsip"]
            runs, pages = race(options, scratch, end)
            told += tell_race(options, runs, pages, scratch)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(told, file, indent=1)


if __name__ == "__main__":
    main()
