#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""arsip's search beside Recoll's and Xapian's, on the same made letters, in one run.

compare.py BENCH-SEARCH-FILL BENCH-SEARCH ARSIP LETTERS WORDS [--documents N] [--work FOLDER] [--queries N] [--only A,B]

Rows: documents for each second of processor time into the index, the index's size against the text's, and for each
class of queries the median and the 99th percentile, milliseconds. Three ways of asking:

  warm     one process that stays, twenty hits with snippets: arsip's library beside Xapian's (python3-xapian: its own
           indexer, Indonesian stems, positions, a term for each label and a value for the date; the text is kept as
           the document's data, as arsip keeps it)
  process  the whole command, twenty hits with snippets: `arsip search` beside `recollq -A`

Every figure is of processor time (user and system, of the process itself), as clocks tell little on a machine that
has more to do; what arsip's catalogue costs is not counted on any side, nor is reading files on Xapian's; Recoll's
indexer reads files and tells their types, which cannot be taken out of it. All of a class's queries are asked once
before they are measured. Fields, zones, masking and confidence are arsip's alone. --work keeps what was built.
"""
import argparse
import csv
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

try:
    import xapian
except ImportError:
    xapian = None

HITS = 20
PROCESS_QUERIES = 15


def run(command, **more):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode not in (0, 1):
        sys.exit("compare.py: %s failed: %s" % (command[0], done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace")


def child_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size_of(folder):
    return sum(os.path.getsize(os.path.join(here, name)) for here, _, names in os.walk(folder) for name in names)


def quantile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def texts_in(folder):
    for here, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            yield os.path.join(here, name)


# What is asked ----------------------------------------------------------------

def queries_of(options, archive):
    """Class -> lists of text, label, first of the date."""
    out = run([options.search, "--queries", "-n", str(options.queries), archive])
    classes = {}
    for line in out.splitlines():
        name, text, label, since = line.split("\t")
        classes.setdefault(name, []).append((text, label, since))
    return classes


# arsip ------------------------------------------------------------------------

def arsip_fill(options, archive, log):
    if not os.path.exists(log):
        out = run([options.fill, "--unsafe", "-n", str(options.documents), archive, options.letters, options.list])
        with open(log, "w", encoding="utf-8") as file:
            file.write(out)
    with open(log, encoding="utf-8") as file:
        said = file.read()
    speed = float(re.search(r"catalogue, (\d+) into the index", said).group(1))
    size = float(re.search(r"index \(words_\*, vocabulary\) ([\d.]+) MB", said).group(1))
    text = float(re.search(r"text added ([\d.]+) MB", said).group(1))
    return speed, size / text, text


def arsip_warm(options, archive):
    times = {}
    for line in run([options.search, "--tsv", "-n", str(options.queries), "--budget", str(options.budget), archive]).splitlines():
        cells = line.split("\t")
        times.setdefault(cells[0], []).append(float(cells[-1]))
    return times


def process_times(commands):
    for command in commands[:3]:
        run(command)
    times = []
    for command in commands:
        before = child_seconds()
        run(command)
        times.append((child_seconds() - before) * 1000)
    return times


def arsip_process(options, archive, classes):
    times = {}
    for name, queries in classes.items():
        commands = []
        for text, label, since in queries[:PROCESS_QUERIES]:
            command = [options.arsip, "--archive", archive, "search"]
            command += ["--label", label] if label else []
            command += ["--since", since, "--until", since] if since else []
            commands.append(command + ([text] if text else []))
        times[name] = process_times(commands)
    return times


# Recoll -----------------------------------------------------------------------

def recoll_fill(options, texts, conf):
    log = os.path.join(conf, "seconds")
    if not os.path.exists(log):
        os.makedirs(conf, exist_ok=True)
        with open(os.path.join(conf, "recoll.conf"), "w", encoding="utf-8") as file:
            file.write("topdirs = %s\nindexstemminglanguages = indonesian\nloglevel = 1\n" % texts)
        before = child_seconds()
        run(["recollindex", "-c", conf])
        with open(log, "w", encoding="utf-8") as file:
            file.write(str(child_seconds() - before))
    with open(log, encoding="utf-8") as file:
        seconds = float(file.read())
    return options.documents / seconds, size_of(os.path.join(conf, "xapiandb"))


def recoll_process(conf, classes):
    times = {}
    for name, queries in classes.items():
        if any(label or since for _, label, since in queries):
            continue
        times[name] = process_times([["recollq", "-c", conf, "-s", "indonesian", "-A", "-n", str(HITS), text]
                                     for text, _, _ in queries[:PROCESS_QUERIES]])
    return times


# Xapian -----------------------------------------------------------------------

def xapian_fill(options, texts, table, folder):
    log = folder + ".seconds"
    if not os.path.exists(log):
        with open(table, encoding="utf-8", newline="") as file:
            known = {row[0]: row[1:] for row in csv.reader(file, delimiter="\t")}
        database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("indonesian"))
        used = 0.0
        for path in texts_in(texts):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            date, *labels = known[os.path.basename(path)[5:11]]
            before = time.process_time()
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(text)
            document.set_data(text)
            document.add_value(0, date)
            for label in labels:
                if label:
                    document.add_boolean_term("K" + label)
            database.add_document(document)
            used += time.process_time() - before
        before = time.process_time()
        database.commit()
        database.close()
        used += time.process_time() - before
        with open(log, "w", encoding="utf-8") as file:
            file.write(str(used))
    with open(log, encoding="utf-8") as file:
        seconds = float(file.read())
    kept = os.path.getsize(os.path.join(folder, "docdata.glass"))  # the text itself is no index
    return options.documents / seconds, size_of(folder) - kept


def xapian_query(parser, text, label, since):
    flags = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_BOOLEAN | xapian.QueryParser.FLAG_WILDCARD
    query = parser.parse_query(text, flags) if text else xapian.Query.MatchAll
    if label:
        query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query("K" + label))
    if since:
        query = xapian.Query(xapian.Query.OP_FILTER, query,
                             xapian.Query(xapian.Query.OP_VALUE_RANGE, 0, since, since + "~"))
    return query


def xapian_ask(database, parser, stemmer, asked):
    enquire = xapian.Enquire(database)
    enquire.set_query(xapian_query(parser, *asked))
    hits = enquire.get_mset(0, HITS)
    return [hits.snippet(hit.document.get_data().decode("utf-8"), 160, stemmer) for hit in hits]


def xapian_warm(folder, classes, budget):
    database = xapian.Database(folder)
    stemmer = xapian.Stem("indonesian")
    parser = xapian.QueryParser()
    parser.set_stemmer(stemmer)
    parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
    parser.set_database(database)
    parser.set_default_op(xapian.Query.OP_AND)
    times = {}
    for name, queries in classes.items():
        for measured in (False, True):
            end = time.monotonic() + budget
            for asked in queries:
                before = time.process_time()
                xapian_ask(database, parser, stemmer, asked)
                if measured:
                    times.setdefault(name, []).append((time.process_time() - before) * 1000)
                if time.monotonic() > end:
                    break
    return times


# The table --------------------------------------------------------------------

def cell(times):
    return "%8.1f /%8.1f" % (quantile(times, 0.5), quantile(times, 0.99)) if times else "%18s" % "-"


def compare(options, work):
    archive, peers = os.path.join(work, "archive"), os.path.join(work, "peers")
    texts, table = os.path.join(peers, "texts"), os.path.join(peers, "letters.tsv")
    wanted = options.only.split(",")
    if not os.path.exists(table):
        run([options.fill, "--texts", "-n", str(options.documents), peers, options.letters, options.list])
    speed, share, text = arsip_fill(options, archive, os.path.join(work, "archive.log"))
    classes = queries_of(options, archive)
    rows = {"arsip": (speed, share)}
    warm, process = {"arsip": arsip_warm(options, archive)}, {"arsip": arsip_process(options, archive, classes)}
    if "xapian" in wanted and xapian:
        speed, size = xapian_fill(options, texts, table, os.path.join(work, "xapian"))
        rows["Xapian"] = (speed, size / text / 1e6)
        warm["Xapian"] = xapian_warm(os.path.join(work, "xapian"), classes, options.budget)
    if "recoll" in wanted:
        speed, size = recoll_fill(options, texts, os.path.join(work, "recoll"))
        rows["Recoll"] = (speed, size / text / 1e6)
        process["Recoll"] = recoll_process(os.path.join(work, "recoll"), classes)
    print("%d documents, %.0f MB of text; processor time" % (options.documents, text))
    for name, (speed, share) in rows.items():
        print("%-8s %8.0f documents/s into the index, index %.2f of the text" % (name, speed, share))
    print("%-13s %18s %18s %18s %18s   ms p50 / p99" % ("class", "arsip warm", "Xapian warm", "arsip process", "recollq process"))
    for name in classes:
        print("%-13s %s %s %s %s" % (name, cell(warm["arsip"].get(name)), cell(warm.get("Xapian", {}).get(name)),
                                     cell(process["arsip"].get(name)), cell(process.get("Recoll", {}).get(name))))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("fill", "search", "arsip", "letters", "list"):
        parser.add_argument(name)
    parser.add_argument("--documents", type=int, default=100000)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--budget", type=int, default=20, help="seconds for a class, twice")
    parser.add_argument("--only", default="recoll,xapian")
    parser.add_argument("--work")
    options = parser.parse_args()
    if options.work:
        os.makedirs(options.work, exist_ok=True)
        compare(options, options.work)
    else:
        with tempfile.TemporaryDirectory(prefix="arsip-bench-") as work:
            compare(options, work)


if __name__ == "__main__":
    main()
