#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Offices, papers and dates that go by more than one name.

load desk

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    cd "$BATS_FILE_TMPDIR"
    "$ARSIP" init 2>/dev/null
    mkdir surat
    echo 'Loket Dinas Kependudukan dan Pencatatan Sipil dibuka 5 Maret 2024' >surat/panjang.txt
    echo 'Petugas Disdukcapil sedang keliling' >surat/singkat.txt
    echo 'Rincian tagihan 8OO/123 dari bengkel' >surat/bengkel.txt
    "$ARSIP" ingest surat >/dev/null
}

setup() {
    export ARSIP_ARCHIVE=$BATS_TEST_TMPDIR/archive
    cp -a "$BATS_FILE_TMPDIR/archive" "$ARSIP_ARCHIVE"
}

# by QUERY...: the hits, each with how it was found.
by() {
    run -0 --separate-stderr arsip search --format jsonl "$@"
    json '" ".join(hit["name"] + ":" + hit["by"] for hit in all)' <<<"$output"
}

@test "an abbreviation finds the long form behind itself, and the long form it; a note says under which name" {
    [ "$(by Disdukcapil)" = "singkat.txt:exact panjang.txt:synonym" ]
    [ "$(by dinas kependudukan dan pencatatan sipil)" = "panjang.txt:exact singkat.txt:synonym" ]
    run -0 --separate-stderr arsip search disdukcapil
    [[ "$stderr" == *"from hit 2 on by other names: "*"Dinas Kependudukan dan Pencatatan Sipil"* ]]
    [[ "$output" == *"«Dinas Kependudukan dan Pencatatan Sipil»"* ]]
}

@test "--no-synonyms, --exact, --as-rule and --count ask for the name that was given and no other" {
    [ "$(by --no-synonyms Disdukcapil)" = singkat.txt:exact ]
    [ "$(by --exact Disdukcapil)" = singkat.txt:exact ]
    [ "$(by --as-rule disdukcapil)" = singkat.txt:exact ]
    [ "$(arsip search --count Disdukcapil)" = 1 ]
}

@test "the office's own names act from the next question on" {
    run -1 arsip search montir
    echo 'montir = bengkel' >"$ARSIP_ARCHIVE/words/sendiri.txt"
    [ "$(by montir)" = bengkel.txt:synonym ]
    rm -r "$ARSIP_ARCHIVE/words"
    [ "$(by Disdukcapil)" = singkat.txt:exact ]
}

@test "a line that cannot be understood is told with its file and number, and the search goes on" {
    printf 'montir = bengkel\nlupa\n' >"$ARSIP_ARCHIVE/words/sendiri.txt"
    [ "$(by montir)" = bengkel.txt:synonym ]
    run -0 --separate-stderr arsip search montir
    [[ "$stderr" == *"words/sendiri.txt: line 2: "* ]]
}

@test "a date is found in another notation, and a number where its digits were misread" {
    [ "$(by 05-03-2024)" = panjang.txt:form ]
    [ "$(by loket 5 Maret 2024)" = panjang.txt:exact ]
    [ "$(by 800/123)" = bengkel.txt:near ]
    run -1 arsip search --exact 800/123
}

@test "the starter list has no line that cannot be understood" {
    run -0 --separate-stderr arsip search Disdukcapil
    [[ "$stderr" != *words/* ]]
}
