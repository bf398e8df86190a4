#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Letters of all kinds, written by people who had not seen the rules.

load desk

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    "$ARSIP" init 2>/dev/null
    "$ARSIP" ingest "$ARSIP_SOURCE/tests/data/letters/files" >/dev/null
}

@test "every letter has its labels and its fields" {
    run -0 --separate-stderr arsip export --format jsonl
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/letters.py" "$ARSIP_SOURCE/tests/data/letters/truth.jsonl" \
        v011.txt:labels v058.txt:nomor <<<"$output"
}

@test "every label says by which rule it is there, and by which words" {
    run -0 --separate-stderr arsip export --format jsonl
    [ "$(json 'sum(not (label["rule"] and label["evidence"]) for d in all for label in d["labels"])' <<<"$output")" -eq 0 ]
}
