#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Harms arsip at the instants at which it changes a disk, and sees that nothing comes of it.

faults.py --arsip ARSIP --library LIBRARY --first-archive PROGRAM [--sample N --cuts N] [--command NAME...]

An instant is a call of the command's own process that changes a file or a folder (instants.c). Each command of
stage.py is run undisturbed and its instants counted. Then, for every instant and every fault that its call can meet
(--sample: so many of them), or for --cuts so many cuts of the power (disk.py), on a copy of what it began from: the
archive and its backup open, `arsip check` finds nothing in them, and the same command run again ends as the undisturbed one did, to the
same contents; where it ended as the undisturbed one does, or had told its end before the power was cut, everything is
there already; what it writes beside the archive is there whole or not at all.

One of them again: --command ingest --instant 117 --fault ENOSPC, or --command ingest --cut 117 --manner some --round 2
with the same --seed. --keep leaves the folders of those that fail. Without --sample and --cuts all are tried: that
takes hours.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import disk
import stage

CONTENTS = os.path.join(stage.HERE, "..", "cmd", "helpers", "contents.py")
KILLS = ("kill-before", "kill-after")
FULL = ("ENOSPC", "EDQUOT", "EIO", "full")
FAULTS = {
    "w": KILLS + FULL + ("short", "EINTR"), "s": KILLS + ("EIO", "ENOSPC", "EDQUOT", "EINTR"),
    "S": KILLS + ("EIO", "ENOSPC", "EDQUOT", "EINTR"), "c": KILLS + FULL + ("EINTR",), "r": KILLS + FULL,
    "l": KILLS + FULL, "d": KILLS + FULL, "u": KILLS + ("EIO",), "t": KILLS + ("EIO", "EINTR"),
    "a": KILLS + FULL + ("EINTR",), "m": KILLS + ("EIO",),
}
MAKERS = ("init", "backup-restore")  # of the archive
STORING = ("ingest", "store", "ocr", "import", "import-zip", "import-known", "backup", "backup-more", "backup-restore")
MANNERS = ("none", "all", "some")
BACKUP = "cadangan"
STRAY = "an interrupted ingest may have left it"
BUSY, FAILED = 75, 2
# Each of these that was begun is in the log, however it ended; where the log cannot be written it is told.
UNCOUNTED = re.compile(r"'what': '(export|archive\.backed-up)'")
VOLATILE = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ|(?<={\"documents\":\d,\"sha256\":\")[0-9a-f]{64}")
QUESTIONS = ("surat OR undangan", "hal:undangan OR label:perihal/*")


@dataclasses.dataclass(frozen=True)
class Trial:
    """One fault at one instant, or one cut after so many of them."""
    command: stage.Command
    instant: int
    fault: str  # or the manner of a cut
    round: int = 0  # from 1: a cut

    def __str__(self):
        if self.round:
            return f"--command {self.command.name} --cut {self.instant} --manner {self.fault} --round {self.round}"
        return f"--command {self.command.name} --instant {self.instant} --fault {self.fault}"


@dataclasses.dataclass
class Whole:
    """What an undisturbed run did."""
    records: list
    code: int
    state: str
    written: dict
    output: bytes
    told: int  # after so many instants


def files_below(folder):
    """The bytes of each, but for the times in them, which a plan has, and its sum over them."""
    found = {}
    for here, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(here, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = VOLATILE.sub(b"", file.read())
    return found


class Run:
    def __init__(self, options):
        self.options = options
        self.scratch = os.path.realpath(tempfile.mkdtemp(prefix="arsip-faults-", dir=options.scratch))
        self.stage = stage.Stage(options.arsip, options.first_archive, self.scratch)
        self.wholes = {}
        self.end = time.monotonic() + options.minutes * 60 if options.minutes else None
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="", TZ="UTC")
        self.environment.pop("ARSIP_ARCHIVE", None)

    def call(self, desk, *words, **more):
        """(exit code, output, error output)"""
        try:
            done = subprocess.run([self.options.arsip, "--archive", "archive", *words], cwd=desk, timeout=120, check=False,
                                  capture_output=True, env=dict(self.environment, **more))
        except subprocess.TimeoutExpired:
            return None, b"", b"it did not end within two minutes"
        return done.returncode, done.stdout, done.stderr

    def run_watched(self, desk, command, **more):
        """The command in the hands of instants.c, its output a file: (exit code, output, error output, records)."""
        log, told = desk + ".log", desk + ".told"
        environment = dict(self.environment, LD_PRELOAD=self.options.library, INSTANTS_LOG=log, **more)
        with open(told, "wb") as output:
            try:
                done = subprocess.run([self.options.arsip, "--archive", "archive", *self.stage.words_of(command)], cwd=desk,
                                      timeout=120, check=False, stdout=output, stderr=subprocess.PIPE, env=environment)
                code, said = done.returncode, done.stderr
            except subprocess.TimeoutExpired:
                code, said = None, b"it did not end within two minutes"
        with open(told, "rb") as output:
            return code, output.read(), said, disk.records_of(log)

    def contents_of(self, place):
        """Of an archive or a backup: lines."""
        if not os.path.exists(os.path.join(place, "arsip.db")):
            return ["no catalogue"]
        held = subprocess.run([sys.executable, "-S", "-B", CONTENTS, place], capture_output=True, check=False)
        if held.returncode != 0:
            return ["no contents: " + held.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]]
        lines = held.stdout.decode("utf-8", "replace").split("\n")
        for folder in ("rules", "words", "former"):
            lines += sorted(f"{folder}/{name} {hash(data)}" for name, data in files_below(os.path.join(place, folder)).items())
        # A desk that a cut has left was another one when the command was run there.
        return [re.sub(re.escape(self.scratch) + "/[^/]*", "DESK", line) for line in lines if not UNCOUNTED.search(line)]

    def state_of(self, desk):
        """What the archive holds and answers, and what its backup holds."""
        parts = self.contents_of(os.path.join(desk, "archive"))
        for question in QUESTIONS:
            _, output, _ = self.call(desk, "search", "--limit", "0", "--format", "tsv", question)
            parts.append(re.sub(r"^[^\t]*\t", "", output.decode("utf-8", "replace"), flags=re.M))
        if os.path.exists(os.path.join(desk, BACKUP)):
            parts += [BACKUP + ": " + line for line in self.contents_of(os.path.join(desk, BACKUP))]
        return "\n".join(parts)

    def learn(self, command):
        """Runs it undisturbed, once."""
        if command.name in self.wholes:
            return self.wholes[command.name]
        desk = os.path.join(self.scratch, "whole-" + command.name)
        self.stage.copy(command.desk, desk)
        code, output, said, records = self.run_watched(desk, command)
        if code != 0:
            raise SystemExit(f"{command.name}: undisturbed it ends with {code}: {said.decode('utf-8', 'replace')}")
        checked, faults, _ = self.call(desk, "check")
        if checked != 0:
            raise SystemExit(f"{command.name}: undisturbed it leaves {faults.decode('utf-8', 'replace')}")
        told = max((r.number for r in records if r.path == desk + ".told"), default=len(records))
        self.wholes[command.name] = Whole(
            records, code, self.state_of(desk), files_below(os.path.join(desk, "out")), output, told)
        return self.wholes[command.name]

    # What is asked after a trial ------------------------------------------------

    def faults_of_archives(self, desk, may_be_unmade, allows_strays):
        """may_be_unmade: the archive itself; a backup always may."""
        faults = []
        for name in ("archive", BACKUP):
            is_made = os.path.exists(os.path.join(desk, name, "arsip.db"))
            if is_made or name == "archive" and not may_be_unmade:
                faults += self.faults_of_archive(desk, name, allows_strays)
        return faults

    def faults_of_archive(self, desk, name, allows_strays):
        code, _, said = self.call(desk, "--archive", name, "status")
        if code != 0:
            return [f"{name} does not open: {code} {said.decode('utf-8', 'replace').strip()}"]
        code, output, said = self.call(desk, "--archive", name, "check")
        lines = [line for line in output.decode("utf-8", "replace").split("\n") if line]
        strays = [line for line in lines if STRAY in line]
        if code == 0 and not lines or allows_strays and code == FAILED and strays and strays == lines:
            return []
        return [f"check of {name} ends with {code}: {' / '.join(lines)[:400]} {said.decode('utf-8', 'replace')[:200]}"]

    def faults_of_written(self, desk, whole, may_leave_parts):
        faults = []
        for name, data in files_below(os.path.join(desk, "out")).items():
            if name not in whole.written:
                if not (may_leave_parts and ".part" in name):
                    faults.append(f"out/{name} is left over")
            elif data != whole.written[name]:
                faults.append(f"out/{name} is not whole ({len(data)} of {len(whole.written[name])} bytes)")
        return faults

    def is_done(self, desk, whole):
        written = files_below(os.path.join(desk, "out"))
        return all(written.get(name) == data for name, data in whole.written.items()) \
            and self.state_of(desk) == whole.state

    def difference(self, desk, whole):
        have, want = self.state_of(desk).split("\n"), whole.state.split("\n")
        less = [line for line in want if line not in have][:2]
        more = [line for line in have if line not in want][:2]
        missing = sorted(set(whole.written) - set(files_below(os.path.join(desk, "out"))))[:3]
        return f"wanted {less}, found {more}, not written {missing}"[:900]

    def run_again(self, desk, command, whole):
        code, _, said = self.call(desk, *self.stage.words_of(command, again=True))
        if code != whole.code:
            return [f"run again it ends with {code}: {said.decode('utf-8', 'replace').strip()[-300:]}"]
        if not self.is_done(desk, whole):
            return [f"run again it comes to another end: {self.difference(desk, whole)}"]
        return []

    def left_in_incoming(self, desk):
        places = [os.path.join(desk, name, "incoming") for name in ("archive", BACKUP)]
        return sorted(name for place in places if os.path.isdir(place) for name in os.listdir(place) if name != "writer")

    def judge(self, desk, command, must_be_done, may_leave_parts):
        """Faults of what a trial left."""
        whole = self.learn(command)
        faults = [] if command.name == "init" else self.faults_of_archives(desk, command.name in MAKERS, True)
        faults += self.faults_of_written(desk, whole, may_leave_parts)
        was_done = self.is_done(desk, whole)
        if must_be_done and not was_done:
            faults.append(f"told as done, it is not: {self.difference(desk, whole)}")
        if not was_done:
            faults += self.run_again(desk, command, whole)
        if self.left_in_incoming(desk) and (was_done or command.name not in STORING):
            # The next command that stores there sweeps after it.
            sweeper = self.stage.words_of(command) if command.name.startswith("backup") else \
                ["ingest", "--store-only", os.path.join(self.stage.letters, "surat-1.txt")]
            self.call(desk, *sweeper)
        if self.left_in_incoming(desk):
            faults.append(f"left in incoming/: {self.left_in_incoming(desk)}")
        return faults + self.faults_of_archives(desk, False, False) + self.faults_of_written(desk, whole, may_leave_parts)

    # Trials -----------------------------------------------------------------------

    def try_fault(self, trial, desk):
        self.stage.copy(trial.command.desk, desk)
        code, output, said, records = self.run_watched(
            desk, trial.command, INSTANTS_AT=str(trial.instant), INSTANTS_FAULT=trial.fault)
        whole = self.learn(trial.command)
        faults, words = [], said.decode("utf-8", "replace").strip()
        is_killed = code == -9 and trial.fault in KILLS
        if len(records) < trial.instant and not is_killed:
            return None
        if not is_killed and code not in (whole.code, FAILED, BUSY):
            faults.append(f"it ends with {code}: {words[-300:]}")
        if code in (FAILED, BUSY) and words == "":
            faults.append(f"it ends with {code} and says nothing")
        if re.search("CRITICAL|WARNING|ERROR \\*\\*|Assert", words):
            faults.append(f"it says: {words[-300:]}")
        if code == whole.code and bool(output) != bool(whole.output):
            faults.append("its output is lost, which it does not tell")
        met = records[trial.instant - 1] if len(records) >= trial.instant else None
        may_leave = is_killed or (met is not None and met.kind == "u")
        return self.about(met) + faults + self.judge(desk, trial.command, code == whole.code, may_leave)

    def about(self, record):
        """The call that was harmed, for people; first of the faults."""
        if record is None:
            return ["?"]
        return [f"{record.name} {record.path.replace(self.scratch, '')} {record.other.replace(self.scratch, '')}".strip()]

    def record_cuts(self, command, cuts):
        """Writes what stands after each cut, by one run of the command: pairs of trial and desk."""
        desk = os.path.join(self.scratch, "cut-" + command.name)
        self.stage.copy(command.desk, desk)
        watched = disk.Disk(desk)
        _, _, _, records = self.run_watched(desk, command, INSTANTS_RECORD="1")
        # What is told to the clerk stands outside: the desk's records name its own files alone.
        told = max((r.number for r in records if r.path == desk + ".told"), default=len(records))
        watched.load_ends()
        shutil.rmtree(desk)
        for count in range(len(records) + 1):
            if count > 0:
                watched.play(records[count - 1])
            for trial in [trial for trial in cuts if trial.instant == count or trial.instant > count == len(records)]:
                place = os.path.join(self.scratch, f"cut-{command.name}-{trial.instant}-{trial.fault}-{trial.round}")
                watched.write(place, trial.fault, random.Random(f"{self.options.seed}:{trial}"))
                yield trial, place, count >= told

    def is_over(self):
        return self.end is not None and time.monotonic() > self.end

    def check_cut(self, trial, desk, is_told):
        faults = None
        try:
            if not self.is_over():
                faults = self.judge(desk, trial.command, is_told, True)
        finally:
            self.clean(desk, self.options.keep and bool(faults))
        return faults

    def clean(self, desk, is_kept):
        if not is_kept:
            shutil.rmtree(desk, ignore_errors=True)
        for ending in (".log", ".told"):
            if os.path.exists(desk + ending):
                os.remove(desk + ending)

    def check_fault(self, trial):
        desk = os.path.join(self.scratch, f"desk-{trial.command.name}-{trial.instant}-{trial.fault}")
        found = None
        try:
            if not self.is_over():
                found = self.try_fault(trial, desk)
        finally:
            self.clean(desk, self.options.keep and found is not None and len(found) > 1)
        return found


def chosen(trials, count, chance):
    return trials if count is None else sorted(chance.sample(trials, min(count, len(trials))), key=str)


def faults_to_try(run, command, options):
    if options.instant is not None:
        return [Trial(command, options.instant, options.fault)]
    trials = [Trial(command, record.number, fault) for record in run.learn(command).records
              for fault in FAULTS[record.kind] if options.fault in (None, fault)]
    return chosen(trials, options.sample, random.Random(f"{options.seed}:{command.name}"))


def cuts_to_try(run, command, options):
    if options.cut is not None:
        return [Trial(command, options.cut, options.manner, options.round)]
    counts = len(run.learn(command).records) + 1
    trials = [Trial(command, count, manner, number) for count in range(counts) for manner in MANNERS
              for number in range(1, 1 + (options.rounds if manner == "some" else 1))]
    # Always among them: nothing but what is certain, after the command's end.
    last = [trial for trial in trials if trial.instant == counts - 1 and trial.fault == "none" and options.cuts]
    picked = chosen(trials, options.cuts, random.Random(f"{options.seed}:{command.name}:cuts"))
    return picked + [trial for trial in last if trial not in picked]


class Tally:
    def __init__(self):
        self.tried, self.survived = collections.Counter(), collections.Counter()
        self.not_tried, self.failures = 0, []

    def add(self, trial, faults):
        kind = f"power cut, {trial.fault}" if trial.round else trial.fault
        if faults is None:
            self.not_tried += 1
            return
        about = [] if trial.round else faults[:1]
        faults = faults if trial.round else faults[1:]
        for key in (kind, "all of " + trial.command.name, (trial.command.name, kind)):
            self.tried[key] += 1
            self.survived[key] += not faults
        if faults:
            self.failures.append(trial)
            print(f"FAULT: {trial}", *about, *faults, sep="\n    ", flush=True)

    def kinds_of(self, name):
        """What was tried of a command: each kind of harm, and how many of how many survived."""
        kinds = sorted(key[1] for key in self.tried if key[0] == name and isinstance(key, tuple))
        return "; ".join(f"{kind} {self.survived[name, kind]}/{self.tried[name, kind]}" for kind in kinds)

    def print(self, wholes):
        for key in sorted(key for key in self.tried if isinstance(key, str)):
            name = key.removeprefix("all of ")
            more = f", {len(wholes[name].records)} instants ({self.kinds_of(name)})" if key != name else ""
            print(f"{self.survived[key]:7} of {self.tried[key]:6} survived: {key}{more}")
        longest = max(wholes, key=lambda name: len(wholes[name].records))
        print(f"the longest run: {longest}, {len(wholes[longest].records)} instants")
        if self.not_tried:
            print(f"{self.not_tried} were not reached: the readers' answers came otherwise, or the time was over")


def try_command(run, command, options, pool, tally):
    if options.cut is None:
        trials = faults_to_try(run, command, options)
        for trial, faults in zip(trials, pool.map(run.check_fault, trials)):
            tally.add(trial, faults)
    if options.instant is None:
        cuts, futures = cuts_to_try(run, command, options), []
        for trial, place, is_told in run.record_cuts(command, cuts):
            futures.append((trial, pool.submit(run.check_cut, trial, place, is_told)))
            while len(futures) > 2 * options.jobs:
                trial, future = futures.pop(0)
                tally.add(trial, future.result())
        for trial, future in futures:
            tally.add(trial, future.result())


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arsip", default=os.environ.get("ARSIP", "arsip"), help="the program")
    parser.add_argument("--library", required=True, help="instants.c, built")
    parser.add_argument("--first-archive", required=True, help="first-archive.c, built")
    parser.add_argument("--scratch", default="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="trials at once")
    parser.add_argument("--sample", type=int, help="faults of each command (all)")
    parser.add_argument("--cuts", type=int, help="power cuts of each command (all)")
    parser.add_argument("--rounds", type=int, default=2, help="how often what is not certain is drawn for each cut")
    parser.add_argument("--command", nargs="*", help="only these")
    parser.add_argument("--instant", type=int)
    parser.add_argument("--fault", help="only this one")
    parser.add_argument("--cut", type=int, help="after so many instants")
    parser.add_argument("--manner", choices=MANNERS, default="none")
    parser.add_argument("--round", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0, help="end after so long")
    parser.add_argument("--keep", action="store_true", help="the folders of faults that harmed")
    return parser.parse_args()


def main():
    options = parse()
    options.library = os.path.abspath(options.library)
    run = Run(options)
    tally = Tally()
    print(f"seed {options.seed}", flush=True)
    try:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for command in stage.COMMANDS:
                if (options.command is None or command.name in options.command) and not run.is_over():
                    run.learn(command)
                    try_command(run, command, options, pool, tally)
        tally.print(run.wholes)
    finally:
        if not options.keep:
            shutil.rmtree(run.scratch, ignore_errors=True)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
