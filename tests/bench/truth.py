#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well real pages are read whose text is known: by arsip, and by the tesseract command with its defaults.

truth.py FOLDER... --arsip PROGRAM [--reader PROGRAM] [--manifest FILE.tsv] [--only TEXT] [--verbose]
                   [--export FILE.jsonl] [--cache FOLDER] [--json FILE]

Every file below FOLDER counts whose truth stands beside it: for scan.tif in scan.gt.txt, scan.gold.txt or scan.txt,
for page 2 of scan.pdf alone in scan.p2.gt.txt. A manifest (tab-separated; columns file and expected) adds what it
tells in words: `text = other.gt.txt`, `same text as other.txt`, or phrases in quotes that are on the page.

Recall: the share of the truth's words (letters and digits, case folded, each as often as it stands there) that were
read, in whatever order. CER: edits to the truth's length, white space collapsed, typographic quotes and dashes as
ASCII, case kept where the truth has both. A truth of phrases alone has no CER.

tesseract gets each page as a picture (those of a PDF as pdftoppm draws them at 300 dpi), `-l ind+eng`, all else
its defaults; what it read is kept in --cache. --export takes what arsip read from an export instead of reading.
Fails if a page is read worse than by tesseract.
"""
import argparse
import collections
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

ASCII = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e\u2010\u2011\u2012\u2013\u2014\u2212", "'''\"\"\"------")
TRUTH_ENDS = (".gt.txt", ".gold.txt", ".txt")
READABLE = re.compile(r"\.(tiff?|jpe?g|png|pdf|bmp|gif|webp|p[bgpn]m)$", re.I)
LANGUAGES = "ind+eng"

# page: None where the truth is that of the whole file; phrases: None, or what must be found in place of a text
Truth = collections.namedtuple("Truth", "path page text phrases")
Score = collections.namedtuple("Score", "found words edits letters missed")


def normal(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text or "").translate(ASCII)).strip()


def words_of(text):
    return re.findall(r"[^\W_]+", normal(text).casefold())


def distance(a, b):
    """Levenshtein's, a row of bits at a time (Myers 1999, Hyyrö 2003)."""
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return len(b)
    places = collections.defaultdict(int)
    for i, letter in enumerate(a):
        places[letter] |= 1 << i
    mask, top = (1 << len(a)) - 1, 1 << (len(a) - 1)
    more, less, score = mask, 0, len(a)
    for letter in b:
        same = places.get(letter, 0)
        across = (((same & more) + more) ^ more) | same
        up, down = less | ~(across | more), more & across
        score += 1 if up & top else -1 if down & top else 0
        up = (up << 1) | 1
        more = ((down << 1) | ~(same | less | up)) & mask
        less = up & (same | less) & mask
    return score


def score(truth, read):
    wanted = collections.Counter(words_of(truth.text))
    missed = wanted - collections.Counter(words_of(read))
    total = sum(wanted.values())
    if truth.phrases:
        return Score(total - sum(missed.values()), total, 0, 0, missed)
    one, other = normal(truth.text), normal(read)
    if one == one.upper():
        other = other.upper()
    return Score(total - sum(missed.values()), total, distance(one, other), len(one), missed)


# What is known of the files ---------------------------------------------------

def slurp(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def readable_below(folders):
    for folder in folders:
        for here, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if READABLE.search(name):
                    yield folder, os.path.join(here, name)


def truths_beside(path):
    stem = os.path.splitext(path)[0]
    here, start = os.path.dirname(path) or ".", os.path.basename(stem)
    found = []
    for name in sorted(os.listdir(here)):
        page = re.fullmatch(re.escape(start) + r"\.p(\d+)\.gt\.txt", name)
        if page:
            found.append(Truth(path, int(page.group(1)), slurp(os.path.join(here, name)), None))
    for end in TRUTH_ENDS:
        if not found and os.path.exists(stem + end):
            found.append(Truth(path, None, slurp(stem + end), None))
    return found


def read_manifest(path):
    if path is None:
        return {}
    with open(path, encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def truths_told(path, row):
    """What a line of the manifest says of a file's text; an empty list where it says nothing."""
    expected = re.sub(r"\[.*", "", row["expected"])
    if row.get("category", "").startswith(("libmagic", "fuzz", "broken", "pdf-crypt")):
        return []
    named = re.search(r"(?:text = |text as |words as |truth: )([^\s;,]+\.txt)", expected)
    if named:
        other = os.path.join(os.path.dirname(path), named.group(1))
        return [Truth(path, None, slurp(other), None)] if os.path.exists(other) else []
    if re.search(r"\bp\d+ = ", expected):
        return []
    found = []
    for page, phrases in re.findall(r"((?:p\d+[/ ])*)((?:'[^']{4,}',? ?)+)", expected):
        numbers = [int(number) for number in re.findall(r"p(\d+)", page)] or [None]
        for number in numbers:
            text = " ".join(re.findall(r"'([^']{4,})'", phrases)).replace("1..N", "")
            found.append(Truth(path, number, text, True))
    return found


def gather(options):
    manifest = read_manifest(options.manifest)
    truths = []
    for folder, path in readable_below(options.folders):
        row = manifest.get(os.path.relpath(path, folder))
        if options.only and options.only not in path and (row is None or options.only not in row.get("category", "")):
            continue
        truths += (truths_told(path, row) if row else []) or truths_beside(path)
    return truths


# What was read of them --------------------------------------------------------

def run(command, **more):
    done = subprocess.run(command, capture_output=True, check=False, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def ingest(options, paths, scratch):
    """An export of a throw-away archive that took in these files."""
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")
    if options.reader:
        environment["ARSIP_READER"] = os.path.abspath(options.reader)
    arsip = [options.arsip, "--archive", os.path.join(scratch, "archive")]
    for verb in (["init"], ["ingest"] + sorted(paths)):
        code, out, err = run(arsip + verb, env=environment)
        if code not in (0, 3):
            sys.exit("truth.py: arsip %s failed: %s" % (verb[0], err or out))
    code, out, err = run(arsip + ["export", "--format", "jsonl"], env=environment)
    if code != 0:
        sys.exit("truth.py: arsip export failed: %s" % err)
    return out


def read_by_arsip(options, paths, scratch):
    """SHA-256 of a file -> number of a page -> that page as it stands in the export."""
    export = slurp(options.export) if options.export else ingest(options, paths, scratch)
    read = {}
    for line in export.splitlines():
        document = json.loads(line)
        pages = {page["number"]: page for page in document["pages"]}
        for sha256 in document["sha256"]:
            read.setdefault(sha256, {}).update(pages)
    return read


def draw_pages(path, page, scratch):
    if not path.lower().endswith(".pdf"):
        return [path]
    folder = tempfile.mkdtemp(dir=scratch)
    pages = ["-f", str(page), "-l", str(page)] if page else []
    run(["pdftoppm", "-r", "300", "-png"] + pages + [path, os.path.join(folder, "page")])
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def read_by_tesseract(options, truth, sha256, scratch):
    kept = os.path.join(options.cache, "%s.%s.txt" % (sha256, truth.page or "all")) if options.cache else None
    if kept and os.path.exists(kept):
        return slurp(kept)
    text = ""
    for picture in draw_pages(truth.path, truth.page, scratch):
        command = ["tesseract", picture, "-", "-l", LANGUAGES]
        text += run(command, env=dict(os.environ, OMP_THREAD_LIMIT="1"))[1]
    if kept:
        os.makedirs(options.cache, exist_ok=True)
        with open(kept, "w", encoding="utf-8") as file:
            file.write(text)
    return text


# What is told -----------------------------------------------------------------

def percent(part, whole):
    return "%6.2f" % (100 * part / whole) if whole else "     -"


def row_of(name, ours, theirs):
    return "%-44s %6d  %s %s   %s %s" % (
        name[-44:], ours.words, percent(ours.found, ours.words), percent(ours.edits, ours.letters),
        percent(theirs.found, theirs.words), percent(theirs.edits, theirs.letters))


def add(scores):
    found = [sum(score[i] for score in scores) for i in range(4)]
    return Score(*found, None)


def page_text(pages, number):
    chosen = [pages[number]] if number in pages else [] if number else [pages[n] for n in sorted(pages)]
    return "\n".join(page.get("text") or "" for page in chosen)


def compare(options, truths, scratch):
    paths = {truth.path for truth in truths}
    sums = {path: sha256_of(path) for path in paths}
    read = read_by_arsip(options, paths, scratch)
    for truth in truths:
        sha256 = sums[truth.path]
        pages = read.get(sha256, {})
        theirs = score(truth, read_by_tesseract(options, truth, sha256, scratch))
        yield truth, score(truth, page_text(pages, truth.page)), theirs, pages


def tell_missed(truth, ours, theirs, pages):
    for who, side in (("arsip", ours), ("tesseract", theirs)):
        if side.missed:
            print("    %s missed: %s" % (who, " ".join(sorted(side.missed.elements()))))
    for number in [truth.page] if truth.page else sorted(pages):
        page = pages.get(number, {})
        told = ("confidence", "rotation", "skew", "method", "blank")
        print("    page %s: %s" % (number, ", ".join("%s %s" % (key, page[key]) for key in told if key in page)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--arsip")
    parser.add_argument("--reader")
    parser.add_argument("--manifest")
    parser.add_argument("--only", help="files whose path or category holds this")
    parser.add_argument("--export")
    parser.add_argument("--cache")
    parser.add_argument("--json")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    if not options.arsip and not options.export:
        parser.error("--arsip or --export is needed")
    truths = gather(options)
    if not truths:
        sys.exit("truth.py: no file with a truth was found")
    ours, theirs, kept, worse = [], [], [], 0
    print("%-44s %6s  %13s   %13s" % ("", "words", "arsip", "tesseract"))
    print("%-44s %6s  %6s %6s   %6s %6s   (percent)" % ("", "", "recall", "CER", "recall", "CER"))
    with tempfile.TemporaryDirectory(prefix="arsip-truth-") as scratch:
        for truth, mine, other, pages in compare(options, truths, scratch):
            name = os.path.join(os.path.basename(os.path.dirname(truth.path)), os.path.basename(truth.path))
            name += " p%d" % truth.page if truth.page else ""
            is_worse = mine.found < other.found
            worse += is_worse
            ours.append(mine)
            theirs.append(other)
            kept.append({"name": name, "arsip": mine[:4], "tesseract": other[:4]})
            print(row_of(name, mine, other) + ("  worse" if is_worse else ""), flush=True)
            if options.verbose:
                tell_missed(truth, mine, other, pages)
    print(row_of("together", add(ours), add(theirs)))
    print("%d pages or files, %d with fewer words found than tesseract finds" % (len(ours), worse))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
