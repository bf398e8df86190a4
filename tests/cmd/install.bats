#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` puts in its places works there, without the source tree or the build folder.

setup_file() {
    export installed=$BATS_FILE_TMPDIR/installed
    cmake --install "$ARSIP_BUILD" --prefix "$installed" >/dev/null
    unset ARSIP_READER
}

setup() {
    export LC_ALL=C.UTF-8 LANGUAGE= ARSIP_ARCHIVE=$BATS_TEST_TMPDIR/archive
    arsip=$installed/bin/arsip
    cd "$BATS_TEST_TMPDIR"
}

@test "command, reader, rules, manual pages, completion and licence are in their places" {
    [ -x "$installed/bin/arsip" ]
    [ -x "$installed/libexec/arsip/arsip-reader" ]
    diff <(cd "$ARSIP_SOURCE/rules" && ls -- *.yaml *.txt) <(ls "$installed/share/arsip/rules")
    [ -f "$installed/share/man/man1/arsip-search.1.gz" ]
    [ "$(readlink "$installed/share/man/man1/arsip-cari.1.gz")" = arsip-search.1.gz ]
    [ -f "$installed/share/bash-completion/completions/arsip" ]
    [ -f "$installed/share/doc/arsip/copyright" ]
}

@test "init finds the installed rules, and ingest the installed reader" {
    printf 'Surat tentang kenaikan pangkat\n' >surat.txt

    "$arsip" init
    "$arsip" ingest surat.txt

    diff -r --exclude='*.txt' "$ARSIP_SOURCE/rules" "$ARSIP_ARCHIVE/rules"
    diff -r --exclude='*.yaml' "$ARSIP_SOURCE/rules" "$ARSIP_ARCHIVE/words"
    run "$arsip" search --count pangkat
    [ "$output" = 1 ]
}

@test "the installed command speaks Indonesian" {
    [ -f "$ARSIP_SOURCE/po/id.po" ] || skip "there is no translation yet"

    run env LANGUAGE=id "$arsip" --help

    [[ "$output" == *arsip* ]]
    [ "$output" != "$("$arsip" --help)" ]
}

@test "the units for systemd are sound, and none is enabled" {
    units=$installed/lib/systemd/system
    diff <(printf '%s\n' arsip-nightly.service arsip-nightly.timer arsip-watch@.service) <(ls "$units")
    [ "$(find "$installed" -type l -name 'arsip-*.service' -o -type l -name 'arsip-*.timer')" = "" ]
    command -v systemd-analyze >/dev/null || skip 'systemd-analyze is not installed'

    mkdir units
    for unit in "$units"/*; do
        sed "s|^ExecStart=[^ ]*/bin/arsip |ExecStart=$arsip |" "$unit" >"units/$(basename "$unit")"
    done
    mv units/arsip-watch@.service units/arsip-watch@srv-scanner.service
    run systemd-analyze verify --man=no units/arsip-nightly.timer units/arsip-watch@srv-scanner.service

    [ "$status" -eq 0 ]
    [ "$output" = "" ]
}
