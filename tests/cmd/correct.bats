#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What people set by hand stays; what they hide comes back exactly as it was.

load desk

setup() {
    open_desk
    mkdir surat
    write_invitation surat/undangan.txt
    echo 'Surat biasa tentang cuti tahunan' >surat/cuti.txt
    arsip ingest surat >/dev/null
    letter=$(arsip search --format jsonl 'nomor:"005/117-Um"' | json 'one["id"]')
}

document() {
    arsip export | json "[d for d in all if d['id'] == $letter][0]$1"
}

read_all_again() {
    arsip ocr --redo
    arsip label
}

@test "fields set by hand survive reading again and labelling" {
    run -0 arsip edit "$letter" --set nomor=005/118-Um --set dari= --set unit=Umum

    read_all_again

    [ "$(document '["fields"]["nomor"]')" = 005/118-Um ]
    [ "$(document '["fields"]["dari"]')" = None ]
    [ "$(document '["fields"]["unit"]')" = Umum ]
    [ "$(document '["fields"]["hal"]')" = "Undangan Rapat Koordinasi" ]
    run -1 arsip search 'nomor:"005/117-Um"'
    run -0 arsip search 'nomor:"005/118-Um"'
}

@test "name, note and text set by hand survive reading again" {
    echo 'Pengumuman hasil lelang kendaraan' >isi.txt

    run -0 arsip edit "$letter" --name 'Undangan koordinasi.txt' --note 'asli di rak 3'
    run -0 arsip edit "$letter" --text 1 isi.txt
    read_all_again

    [ "$(document '["name"]')" = "Undangan koordinasi.txt" ]
    [ "$(document '["note"]')" = "asli di rak 3" ]
    [[ "$(document '["pages"][0]["text"]')" == "Pengumuman hasil lelang kendaraan"* ]]
    [ "$(document '["pages"][0]["method"]')" = person ]
    [ "$(arsip search --count kendaraan)" = 1 ]
    run -1 arsip search anggrek
}

@test "the old value of a correction stays in the log" {
    arsip edit "$letter" --set nomor=005/118-Um

    run -0 arsip log --format jsonl "$letter"

    [[ "$output" == *005/117-Um* ]]
    [[ "$output" == *005/118-Um* ]]
}

@test "labels given and taken by hand survive the rules" {
    [[ "$(document '["labels"]')" == *jenis/undangan* ]]

    run -0 arsip label "$letter" --add perihal/anggaran --why 'membahas anggaran'
    run -0 arsip label "$letter" --remove jenis/undangan
    read_all_again

    [ "$(document '["labels"]' | json '[l["by"] for l in one if l["name"] == "perihal/anggaran"]')" = '["person"]' ]
    [[ "$(document '["labels"]')" != *jenis/undangan* ]]
    run -1 arsip search label:jenis/undangan
    [[ "$(arsip label --explain "$letter")" == *jenis/undangan* ]]
}

@test "what is withdrawn is hidden everywhere, kept, and comes back as it was" {
    arsip edit "$letter" --set unit=Umum
    arsip export >before.jsonl

    run -0 arsip withdraw "$letter" --why 'salah unggah'
    run -1 arsip search anggrek
    [ "$(arsip export | json 'len(all)')" -eq 1 ]
    [ "$(arsip status --format jsonl | json 'one["documents"], one["hidden"]')" = "(1, 1)" ]
    is_tidy archive
    run -0 arsip restore "$letter"

    [ "$(arsip search --count anggrek)" = 1 ]
    arsip export | diff before.jsonl -
    [[ "$(arsip log "$letter")" == *"salah unggah"* ]]
}

@test "of several documents all are withdrawn and restored, or none" {
    arsip withdraw 2 --why 'salah berkas'

    run -64 --separate-stderr arsip withdraw 1 2 --why 'salah berkas'
    [ "$(arsip search --count 'cuti OR undangan')" = 1 ]
    arsip withdraw 1 --why 'salah berkas'
    run -0 arsip restore 1 2
    [ "$(arsip search --count 'cuti OR undangan')" = 2 ]

    arsip withdraw 1 --why 'salah berkas'
    run -64 --separate-stderr arsip restore 1 2

    [ "$(arsip search --count 'cuti OR undangan')" = 1 ]
}

@test "withdraw without a reason is a fault of usage" {
    run -64 arsip withdraw "$letter"

    [ "$(arsip search --count anggrek)" = 1 ]
}

@test "a batch that is undone and done again is exactly what it was" {
    arsip edit "$letter" --note 'asli di rak 3'
    arsip label "$letter" --add perihal/anggaran
    arsip export >before.jsonl

    run -0 arsip batch undo 1 --why 'map yang salah'
    run -1 arsip search surat
    [ -z "$(arsip export)" ]
    is_tidy archive
    run -0 arsip batch redo 1

    arsip export | diff before.jsonl -
    [ "$(arsip search --count anggrek)" = 1 ]
}

@test "what was withdrawn by itself stays withdrawn when its batch comes back" {
    arsip withdraw "$letter" --why 'salah unggah'

    arsip batch undo 1
    arsip batch redo 1

    run -1 arsip search anggrek
    [ "$(arsip search --count cuti)" = 1 ]
}

@test "what was withdrawn and comes again is brought back, and the report says so" {
    arsip withdraw "$letter" --why 'salah unggah'

    run -0 arsip ingest --format jsonl surat/undangan.txt

    [ "$(report brought_back)" -eq 1 ]
    [ "$(arsip search --count anggrek)" = 1 ]
}

@test "undoing one of two batches that brought the same letter hides nothing" {
    arsip ingest surat/undangan.txt >/dev/null

    arsip batch undo 2
    [ "$(arsip search --count anggrek)" = 1 ]
    arsip batch redo 2
    arsip batch undo 1
    [ "$(arsip search --count anggrek)" = 1 ]
    run -1 arsip search cuti
    arsip batch undo 2

    run -1 arsip search anggrek
}

@test "a document that is not there, and a batch that is not there, are told" {
    run -2 --separate-stderr arsip edit 999 --set unit=Umum
    [[ "$stderr" == *999* ]]
    run -2 --separate-stderr arsip batch undo 999
    [[ "$stderr" == *999* ]]
    run -2 --separate-stderr arsip show 999

    [[ "$stderr" == *999* ]]
}

@test "a fault in a rule file is told with file, line and column, and labels stay" {
    printf 'rules:\n  - label: perihal/uji\n    any: [ "hal:(" ]\n' >archive/rules/90-uji.yaml

    run --separate-stderr arsip label --check

    [ "$status" -ne 0 ]
    [[ "$output$stderr" =~ 90-uji\.yaml:3:[0-9]+ ]]
}
