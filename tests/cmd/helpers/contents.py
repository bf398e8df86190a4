# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what an archive holds, without what differs between two that were filled alike: UUIDs, times, hashes of events.

contents.py ARCHIVE
"""

import os
import sqlite3
import sys

VOLATILE = {
    "archive": {"uuid", "created"},
    "batch": {"uuid", "started", "finished"},
    "document": {"uuid", "received"},
    "reading": {"made"},
    "seal": {"sha256"},
    "application": {"made"},
    "event": {"at", "previous", "hash"},
}


def names_of_subjects(catalogue):
    names = {"": ""}
    for table in ("batch", "document"):
        for number, uuid in catalogue.execute(f"SELECT id, uuid FROM {table}"):
            names[uuid] = f"{table} {number}"
    return names


def print_table(catalogue, table, subjects):
    columns = [row[1] for row in catalogue.execute(f"PRAGMA table_info({table})")]
    kept = [name for name in columns if name not in VOLATILE.get(table, set())]
    order = "id" if "id" in columns else ", ".join(kept)
    for row in catalogue.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY {order}"):
        values = dict(zip(kept, row))
        if table == "event":
            values["subject"] = subjects.get(values["subject"], values["subject"])
        print(table, values)


def tables_of(catalogue):
    """All but the index, whose words only the command can read (its tokenizer is its own) and whose blobs depend on
    how rows were grouped into transactions; what the index holds of each document stands in the table `indexed`, and
    which words there are in `vocabulary`, whatever the runs they are laid out in."""
    rows = list(catalogue.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
    indexes = [name for name, sql in rows if sql.startswith("CREATE VIRTUAL TABLE")]
    return [name for name, _ in rows
            if not name.startswith(("sqlite_", "vocabulary_")) and not any(name == index or name.startswith(index + "_") for index in indexes)]


def print_files(archive):
    for folder, _, names in sorted(os.walk(os.path.join(archive, "files"))):
        for name in sorted(names):
            path = os.path.join(folder, name)
            status = os.stat(path)
            print("file", os.path.relpath(path, archive), oct(status.st_mode), status.st_size)


def main():
    archive = sys.argv[1]
    catalogue = sqlite3.connect(os.path.join(archive, "arsip.db"))
    subjects = names_of_subjects(catalogue)
    for table in tables_of(catalogue):
        print_table(catalogue, table, subjects)
    print_files(archive)


main()
