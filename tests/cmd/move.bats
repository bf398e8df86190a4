#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What ingest --move and --move-to take away is in the archive, and what is not in the archive stays.

load desk

setup() {
    open_desk
    write_letters surat 3
}

teardown() {
    [ -z "${mounted:-}" ] || umount "$mounted"
}

# is_kept FILE: the archive has its bytes.
is_kept() {
    local hash
    hash=$(sha256sum <"$1")
    [ -f "archive/files/${hash:0:2}/${hash:2:62}" ]
}

@test "--move removes what was taken in and read, and the folders stay" {
    mkdir surat/boks
    mv surat/surat-3.txt surat/boks
    cp -a surat kept

    run -0 --separate-stderr arsip ingest --move --format jsonl surat

    [ "$(find surat -type f)" = "" ]
    [ -d surat/boks ]
    [ "$(report sources_taken)" = 3 ]
    [ "$(report sources_left)" = 0 ]
    is_kept kept/surat-1.txt
    is_kept kept/boks/surat-3.txt
    is_tidy archive
    arsip log | grep -q 'batch.sources.*"taken":3,"left":0'
}

@test "without --move the sources stay" {
    run -0 arsip ingest surat

    [ "$(ls surat)" = "$(printf 'surat-%d.txt\n' 1 2 3)" ]
}

@test "--move-to keeps the path below the folder that was given, and overwrites nothing" {
    mkdir -p surat/boks selesai/boks
    mv surat/surat-3.txt surat/boks
    echo 'something else' >selesai/surat-1.txt
    echo 'something else' >selesai/boks/surat-3.txt
    echo 'the third' >'selesai/surat-1 (2).txt'
    cp -a surat kept

    run -0 arsip ingest --move-to selesai surat

    [ "$(cat selesai/surat-1.txt)" = 'something else' ]
    [ "$(cat 'selesai/surat-1 (2).txt')" = 'the third' ]
    cmp kept/surat-1.txt 'selesai/surat-1 (3).txt'
    cmp kept/surat-2.txt selesai/surat-2.txt
    [ "$(cat selesai/boks/surat-3.txt)" = 'something else' ]
    cmp kept/boks/surat-3.txt 'selesai/boks/surat-3 (2).txt'
    [ "$(find surat -type f)" = "" ]
}

@test "a file of which not all could be read stays, whatever else went well" {
    printf '{\\rtf1 surat}' >surat/lama.rtf
    : >surat/kosong.txt
    cp "$ARSIP_SOURCE/tests/data/decode/good-layer.pdf" surat/utuh.pdf
    head -c 300 surat/utuh.pdf >surat/rusak.pdf

    run -3 --separate-stderr arsip ingest --move --format jsonl surat

    [ "$(ls surat)" = "$(printf '%s\n' kosong.txt lama.rtf rusak.pdf)" ]
    [ "$(report sources_taken)" = 4 ]
    [ "$(json "sorted(line.rsplit('/')[-1] for line in one['left'])[0]" <<<"$output")" = 'kosong.txt: not all of it could be read' ]
}

@test "a file that failed stays when it comes again as a duplicate" {
    printf '{\\rtf1 surat}' >lama.rtf
    run -3 arsip ingest lama.rtf
    cp lama.rtf lagi.rtf

    run -3 arsip ingest --move lagi.rtf

    [ -f lagi.rtf ]
    [[ "$output" == *'lagi.rtf: not all of it could be read'* ]]
}

@test "a duplicate goes too, and an original that was damaged meanwhile is put right by it first" {
    run -0 arsip ingest surat
    cp surat/surat-1.txt lagi.txt
    hash=$(sha256sum <lagi.txt)
    original=archive/files/${hash:0:2}/${hash:2:62}
    chmod u+w "$original"
    printf 'X' | dd of="$original" conv=notrunc status=none

    run -0 --separate-stderr arsip ingest --move --format jsonl lagi.txt

    [ ! -e lagi.txt ]
    [ "$(report duplicates)" = 1 ]
    [ "$(report sources_taken)" = 1 ]
    [ "$(sha256sum <"$original")" = "$hash" ]
}

@test "a ZIP is one file: it goes only when all that was in it went well" {
    python3 -m zipfile -c surat/baik.zip surat/surat-1.txt surat/surat-2.txt
    printf '{\\rtf1 surat}' >lama.rtf
    python3 -m zipfile -c surat/campur.zip surat/surat-1.txt lama.rtf

    run -3 arsip ingest --move surat

    [ "$(ls surat)" = campur.zip ]
}

@test "a mail is one file: a bad attachment keeps it" {
    printf '{\\rtf1 surat}' >lama.rtf
    write_mail surat/baik.eml 'Surel' 'Isi' surat/surat-1.txt
    write_mail surat/campur.eml 'Surel lain' 'Isi' lama.rtf

    run -3 arsip ingest --move surat

    [ "$(ls surat)" = campur.eml ]
}

@test "links are left alone, and so is what they lead to" {
    echo 'Surat di tempat lain' >jauh.txt
    ln -s ../jauh.txt surat/tautan.txt

    run -3 arsip ingest --move surat

    [ -L surat/tautan.txt ]
    [ -f jauh.txt ]
    [ "$(ls surat)" = tautan.txt ]
}

@test "a file that another program has open for writing stays" {
    exec 4>>surat/surat-2.txt

    run -3 arsip ingest --move surat
    exec 4>&-

    [ "$(ls surat)" = surat-2.txt ]
    [[ "$output" == *'surat-2.txt: another program has it open for writing'* ]]
}

@test "the archive's own files are never taken away" {
    run -0 arsip ingest surat
    before=$(find archive/files archive/rules -type f | sort)

    run -3 arsip ingest --move archive/files archive/rules

    [ "$(find archive/files archive/rules -type f | sort | comm -13 - <(echo "$before"))" = "" ]
    run -0 arsip check
}

@test "another name of the very original is left" {
    run -0 arsip ingest surat
    hash=$(sha256sum <surat/surat-1.txt)
    ln "archive/files/${hash:0:2}/${hash:2:62}" sama.txt

    run -3 arsip ingest --move sama.txt

    [ -f sama.txt ]
}

@test "an interrupted batch goes on with it" {
    mkfifo begun
    printf hang >surat/z.txt
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun \
        "$ARSIP" ingest --jobs 1 --move surat >/dev/null 2>&1 3>&- &
    running=$!
    read -r reader <begun
    kill -KILL "$running"
    wait "$running" || true
    [ "$(find surat -type f | wc -l)" = 4 ]

    run -0 --separate-stderr arsip ingest --move --format jsonl surat

    [ "$(report batch)" = 1 ]
    [ "$(report sources_taken)" = 4 ]
    [ "$(find surat -type f)" = "" ]
    is_tidy archive
}

@test "files that were given by name and went before a kill are no problem afterwards" {
    mkfifo begun
    printf hang >z.txt
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun \
        "$ARSIP" ingest --jobs 1 --move surat/surat-1.txt z.txt >/dev/null 2>&1 3>&- &
    running=$!
    read -r reader <begun
    kill -KILL "$running"
    wait "$running" || true
    rm surat/surat-1.txt

    run -0 --separate-stderr arsip ingest --move --format jsonl surat/surat-1.txt z.txt

    [ "$(report sources_taken)" = 1 ]
    [ "$(report problems)" = '[]' ]
}

# ARSIP_KILLS: at how many instants (12).
@test "killed at any instant, no file is gone that the archive does not hold" {
    local number begun duration file
    write_letters many 40
    cp -a archive empty
    begun=${EPOCHREALTIME/./}
    cp -a many work
    arsip ingest --move work >/dev/null
    duration=$((${EPOCHREALTIME/./} - begun))

    for ((number = 1; number <= ${ARSIP_KILLS:-12}; number++)); do
        rm -rf archive work && cp -a empty archive && cp -a many work
        timeout --foreground --signal=KILL "$(printf '0.%06d' $((duration * number / ${ARSIP_KILLS:-12} % 1000000)))" \
            "$ARSIP" ingest --move work >/dev/null 2>&1 || true
        for file in many/*; do
            [ -f "work/${file#many/}" ] || is_kept "$file"
        done
        is_sound archive
        arsip ingest --move work >/dev/null
        [ "$(find work -type f)" = "" ]
        is_tidy archive
    done
}

@test "across file systems a file is copied, kept whole, and then removed" {
    skip_unless_root 'mounting'
    mkdir selesai
    mount -t tmpfs -o size=1m tmpfs selesai 2>/dev/null || skip 'nothing can be mounted here'
    mounted=$PWD/selesai
    mkdir -p surat/boks selesai/boks
    mv surat/surat-3.txt surat/boks
    echo 'something else' >selesai/surat-1.txt
    touch -d 2024-03-12 surat/surat-2.txt
    chmod 640 surat/surat-2.txt
    cp -a surat kept

    run -0 arsip ingest --move-to selesai surat

    [ "$(cat selesai/surat-1.txt)" = 'something else' ]
    cmp kept/surat-1.txt 'selesai/surat-1 (2).txt'
    cmp kept/boks/surat-3.txt selesai/boks/surat-3.txt
    [ "$(stat -c '%a %Y' selesai/surat-2.txt)" = "$(stat -c '%a %Y' kept/surat-2.txt)" ]
    [ "$(find surat -type f)" = "" ]
    [ "$(find selesai -name '.*part')" = "" ]
}

@test "where there is no room for the copy the file stays" {
    skip_unless_root 'mounting'
    mkdir selesai
    mount -t tmpfs -o size=64k tmpfs selesai 2>/dev/null || skip 'nothing can be mounted here'
    mounted=$PWD/selesai
    yes 'Surat yang panjang sekali' | head -c 200000 >surat/panjang.txt

    run -3 arsip ingest --move-to selesai surat

    [ "$(ls surat)" = panjang.txt ]
    [ "$(find selesai -name '*part' -o -name 'panjang*')" = "" ]
    [ "$(find selesai -type f | wc -l)" = 3 ]
}

@test "what would come again, or cannot be meant, is refused before anything is done" {
    mkdir surat/selesai archive/selesai

    run -64 arsip ingest --move-to surat/selesai surat
    run -64 arsip ingest --move-to surat surat
    run -64 arsip ingest --move-to archive/selesai surat
    run -64 arsip ingest --move-to nowhere surat
    run -64 arsip ingest --move --move-to . surat
    run -64 arsip ingest --move --store-only surat
    run -64 arsip ingest --settle 1 surat

    [ "$(arsip batch list --format jsonl)" = "" ]
    [ "$(find surat -type f | wc -l)" = 3 ]
}
