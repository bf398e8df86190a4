#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Small files that ask for far more than they are worth end at a limit or the deadline, with one clear sentence, and
# the batch goes on.

load desk

setup() {
    open_desk
    mkdir surat
    echo 'Surat yang baik di antara yang jahat' >surat/baik.txt
}

# take_in CODE WORD...: makes the bombs that have a word in their names and takes them in; the report is in $output.
take_in() {
    local code=$1
    shift
    python3 "$ARSIP_SOURCE/tests/faults/bombs.py" surat "$@"
    run "-$code" --separate-stderr arsip ingest --format jsonl surat
    [ "$(arsip search --count jahat)" = 1 ]
    is_tidy archive
}

# has_ended NAME CODE...: the one problem of that file has one of these codes (arsip-json.5).
has_ended() {
    local name=$1 code
    shift
    code=$(json "[problem['code'] for problem in one['problems'] if problem['path'].endswith('/$name')]" <<<"$output")
    for wanted in "$@"; do
        [ "$code" != "[$wanted]" ] || return 0
    done
    echo "$name: $code, not [$*]"
    return 1
}

@test "pictures of a billion pixels are told by their size" {
    take_in 3 billion-pixels.png billion-pixels.tif billion-pixels.bmp billion-pixels.pgm billion-pixels.pdf \
        large-as-can-be many-frames

    [ "$(json "sorted({problem['code'] for problem in one['problems']})" <<<"$output")" = '[10]' ]
    [ "$(json "len(one['problems'])" <<<"$output")" = 7 ]
}

@test "a TIFF that comes back to its first page" {
    take_in 3 tiff-that-loops

    has_ended tiff-that-loops.tif 7
}

# Only what no machine is done with: beside other work, and sanitized, sound pages take seconds too.
hurry() {
    arsip setting deadline=5 2>/dev/null
}

@test "a JPEG of thousands of scans" {
    hurry
    take_in 3 jpeg-of-many-scans

    has_ended jpeg-of-many-scans.jpg 11
}

@test "a PDF whose pages stand in a ring" {
    take_in 3 pages-in-a-ring

    has_ended pdf-pages-in-a-ring.pdf 7 17
}

@test "a PDF that draws itself in itself" {
    take_in 0 form-within-itself

    [ "$(report pages_read)" = 2 ]
}

@test "PDFs that are never done" {
    hurry
    take_in 3 forms-by-the-power pattern-of-points shaded-by-a-program packed-three-times

    has_ended pdf-forms-by-the-power-of-ten.pdf 11
    has_ended pdf-pattern-of-points.pdf 11
    has_ended pdf-shaded-by-a-program.pdf 11
    has_ended pdf-packed-three-times.pdf 11 13
}

@test "archives that swell" {
    take_in 3 gzip-of-zeros zip-of-zeros tar-of-a-hole dictionary

    has_ended gzip-of-zeros.gz 10
    has_ended zip-of-zeros.zip 10
    has_ended tar-of-a-hole.tar 10
    # a sanitized build has no limit to its memory
    [ -n "${ASAN_OPTIONS:-}" ] || has_ended xz-with-a-dictionary-of-a-gibibyte.xz 13
}

@test "archives in archives in archives" {
    take_in 3 zips-in-zips

    [ "$(json "[problem['code'] for problem in one['problems']]" <<<"$output")" = '[10]' ]
}

@test "archives that are in each other many times" {
    take_in 3 by-the-power-of-fifty

    [ "$(json "sorted({problem['code'] for problem in one['problems']})" <<<"$output")" = '[10]' ]
    [ "$(json "one['files'] < 100100" <<<"$output")" = true ]
}

@test "documents that swell or stand deep" {
    take_in 3 docx html-as-deep mail-as-deep

    # a word that stands for ten others, and so on, says nothing
    [ "$(json "[page['text'].strip() for page in one['pages']]" <<<"$(arsip export --format jsonl file:docx-of-laughter)")" = '[""]' ]
    has_ended docx-of-blanks.docx 10
    has_ended html-as-deep-as-a-well.html 10
    has_ended mail-as-deep-as-a-well.eml 10
}
