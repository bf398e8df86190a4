#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Mails: documents with a page of their own, and what came with them as documents too.

load desk

setup() {
    open_desk
    data=$ARSIP_SOURCE/tests/data/decode
}

# sources: where each document came from, below the folder that was taken in.
sources() {
    arsip export | json "sorted(d['source'].split('/masuk/')[-1] for d in all)"
}

note() {
    printf '%s\n' "$2" >"$1"
}

@test "a mail with a PDF and a picture is three documents" {
    mkdir masuk
    cp "$data/good-layer.pdf" 'surat undangan.pdf'
    cp "$data/good-exif-6.jpg" foto.jpg
    write_mail masuk/surel.eml 'Rapat kenaikan pangkat' 'Terlampir berkas rapat.' 'surat undangan.pdf' foto.jpg

    run -0 arsip ingest --format jsonl masuk

    [ "$(report files)" -eq 3 ]
    [ "$(report new_documents)" -eq 3 ]
    [ "$(report pages_read)" -eq 3 ]
    [ "$(report containers)" -eq 1 ]
    [ "$(sources)" = '["surel.eml", "surel.eml/foto.jpg", "surel.eml/surat undangan.pdf"]' ]
    [ "$(arsip search --count 'mengundang Saudara')" = 2 ]
    [ "$(arsip search --count 'type:message/rfc822 terlampir')" = 1 ]
    is_tidy archive
}

@test "a mail is a document that is filed, with fields from its head" {
    write_mail surel.eml 'Undangan rapat' 'Terlampir.' "$data/good-single.txt.gz"
    run -0 arsip ingest surel.eml

    run -0 arsip show --format jsonl 1

    [ "$(json 'one["state"]' <<<"$output")" = filed ]
    [ "$(json 'one["fields"]["hal"]' <<<"$output")" = 'Undangan rapat' ]
    [ "$(json 'one["fields"]["tanggal"]' <<<"$output")" = 2024-03-12 ]
    [ "$(json 'one["fields"]["dari"]' <<<"$output")" = 'Budi Santoso <budi@dinas.example>' ]
    [ "$(json 'one["fields"]["kepada"]' <<<"$output")" = 'Sekretariat Daerah <setda@kota.example>' ]
    [ "$(arsip search --count 'hal:undangan tanggal:2024-03')" = 1 ]
}

@test "what came with a mail is shown with it, and the mail with what came with it" {
    note catatan.txt 'Catatan rapat'
    note notulen.txt 'Notulen rapat'
    write_mail surel.eml 'Rapat' 'Terlampir.' catatan.txt notulen.txt
    run -0 arsip ingest surel.eml

    run -0 arsip show 1
    [[ $output == *$'What came with it\n  2  catatan.txt\n  3  notulen.txt\n'* ]]
    [[ $output != *$'\n  came with'* ]]

    run -0 arsip show 3
    [[ $output == *$'\n  came with  1  surel.eml\n'* ]]
    [[ $output != *'What came with it'* ]]
}

@test "the real mail of another project comes with its attachments" {
    mkdir masuk
    cp "$data/good-attachments.eml" masuk/

    run -0 arsip ingest masuk

    [ "$(sources)" = '["good-attachments.eml", "good-attachments.eml/Test TxtA.txt", "good-attachments.eml/Test TxtB.txt"]' ]
    [ "$(arsip search --count 'hal:"EML 1"')" = 1 ]
    [ "$(arsip search --count 'TXTB parser')" = 1 ]
}

@test "mails in mails, in archives, and archives in mails are opened" {
    mkdir masuk
    note dalam.txt 'Notulen rapat pangkat'
    write_mail dalam.eml 'Notulen' 'Lihat lampiran.' dalam.txt
    python3 -m zipfile -c boks.zip dalam.eml
    write_mail luar.eml 'Diteruskan' 'Silakan.' dalam.eml boks.zip
    python3 -m zipfile -c masuk/semua.zip luar.eml

    run -0 arsip ingest --format jsonl masuk

    # The mail in boks.zip is the attached one, byte for byte, and so is what came with it.
    [ "$(report containers)" -eq 5 ]
    [ "$(report duplicates)" -eq 2 ]
    [ "$(sources)" = '["semua.zip/luar.eml", "semua.zip/luar.eml/Notulen.eml", "semua.zip/luar.eml/Notulen.eml/dalam.txt"]' ]
    [ "$(arsip search --count notulen)" = 2 ]
    is_tidy archive
}

@test "mails too deep in mails are stored and told, and lose nothing" {
    local level
    note paling.txt 'Paling dalam'
    write_mail 0.eml 'Tingkat 0' 'Isi' paling.txt
    for level in 1 2 3 4 5 6; do
        write_mail $level.eml "Tingkat $level" 'Isi' $((level - 1)).eml
    done

    run -3 arsip ingest 6.eml

    [[ $output == *'6.eml/Tingkat 5.eml/Tingkat 4.eml/Tingkat 3.eml/Tingkat 2.eml/Tingkat 1.eml: '*deep* ]]
    [ "$(arsip search --count tingkat)" = 6 ]
    arsip search --count dalam || [ $? -eq 1 ]
    run -0 arsip status --format jsonl
    [ "$(json 'one["documents"]' <<<"$output")" -eq 6 ]
}

@test "a mailbox is an archive of its mails" {
    note catatan.txt 'Catatan rapat'
    write_mail satu.eml 'Satu' 'Isi satu' catatan.txt
    write_mail dua.eml 'Dua' 'Isi dua'
    mkdir masuk
    for name in satu dua; do
        printf 'From budi@dinas.example Tue Mar 12 09:30:00 2024\n'
        cat $name.eml
        printf '\n'
    done >masuk/kotak.mbox

    run -0 arsip ingest --format jsonl masuk

    [ "$(report new_documents)" -eq 3 ]
    [ "$(sources)" = '["kotak.mbox/Dua.eml", "kotak.mbox/Satu.eml", "kotak.mbox/Satu.eml/catatan.txt"]' ]
}

@test "names that mean harm do none" {
    mkdir masuk
    note asal.txt 'Isi lampiran'
    write_mail asal.eml 'Hal biasa' 'Isi' asal.txt
    sed 's#filename="asal.txt"#filename="../../../../keluar-\x1b[31m.txt"#' asal.eml >masuk/surel.eml

    run -0 arsip ingest masuk

    is_printable "$output"
    run -0 arsip show 2
    is_printable "$output"
    [ "$(sources)" = '["surel.eml", "surel.eml/keluar-[31m.txt"]' ]
    [ ! -e ../keluar* ]
}

@test "undoing a batch hides what came with its mail, and another batch that brings the mail keeps it" {
    note lampiran.txt 'Lampiran rahasia umum'
    write_mail surel.eml 'Surel' 'Isi' lampiran.txt
    cp surel.eml salinan.eml

    run -0 arsip ingest surel.eml
    run -0 arsip batch undo 1
    run -1 arsip search --count lampiran
    run -0 arsip ingest --format jsonl surel.eml
    [ "$(report brought_back)" -eq 2 ]
    [ "$(arsip search --count lampiran)" = 1 ]

    run -0 arsip ingest salinan.eml
    run -0 arsip batch undo 2
    [ "$(arsip search --count lampiran)" = 1 ]
    run -0 arsip batch undo 3
    run -1 arsip search --count lampiran
    is_tidy archive
}

@test "a mail is read again with its attachments, and nothing comes twice" {
    note lampiran.txt 'Lampiran'
    write_mail surel.eml 'Surel' 'Isi' lampiran.txt
    run -0 arsip ingest surel.eml
    before=$(sources)

    run -0 arsip ocr --redo 1

    [ "$(sources)" = "$before" ]
    [ "$(arsip search --count 'hal:surel')" = 1 ]
    is_tidy archive
}
