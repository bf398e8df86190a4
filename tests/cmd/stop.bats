#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# One signal asks a command to stop after what it has in hand, a second one ends it; nothing is lost by either.

load desk

setup() {
    open_desk
    write_letters surat 3
    mkfifo begun
}

teardown() {
    [ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true
}

# An ingest whose one reader hangs.
hang_on_the_first_file() {
    printf hang >surat/a.txt
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun \
        "$ARSIP" ingest --jobs 1 surat >ingest.out 2>ingest.err 3>&- &
    running=$!
    read -r reader <begun
}

is_alive() {
    [ -e "/proc/$1/exe" ] && readlink "/proc/$1/exe" >/dev/null
}

@test "a signal stops an ingest, which says how to go on, and the same command does" {
    hang_on_the_first_file
    kill -TERM "$running"
    kill -KILL "$reader" # so comes the page in hand to its end

    status=0
    wait "$running" || status=$?

    [ "$status" -eq 2 ]
    [ "$(grep -c . ingest.err)" -eq 1 ]
    grep -q 'same command goes on' ingest.err
    run -0 --separate-stderr arsip ingest --format jsonl surat
    [ "$(report batch)" = 1 ]
    [ "$(report pages_read)" = 4 ]
    is_tidy archive
}

@test "a second signal ends it at once, and its reader with it" {
    hang_on_the_first_file

    while kill -TERM "$running" 2>/dev/null; do :; done
    status=0
    wait "$running" || status=$?

    [ "$status" -eq 143 ]
    while is_alive "$reader"; do :; done
    run -0 --separate-stderr arsip ingest --format jsonl surat
    [ "$(report batch)" = 1 ]
    [ "$(report pages_read)" = 4 ]
    is_tidy archive
}
