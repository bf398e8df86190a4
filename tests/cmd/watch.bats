#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# ingest --watch takes in what comes into a folder: whole, once, and whatever is done with the names meanwhile.

load desk

setup() {
    open_desk
    mkdir inbox
}

teardown() {
    [ -z "${watching:-}" ] || kill -KILL "$watching" 2>/dev/null || true
    [ -z "${hanging:-}" ] || kill -KILL "$hanging" 2>/dev/null || true
}

begin_watch() {
    "$ARSIP" ingest --watch --settle 0.2 "$@" inbox >>watch.out 2>>watch.err 3>&- &
    watching=$!
}

end_watch() {
    local status=0
    kill -TERM "$watching"
    wait "$watching" || status=$?
    watching=
    [ "$status" -eq 0 ]
}

# until_true COMMAND...: it is tried again and again, two minutes at most.
until_true() {
    local try
    for ((try = 0; try < 1200; try++)); do
        ! "$@" || return 0
        read -rt 0.1 <> <(:) || true
    done
    echo "never true: $*"
    cat watch.out watch.err
    return 1
}

has_documents() {
    [ "$(arsip status --format jsonl | json "one['documents']")" = "$1" ]
}

batches() {
    grep -c '^batch ' watch.out || true
}

# A batch is told once it is finished, which is after its documents are there.
has_batches() {
    [ "$(batches)" = "$1" ]
}

is_empty() {
    [ "$(find "$1" -type f)" = "" ]
}

@test "what is there at the start and what comes later is taken, in subfolders too" {
    write_letters inbox 2
    begin_watch
    until_true has_documents 2
    until_true has_batches 1

    mkdir -p inbox/a/b
    echo 'Surat di dalam' >inbox/a/b/dalam.txt
    until_true has_documents 3
    until_true has_batches 2
    mkdir luar
    echo 'Surat dari luar' >luar/luar.txt
    mv luar inbox
    until_true has_documents 4
    until_true has_batches 3
    end_watch

    [ "$(batches)" = 3 ]
    [ ! -s watch.err ]
    is_tidy archive
}

@test "a file that is written slowly is taken once, and whole" {
    begin_watch
    {
        for line in 1 2 3 4 5 6 7 8; do
            echo "Surat baris $line"
            read -rt 0.1 <> <(:) || true
        done
    } >inbox/pelan.txt
    until_true has_documents 1
    until_true has_batches 1
    end_watch

    [ "$(batches)" = 1 ]
    run -0 arsip search --count '"baris 8"'
    [ "$output" = 1 ]
}

@test "a JPEG or PDF without its end is waited for, and the others are not" {
    cp "$ARSIP_SOURCE/tests/data/decode/good-layer.pdf" whole.pdf
    size=$(stat -c %s whole.pdf)
    head -c $((size - 200)) whole.pdf >inbox/surat.pdf
    begin_watch
    echo 'Surat lain' >inbox/lain.txt
    until_true has_documents 1
    until_true has_batches 1
    [ "$(batches)" = 1 ]

    tail -c 200 whole.pdf >>inbox/surat.pdf
    until_true has_documents 2
    until_true has_batches 2
    end_watch

    [ "$(arsip status --format jsonl | json "one['failed']")" = 0 ]
    [ "$(batches)" = 2 ]
}

@test "names of unfinished files are waited for until they are renamed" {
    echo 'Surat satu' >inbox/.satu.txt
    echo 'Surat dua' >inbox/dua.txt.part
    echo 'Surat tiga' >inbox/tiga.crdownload
    echo 'Surat empat' >inbox/empat.tmp
    echo 'Surat lima' >inbox/lima.txt~
    mkdir inbox/.sampah
    echo 'Surat enam' >inbox/.sampah/enam.txt
    echo 'Surat jadi' >inbox/jadi.txt
    begin_watch
    until_true has_documents 1
    until_true has_batches 1

    mv inbox/dua.txt.part inbox/dua.txt
    mv inbox/.satu.txt inbox/satu.txt
    until_true has_documents 3
    until_true has_batches 2
    end_watch

    [ "$(batches)" = 2 ]
}

@test "a file that is deleted again before it is settled is no problem" {
    begin_watch
    for number in 1 2 3 4 5; do
        echo "Surat $number" >inbox/sementara.txt
        rm inbox/sementara.txt
    done
    echo 'Surat tetap' >inbox/tetap.txt
    until_true has_documents 1
    until_true has_batches 1
    end_watch

    [ ! -s watch.err ]
    [ "$(batches)" = 1 ]
}

@test "a thousand files at once are one batch" {
    begin_watch --move
    write_letters outside 1000
    cp outside/*.txt inbox
    until_true is_empty inbox
    until_true has_documents 1000
    until_true has_batches 1
    end_watch

    [ "$(batches)" = 1 ]
    grep -q 'taken away: 1000, left: 0' watch.out
    is_tidy archive
}

@test "nothing is taken twice, after a restart either, but what was changed is taken again" {
    write_letters inbox 2
    begin_watch
    until_true grep -q '^batch 1' watch.out
    end_watch
    [ "$(batches)" = 1 ]

    begin_watch
    echo 'Surat yang diganti' >inbox/surat-2.txt
    until_true grep -q '^batch 2' watch.out
    end_watch

    [ "$(batches)" = 2 ]
    grep -q '^batch 2: files: 1, new documents: 1, known: 0' watch.out
}

@test "with --move what could not be read stays, is told once, and is not tried again" {
    printf '{\\rtf1 surat}' >inbox/lama.rtf
    write_letters inbox 1
    begin_watch --move
    until_true grep -q 'taken away: 1, left: 1' watch.out
    echo 'Surat baru' >inbox/baru.txt
    until_true grep -q 'taken away: 1, left: 0' watch.out
    end_watch
    begin_watch --move
    echo 'Surat terakhir' >inbox/terakhir.txt
    until_true grep -q '^batch 3' watch.out
    end_watch

    [ "$(ls inbox)" = lama.rtf ]
    [ "$(grep -c 'left where it is' watch.err)" = 1 ]
    grep -q '^batch 3: files: 1,' watch.out
}

@test "--move-to empties the inbox into a folder, with the path below it" {
    mkdir -p selesai inbox/boks
    echo 'Surat' >inbox/boks/surat.txt
    begin_watch --move-to selesai
    until_true test -f selesai/boks/surat.txt
    end_watch

    is_empty inbox
}

@test "while another writer is at work it waits, and then it goes on" {
    mkfifo begun
    write_letters lain 1
    printf hang >lain/z.txt
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun \
        "$ARSIP" ingest --jobs 1 lain >/dev/null 2>&1 3>&- &
    hanging=$!
    read -r reader <begun
    echo 'Surat yang menunggu' >inbox/surat.txt
    begin_watch --wait 0
    until_true grep -q busy watch.err
    [ "$(batches)" = 0 ]

    kill -KILL "$hanging" "$reader" 2>/dev/null || true
    until_true grep -q '^batch 2' watch.out
    end_watch

    [ "$(grep -c busy watch.err)" = 1 ]
}

@test "a watch that was killed in a batch goes on with that batch" {
    mkfifo begun
    write_letters inbox 2
    printf hang >inbox/z.txt
    ARSIP_READER=$ARSIP_BUILD/tests/helpers/wayward-reader WAYWARD_BEGUN=$PWD/begun \
        "$ARSIP" ingest --watch --settle 0.2 --jobs 1 --move inbox >/dev/null 2>&1 3>&- &
    watching=$!
    read -r reader <begun
    kill -KILL "$watching"
    wait "$watching" || true

    begin_watch --move
    until_true is_empty inbox
    until_true grep -q '^batch 1' watch.out
    end_watch

    has_documents 3
    is_tidy archive
}

@test "an inbox that cannot be meant is refused" {
    mkdir inbox/selesai

    run -2 arsip ingest --watch nowhere
    run -64 arsip ingest --watch archive/files
    run -64 arsip ingest --watch inbox inbox
    run -64 arsip ingest --watch --move-to inbox/selesai inbox
    run -64 arsip ingest --watch --store-only inbox
}
