#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The check of an archive as cron and an archivist use it, and the index made anew.

load desk

setup() {
    open_desk
    write_letters surat 5
    arsip ingest --quiet surat >/dev/null
}

teardown() {
    [ -z "${desk:-}" ] || rm -rf "$desk"
}

# original_of DOCUMENT: the path of its original.
original_of() {
    local hex
    hex=$(sqlite3 archive/arsip.db "SELECT lower(hex(sha256)) FROM original WHERE id =
        (SELECT original FROM page WHERE document = $1)")
    echo "archive/files/${hex:0:2}/${hex:2}"
}

# flip_bit FILE: one bit of its tenth byte.
flip_bit() {
    chmod u+w "$1"
    python3 -c '
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(9)
    byte = file.read(1)[0]
    file.seek(9)
    file.write(bytes([byte ^ 4]))' "$1"
    chmod 440 "$1"
}

@test "an archive that is well prints nothing but its counts" {
    run -0 --separate-stderr arsip check

    [ -z "$output" ]
    # shellcheck disable=SC2154 # run sets it
    [[ "$stderr" == *"5 originals"*"5 texts"*"5 documents checked, 0 faults" ]]
}

@test "a flipped bit is told with the document, what it means and what to do, and the status is 2" {
    flip_bit "$(original_of 3)"

    run -2 --separate-stderr arsip check
    [[ "$output" == files/*"document 3 (surat-"*"backup" ]]

    run -2 --separate-stderr arsip check --format jsonl
    [ "$(json 'one["kind"], one["document"], one["mended"]' <<<"$output")" = "('original.changed', 3, False)" ]
}

@test "what is asked for wrongly is told, and nothing is checked" {
    for words in '--sample 5' '--sample 0%' '--sample 101%' '--sample banyak' '--since kemarin' \
        '--sample 5% --resume p' '--since 2024-01-01 --receipt r' '--sample 5% --against r' '--format tsv'; do
        # shellcheck disable=SC2086 # words of a command
        run -64 --separate-stderr arsip check $words
        [ -z "$output" ]
    done
    [ ! -e p ] && [ ! -e r ]
}

@test "a receipt can be verified without arsip, by the commands that stand on it" {
    arsip check --receipt tanda.txt 2>/dev/null

    grep -A1 '^    sqlite3.*FROM original' tanda.txt >originals.sh
    grep -A1 '^    sqlite3.*FROM seal' tanda.txt >texts.sh
    grep '^    sqlite3.*FROM event' tanda.txt >event.sh
    value_of() { sed -n "s/^$1: //p" tanda.txt; }

    [ "$(cd archive && sh ../originals.sh)" = "$(value_of originals-root)  -" ]
    [ "$(cd archive && sh ../texts.sh)" = "$(value_of texts-root)  -" ]
    [ "$(cd archive && sh ../event.sh)" = "$(value_of event-hash)" ]
    [ "$(sed -n '/^arsip-receipt: /,/^event-hash: /p' tanda.txt | sha256sum)" = "$(value_of seal)  -" ]
}

@test "a receipt holds after more was taken in, and no longer after a bit was lost" {
    arsip check --receipt tanda.txt 2>/dev/null
    write_letters baru 7
    arsip ingest --quiet baru >/dev/null

    run -0 --separate-stderr arsip check --against tanda.txt
    [[ "$stderr" == *"is there, unchanged: 5 originals, 5 texts"* ]]
    [ -z "$output" ]

    flip_bit "$(original_of 2)"
    run -2 --separate-stderr arsip check --against tanda.txt --format jsonl
    [ "$(json '[line["kind"] for line in all]' <<<"$output")" = '["original.changed", "receipt.differs"]' ]
    [[ "$stderr" != *unchanged* ]]
}

@test "a receipt is written over no file, and of no damaged archive" {
    echo penting >tanda.txt
    run -2 arsip check --receipt tanda.txt
    [ "$(cat tanda.txt)" = penting ]

    flip_bit "$(original_of 2)"
    run -2 arsip check --receipt lain.txt
    [ ! -e lain.txt ]
}

@test "a receipt in Indonesian holds for who speaks English" {
    LC_ALL=C.UTF-8 LANGUAGE=id "$ARSIP" check --receipt tanda.txt 2>/dev/null

    run -0 arsip check --against tanda.txt
}

@test "repair puts a stray aside, closes an original and makes the index anew; then all is well" {
    echo catatan >archive/files/catatan
    chmod 644 "$(original_of 1)"
    sqlite3 archive/arsip.db "DELETE FROM indexed WHERE document = 2"
    run -2 arsip check

    run -0 --separate-stderr arsip check --repair --format jsonl
    [ "$(json '{line["mended"] for line in all} == {True}' <<<"$output")" = true ]

    [ "$(cat archive/lost+found/files-catatan)" = catatan ]
    run -0 arsip check
    [ "$(arsip search --count pangkat)" = 5 ]
    arsip log --format jsonl | grep -q '"what":"archive.repaired"'
}

@test "a check of an archive that cannot be written keeps how far it is elsewhere, and leaves nothing behind" {
    skip_unless_root "another user"
    desk=$(mktemp -d /tmp/arsip-check.XXXXXX)
    chmod 755 "$desk"
    mv archive "$desk/arsip"
    mkdir -m 777 "$desk/jalan"
    chgrp -R nogroup "$desk/arsip"
    chmod -R g+rX "$desk/arsip"
    before=$(find "$desk/arsip" | sort)
    reader() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$ARSIP" --archive "$desk/arsip" "$@"; }
    reader --version >/dev/null || skip "other users may not run the command here"

    run -0 reader check --sample 50%
    run -0 reader check --resume "$desk/jalan/sampai"

    [ ! -e "$desk/jalan/sampai" ]
    [ "$(find "$desk/arsip" | sort)" = "$before" ]
}

@test "an index made anew finds what the old one found, and asks for no words" {
    for table in vocabulary vocabulary_block vocabulary_run vocabulary_recent; do
        sqlite3 archive/arsip.db "DELETE FROM $table"
    done
    run -1 arsip search --count 'pangkal~'

    run -0 --separate-stderr arsip search --rebuild
    [ -z "$output$stderr" ]
    [ "$(arsip search --count pangkat)" = 5 ]
    [ "$(arsip search --count 'pangkal~')" = 5 ]
    run -64 arsip search --rebuild pangkat
}
