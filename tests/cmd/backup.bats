#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Backups: what is brought, what is refused, what a kill leaves; and looking into copies where nobody can write.
#
# ARSIP_KILLS: how many instants (20). ARSIP_SEED: which (a new one each time; printed, so that a failure can be had again).

load desk

setup() {
    open_desk
    write_letters surat 6
    write_invitation surat/undangan.txt
    arsip ingest surat >/dev/null
}

teardown() {
    [ -z "${mounted:-}" ] || umount -l "$mounted"
    [ -z "${elsewhere:-}" ] || rm -rf "$elsewhere"
    [ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true
}

# A folder on another file system, where originals cannot be linked.
go_elsewhere() {
    [ "$(stat -c %d /dev/shm 2>/dev/null)" != "$(stat -c %d .)" ] && [ -w /dev/shm ] || skip "/dev/shm is no other file system"
    elsewhere=$(mktemp -d /dev/shm/arsip-backup.XXXXXX)
}

# What an archive holds but for the events that tell of its backups.
kept_of() {
    contents_of "$1" | grep -v "'what': 'archive\.\(backed-up\|restored\)'"
}

# The one original with these words.
original_with() {
    grep -rl "$1" "${2:-archive}/files"
}

# change_catalogue ARCHIVE SQL: behind the command's back.
change_catalogue() {
    python3 -c 'import sqlite3, sys; catalogue = sqlite3.connect(sys.argv[1]); catalogue.execute(sys.argv[2]); catalogue.commit()' \
        "$1/arsip.db" "$2"
}

break_original() {
    chmod u+w "$1"
    printf X | dd of="$1" conv=notrunc status=none
    chmod u-w "$1"
}

@test "an archive that is backed up, changed, backed up again and restored is the same archive" {
    go_elsewhere
    arsip backup "$elsewhere/cadangan"
    write_letters susulan 3
    sed -i 's/Surat/Susulan/' susulan/*
    arsip ingest susulan >/dev/null
    arsip edit 1 --set unit=Umum
    arsip withdraw 2 --why salah
    echo kata >archive/words/daftar.txt

    arsip backup "$elsewhere/cadangan"
    arsip --archive pulih backup --restore "$elsewhere/cadangan"

    diff <(kept_of archive) <(kept_of pulih)
    diff -r archive/rules pulih/rules
    diff -r archive/words pulih/words
    is_tidy pulih
    run -0 arsip --archive pulih search --count susulan
    [ "$output" = 3 ]
    [ "$(stat -c %a pulih pulih/arsip.db | paste -sd' ')" = '700 600' ]
    arsip --archive pulih ingest surat >/dev/null
    arsip --archive pulih backup "$elsewhere/cadangan"
}

@test "a second backup of an unchanged archive copies nothing, and each is in the log" {
    arsip backup cadangan
    before=$(stat -c '%i %y' cadangan/arsip.db)

    run -0 --separate-stderr arsip backup cadangan

    # shellcheck disable=SC2154 # run sets it
    [[ "$stderr" == *'nothing is new'* ]]
    [ "$(stat -c '%i %y' cadangan/arsip.db)" = "$before" ]
    run -0 arsip log --format jsonl
    [ "$(json 'sum(event["what"] == "archive.backed-up" for event in all)' <<<"$output")" -eq 2 ]
    [ "$(json 'all[-1]["detail"]' <<<"$output" | json 'one["brought"]')" -eq 0 ]
}

@test "whatever is written between two backups is in the second" {
    for change in 'edit 1 --set unit=Umum' 'edit 1 --note catatan' 'withdraw 3 --why salah' 'label 2 --add perihal/cuti' \
        'setting jobs=1' 'batch undo 1'; do
        arsip backup cadangan 2>/dev/null
        # shellcheck disable=SC2086 # words of a command
        arsip $change >/dev/null

        arsip backup cadangan

        diff <(kept_of archive) <(kept_of cadangan)
    done
}

@test "a change that leaves no event and comes from another program is brought too" {
    arsip backup cadangan
    change_catalogue archive "UPDATE document SET note = 'langsung' WHERE id = 1"

    arsip backup cadangan

    diff <(kept_of archive) <(kept_of cadangan)
}

@test "a backup is searched, shown, exported and checked where it lies, and says how old it is" {
    arsip backup cadangan
    cp -a cadangan asli

    for command in 'search --count pangkat' 'show 1' export check status log; do
        # shellcheck disable=SC2086 # words of a command
        run -0 --separate-stderr arsip --archive cadangan $command
        [[ "$stderr" == *"this is a backup"*"$(date -u +%Y)-"* ]]
    done
    run -0 --separate-stderr arsip --archive cadangan search --count pangkat
    [ "$output" = 7 ]
    diff -r asli cadangan
}

@test "a backup is not written to: not by edit, not by ingest, not by --unmask" {
    arsip backup cadangan
    cp -a cadangan asli

    for command in 'edit 1 --note x' 'ingest surat' 'withdraw 1 --why x' 'show 1 --unmask'; do
        # shellcheck disable=SC2086 # words of a command
        run -2 --separate-stderr arsip --archive cadangan $command
        [[ "$stderr" == *"this is a backup"* ]]
    done

    diff -r asli cadangan
}

@test "a folder that holds other things, another archive's backup, an archive, and a place inside are refused" {
    mkdir lain && echo catatan >lain/catatan.txt
    arsip --archive tetangga init 2>/dev/null
    arsip --archive tetangga backup cadangan-tetangga 2>/dev/null
    find lain tetangga cadangan-tetangga archive -type f ! -name '*-shm' -exec sha256sum {} + | sort >before.txt

    for place in lain tetangga cadangan-tetangga archive archive/cadangan archive/files; do
        run -2 --separate-stderr arsip backup "$place"
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    done

    find lain tetangga cadangan-tetangga archive -type f ! -name '*-shm' -exec sha256sum {} + | sort | diff before.txt -
}

@test "an archive that is older than its backup does not overwrite it" {
    cp -a archive lama
    arsip edit 1 --set unit=Umum
    arsip backup cadangan
    cp -a cadangan asli

    run -2 --separate-stderr arsip --archive lama backup cadangan

    [[ "$stderr" == *'events that the archive does not have'* ]]
    diff asli/arsip.db cadangan/arsip.db
}

@test "a damaged original is told and not brought, the rest is, and it is brought when it is mended" {
    go_elsewhere
    original=$(original_with 'Surat 3 ')
    cp -a "$original" baik
    break_original "$original"

    run -3 --separate-stderr arsip backup "$elsewhere/cadangan"

    [[ "$stderr" == *"${original#archive/}"* ]]
    [ ! -e "$elsewhere/cadangan/${original#archive/}" ]
    [ "$(find "$elsewhere/cadangan/files" -type f | wc -l)" -eq 6 ]
    cp -f baik "$original"
    arsip backup "$elsewhere/cadangan"
    arsip --archive "$elsewhere/cadangan" check
}

@test "an original that is damaged after its backup does not take the good one's place" {
    go_elsewhere
    arsip backup "$elsewhere/cadangan"
    original=$(original_with 'Surat 3 ')
    break_original "$original"
    arsip edit 1 --set unit=Umum

    arsip backup "$elsewhere/cadangan"

    arsip --archive "$elsewhere/cadangan" check
    run -2 arsip check
}

@test "a damaged catalogue does not take the place of a good one" {
    arsip backup cadangan
    cp -a cadangan asli
    cp -a archive utuh

    change_catalogue archive "UPDATE event SET who = 'orang lain' WHERE id = 3"
    run -2 --separate-stderr arsip backup cadangan
    [[ "$stderr" == *'event 3'*'left as it was'* ]]
    diff -r asli cadangan

    rm -r archive && cp -a utuh archive
    change_catalogue archive "UPDATE document SET note = 'x'"
    head -c 64 /dev/urandom | dd of=archive/arsip.db bs=4096 seek=20 conv=notrunc status=none
    run -2 --separate-stderr arsip backup cadangan
    diff asli/arsip.db cadangan/arsip.db
}

@test "what is missing or cut short in the backup is brought again" {
    go_elsewhere
    arsip backup "$elsewhere/cadangan"
    rm -f "$(original_with 'Surat 3 ' "$elsewhere/cadangan")"
    truncate -s 3 "$(original_with 'Surat 4 ' "$elsewhere/cadangan")"
    rm "$elsewhere/cadangan/arsip.db"

    arsip backup "$elsewhere/cadangan"

    arsip --archive "$elsewhere/cadangan" check
}

@test "a rule file that the office has removed is kept aside, and not restored" {
    echo 'rules: []' >archive/rules/99-lama.yaml
    arsip backup cadangan
    rm archive/rules/99-lama.yaml

    arsip backup cadangan
    arsip --archive pulih backup --restore cadangan

    [ "$(cat cadangan/former/rules/99-lama.yaml)" = 'rules: []' ]
    diff -r archive/rules pulih/rules
}

@test "originals of the same file system are linked" {
    arsip backup cadangan

    original=$(original_with 'Surat 3 ')
    [ "$original" -ef "cadangan/${original#archive/}" ]
}

@test "nothing is restored over anything, nor from what is no backup" {
    arsip backup cadangan
    mkdir lain && echo catatan >lain/catatan.txt

    for place in archive lain cadangan lain/catatan.txt; do
        run -2 --separate-stderr arsip --archive "$place" backup --restore cadangan
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    done
    run -2 arsip --archive baru backup --restore archive
    run -2 arsip --archive baru backup --restore lain

    [ ! -e baru ]
    [ "$(ls lain)" = catatan.txt ]
}

@test "a restore that could not write its event at the end goes on, until somebody has worked in the archive" {
    arsip backup cadangan
    arsip --archive pulih backup --restore cadangan
    change_catalogue pulih "DELETE FROM event WHERE what = 'archive.restored'"
    printf %s "$(sed -n 's/^archive=//p' cadangan/backup)" >pulih/incoming/restore
    cp -a pulih dipakai

    arsip --archive pulih backup --restore cadangan

    run -0 arsip --archive pulih log --format jsonl
    [ "$(json 'all[-1]["what"]' <<<"$output")" = archive.restored ]
    [ -z "$(ls pulih/incoming)" ]
    arsip --archive dipakai edit 1 --set unit=Umum
    arsip --archive dipakai edit 1 --set unit=Arsip
    run -2 arsip --archive dipakai backup --restore cadangan
}

@test "a restore tells a damaged original of the backup, and brings the rest" {
    go_elsewhere
    arsip backup "$elsewhere/cadangan"
    break_original "$(original_with 'Surat 3 ' "$elsewhere/cadangan")"

    run -3 --separate-stderr arsip --archive pulih backup --restore "$elsewhere/cadangan"

    run -0 arsip --archive pulih search --count pangkat
    [ "$output" = 7 ]
    [ "$(arsip --archive pulih check | wc -l)" -eq 1 ]
}

@test "a backup whose log was changed is not restored" {
    arsip backup cadangan
    change_catalogue cadangan "UPDATE event SET who = 'orang lain' WHERE id = 3"

    run -2 --separate-stderr arsip --archive pulih backup --restore cadangan

    [[ "$stderr" == *'event 3'* ]]
    run -2 arsip --archive pulih status
}

@test "two backups to one folder at once: the second is told that the first is at work" {
    arsip backup cadangan
    exec 8<cadangan/incoming
    flock 8

    run -75 arsip backup cadangan
}

# kill_after MICROSECONDS COMMAND...
kill_after() {
    local seconds
    seconds=$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))
    shift
    timeout --foreground --signal=KILL "$seconds" "$ARSIP" "$@" >/dev/null 2>&1 || true
}

# time_of COMMAND...: microseconds
time_of() {
    local begun=${EPOCHREALTIME/./}
    "$ARSIP" "$@" 2>/dev/null
    duration=$((${EPOCHREALTIME/./} - begun))
}

@test "a backup killed at any instant can be searched as it was, and run again it is whole" {
    go_elsewhere
    local number
    RANDOM=$((${ARSIP_SEED:=$SRANDOM} % 32768))
    echo "# ARSIP_SEED=$ARSIP_SEED"
    write_letters banyak 60
    arsip backup "$elsewhere/dasar"
    arsip ingest --store-only banyak >/dev/null
    cp -a "$elsewhere/dasar" "$elsewhere/utuh"
    time_of backup "$elsewhere/utuh"

    for ((number = 1; number <= ${ARSIP_KILLS:-20}; number++)); do
        rm -rf "$elsewhere/mati" && cp -a --preserve=all "$elsewhere/dasar" "$elsewhere/mati"
        kill_after $((((RANDOM << 15) | RANDOM) % duration)) backup "$elsewhere/mati"
        run -0 arsip --archive "$elsewhere/mati" search --count pangkat
        is_sound "$elsewhere/mati"

        arsip backup "$elsewhere/mati"

        diff <(kept_of archive) <(kept_of "$elsewhere/mati")
        arsip --archive "$elsewhere/mati" check
        [ -z "$(ls "$elsewhere/mati/incoming")" ]
    done
}

@test "a restore killed at any instant leaves no half archive, and run again it is whole" {
    local number
    RANDOM=$((${ARSIP_SEED:=$SRANDOM} % 32768))
    echo "# ARSIP_SEED=$ARSIP_SEED"
    arsip backup cadangan
    time_of --archive utuh backup --restore cadangan

    for ((number = 1; number <= ${ARSIP_KILLS:-20}; number++)); do
        rm -rf pulih
        kill_after $((((RANDOM << 15) | RANDOM) % duration)) --archive pulih backup --restore cadangan

        # It may have come to its end before.
        [ -e pulih/arsip.db ] && [ ! -e pulih/incoming/restore ] || arsip --archive pulih backup --restore cadangan

        diff <(kept_of archive) <(kept_of pulih)
        arsip --archive pulih check
    done
}

@test "a backup while another command ingests is one moment of the archive" {
    write_letters banyak 200
    arsip ingest banyak >/dev/null 2>&1 3>&- &
    running=$!

    while kill -0 "$running" 2>/dev/null; do
        arsip backup cadangan 2>/dev/null
        arsip --archive cadangan check
    done
    wait "$running"
    running=
    arsip backup cadangan

    diff <(kept_of archive) <(kept_of cadangan)
}

# ---- where nobody can write

# look_into PLACE: everything that only reads works there and tells how old it is.
look_into() {
    run -0 --separate-stderr arsip --archive "$1" search --count pangkat
    [ "$output" = 7 ]
    [[ "$stderr" == *"as it was at $(date -u +%Y)-"* ]]
    run -0 arsip --archive "$1" show 1
    run -0 --separate-stderr arsip --archive "$1" export
    [ "$(json 'len(all)' <<<"$output")" -eq 7 ]
    run -0 arsip --archive "$1" check
    run -0 arsip --archive "$1" open 1 --to keluar
    rm -rf keluar
}

mount_read_only() {
    skip_unless_root "mounting"
    mkdir disk
    mount --bind "$1" disk 2>/dev/null || skip "nothing can be mounted here"
    mounted=$PWD/disk
    mount -o remount,bind,ro disk
    run ! touch disk/coba
}

@test "a backup on a read-only file system is looked into" {
    arsip backup cadangan
    mount_read_only cadangan

    look_into disk
}

@test "an archive on a read-only file system is looked into" {
    cp -a archive salinan
    mount_read_only salinan

    look_into disk
}

@test "an archive on a read-only file system is looked into without its log's files" {
    # The last to close a log without wishing to keep it puts it into the catalogue.
    python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM document").fetchall()' archive/arsip.db
    cp -a archive 'salinan 100%?'
    rm -f salinan*/arsip.db-wal salinan*/arsip.db-shm
    mount_read_only 'salinan 100%?'

    look_into disk
    run -2 --separate-stderr arsip --archive disk edit 1 --note x
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
}

@test "an archive whose log holds what the catalogue does not yet is not shown without it" {
    cp -a archive salinan
    truncate -s 0 salinan/arsip.db-wal
    head -c 5000 /dev/urandom >salinan/arsip.db-wal
    rm -f salinan/arsip.db-shm
    mount_read_only salinan

    run -2 --separate-stderr arsip --archive disk search pangkat

    [[ "$stderr" == *arsip.db-wal* ]]
}

@test "an archive on a read-only file system is backed up" {
    cp -a archive salinan
    mount_read_only salinan

    arsip --archive disk backup cadangan
    run -0 --separate-stderr arsip --archive disk backup cadangan

    [[ "$stderr" == *'nothing is new'* ]]
    diff <(kept_of archive) <(kept_of cadangan)
}

as_nobody() {
    setpriv --reuid=65534 --regid=65534 --clear-groups "$ARSIP" "$@"
}

@test "who may not write a backup's folder looks into it" {
    skip_unless_root "becoming another user"
    elsewhere=$(mktemp -d /tmp/arsip-backup.XXXXXX)
    chmod 755 "$elsewhere"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$ARSIP" --version >/dev/null || skip "other users may not run the command here"
    arsip backup "$elsewhere/cadangan"
    chgrp -R nogroup "$elsewhere/cadangan"
    chmod -R g+rX,a-w,o= "$elsewhere/cadangan"

    run -0 --separate-stderr as_nobody --archive "$elsewhere/cadangan" search --count pangkat
    [ "$output" = 7 ]
    run -0 as_nobody --archive "$elsewhere/cadangan" check
    run -0 as_nobody --archive "$elsewhere/cadangan" show 1
}

@test "who may not write a copy that came without its log's files is told what to do" {
    skip_unless_root "becoming another user"
    elsewhere=$(mktemp -d /tmp/arsip-backup.XXXXXX)
    chmod 755 "$elsewhere"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$ARSIP" --version >/dev/null || skip "other users may not run the command here"
    cp -a archive "$elsewhere/salinan"
    rm -f "$elsewhere"/salinan/arsip.db-*
    chmod -R a+rX,a-w "$elsewhere/salinan"

    run -2 --separate-stderr as_nobody --archive "$elsewhere/salinan" search pangkat

    [[ "$stderr" == *'arsip backup DIR'* ]]
}
