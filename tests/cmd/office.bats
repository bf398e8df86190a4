#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Documents that were written, not scanned.

load desk

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    cd "$BATS_FILE_TMPDIR"
    "$ARSIP" init 2>/dev/null
    mkdir meja
    cp "$ARSIP_SOURCE"/tests/data/decode/good-letter.docx meja/undangan.docx
    cp "$ARSIP_SOURCE"/tests/data/decode/good-sheets.xlsx meja/rekap.xls
    cp "$ARSIP_SOURCE"/tests/data/decode/good-slides.odp meja/paparan.odp
    cp "$ARSIP_SOURCE"/tests/data/decode/{bad-locked.docx,unsupported-sheet.xls} meja
    printf '<html><meta charset=windows-1251><p>\321\363\360\340\362 dari Moskwa</p></html>' >meja/tamu.htm
    "$ARSIP" ingest meja >report 2>&1 || true
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

@test "a letter of Word's has its fields and its label like one of paper" {
    run -0 arsip search --format jsonl 'nomor:"005/117/setda" type:docx'

    [ "$(jq -r .fields.tanggal <<<"$output")" = 2024-03-12 ]
    [ "$(jq -r .fields.dari <<<"$output")" = "Sekretariat Daerah Kota Cendana" ]
    jq -e '.labels | index("jenis/undangan")' <<<"$output"
}

@test "cells, slides, notes and a page in other characters are found" {
    run -0 arsip search --format tsv '"2024-03-12 1250000.5"'
    [[ $output == *rekap.xls* ]]
    run -0 arsip search --format tsv '"sampaikan salam"'
    [[ $output == *paparan.odp* ]]
    run -0 arsip search --format tsv 'сурат'
    [[ $output == *tamu.htm* ]]
}

@test "what cannot be read is stored, and the report says what to do" {
    grep -F 'bad-locked.docx: the document is locked with a password; open it, save it without one' report
    grep -F 'unsupported-sheet.xls: stored, not readable yet: an old Excel workbook; save it as XLSX or PDF' report
}

@test "a copy has the ending of what it is" {
    run -0 arsip search --format tsv '"lembar tersembunyi"'
    arsip open "$(cut -f1 <<<"$output")" --to .

    [ -f "$(echo *rekap.xlsx)" ]
}
