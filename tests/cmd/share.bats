#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# An archive that a group shares: its members read it without writing, others do not see into it.

load desk

group=arsip-uji

setup_file() {
    [ "$(id -u)" -eq 0 ] || return 0
    groupadd -f arsip-uji
    useradd -M -N -g nogroup -G arsip-uji arsip-pemilik
    useradd -M -N -g nogroup -G arsip-uji arsip-anggota
    useradd -M -N -g nogroup arsip-luar
}

teardown_file() {
    [ "$(id -u)" -eq 0 ] || return 0
    for user in arsip-pemilik arsip-anggota arsip-luar; do
        userdel "$user"
    done
    groupdel arsip-uji
}

setup() {
    skip_unless_root "making users"
    setpriv --reuid=arsip-luar --regid=nogroup --clear-groups "$ARSIP" --version >/dev/null ||
        skip "other users may not run the command here"
    desk=$(mktemp -d /tmp/arsip-share.XXXXXX)
    chmod 755 "$desk"
    cd "$desk"
    install -d -o arsip-pemilik milik
    export ARSIP_ARCHIVE=$desk/milik/arsip
    write_letters surat 3
    as arsip-pemilik init --shared=$group 2>/dev/null
}

teardown() {
    [ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true
    [ -z "${desk:-}" ] || rm -rf "$desk"
}

as() {
    local user=$1
    shift
    setpriv --reuid="$user" --regid=nogroup --init-groups env USER=root LOGNAME=root "$ARSIP" "$@"
}

@test "a member who cannot write is refused --unmask, in one sentence" {
    as arsip-pemilik ingest surat >/dev/null

    for command in 'show 1' 'search surat' log; do
        # shellcheck disable=SC2086 # words of a command
        run -2 --separate-stderr as arsip-anggota $command --unmask

        [ -z "$output" ]
        # shellcheck disable=SC2154 # run sets it
        [ "$(wc -l <<<"$stderr")" -eq 1 ]
        [[ "$stderr" == *--unmask*event* ]]
    done
}

@test "a member who cannot write searches, shows and exports after the owner's last command" {
    as arsip-pemilik ingest surat >/dev/null

    run -0 as arsip-anggota search --count pangkat
    [ "$output" = 3 ]
    run -0 as arsip-anggota show 1
    run -0 --separate-stderr as arsip-anggota export
    [ "$(json 'len(all)' <<<"$output")" -eq 3 ]
    run -0 as arsip-anggota status
    run -0 as arsip-anggota log
    run -0 as arsip-anggota check
}

# A reader that begins only once the gate has been opened, and how to do that.
gated_reader() {
    mkfifo -m 666 gate
    printf '#!/bin/sh\nread -r _ <"%s/gate"\nexec "%s" "$@"\n' "$desk" "$ARSIP_READER" >gated-reader
    chmod 755 gated-reader
    exec 9<>gate
}

open_gate() {
    yes open | head -n 1000 >&9
}

@test "a member reads while the owner ingests" {
    as arsip-pemilik ingest surat >/dev/null
    cp "$ARSIP_SOURCE"/tests/data/strips/*.{png,tif} surat
    gated_reader
    ARSIP_READER=$desk/gated-reader as arsip-pemilik ingest surat >/dev/null 2>&1 3>&- 9>&- &
    running=$!
    until [ "$(as arsip-pemilik status --format jsonl | json 'one["documents"]')" -ge 5 ]; do
        kill -0 "$running"
    done

    run -0 as arsip-anggota search --count pangkat

    [ "$output" = 3 ]
    run -0 --separate-stderr as arsip-anggota export
    open_gate
    wait "$running"
    run -0 as arsip-anggota search --count label:jenis/surat-edaran
    [ "$output" = 1 ]
}

@test "a member who cannot write is told so, and nothing is changed" {
    as arsip-pemilik ingest surat >/dev/null
    contents_of milik/arsip >before.txt

    run -2 --separate-stderr as arsip-anggota edit 1 --set unit=Umum
    [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    run -2 as arsip-anggota ingest surat
    run -2 as arsip-anggota withdraw 1 --why coba

    diff before.txt <(contents_of milik/arsip)
}

@test "an outsider sees nothing" {
    as arsip-pemilik ingest surat >/dev/null

    for command in "search pangkat" status export "show 1" log; do
        run -2 --separate-stderr as arsip-luar $command
        [ -z "$output" ]
        [ "$(grep -c . <<<"$stderr")" -eq 1 ]
    done
}

@test "the log names the real user, whatever the environment says" {
    as arsip-pemilik ingest surat >/dev/null

    [ "$(as arsip-pemilik log --format jsonl | json 'sorted({event["who"] for event in all})')" = '["arsip-pemilik"]' ]
}

@test "with --shared-write a member takes in too, and the owner reads it" {
    install -d -m 777 bersama
    ARSIP_ARCHIVE=$desk/bersama/arsip
    as arsip-pemilik init --shared=$group --shared-write 2>/dev/null
    as arsip-pemilik ingest surat/surat-1.txt >/dev/null

    run -0 as arsip-anggota ingest surat
    run -0 as arsip-pemilik edit 2 --set unit=Umum
    run -0 as arsip-pemilik search --count pangkat
    [ "$output" = 3 ]
    run -0 as arsip-pemilik log --format jsonl

    [ "$(json 'sorted({event["who"] for event in all})' <<<"$output")" = '["arsip-anggota", "arsip-pemilik"]' ]
    is_tidy bersama/arsip
}

@test "a group that is not there is told, and no archive is made" {
    run -64 --separate-stderr arsip --archive "$desk/lain" init --shared=tidak-ada-grup

    [[ "$stderr" == *tidak-ada-grup* ]]
    [ ! -e "$desk/lain/arsip.db" ]
}

@test "the folders and files of a shared archive are the group's, and nobody else's" {
    as arsip-pemilik ingest surat >/dev/null

    [ -z "$(find milik/arsip ! -group $group)" ]
    [ -z "$(find milik/arsip -perm /007)" ]
    [ -z "$(find milik/arsip -perm /020)" ]
}
