#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Files in, a report out.

load desk

setup() {
    open_desk
}

# One archive of the samples for the tests that only look at it: reading them takes the most time.
setup_file() {
    export samples=$BATS_FILE_TMPDIR/samples
    "$ARSIP" --archive "$samples" init 2>/dev/null
    "$ARSIP" --archive "$samples" ingest --format jsonl "$ARSIP_SOURCE/samples/surat" >"$BATS_FILE_TMPDIR/report"
}

@test "the samples: every letter is read, and the report counts them" {
    output=$(cat "$BATS_FILE_TMPDIR/report")

    [ "$(report files)" -eq 13 ]
    [ "$(report containers)" -eq 1 ]
    [ "$(report new_documents)" -eq 12 ]
    [ "$(report duplicates)" -eq 0 ]
    [ "$(report pages)" -eq 13 ]
    [ "$(report pages_read)" -eq 13 ]
    [ "$(json 'one["problems"]' <<<"$output")" = "[]" ]
    [ "$(json 'sum(n for name, n in one["labels"].items() if name.startswith("jenis/"))' <<<"$output")" -eq 12 ]
    is_tidy "$samples"
}

@test "a zipped batch becomes its documents, each with the path that it had inside" {
    run -0 --separate-stderr arsip --archive "$samples" export

    [ "$(json 'sorted(d["source"].split("boks-12.zip/")[1] for d in all if ".zip/" in d["source"])' <<<"$output")" = \
        '["boks-12/2020/scan-011.pdf", "boks-12/2024/scan-010.tif", "boks-12/2024/undangan.pdf"]' ]
}

@test "the samples once more are all known, and nothing is read twice" {
    cp -a "$samples" again
    run -0 arsip --archive again ingest --format jsonl "$ARSIP_SOURCE/samples/surat"

    [ "$(report new_documents)" -eq 0 ]
    [ "$(report duplicates)" -eq 13 ]
    [ "$(arsip --archive again status --format jsonl | json 'one["documents"]')" -eq 12 ]
}

@test "the same bytes under two names are one document with two arrivals" {
    write_letters surat 1
    cp surat/surat-1.txt surat/salinan.txt

    run -0 arsip ingest --format jsonl surat

    [ "$(report files)" -eq 2 ]
    [ "$(report new_documents)" -eq 1 ]
    [ "$(report duplicates)" -eq 1 ]
    [ "$(arsip search --count surat)" = 1 ]
}

@test "the text report names the archive and every count" {
    mkdir surat
    write_invitation surat/undangan.txt

    run -0 arsip ingest surat

    for words in "$PWD/archive" "files found" "new documents" duplicates "pages read" "blank pages" "need a look" \
        "time taken" jenis/undangan; do
        [[ "$output" == *"$words"* ]] || { echo "no $words"; false; }
    done
}

@test "--set gives every new document a field, and dates their one form" {
    write_letters surat 2

    run -0 arsip ingest --set unit=Umum --set 'lokasi=Rak 3 Boks 12' --set tanggal='12 Maret 2024' surat
    run -0 arsip search --count 'unit:umum lokasi:"rak 3" tanggal:2024-03'

    [ "$output" = 2 ]
}

@test "--set without a value is a fault of usage" {
    write_letters surat 1

    run -64 --separate-stderr arsip ingest --set unit surat

    [[ "$stderr" == *unit* ]]
    [ "$(arsip status --format jsonl | json 'one["documents"]')" -eq 0 ]
}

@test "names from standard input, a line each or ended by NUL" {
    mkdir surat
    echo 'Surat satu' >surat/satu.txt
    echo 'Surat dua' >"surat/$(printf 'baris\ndua.txt')"

    run -0 arsip ingest --format jsonl - < <(echo surat/satu.txt)
    [ "$(report new_documents)" -eq 1 ]
    run -0 arsip ingest --format jsonl -0 < <(find surat -type f -print0)

    [ "$(report new_documents)" -eq 1 ]
    [ "$(report duplicates)" -eq 1 ]
}

@test "--quiet says nothing where nothing is wrong, and one line for what is known" {
    write_letters surat 3

    run -0 arsip ingest --quiet surat
    [ -z "$output" ]
    run -0 arsip ingest --quiet surat

    [ "${#lines[@]}" -eq 1 ]
    [[ "$output" == *3* ]]
}

@test "--quiet says what went wrong, on standard error" {
    write_letters surat 1
    : >surat/kosong.tif

    run -3 --separate-stderr arsip ingest --quiet surat

    [ -z "$output" ]
    [[ "$stderr" == *surat/kosong.tif* ]]
}

@test "--failed-to gets links to what could not be read" {
    write_letters surat 1
    : >surat/kosong.tif
    mkdir gagal

    run -3 arsip ingest --failed-to gagal surat

    [ "$(ls gagal)" = kosong.tif ]
    [ "$(readlink gagal/kosong.tif)" = "$PWD/surat/kosong.tif" ]
}

@test "exit codes: 0 done, 3 partly, 64 usage, 2 without an archive" {
    write_letters surat 1

    run -0 arsip ingest surat
    run -3 arsip ingest surat hilang.txt
    run -64 arsip ingest
    run -64 arsip ingest --bogus surat
    run -64 arsip ingest --format xml surat
    run -2 --separate-stderr arsip --archive none ingest surat

    [[ "$stderr" == *"init"* ]]
    [ ! -e none ]
}

@test "--store-only leaves the reading for ocr" {
    write_letters surat 3

    run -0 arsip ingest --store-only --format jsonl surat
    [ "$(report pages_read)" -eq 0 ]
    run -1 arsip search pangkat
    run -0 arsip ocr
    run -0 arsip search --count pangkat

    [ "$output" = 3 ]
    is_tidy archive
}

@test "stored first and read later is the same as taken in at once" {
    write_letters surat 2
    write_invitation surat/undangan.txt
    cp -a archive later
    arsip ingest surat >/dev/null
    arsip --archive later ingest --store-only surat >/dev/null

    arsip --archive later ocr

    without='[{key: d[key] for key in d if key != "uuid"} for d in all]'
    diff <(arsip export | json "$without") <(arsip --archive later export | json "$without")
}

@test "the source files are left as they are" {
    write_letters surat 2
    before=$(cd surat && stat -c '%n %a %Y %s' -- * && sha256sum -- *)

    arsip ingest surat >/dev/null

    [ "$(cd surat && stat -c '%n %a %Y %s' -- * && sha256sum -- *)" = "$before" ]
}

@test "originals are kept under their SHA-256, read-only, the same bytes" {
    write_letters surat 1
    hash=$(sha256sum surat/surat-1.txt | cut -d' ' -f1)

    arsip ingest surat >/dev/null

    kept=archive/files/${hash:0:2}/${hash:2}
    cmp surat/surat-1.txt "$kept"
    [ "$(stat -c %a "$kept")" = 440 ]
}

@test "an init that was interrupted is completed: its halves go, and its files are shared" {
    arsip --archive utuh init 2>/dev/null
    mkdir -m 700 baru baru/rules baru/words
    cp utuh/rules/10-jenis.yaml baru/rules
    chmod 444 baru/rules/10-jenis.yaml
    touch baru/rules/10-jenis.yaml.99.part baru/words/singkatan.txt.99.part

    arsip --archive baru init 2>/dev/null

    diff <(cd utuh && find rules words -printf '%p %m\n' | sort) <(cd baru && find rules words -printf '%p %m\n' | sort)
}

@test "init makes an archive once, and only init" {
    run -2 --separate-stderr arsip init

    [[ "$stderr" == *"already"* ]]
    run -2 arsip --archive elsewhere status
    [ ! -e elsewhere ]
}
