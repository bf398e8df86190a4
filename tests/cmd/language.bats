#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Two languages, one command.

load desk

verbs="init ingest ocr label search show open edit export status batch withdraw restore setting check log"

setup() {
    open_desk
}

@test "every verb has help, with exit 0, on standard output" {
    for verb in $verbs; do
        run -0 --separate-stderr arsip "$verb" --help
        [ -n "$output" ]
        [ -z "$stderr" ]
    done
}

@test "a verb that is not there is a fault of usage" {
    run -64 --separate-stderr arsip berangkat
    [[ "$stderr" == *berangkat* ]]

    run -64 arsip
}

@test "the whole way in Indonesian" {
    write_letters surat 1

    run -0 arsip masuk --store-only surat
    run -0 arsip baca
    run -0 arsip cari --count pangkat
    [ "$output" = 1 ]
    run -0 arsip tampil 1
    run -0 arsip ubah 1 --set unit=Umum
    run -0 arsip ekspor
    run -0 arsip periksa
    run -0 arsip riwayat
    mkdir meja
    run -0 arsip buka 1 --to meja
}

@test "LANGUAGE=id speaks Indonesian, in help, report and faults" {
    mo=$(find "$ARSIP_BUILD" -name 'arsip.mo' -o -name 'id.mo' | head -1)
    [ -n "$mo" ] || skip "the translation has not been built"
    write_letters surat 1

    [ "$(LANGUAGE=id arsip --help)" != "$(arsip --help)" ]
    [[ "$(LANGUAGE=id arsip --help)" == *berkas* ]]
    [ "$(LANGUAGE=id arsip ingest --help)" != "$(arsip ingest --help)" ]
    run -2 --separate-stderr env LANGUAGE=id "$ARSIP" --archive tidak-ada search surat
    indonesian=$stderr
    run -2 --separate-stderr "$ARSIP" --archive tidak-ada search surat

    [ "$indonesian" != "$stderr" ]
}
