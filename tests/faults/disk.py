# SPDX-License-Identifier: GPL-3.0-or-later
"""What instants.c wrote down, and what a disk may hold of it when the power is cut.

The disk is one that promises no more than POSIX: of what was written to a file since its last fsync any part may be
there, in any order, and zeros where later bytes are; a name is there, or gone, for certain only after an fsync of its
folder. syncfs makes everything certain. A rename happens as a whole or not at all.
"""
import dataclasses
import os
import stat
import struct

HEADER = struct.Struct("=IIqQQQQIIII")
TORN = 4096  # of a write, each such block is kept or lost by itself: what a disk writes at once


@dataclasses.dataclass
class Record:
    number: int
    kind: str
    result: int
    inode: int
    offset: int
    mode: int
    flags: int
    name: str
    path: str
    other: str
    data: bytes


def records_of(path):
    with open(path, "rb") as file:
        text = file.read()
    at, found = 0, []
    while at + HEADER.size <= len(text):
        number, kind, result, inode, offset, mode, flags, *lengths = HEADER.unpack_from(text, at)
        at += HEADER.size
        parts = []
        for length in lengths:
            parts.append(text[at:at + length])
            at += length
        names = [os.fsdecode(part[:-1]) for part in parts[:3]]
        found.append(Record(number, chr(kind), result, inode, offset, mode, flags, *names, parts[3]))
    return found


class File:
    def __init__(self, mode, data=b""):
        self.mode, self.certain, self.pending = mode, data, []

    def settle(self):
        self.certain, self.pending = self.played(self.pending), []

    def played(self, changes):
        data = bytearray(self.certain)
        for offset, written in changes:
            if written is None:  # cut or grown to that size
                del data[offset:]
            data.extend(bytes(max(0, offset - len(data))))
            if written is not None:
                data[offset:offset + len(written)] = written
        return bytes(data)

    def after_cut(self, manner, chance):
        if manner == "none":
            return self.certain
        if manner == "all":
            return self.played(self.pending)
        if chance.random() < 0.3:
            return self.played(self.pending[:chance.randrange(len(self.pending) + 1)])
        blocks = []
        for offset, written in self.pending:
            if written is None:
                blocks.append((offset, None))
                continue
            start = 0
            while start < len(written):
                end = min(len(written), start + TORN - (offset + start) % TORN)
                blocks.append((offset + start, written[start:end]))
                start = end
        rate = chance.random()
        kept = [block for block in blocks if chance.random() < rate]
        end = max((offset + len(written or b"") for offset, written in blocks), default=0)
        data = self.played(kept)
        # The size may be on disk before what was written.
        return data.ljust(end, b"\0") if len(data) < end and chance.random() < 0.3 else data


class Folder:
    """Names hold files and folders; `pending` lists (name, what or None)."""

    def __init__(self, mode):
        self.mode, self.certain, self.pending = mode, {}, []

    def settle(self):
        self.certain, self.pending = self.now(), []

    def now(self):
        return played_names(self.certain, self.pending)


def played_names(certain, changes):
    names = dict(certain)
    for _, name, what in changes:
        if what is None:
            names.pop(name, None)
        else:
            names[name] = what
    return names


class Disk:
    """root: the folder that was watched, as it was before; its inodes are those of the records."""

    def __init__(self, root):
        self.root = root
        self.inodes, self.changes, self.all, self.ends = {}, 0, [], {}
        self.top = self.load(root)

    def load(self, path):
        info = os.lstat(path)
        if stat.S_ISDIR(info.st_mode):
            thing = Folder(info.st_mode & 0o7777)
            for name in os.listdir(path):
                thing.certain[name] = self.load(os.path.join(path, name))
        else:
            with open(path, "rb") as file:
                thing = File(info.st_mode & 0o7777, file.read())
        self.inodes[info.st_ino] = thing
        self.all.append(thing)
        return thing

    def load_ends(self):
        """What the files are after the run: a reader writes into some, which is not written down."""
        for here, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(here, name)
                with open(path, "rb") as file:
                    self.ends[os.stat(path).st_ino] = file.read()

    def find(self, path):
        """(folder, name) of a path, or None outside of the root."""
        relative = os.path.relpath(os.path.normpath(path), self.root)
        if relative.startswith(".."):
            return None
        *folders, name = relative.split("/")
        folder = self.top
        for part in folders:
            folder = folder.now().get(part)
            if not isinstance(folder, Folder):
                return None
        return folder, name

    def put(self, place, what, change):
        place[0].pending.append((change, place[1], what))

    def make(self, place, inode, thing):
        self.inodes[inode] = thing
        self.all.append(thing)
        self.put(place, thing, self.changes)

    def play(self, record):
        if record.result < 0:
            return
        self.changes += 1
        if record.kind == "S":
            for thing in self.all:
                thing.settle()
            return
        if record.kind in "wsta":
            self.play_on_file(record)
        elif self.find(record.path) is not None:
            self.play_on_name(record, self.find(record.path))

    def play_on_file(self, record):
        thing = self.inodes.get(record.inode)
        if thing is None or not record.path.startswith(self.root):
            return
        if record.kind == "s" and isinstance(thing, File) and not thing.certain and not thing.pending \
                and len(self.ends.get(record.inode, b"")) == record.offset:
            thing.certain = self.ends.get(record.inode, b"")
        elif record.kind == "s":
            thing.settle()
        elif record.kind == "w":
            thing.pending.append((record.offset, record.data))
        elif record.kind == "t":
            thing.pending.append((record.offset, None))

    def play_on_name(self, record, place):
        there = place[0].now().get(place[1])
        if record.kind == "c" and there is None:
            self.make(place, record.inode, File(record.mode & 0o7777))
        elif record.kind == "c" and record.flags & os.O_TRUNC:
            there.pending.append((0, None))
        elif record.kind == "d":
            self.make(place, record.inode, Folder(record.mode & 0o7777))
        elif record.kind == "u":
            self.put(place, None, self.changes)
        elif record.kind == "m" and there is not None:
            there.mode = record.mode & 0o7777
        elif record.kind in "rl":
            self.put(self.find(record.other), there, self.changes)
            if record.kind == "r":
                self.put(place, None, self.changes)

    def write(self, place, manner, chance):
        """What is there after a cut now: of what is not certain "none", "all", or "some"."""
        kept = {}
        self.write_folder(self.top, place, manner, chance, kept, chance.random())

    def write_folder(self, folder, place, manner, chance, kept, rate):
        changes = [] if manner == "none" else folder.pending
        if manner == "some":
            changes = [entry for entry in folder.pending if kept.setdefault(entry[0], chance.random() < rate)]
        os.mkdir(place)
        for name, what in played_names(folder.certain, changes).items():
            path = os.path.join(place, name)
            if isinstance(what, Folder):
                self.write_folder(what, path, manner, chance, kept, rate)
                continue
            with open(path, "wb") as file:
                file.write(what.after_cut(manner, chance))
            os.chmod(path, what.mode)
        os.chmod(place, folder.mode)
