#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The settings of an archive: listed, changed, refused, logged, and obeyed by the readers.

load desk

setup() {
    open_desk
}

# value_of NAME
value_of() {
    arsip setting "$1" --format jsonl | json 'one["value"]'
}

@test "settings are listed with meaning, unit and default" {
    run -0 --separate-stderr arsip setting

    [[ "$output" == *"deadline"*"120 seconds"* ]]
    [ -z "$stderr" ]
    run -0 arsip setting --format tsv
    [ "$(cut -f1 <<<"$output" | tr '\n' ' ')" = "jobs languages deadline cpu memory " ]
    run -0 arsip setting --format jsonl
    [ "$(json '[s["default"] for s in all if s["name"] == "memory"]' <<<"$output")" = "[2048]" ]
    [ "$(json 'any(s["set"] for s in all)' <<<"$output")" = false ]
}

@test "a setting is changed, logged, and goes back to its default" {
    run -0 --separate-stderr arsip setting deadline=30 jobs=1
    [ -z "$output$stderr" ]
    [ "$(value_of deadline)" = 30 ]
    [ "$(value_of cpu)" = 30 ]

    arsip setting deadline=

    [ "$(value_of deadline)" = 120 ]
    [ "$(value_of jobs)" = 1 ]
    run -0 arsip log --format jsonl
    [ "$(json '[e["what"] for e in all].count("setting.changed")' <<<"$output")" = 3 ]
    [ "$(json '[e["detail"] for e in all][-1]' <<<"$output")" = '{"name":"deadline","before":"30","after":null}' ]
}

@test "what is no setting or no value is refused, and nothing is changed" {
    for words in tenggat=3 deadline=0 deadline=-1 deadline=soon memory=511 jobs=1.5 languages=ind+ 'languages=../ind'; do
        run -64 --separate-stderr arsip setting jobs=1 "$words"
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    done

    [ "$(arsip setting jobs --format jsonl | json 'one["set"]')" = false ]
}

@test "a language without a model is refused with the package that has it" {
    run -2 --separate-stderr arsip setting languages=ind+xyz_old

    [[ "$stderr" == *tesseract-ocr-xyz-old* ]]
    [ "$(value_of languages)" = ind+eng ]
}

@test "who may only read can list the settings" {
    chmod -R a-w archive

    run -0 arsip setting deadline

    chmod -R u+w archive
}

# The reader tells its command line, and then reads.
telling_reader() {
    # shellcheck disable=SC2016 # for the script
    printf '#!/bin/sh\necho "$@" >>"%s/told"\nexec "%s" "$@"\n' "$PWD" "$ARSIP_READER" >telling-reader
    chmod 755 telling-reader
    export ARSIP_READER=$PWD/telling-reader
}

@test "settings reach the readers, and the command line goes before them" {
    telling_reader
    write_letters surat 3
    arsip setting memory=700 jobs=1 languages=eng

    arsip ingest --store-only surat
    arsip ocr
    [ "$(cat told)" = "--memory=$((700 * 1024 * 1024)) --languages=eng" ]

    rm told
    arsip ocr --redo --lang ind
    [ "$(cat told)" = "--memory=$((700 * 1024 * 1024)) --languages=ind" ]
}

@test "a page beyond the deadline of the archive is told with it" {
    printf hang >macet.txt
    arsip setting deadline=1 jobs=1
    arsip ingest --store-only macet.txt

    # Ten times as long for the opening of a file.
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader run -3 --separate-stderr arsip ocr

    arsip show 1 --format jsonl | grep -q '10 seconds'
}
