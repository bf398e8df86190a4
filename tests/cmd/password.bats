#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Locked files: told how to go on, read with the passwords of a file, which are kept nowhere.

load desk

setup() {
    open_desk
    write_letters surat 2
    echo 'Surat rahasia tentang mutasi' >surat/rahasia.txt
    zip -q -P 'kunci rahasia' surat.zip surat/rahasia.txt
    zip -q surat.zip surat/surat-1.txt
    printf 'salah\r\n\nkunci rahasia\n' >kunci
    chmod 600 kunci
}

@test "a locked archive is told with how to go on, and read by going on so" {
    run -3 --separate-stderr arsip ingest surat.zip
    [[ "$output" == *"arsip ocr --retry --password-file FILE"* ]]
    [ "$(arsip search --count mutasi || true)" = 0 ]

    run -0 --separate-stderr arsip ocr --retry --password-file kunci

    [ "$(arsip search --count mutasi)" = 1 ]
    [ "$(arsip search --count pangkat)" = 1 ]
    run -0 --separate-stderr arsip batch show 1 --format jsonl
    [ "$(report problems)" = '[]' ]
    is_tidy archive
}

@test "passwords are handed in while taking in, from a pipe too" {
    run -0 --separate-stderr arsip ingest --password-file <(echo 'kunci rahasia') surat.zip

    [ -z "$stderr" ]
    [ "$(arsip search --count mutasi)" = 1 ]
}

# "salah" agrees with the one byte that the classic encryption keeps of each member's password.
@test "a password that only seems to fit opens nothing, and keeps none that fits from it" {
    cp "$ARSIP_SOURCE/tests/data/decode/bad-one-byte.zip" boks.zip
    echo salah >salah
    printf 'salah\nrahasia\ntersembunyi\n' >semua
    chmod 600 salah semua

    run -3 --separate-stderr arsip ingest --format jsonl --password-file salah boks.zip
    [ "$(json '[problem["code"] for problem in one["problems"]]' <<<"$output")" = '[9, 9, 9]' ]
    [ "$(arsip search --count surat || true)" = 0 ]

    run -0 --separate-stderr arsip ocr --retry --password-file semua
    [ "$(arsip search --count mutasi)" = 1 ]
    [ "$(arsip search --count pangkat)" = 1 ]
    [ "$(arsip search --count dikunci)" = 1 ]
    is_tidy archive
}

@test "passwords stand in no table, no event, no report and on no command line" {
    # shellcheck disable=SC2016 # for the script
    printf '#!/bin/sh\ntr "\\0" " " </proc/$$/cmdline >>"%s/told"\ntr "\\0" " " </proc/$$/environ >>"%s/told"\nexec "%s" "$@"\n' \
        "$PWD" "$PWD" "$ARSIP_READER" >telling-reader
    chmod 755 telling-reader

    ARSIP_READER=$PWD/telling-reader run -0 arsip ingest --password-file kunci surat.zip

    [[ "$output" != *"kunci rahasia"* ]]
    [ -s told ]
    run ! grep -aqr 'kunci rahasia' told archive
}

@test "a file that others can read is used, with a warning" {
    chmod 644 kunci

    run -0 --separate-stderr arsip ingest --quiet --password-file kunci surat.zip

    [[ "$stderr" == *"chmod 600 kunci"* ]]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
}

@test "what is no file of passwords is refused before anything is begun" {
    : >kosong
    printf 'a\0b\n' >biner
    seq 101 >banyak
    head -c 70000 /dev/zero | tr '\0' x >panjang
    chmod 600 kosong biner banyak panjang
    for file in kosong biner banyak panjang; do
        run -64 --separate-stderr arsip ingest --password-file "$file" surat.zip
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
        [[ "$stderr" == *"$file"* ]]
    done
    run -2 --separate-stderr arsip ocr --password-file tidak-ada

    [ "$(arsip status --format jsonl | json 'one["documents"]')" = 0 ]
}
