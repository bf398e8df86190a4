#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Reading again: what was read well is not lost to a worse reading, what a person wrote is never touched, and an
# interrupted redo goes on where it stopped.

load desk

setup() {
    open_desk
    mkdir surat
    echo satu >surat/satu
    echo dua >surat/dua
}

# as READS COMMAND...: with a reader that reads so: a confidence and a text, or "no CODE WHY". Each file has two pages.
as() {
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_READS=$1 "${@:2}"
}

# texts_of DOC
texts_of() {
    arsip show "$1" --format jsonl | json '[p["text"] for p in one["pages"]]'
}

events_of() {
    arsip log --limit 0 --format jsonl | json "[e['what'] for e in all].count('$1')"
}

@test "a redo takes the text that is as good or better" {
    as '80 Undangan rapat koordinasi pegawai' arsip ingest surat >/dev/null

    as '80 Undangan rapat koordinasi kepegawaian' run -0 --separate-stderr arsip ocr --redo

    [[ "$stderr" == *"2 documents, 4 pages read, 0 not readable"* ]]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    [ "$(texts_of 1)" = '["Undangan rapat koordinasi kepegawaian", "Undangan rapat koordinasi kepegawaian"]' ]
    [ "$(arsip search --count kepegawaian)" = 2 ]
}

@test "a redo keeps the older text where the new one is worse, and says so for each page" {
    as '80 Undangan rapat koordinasi pegawai' arsip ingest surat >/dev/null

    as '60 Undangan rapat koordinasi pegawai' run -0 --separate-stderr arsip ocr --redo 1

    [ "$(texts_of 1)" = '["Undangan rapat koordinasi pegawai", "Undangan rapat koordinasi pegawai"]' ]
    [ "$(arsip show 1 --format jsonl | json 'one["pages"][0]["confidence"]')" = 80 ]
    [ "$(grep -c 'older text was kept' <<<"$stderr")" -eq 2 ]
    [[ "$stderr" == *"page 2: "*"confidence 80"*"confidence 60"* ]]
    [[ "$stderr" == *"--force"* ]]
    [ "$(events_of page.kept)" = 2 ]
    [ "$(arsip status --format jsonl | json 'one["pages_waiting"]')" = 0 ]
    is_tidy archive
}

@test "what was lost is worse too, whatever the confidence" {
    as '70 Undangan rapat koordinasi pegawai' arsip ingest surat >/dev/null

    as '95 Undangan' arsip ocr --redo --quiet 1

    [ "$(texts_of 1)" = '["Undangan rapat koordinasi pegawai", "Undangan rapat koordinasi pegawai"]' ]
}

@test "--force takes the new text even if it is worse" {
    as '80 Undangan rapat koordinasi pegawai' arsip ingest surat >/dev/null

    as '60 Laporan' arsip ocr --redo --force --quiet 1

    [ "$(texts_of 1)" = '["Laporan", "Laporan"]' ]
    [ "$(events_of page.kept)" = 0 ]
    run -64 arsip ocr --force
}

@test "a page that cannot be read again keeps its text, and is told" {
    as '80 Undangan rapat' arsip ingest surat >/dev/null

    as 'no 11 it took too long' run -3 --separate-stderr arsip ocr --redo --force 1

    [[ "$stderr" == *"page 1: could not be read again"*"it took too long"* ]]
    [ "$(texts_of 1)" = '["Undangan rapat", "Undangan rapat"]' ]
    [ "$(arsip status --format jsonl | json 'one["pages_failed"]')" = 0 ]
    [ "$(arsip search --count undangan)" = 2 ]
}

@test "text that a person has set stays, with --force too" {
    as '80 Undangan rapat' arsip ingest surat >/dev/null
    echo 'Ditulis tangan' >tulisan
    arsip edit 1 --text 2 tulisan

    as '99 Laporan bulanan' run -0 --separate-stderr arsip ocr --redo --force 1

    [ "$(texts_of 1)" = '["Laporan bulanan", "Ditulis tangan\n"]' ]
    [[ "$stderr" == *"1 documents, 1 pages"* ]]
}

@test "only the pages and the documents that are named are read again" {
    as '80 Undangan rapat' arsip ingest surat >/dev/null

    as '80 Laporan bulanan' arsip ocr --redo --pages 2 --query 'file:dua' --quiet

    [ "$(arsip search --count laporan)" = 1 ]
    [ "$(arsip search --count undangan)" = 2 ]
}

@test "--retry tells why what failed fails again, and reads the rest" {
    as 'no 13 it needs more memory' run -3 arsip ingest surat

    as 'no 13 it needs even more memory' run -3 --separate-stderr arsip ocr --retry 1
    [ "$(grep -c 'surat/dua: page [12]: it needs even more memory' <<<"$stderr")" -eq 2 ]

    as '80 Undangan rapat' run -0 --separate-stderr arsip ocr --retry
    [ "$(arsip search --count undangan)" = 2 ]
}

# The reader of the second file hangs, and the command is stopped there.
stop_redo() {
    mkfifo begun
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun WAYWARD_READS=$1 \
        "$ARSIP" ocr --jobs 1 "${@:2}" >/dev/null 2>redo.err 3>&- &
    running=$!
    read -r reader <begun
    kill -TERM "$running"
    kill -KILL "$reader"
    wait "$running" || true
}

@test "an interrupted redo goes on with what it has not read" {
    printf hang >surat/macet
    as '80 Undangan rapat' arsip ingest surat/satu surat/dua >/dev/null
    arsip ingest surat/macet >/dev/null
    stop_redo '80 Laporan bulanan' --redo
    grep -q 'same command goes on' redo.err

    run -0 --separate-stderr arsip ocr --redo
    [[ "$stderr" == *"1 documents, 1 pages read"* ]]
    [ "$(arsip search --count laporan)" = 2 ]

    # That one is done: the next begins with all of them. The true reader finds one page in each.
    run -3 --separate-stderr arsip ocr --redo
    [[ "$stderr" == *"3 documents, 5 pages read, 2 not readable"* ]]
}

change_catalogue() {
    python3 -c 'import sqlite3, sys; catalogue = sqlite3.connect("archive/arsip.db"); catalogue.execute(sys.argv[1]); catalogue.commit()' "$1"
}

# open_redo_at_its_end: one that has read everything, and could not write that it has.
open_redo_at_its_end() {
    arsip ingest surat >/dev/null
    change_catalogue "CREATE TRIGGER full BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    run -2 arsip ocr --redo
    change_catalogue 'DROP TRIGGER full'
}

@test "a redo that was interrupted at its very end reads nothing once more" {
    open_redo_at_its_end

    run -0 --separate-stderr arsip ocr --redo
    [[ "$stderr" != *"2 documents"* ]]
    run -0 --separate-stderr arsip ocr --redo
    [[ "$stderr" == *"2 documents, 2 pages read"* ]]
}

@test "a redo of which others have read the rest is over" {
    open_redo_at_its_end

    arsip ocr 1

    run -0 --separate-stderr arsip ocr --redo
    [[ "$stderr" == *"2 documents, 2 pages read"* ]]
}
