#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# A page as a picture, with the words marked that made it what it is.

load desk

first_colour=d62728
field_colour=00868b

setup() {
    open_desk
    mkdir surat
}

# take NAME...: samples, each a document.
take() {
    local name
    for name; do
        cp "$ARSIP_SOURCE/tests/data/decode/$name" surat
    done
    arsip ingest surat >/dev/null
}

# drawn ARGUMENT...
drawn() {
    python3 -B "$ARSIP_SOURCE/tests/cmd/helpers/drawn.py" "$@"
}

@test "the words of a label are framed, on a scan and on a photo that lies on its side" {
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" surat
    take good-exif-6.jpg

    for file in pengantar.png good-exif-6.jpg; do
        arsip export "file:$file" >one.jsonl
        label=$(json 'one["labels"][0]["name"]' <one.jsonl)
        run -0 --separate-stderr arsip show "$(json 'one["id"]' <one.jsonl)" --page 1 --image halaman.png --force
        [ -z "$output" ]
        run -0 drawn frame halaman.png one.jsonl "$label" $first_colour
    done
    [ "$(drawn colour halaman.png $field_colour)" -gt 100 ]
    [ "$(json 'one["pages"][0]["rotation"]' <one.jsonl)" = 90 ]
}

@test "a born-digital PDF is framed where its words are" {
    take good-layer.pdf
    arsip export >one.jsonl

    run -0 --separate-stderr arsip show 1 --image halaman.png

    [ "$(json 'one["pages"][0]["method"]' <one.jsonl)" = layer ]
    run -0 drawn frame halaman.png one.jsonl "$(json 'one["labels"][0]["name"]' <one.jsonl)" $first_colour
}

@test "it is a PNG of a size for a screen, upright" {
    take good-three-pages.tif

    run -0 --separate-stderr arsip show 1 --page 2 --image halaman.png

    read -r width height < <(drawn size halaman.png)
    [ "$width" -eq 1100 ]
    [ "$height" -gt 1400 ]
    [ "$height" -lt 1500 ]
}

@test "a query's hits are marked in place of the evidence" {
    take good-three-pages.tif

    run -0 --separate-stderr arsip show 1 --page 2 --image dengan.png --query 'susunan OR "daftar arsip"'
    [ -z "$stderr" ]
    run -0 --separate-stderr arsip show 1 --page 2 --image tanpa.png --query kuda
    [[ "$stderr" == *"nothing of what was searched for stands on this page"* ]]

    [ "$(drawn colour dengan.png $first_colour)" -gt $(($(drawn colour tanpa.png $first_colour) + 500)) ]
    [ "$(drawn colour dengan.png $field_colour)" -eq 0 ]
    run -64 --separate-stderr arsip show 1 --page 2 --image salah.png --query '"susunan'
    [ ! -e salah.png ]
}

@test "what has no place on the page is told in words" {
    take good-exif-6.jpg
    arsip edit 1 --set hal='Undangan lain' >/dev/null
    arsip label 1 --add perihal/anggaran >/dev/null

    run -0 --separate-stderr arsip show 1 --image halaman.png

    [[ "$stderr" == *"set by hand, and so without a place on a page: hal"* ]]
    [[ "$stderr" == *"perihal/anggaran was set by $(id -un): no words are marked for it"* ]]
    echo 'Surat yang diketik ulang' >ketik.txt
    arsip edit 1 --text 1 ketik.txt >/dev/null
    run -0 --separate-stderr arsip show 1 --image ketik.png
    [ "$(drawn colour ketik.png $first_colour)" -eq 0 ]
    [ "$(drawn size ketik.png | cut -d' ' -f1)" -eq 1100 ]
}

@test "a page that another page made what it is says on which" {
    take good-three-pages.tif

    run -0 --separate-stderr arsip show 1 --page 2 --image halaman.png

    [[ "$stderr" == *"the words for jenis/undangan are on page 1"* ]]
}

@test "text, mail and archives have no picture: one sentence, and no file" {
    write_invitation surat/undangan.txt
    take good-letter.docx good-mail.eml good-batch.zip

    for document in 1 2 3 4; do
        run -2 --separate-stderr arsip show $document --page 1 --image halaman.png
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
        [[ "$stderr" == *"no picture that could be drawn"* || "$stderr" == *"good-batch.zip"*"have no pages to draw"* ]]
        [ -z "$(find . -maxdepth 1 -name 'halaman*')" ]
    done
}

@test "a page out of an archive and out of a mail is drawn" {
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" dalam.png
    python3 -m zipfile -c surat/boks.zip dalam.png
    cp "$ARSIP_SOURCE/tests/data/decode/good-exif-6.jpg" foto.jpg
    write_mail surat/surat.eml 'Foto surat' 'Terlampir foto surat.' foto.jpg
    arsip ingest surat >/dev/null

    for file in dalam.png foto.jpg; do
        arsip export "file:$file" >one.jsonl
        run -0 --separate-stderr arsip show "$(json 'one["id"]' <one.jsonl)" --image halaman.png --force
        run -0 drawn frame halaman.png one.jsonl "$(json 'one["labels"][0]["name"]' <one.jsonl)" $first_colour
    done
}

@test "a page that is not there, and one that was not named, are refused" {
    take good-three-pages.tif

    run -2 --separate-stderr arsip show 1 --page 4 --image halaman.png
    [[ "$stderr" == *"has no page 4; it has 3"* ]]
    run -64 --separate-stderr arsip show 1 --image halaman.png
    [[ "$stderr" == *--page* ]]
    run -64 arsip show 1 --page 1 --query rapat
    run -64 arsip show 1 --page 1 --image halaman.png --text
    [ ! -e halaman.png ]
}

@test "a file is not overwritten without --force, and a place that cannot be written is told" {
    take good-skewed.png
    echo lama >halaman.png

    run -2 --separate-stderr arsip show 1 --image halaman.png
    [[ "$stderr" == *halaman.png* ]]
    [ "$(cat halaman.png)" = lama ]
    run -2 --separate-stderr arsip show 1 --image tidak/ada/halaman.png
    [[ "$stderr" == *tidak/ada/halaman.png* ]]
    run -0 arsip show 1 --image halaman.png --force
    [ "$(drawn size halaman.png | cut -d' ' -f1)" -gt 300 ]
    [ -z "$(find . -maxdepth 1 -name '*.part')" ]
}

@test "a full disk leaves no file" {
    [ "$(id -u)" -eq 0 ] || skip "mounting needs root"
    take good-exif-6.jpg
    mkdir penuh
    mount -t tmpfs -o size=16k tmpfs penuh 2>/dev/null || skip "nothing can be mounted here"

    run -2 --separate-stderr arsip show 1 --image penuh/halaman.png
    left=$(ls -A penuh)
    umount penuh

    [ -z "$left" ]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
}

@test "an original that is gone is told, and no file is left" {
    take good-skewed.png
    find archive/files -type f -delete

    run -2 --separate-stderr arsip show 1 --image halaman.png

    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    [ -z "$(find . -maxdepth 1 -name 'halaman*')" ]
}

@test "a locked PDF is drawn with its password" {
    cp "$ARSIP_SOURCE/tests/data/decode/bad-password.pdf" surat
    arsip ingest surat >/dev/null || true

    run -2 --separate-stderr arsip show 1 --page 1 --image halaman.png
    [[ "$stderr" == *--password-file* ]]
    echo rahasia >kunci
    chmod 600 kunci
    run -0 arsip show 1 --page 1 --image halaman.png --password-file kunci
}

@test "looking leaves an archive as it is, also one that cannot be written" {
    take good-exif-6.jpg
    contents_of archive >before.txt
    arsip log --format jsonl >log.jsonl
    if [ "$(id -u)" -eq 0 ]; then
        mount --bind archive archive 2>/dev/null || skip "nothing can be mounted here"
        mount -o remount,ro,bind archive
    else
        chmod -R a-w archive
    fi

    status=0
    arsip show 1 --image halaman.png || status=$?
    if [ "$(id -u)" -eq 0 ]; then umount archive; else chmod -R u+w archive; fi

    [ "$status" -eq 0 ]
    [ "$(drawn colour halaman.png $first_colour)" -gt 100 ]
    diff before.txt <(contents_of archive)
    diff log.jsonl <(arsip log --format jsonl)
}
