#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Searchable PDF: the original's picture, with the words over it where they stand.
# shellcheck disable=SC2119,SC2154 # export_pdf needs no arguments; bats sets stderr

load desk

setup() {
    command -v pdftotext >/dev/null || skip "poppler-utils is not there"
    command -v qpdf >/dev/null || skip "qpdf is not there"
    open_desk
    mkdir surat
}

# sample NAME...: into the folder that is taken in.
sample() {
    local name
    for name in "$@"; do
        cp "$ARSIP_SOURCE/tests/data/decode/$name" surat
    done
}

# export_pdf [ARGUMENT...]: all of the archive into keluar/.
# shellcheck disable=SC2120 # run gives it some
export_pdf() {
    arsip export --format pdf --output keluar/ "$@"
}

# stands NAME [ARGUMENT...]: the words of the one document of that file stand in its PDF where they do in the archive.
stands() {
    local name=$1
    shift
    arsip export --format hocr --output satu.hocr --force "file:$name" 2>/dev/null
    arsip export --format pdf --output satu.pdf --force "file:$name" 2>/dev/null
    python3 -B "$ARSIP_SOURCE/tests/cmd/helpers/placed.py" satu.hocr satu.pdf "$@"
}

# is_sound_pdf FILE...: whole PDFs with embedded fonts.
is_sound_pdf() {
    local file
    for file in "$@"; do
        qpdf --check "$file" >/dev/null || return
    done
}

@test "words stand where the print is: upright, upside down, on its side, aslant" {
    sample good-three-pages.tif good-exif-6.jpg good-skewed.png
    arsip ingest surat >/dev/null

    run -0 stands good-three-pages.tif
    run -0 stands good-exif-6.jpg
    run -0 stands good-skewed.png
}

@test "words stand where the print is on scans that are PDFs, whose pages are kept" {
    sample good-scan-with-watermark.pdf good-scan-with-worthless-layer.pdf
    arsip ingest surat >/dev/null

    run -0 stands good-scan-with-watermark.pdf
    run -0 stands good-scan-with-worthless-layer.pdf

    # The layer that was doubted is gone, and what is seen is the same.
    [ "$(pdftotext satu.pdf - | wc -w)" -eq "$(arsip export 'file:good-scan-with-worthless-layer.pdf' 2>/dev/null |
        json 'len(one["pages"][0]["text"].split())')" ]
    pdftoppm -r 50 surat/good-scan-with-worthless-layer.pdf sebelum
    pdftoppm -r 50 satu.pdf sesudah
    cmp sebelum-1.ppm sesudah-1.ppm
}

@test "lines come out as lines, in the order in which they are read" {
    sample good-three-pages.tif
    arsip ingest surat >/dev/null
    export_pdf 2>/dev/null

    arsip export 2>/dev/null | json '"\n".join(one["pages"][0]["text"].split("\n"))' | grep -v '^$' >teks
    pdftotext -f 1 -l 1 keluar/*.pdf - | tr -d '\f' | grep -v '^$' >keluar.txt

    diff teks keluar.txt
}

@test "a JPEG comes out byte for byte" {
    sample good-exif-6.jpg
    arsip ingest --store-only surat >/dev/null
    export_pdf 2>/dev/null

    pdfimages -all keluar/*.pdf gambar

    cmp gambar-000.jpg surat/good-exif-6.jpg
}

@test "a file that was stored and not read leaves with all its pages" {
    sample good-three-pages.tif
    arsip ingest --store-only surat >/dev/null

    run -0 --separate-stderr export_pdf

    [[ "$stderr" == *"as they have not been read: 3"* ]]
    [ "$(pdfinfo keluar/*.pdf | sed -n 's/^Pages: *//p')" -eq 3 ]
}

@test "a page lies as the camera says, though nobody has read it" {
    sample good-exif-6.jpg
    arsip ingest --store-only surat >/dev/null

    run -0 --separate-stderr export_pdf

    [[ "$stderr" == *"good-exif-6.jpg: pages without text in it, as they have not been read: 1"* ]]
    [[ "$(pdfinfo keluar/*.pdf)" =~ Page\ size:\ *([0-9]+)[0-9.]*\ x\ ([0-9]+) ]]
    [ "${BASH_REMATCH[1]}" -lt "${BASH_REMATCH[2]}" ]
}

@test "it is PDF/A as far as can be told: whole, fonts inside, colours meant, facts twice the same" {
    sample good-three-pages.tif good-exif-6.jpg good-alpha.png
    arsip ingest --set dari='Wali Kota <Cendana>' surat >/dev/null
    export_pdf 2>/dev/null

    for file in keluar/*.pdf; do
        is_sound_pdf "$file"
        [ -z "$(pdffonts "$file" | tail -n +3 | awk '$(NF - 4) != "yes" || $(NF - 2) != "yes"')" ]
        [[ "$(pdfinfo -meta "$file")" == *"<pdfaid:part>2</pdfaid:part>"*"Wali Kota &#x3C;Cendana&#x3E;"* ]]
        [[ "$(pdfinfo "$file")" == *"Author:"*"Wali Kota <Cendana>"* ]]
        qpdf --qdf --object-streams=disable "$file" terbuka.pdf
        grep -aq '/S /GTS_PDFA1' terbuka.pdf
        run -1 grep -aqE '/Encrypt|/SMask|/CA |/ca |/JavaScript' terbuka.pdf
    done
}

@test "colours for printing go in as they are, and the file does not claim to be PDF/A" {
    sample good-cmyk.jpg
    arsip ingest --store-only surat >/dev/null
    export_pdf 2>/dev/null

    pdfimages -all keluar/*.pdf gambar
    cmp gambar-000.jpg surat/good-cmyk.jpg
    run -1 grep -aq 'pdfaid:part>' keluar/*.pdf
    # The left half is black.
    pdftoppm -r 20 -gray keluar/good-cmyk.pdf hitam
    [ "$(tail -c +1 hitam-1.pgm | python3 -c '
import sys
kind, size, most, dots = sys.stdin.buffer.read().split(b"\n", 3)
width, height = map(int, size.split())
row = dots[width * (height // 2):][:width]
print(row[width // 4] < 100 < 200 < row[3 * width // 4])')" = True ]
}

@test "the same archive gives the same bytes" {
    sample good-three-pages.tif good-scan-with-watermark.pdf
    arsip ingest surat >/dev/null

    export_pdf 2>/dev/null
    arsip export --format pdf --output lagi/ 2>/dev/null

    diff -r keluar lagi
    [ "$(find keluar -name '*.pdf' | wc -l)" -eq 2 ]
}

@test "a PDF whose text is its own leaves as it came" {
    sample good-layer.pdf
    arsip ingest surat >/dev/null

    export_pdf 2>/dev/null

    cmp keluar/*.pdf surat/good-layer.pdf
}

@test "what cannot be put in is told by name, and the rest goes on" {
    sample good-exif-6.jpg bad-cut-short.tif bad-60000-pixels.png
    write_invitation surat/undangan.txt
    run -3 arsip ingest surat

    run -3 --separate-stderr export_pdf

    [[ "$stderr" == *"undangan.txt: the page is text"* ]]
    [[ "$stderr" == *"bad-60000-pixels.png: "* ]]
    is_sound_pdf keluar/*.pdf
    [ -z "$(find keluar -name '*.part' -o -name '*.scratch')" ]
}

@test "a page that is cut off is crossed out among those that are there" {
    sample bad-cut-short-pages.tif
    run -3 arsip ingest surat

    run -3 --separate-stderr export_pdf

    [[ "$stderr" == *"is not in it, and is crossed out there: "* ]]
    [ "$(pdfinfo keluar/*.pdf | sed -n 's/^Pages: *//p')" -eq \
        "$(arsip export 2>/dev/null | json 'len(one["pages"])')" ]
    is_sound_pdf keluar/*.pdf
}

@test "nothing is overwritten without --force" {
    sample good-exif-6.jpg
    arsip ingest --store-only surat >/dev/null
    mkdir keluar
    echo lama >keluar/good-exif-6.pdf

    run -2 --separate-stderr export_pdf
    [[ "$stderr" == *good-exif-6.pdf*"File exists"* ]]
    [ "$(cat keluar/good-exif-6.pdf)" = lama ]
    run -0 export_pdf --force

    is_sound_pdf keluar/good-exif-6.pdf
}

@test "a file is for one document, and standard output for none" {
    sample good-exif-6.jpg good-layer.pdf
    arsip ingest --store-only surat >/dev/null

    run -64 arsip export --format pdf
    run -64 arsip export --format pdf --output dua.pdf
    [ ! -e dua.pdf ]
    run -0 arsip export --format pdf --output satu.pdf file:good-exif-6.jpg

    is_sound_pdf satu.pdf
}

@test "a PDF that is locked opens with its password, and leaves unlocked" {
    qpdf --encrypt rahasia rahasia 256 -- "$ARSIP_SOURCE/tests/data/decode/good-scan-with-watermark.pdf" surat/kunci.pdf
    echo rahasia >sandi
    chmod 600 sandi
    arsip ingest --password-file sandi surat >/dev/null

    run -2 --separate-stderr export_pdf
    [[ "$stderr" == *"kunci.pdf: the PDF is locked"* ]]
    run -0 export_pdf --password-file sandi

    [ "$(qpdf --show-encryption keluar/*.pdf)" = "File is not encrypted" ]
}

@test "text that a person set is found, though it has no place" {
    sample good-exif-6.jpg
    arsip ingest surat >/dev/null
    printf 'Ketikan tangan sendiri\nbaris kedua\n' >ketikan
    arsip edit 1 --text 1 ketikan 2>/dev/null

    export_pdf 2>/dev/null

    [[ "$(pdftotext keluar/*.pdf -)" == *"Ketikan tangan sendiri"*"baris kedua"* ]]
}

@test "an original that was changed is not passed on" {
    sample good-exif-6.jpg
    arsip ingest --store-only surat >/dev/null
    original=$(find "$ARSIP_ARCHIVE/files" -type f)
    chmod u+w "$original"
    printf x | dd of="$original" bs=1 seek=2000 conv=notrunc 2>/dev/null

    run -2 --separate-stderr export_pdf

    [[ "$stderr" == *"damaged"* ]]
    [ -z "$(ls keluar)" ]
}
