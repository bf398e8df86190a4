#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# A full disk is told in a sentence and hurts nothing; with space again, the same command finishes.

load desk

teardown() {
    [ -z "${disk:-}" ] || umount "$disk" 2>/dev/null || true
}

# A disk of so many MiB, with an archive on it.
mount_disk() {
    skip_unless_root "mounting a small disk"
    disk=$BATS_TEST_TMPDIR/disk
    mkdir "$disk"
    mount -t tmpfs -o "size=$1m" arsip-test "$disk" 2>/dev/null || {
        disk=
        skip "no tmpfs can be mounted here"
    }
    cd "$BATS_TEST_TMPDIR"
    export ARSIP_ARCHIVE=$disk/archive
    arsip init 2>/dev/null
}

write_large() {
    mkdir -p surat
    for number in 1 2 3 4; do
        head -c 3000000 /dev/urandom | base64 >"surat/besar-$number.txt"
    done
    echo 'Surat kecil di belakang' >surat/z.txt
}

@test "what does not fit is refused before a batch begins" {
    mount_disk 72
    write_large

    run -2 --separate-stderr arsip ingest --store-only surat

    [[ "$stderr" == *free* ]]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    [ -z "$(arsip batch list)" ]
    is_tidy "$ARSIP_ARCHIVE"
}

@test "a disk that is full when the pages are read leaves an archive that the same command finishes" {
    mount_disk 100
    write_letters surat 300
    arsip ingest --store-only surat >/dev/null
    head -c 200M /dev/zero >"$disk/others" 2>/dev/null || true

    run -2 --separate-stderr arsip ocr
    [[ "$stderr" == *full* || "$stderr" == *[Ss]pace* ]]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    run -0 arsip status
    rm "$disk/others"
    is_tidy "$ARSIP_ARCHIVE"
    run -0 arsip ocr

    [ "$(arsip search --count pangkat)" = 300 ]
    is_tidy "$ARSIP_ARCHIVE"
}

# limited BLOCKS COMMAND...: no file may grow past so many blocks of 1024 bytes; growing it fails as on a full disk.
limited() {
    local blocks=$1
    shift
    (
        trap '' XFSZ
        ulimit -f "$blocks"
        "$@"
    )
}

@test "an original that cannot be written whole is told, and the batch goes on when it can" {
    open_desk
    write_large

    run --separate-stderr limited 2000 "$ARSIP" ingest --store-only surat
    [ "$status" -eq 2 ]
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    is_sound archive
    run -0 arsip ingest --store-only --format jsonl surat

    [ "$(report new_documents)" -eq 5 ]
    is_tidy archive
}

@test "a catalogue that cannot grow is told, and the batch goes on when it can" {
    open_desk
    write_letters surat 400
    cp -a archive whole
    arsip --archive whole ingest surat >/dev/null
    contents_of whole >whole.txt

    for blocks in 180 220 300 400; do
        run --separate-stderr limited "$blocks" "$ARSIP" ingest surat
        [ "$status" -eq 2 ]
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
        is_sound archive
    done
    run -0 arsip ingest surat

    is_tidy archive
    contents_of archive >after.txt
    diff whole.txt after.txt
}
