#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Two who write at once: one waits, or is told who writes; short work goes through while an ingest runs.

load desk

setup() {
    open_desk
    write_letters surat 2
    echo 'Surat lama tentang cuti' >lama.txt
    arsip ingest lama.txt >/dev/null
}

teardown() {
    [ -z "${running:-}" ] || kill -CONT "$running" 2>/dev/null || true
    [ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true
}

# An ingest that has begun its batch and goes no further: it is stopped while the reader has the scans.
begin_ingest_and_stop_it() {
    cp "$ARSIP_SOURCE"/samples/surat/scan-*.{png,tif} surat
    "$ARSIP" ingest surat >ingest.out 2>&1 3>&- &
    running=$!
    until [ "$(arsip status --format jsonl | json 'one["documents"]')" -ge 5 ]; do
        kill -0 "$running"
    done
    kill -STOP "$running"
}

@test "a second ingest that must not wait says 75, and who holds the archive" {
    begin_ingest_and_stop_it
    echo 'Surat kedua' >kedua.txt

    run -75 --separate-stderr arsip ingest --wait 0 kedua.txt

    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    [[ "$stderr" == *"$(id -un)"* ]]
    [[ "$stderr" == *"$running"* ]]
}

@test "a second ingest waits for the first, and both are done" {
    begin_ingest_and_stop_it
    echo 'Surat xilofon' >kedua.txt

    "$ARSIP" ingest --wait 100 kedua.txt >second.out 2>&1 3>&- &
    second=$!
    kill -CONT "$running"
    wait "$running"
    wait "$second"

    [ "$(arsip search --count xilofon)" = 1 ]
    [ "$(arsip batch list --format jsonl | json 'len([b for b in all if b["state"] == "done"])')" -eq 3 ]
    is_tidy archive
}

@test "two ingests of the same files make each document once" {
    write_letters banyak 200

    "$ARSIP" ingest --wait 200 banyak >first.out 2>&1 3>&- &
    first=$!
    "$ARSIP" ingest --wait 200 banyak >second.out 2>&1 3>&- &
    second=$!
    wait "$first"
    wait "$second"

    [ "$(arsip search --count pangkat)" = 200 ]
    is_tidy archive
}

@test "a correction, a label and a search go through while an ingest runs" {
    begin_ingest_and_stop_it

    run -0 arsip edit 1 --set unit=Umum
    run -0 arsip label 1 --add perihal/cuti-bersama
    run -0 arsip search --count 'unit:umum label:perihal/cuti-bersama'
    [ "$output" = 1 ]
    kill -CONT "$running"
    wait "$running"

    is_tidy archive
}

@test "an ingest that is asked to stop keeps what is done, and goes on when it is run again" {
    begin_ingest_and_stop_it
    kill -TERM "$running"
    kill -CONT "$running"
    status=0
    wait "$running" || status=$?
    [ "$status" -ne 0 ]

    run -0 arsip ingest --format jsonl surat

    [ "$(report batch)" -eq 2 ]
    [ "$(report pages_waiting)" -eq 0 ]
    is_tidy archive
}
