#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Questions about letters of all kinds, and the letters that answer them.

load desk

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    "$ARSIP" init 2>/dev/null
    "$ARSIP" ingest "$ARSIP_SOURCE/tests/data/letters/files" >/dev/null
}

@test "what is written in a letter is as the queries' truth has it" {
    python3 "$ARSIP_SOURCE/tests/bench/queries.py" truth "$ARSIP_SOURCE/tests/data/queries/letters.tsv" \
        --texts "$ARSIP_SOURCE/tests/data/letters/files"
}

@test "the letters that a person means are among the first ten, in each class of queries" {
    run -0 python3 "$ARSIP_SOURCE/tests/bench/queries.py" score "$ARSIP_SOURCE/tests/data/queries/letters.tsv" \
        --arsip "$ARSIP" --archive "$ARSIP_ARCHIVE" --verbose --mrr 0.97 \
        --floor exact=0.99 phrase=0.99 number=0.99 name=0.99 morphology=0.97 typo=0.95 date=0.99 synonym=0.95
}
