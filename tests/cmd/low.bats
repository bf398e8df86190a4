#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The pages that were hard to read: listed to be looked at and scanned again.

load desk

setup() {
    open_desk
}

# write_scribble FILE: lines of strokes that are no letters.
write_scribble() {
    python3 - "$1" <<'PYTHON'
import random, sys
random.seed(4)
width, height = 500, 160
rows = [[255] * width for _ in range(height)]
for line in range(2):
    for place in range(36):
        for stroke in range(5):
            x, y = 30 + place * 12 + random.randint(0, 8), 30 + line * 50 + random.randint(0, 18)
            for step in range(8):
                across, down = (step, 0) if stroke % 2 else (0, step)
                rows[y + down][x + across] = rows[y + down][x + across + 1] = 0
with open(sys.argv[1], "wb") as file:
    file.write(b"P5 %d %d 255\n" % (width, height) + bytes(grey for row in rows for grey in row))
PYTHON
}

@test "pages are listed the worst first, with file, page and document" {
    arsip ingest "$ARSIP_SOURCE"/tests/data/strips/pengantar.png "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" >/dev/null

    run -0 --separate-stderr arsip status --low --under 100 --format jsonl

    [ "$(json 'sorted(one["path"].split("/")[-1] for one in all)' <<<"$output")" = '["good-skewed.png", "pengantar.png"]' ]
    [ "$(json 'all[0]["confidence"] <= all[1]["confidence"]' <<<"$output")" = true ]
    [ "$(json 'one["page"], one["batch"]' <<<"$output")" = "(1, 1)" ]
}

@test "where none is hard to read it says so" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" >/dev/null

    run -1 arsip status --low

    [ "$output" = "every page was read, and none with less confidence than 75" ]
}

@test "what a person typed, and what was withdrawn, is not listed" {
    arsip ingest "$ARSIP_SOURCE/tests/data/decode/good-skewed.png" "$ARSIP_SOURCE"/tests/data/strips/pengantar.png >/dev/null
    echo "Surat yang diketik ulang" >typed.txt
    arsip edit 1 --text 1 typed.txt >/dev/null
    arsip withdraw 2 --why salah >/dev/null

    run -1 arsip status --low --under 100
}

@test "the report of a batch names its pages that were hard to read" {
    write_scribble smear.pgm
    run arsip ingest smear.pgm
    [ "$status" -eq 0 ]
    [[ $output == *"Hard to read"* ]]
    [[ $output == *"smear.pgm, page 1"* ]]
    run -0 --separate-stderr arsip batch show 1 --format jsonl
    [ "$(json 'one["low"][0]["page"]' <<<"$output")" = 1 ]
}

@test "pages that could not be read come first, with the reason" {
    : >kosong.txt
    write_scribble smear.pgm
    run -3 arsip ingest smear.pgm kosong.txt

    run -0 --separate-stderr arsip status --low --format jsonl
    [ "$(json '[one["path"].split("/")[-1] for one in all]' <<<"$output")" = '["kosong.txt", "smear.pgm"]' ]
    [ "$(json '"failure" in all[0], "confidence" in all[0], "failure" in all[1]' <<<"$output")" = '(True, False, False)' ]
    run -0 arsip status --low --format tsv
    [ "$(cut -f3-5 <<<"${lines[0]}")" = "$(printf '1\t2\t1')" ]
    [ -n "$(cut -f6 <<<"${lines[0]}")" ]
    [ -z "$(cut -f1 <<<"${lines[0]}")" ]
}
