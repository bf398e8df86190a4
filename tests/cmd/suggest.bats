#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Rules that an archive suggests from what persons have labelled.

setup() {
    load desk
    open_desk
    printf 'exclusive: jenis\notherwise: perlu-tinjau\nrules:\n  - label: jenis/surat-dinas\n    priority: 20\n    any: has:hal\n' \
        >archive/rules/10-jenis.yaml
    rm archive/rules/[2-9]*.yaml archive/rules/15*.yaml
}

# letter FILE SUBJECT BODY
letter() {
    printf 'PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\nNomor : 000/%s/Um\nSifat : Biasa\nHal : %s\nYth. Kepala Bagian\ndi Tempat\n%s\nKepala Bagian Umum,\nBudi Santosa\n' \
        "$RANDOM" "$2" "$3" >"scans/$1"
}

# Invitations, answers to some, and other letters.
fill() {
    mkdir scans
    for n in 1 2 3 4; do letter "undangan-$n.txt" "Undangan Rapat $n" "Mengharap kehadiran Saudara, berkas $n."; done
    for n in 1 2; do letter "balasan-$n.txt" "Balasan Undangan $n" "Kami mengirim seorang staf, berkas $n."; done
    for n in 1 2 3 4 5 6; do letter "lain-$n.txt" "Perbaikan Jalan $n" "Daftar kerusakan terlampir, berkas $n."; done
    arsip ingest scans >/dev/null
}

by_hand() {
    arsip label --query "file:undangan" --add jenis/undangan
}

@test "a rule is suggested with the figures that it has once it is pasted" {
    fill
    by_hand

    run -0 --separate-stderr arsip label --suggest jenis/undangan
    [[ "$output" == *$'- label: jenis/undangan\n    priority: 21\n'* ]]
    [[ "$output" == *'Of the 4 given by a person it finds 4 (100 %)'* ]]
    run -0 --separate-stderr arsip label --suggest jenis/undangan --format jsonl
    [ "$(json '[one["matched"], one["right"], one["found"], one["wrong"], one["missed"]]' <<<"$output")" = '[4, 4, 4, [], []]' ]
    json 'one["rule"]' <<<"$output" >archive/rules/90-usulan.yaml

    # As a new office would have it: nothing by hand, the suggestion alone.
    cp -r archive/rules rules
    rm -r archive
    arsip init 2>/dev/null
    rm archive/rules/*
    cp rules/* archive/rules/
    arsip ingest scans >/dev/null
    run -0 arsip label --check
    [ "$(arsip search label:jenis/undangan --format jsonl | json 'sorted(one["name"] for one in all)')" = \
        '["undangan-1.txt", "undangan-2.txt", "undangan-3.txt", "undangan-4.txt"]' ]
}

@test "documents that a suggestion would get wrong are named" {
    mkdir scans
    for n in 1 2 3 4; do letter "undangan-$n.txt" "Undangan $n" "Berkas $n."; done
    letter "balasan-1.txt" "Undangan Bupati" "Berkas."
    for n in 1 2 3 4 5 6; do letter "lain-$n.txt" "Perbaikan Jalan $n" "Berkas $n."; done
    arsip ingest scans >/dev/null
    by_hand

    run -0 --separate-stderr arsip label --suggest jenis/undangan

    [[ "$output" == *'it finds 5; 4 of them have the label (80 %)'* ]]
    [[ "$output" == *'Undangan Bupati'*'balasan-1.txt'* ]]
}

@test "two documents by hand are too few to learn from" {
    fill
    arsip label --query "file:undangan-1 OR file:undangan-2" --add jenis/undangan

    run -1 --separate-stderr arsip label --suggest jenis/undangan

    [[ "$output" == *'too few documents have it from a person: 2, and 3 are needed'* ]]
}

@test "documents that wait for a person are grouped by what they share" {
    fill
    for n in 1 2 3; do
        printf 'kartu peminjaman buku perpustakaan\nanggota nomor %s mengembalikan buku\n' "$n" >"kartu-$n.txt"
    done
    arsip ingest kartu-*.txt >/dev/null

    run -0 --separate-stderr arsip label --suggest perlu-tinjau --format jsonl

    [ "$(json '[one["is_group"], one["by_hand"], one["found"]]' <<<"$output")" = '[true, 3, 3]' ]
}

@test "--query says which documents to learn from" {
    fill
    by_hand

    run -1 --separate-stderr arsip label --suggest jenis/undangan --query 'file:undangan-1'

    [[ "$output" == *'too few documents have it from a person: 1'* ]]
}

@test "a suggestion writes nothing" {
    fill
    by_hand
    before=$(arsip log --limit 0 | wc -l)
    rules=$(cat archive/rules/*)

    arsip label --suggest >/dev/null

    [ "$(arsip log --limit 0 | wc -l)" = "$before" ]
    [ "$(cat archive/rules/*)" = "$rules" ]
    run -64 arsip label --suggest --add jenis/undangan
}
