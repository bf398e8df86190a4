#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# hOCR and ALTO: what was read, with its place on the pages, for programs of others.

load desk

setup() {
    command -v xmllint >/dev/null || skip "xmllint is not there"
    open_desk
    mkdir surat
}

# printed ARGUMENT...
printed() {
    python3 -B "$ARSIP_SOURCE/tests/cmd/helpers/printed.py" "$@"
}

is_alto() {
    xmllint --nonet --noout --schema "$ARSIP_SOURCE/tests/data/alto/alto-4-2.xsd" "$@"
}

# By the DTD of XHTML 1.0 Strict, which Debian's w3c-sgml-lib brings.
is_xhtml() {
    if [ -e /usr/share/xml/w3c-sgml-lib ]; then
        xmllint --nonet --noout --valid "$@"
    else
        xmllint --nonet --noout "$@"
    fi
}

# write_broken FILE: a text with words broken at the ends of lines.
write_broken() {
    cat >"$1" <<'TEXT'
Rapat membahas kesela-
matan kerja, yang me-
nindak-
lanjuti "surat-
surat" lama di Bagian Um-
um.

Kesela-

matan
TEXT
}

@test "scans come back from both formats as the export has them, page by page" {
    cp "$ARSIP_SOURCE"/tests/data/strips/pengantar.png "$ARSIP_SOURCE"/tests/data/decode/good-three-pages.tif \
        "$ARSIP_SOURCE"/tests/data/decode/good-exif-6.jpg surat
    write_broken surat/patah.txt
    arsip ingest surat >/dev/null
    arsip export >all.jsonl

    run -0 --separate-stderr arsip export --format hocr --output hocr/
    run -0 --separate-stderr arsip export --format alto --output alto/

    [ "$(find hocr -name '*.hocr' | wc -l)" -eq 4 ]
    [ "$(find alto -name '*.alto.xml' | wc -l)" -eq 4 ]
    is_xhtml hocr/*.hocr
    is_alto alto/*.alto.xml
    printed all.jsonl hocr/*.hocr alto/*.alto.xml
}

@test "boxes are those of the stored page, with the angle at which its text stands" {
    cp "$ARSIP_SOURCE/tests/data/decode/good-three-pages.tif" surat
    arsip ingest surat >/dev/null

    arsip export --format hocr >three.hocr
    arsip export --format alto >three.alto.xml

    [ "$(printed words three.hocr | wc -l)" -gt 20 ]
    diff <(printed words three.hocr) <(printed words three.alto.xml)
    # Of the second page, which lies upside down, the first word stands at the lower right.
    [[ "$(printed words three.hocr | grep '^2 ' | head -1)" =~ ^2\ \(([0-9]+),\ ([0-9]+), ]]
    [ "${BASH_REMATCH[1]}" -gt 700 ] && [ "${BASH_REMATCH[2]}" -gt 1200 ]
    grep -q 'textangle 180' three.hocr
    grep -q 'ROTATION="180"' three.alto.xml
    grep -q 'scan_res 200 200' three.hocr
    # The third is empty.
    [[ "$(grep -c 'class="ocr_page"' three.hocr)" -eq 3 && "$(printed words three.hocr)" != *$'\n3 '* ]]
}

@test "ALTO tells broken words whole, and repeated ones not" {
    write_broken surat/patah.txt
    arsip ingest surat >/dev/null

    arsip export --format alto >patah.alto.xml

    is_alto patah.alto.xml
    [ "$(grep -c '<HYP CONTENT="-"/>' patah.alto.xml)" -eq 4 ]
    grep -q 'CONTENT="kesela" SUBS_TYPE="HypPart1" SUBS_CONTENT="keselamatan"/>' patah.alto.xml
    grep -q 'CONTENT="matan" SUBS_TYPE="HypPart2" SUBS_CONTENT="keselamatan"/>' patah.alto.xml
    [ "$(grep -c 'SUBS_CONTENT="menindaklanjuti"' patah.alto.xml)" -eq 3 ]
    grep -q 'CONTENT="&#x22;surat-"/>' patah.alto.xml
    grep -q 'CONTENT="Kesela-"/>' patah.alto.xml
}

@test "text by a person takes the page's box, and text without pages has none" {
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" surat
    arsip ingest surat >/dev/null
    echo "Surat pengantar, ditulis ulang" >baru.txt
    arsip edit 1 --text 1 baru.txt
    size=$(arsip export | json '(0, 0, one["pages"][0]["width"], one["pages"][0]["height"])')
    arsip export --format alto >orang.alto.xml
    write_invitation surat/undangan.txt
    arsip ingest surat/undangan.txt >/dev/null
    arsip export --format alto hal:undangan >polos.alto.xml
    arsip export --format hocr hal:undangan >polos.hocr

    is_alto orang.alto.xml polos.alto.xml
    [ "$(printed words orang.alto.xml | head -1)" = "1 $size -1 Surat " ]
    grep -q '<processingCategory>contentModification</processingCategory>' orang.alto.xml
    [ "$(printed words polos.hocr | head -1)" = "1 None -1 PEMERINTAH " ]
    diff <(printed words polos.hocr) <(printed words polos.alto.xml)
}

@test "signs that XML cannot hold and names that would break it do no harm" {
    printf 'Surat <b>&amp; "tugas" \302\205 \342\200\256balik ]]>\n' >"surat/a\"<&>;'b.txt"
    arsip ingest surat >/dev/null

    run -0 --separate-stderr arsip export --format hocr
    echo "$output" >aneh.hocr
    is_printable "$output"
    run -0 --separate-stderr arsip export --format alto
    echo "$output" >aneh.alto.xml
    is_printable "$output"

    is_xhtml aneh.hocr
    is_alto aneh.alto.xml
    diff <(printed words aneh.hocr) <(printed words aneh.alto.xml)
    [[ "$(printed words aneh.hocr)" == *'<b>&amp;'* ]]
    ! grep -qP '\xe2\x80\xae' aneh.hocr
}

@test "pages that could not be read are there without words" {
    head -c 400 "$ARSIP_SOURCE/tests/data/strips/pengantar.png" >surat/rusak.png
    arsip ingest surat >/dev/null || true

    run -0 --separate-stderr arsip export --format hocr
    echo "$output" >rusak.hocr
    run -0 --separate-stderr arsip export --format alto
    echo "$output" >rusak.alto.xml

    is_xhtml rusak.hocr
    is_alto rusak.alto.xml
    [ "$(grep -c 'class="ocr_page"' rusak.hocr)" -eq 1 ]
}

@test "several documents need a folder, and one name goes to one of them" {
    write_letters surat 2
    mkdir lain
    printf 'Surat lain sama sekali\n' >lain/surat-1.txt
    arsip ingest surat lain >/dev/null

    run -64 --separate-stderr arsip export --format hocr
    [[ "$stderr" == *"--output FOLDER/"* ]]
    [ -z "$output" ]
    run -64 --separate-stderr arsip export --format alto --output semua.xml
    [ ! -e semua.xml ]
    run -0 --separate-stderr arsip export --format alto --output semua/

    [ "$(ls semua)" = $'surat-1 (2).alto.xml\nsurat-1.alto.xml\nsurat-2.alto.xml' ]
    grep -q lain 'semua/surat-1 (2).alto.xml'
    run -2 --separate-stderr arsip export --format alto --output semua
    [[ "$stderr" == *surat-1.alto.xml* ]]
    run -0 --separate-stderr arsip export --format alto --output semua --force
    [ "$(find semua -type f | wc -l)" -eq 3 ]
}

@test "one document goes to a file or into a folder, with its original beside it under the name it tells" {
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" surat
    arsip ingest surat >/dev/null

    run -0 arsip export --format hocr --output satu.hocr
    run -0 arsip export --format hocr --output satu/ --originals satu

    cmp satu.hocr satu/*.hocr
    name=$(sed -n 's/.*image &#x22;\(.*\)&#x22;; x_source.*/\1/p' satu.hocr)
    [ -e "satu/$name" ]
    [[ "$(arsip log --format jsonl)" == *'\"format\":\"hocr\"'* ]]
}
