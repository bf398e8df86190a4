#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Several letters that came in one scan.

load desk

# write_letter NUMBER SUBJECT BODY DATE: a page.
write_letter() {
    cat <<LETTER
PEMERINTAH KOTA CENDANA
DINAS SOSIAL
Jalan Anggrek Nomor 5 Telepon (0711) 445566
Nomor : $1
Sifat : Biasa
Hal   : $2
Yth. Kepala Bagian Umum

$3

Cendana, $4
Kepala Dinas,
Hendra
NIP 19821225 200701 1 003
LETTER
}

setup() {
    open_desk
    write_letter 005/117-Um/2024 'Undangan Rapat Koordinasi' \
        'Mengharap kehadiran Saudara pada rapat pukul 09.00 di Ruang Anggrek.' '3 Mei 2024' >undangan.txt
    write_letter 800/45/BKPSDM/2024 'Usulan Pensiun' \
        'Dengan hormat, kami usulkan pensiun pegawai karena batas usia pensiun, NIK 3273014507900003.' \
        '2 Februari 2024' >usulan.txt
    { cat undangan.txt; printf '\f'; cat usulan.txt; } >dua.txt
}

labels_of() {
    arsip export "file:$1" 2>/dev/null | json '[l["name"] for l in one["labels"]]'
}

fields_of() {
    arsip export "file:$1" 2>/dev/null | json '{k: v for k, v in one["fields"].items() if k != "surat-lain"}'
}

@test "the report counts scans of several letters, search finds them, show tells where the next one begins" {
    run -0 arsip ingest undangan.txt dua.txt
    [[ "$output" == *"documents of several letters"*" 1 "*"has:surat-lain"* ]]
    run -0 arsip batch show 1 --format jsonl
    [ "$(report several)" = 1 ]

    run -0 arsip search --format jsonl has:surat-lain
    [ "$(json 'one["name"]' <<<"$output")" = dua.txt ]
    [ "$(arsip search --count has:surat-lain)" = 1 ]
    run -0 arsip show "$(json 'one["id"]' <<<"$output")"
    [[ "$output" == *"surat-lain 2: 800/45/BKPSDM/2024  (another letter seems to begin on that page)"* ]]
}

@test "a report without such scans does not speak of them" {
    run -0 arsip ingest undangan.txt usulan.txt

    [[ "$output" != *"several letters"* ]]
}

@test "fields and labels are those of the first letter, but for personal data, and all words are found" {
    arsip ingest undangan.txt dua.txt >/dev/null

    [ "$(fields_of dua)" = "$(fields_of undangan)" ]
    [ "$(labels_of undangan)" = '["jenis/undangan"]' ]
    [ "$(labels_of dua)" = '["data-pribadi", "jenis/undangan"]' ]
    [ "$(arsip search --count 'pensiun file:dua')" = 1 ]
    [ "$(arsip search --count 'nomor:800/45/BKPSDM/2024')" = 0 ]
}

@test "a person can say that there is no other letter, and the pages are one letter again" {
    arsip ingest dua.txt >/dev/null
    arsip edit 1 --set surat-lain=
    arsip ocr --redo
    arsip label

    run -1 arsip search has:surat-lain
    [[ "$(labels_of dua)" == *perihal/pensiun* ]]
}
