#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# How a page was read, told in sentences.

load desk

setup() {
    open_desk
}

@test "a crooked page tells that it was straightened, and how sure the engine was" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" >/dev/null

    run -0 arsip show 1 --explain-page 1

    [[ $output == *"good-skewed.png, page 1 of 1"* ]]
    [[ $output =~ crooked\ by\ -?7\.[0-9]\ degrees ]]
    [[ $output == *"Tesseract for the languages ind+eng, with confidence 9"* ]]
}

@test "a scan under a worthless text layer tells why it was recognised" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-scan-with-worthless-layer.pdf" >/dev/null

    run -0 arsip show 1 --explain-page 1

    [[ $output == *"the PDF's own text was not taken"* ]]
    [[ $output == *"it was read as it is, with 200 dpi"* ]]
}

@test "a text set by hand tells by whom" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" >/dev/null
    echo "Surat yang diketik ulang" >typed.txt
    arsip edit 1 --text 1 typed.txt >/dev/null

    run -0 arsip show 1 --explain-page 1

    [[ $output == *"its text was set by $(id -un) at "* ]]
    [[ $output != *Tesseract* ]]
}

@test "a page that is not there is refused" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" >/dev/null

    run -2 arsip show 1 --explain-page 2

    [[ $output == *"has no page 2; it has 1"* ]]
}
