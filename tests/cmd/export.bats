#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What leaves the archive is whole, documented, and overwrites nothing.

load desk

setup() {
    open_desk
    mkdir surat
    write_invitation surat/undangan.txt
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" surat
    arsip ingest --set unit=Umum surat >/dev/null
}

@test "a document has the keys that are written down" {
    run -0 --separate-stderr arsip export hal:undangan

    [ "$(json 'sorted({"schema", "id", "uuid", "name", "sha256", "media_type", "batch", "source", "state", "pages",
        "labels", "fields"} - set(one))' <<<"$output")" = "[]" ]
    [ "$(json 'sorted({"number", "text", "confidence", "rotation", "blank"} - set(one["pages"][0]))' <<<"$output")" = "[]" ]
    [ "$(json 'one["schema"], one["state"], one["batch"]' <<<"$output")" = "(1, 'filed', 1)" ]
    [ "$(json 'one["source"]' <<<"$output")" = "$PWD/surat/undangan.txt" ]
    [ "$(json 'one["sha256"][0]' <<<"$output")" = "$(sha256sum <surat/undangan.txt | cut -d' ' -f1)" ]
    [ "$(json '{k: one["fields"][k] for k in ("nomor", "tanggal", "hal", "sifat", "kode", "kepada", "unit")}' <<<"$output")" = \
        '{"hal": "Undangan Rapat Koordinasi", "kepada": "Kepala Bagian Organisasi", "kode": "005", "nomor": "005/117-Um", "sifat": "Biasa", "tanggal": "2024-03-12", "unit": "Umum"}' ]
}

@test "evidence of a scan has a box inside its page" {
    run -0 --separate-stderr arsip export label:jenis/surat-pengantar

    [ "$(json 'one["labels"][0]["by"]' <<<"$output")" = rule ]
    evidence=$(json 'one["labels"][0]["evidence"][0]' <<<"$output")
    [ "$(json 'one["where"], one["page"], one["cost"]' <<<"$evidence")" = "('judul', 1, 0)" ]
    [ "$(json '[one["pages"][0][side] - start - length for side, start, length in
        zip(("width", "height"), one["labels"][0]["evidence"][0]["box"], one["labels"][0]["evidence"][0]["box"][2:])]' \
        <<<"$output" | json 'min(one) >= 0')" = true ]
}

@test "a query chooses, and one that finds nothing is exit 1" {
    run -0 --separate-stderr arsip export hal:undangan
    [ "${#lines[@]}" -eq 1 ]

    run -1 arsip export kuda
}

@test "text is the text" {
    run -0 --separate-stderr arsip export --format text hal:undangan

    [[ "$output" == *"Mengharap kehadiran Saudara"* ]]
}

@test "--output never overwrites without --force" {
    echo lama >keluar.jsonl

    run -2 --separate-stderr arsip export --output keluar.jsonl
    [[ "$stderr" == *keluar.jsonl* ]]
    [ "$(cat keluar.jsonl)" = lama ]
    run -0 arsip export --output keluar.jsonl --force

    [ "$(json 'len(all)' <keluar.jsonl)" -eq 2 ]
    diff <(arsip export) keluar.jsonl
}

@test "--originals gives the same bytes, read-only, and overwrites nothing" {
    mkdir asli

    run -0 --separate-stderr arsip export --originals asli

    [ "$(find asli -type f | wc -l)" -eq 2 ]
    diff <(sha256sum surat/* | cut -d' ' -f1 | sort) <(find asli -type f -exec sha256sum {} + | cut -d' ' -f1 | sort)
    [ -z "$(find asli -type f ! -perm 444)" ]
    run --separate-stderr arsip export --originals asli
    diff <(sha256sum surat/* | cut -d' ' -f1 | sort) <(find asli -type f -exec sha256sum {} + | cut -d' ' -f1 | sort -u)
}

@test "an export is in the log" {
    arsip export >/dev/null

    [[ "$(arsip log --format jsonl | json '[event["what"] for event in all]')" == *export* ]]
}

@test "an archive that cannot be written still exports" {
    arsip export >before.jsonl
    if [ "$(id -u)" -eq 0 ]; then
        mount --bind archive archive 2>/dev/null || skip "nothing can be mounted here"
        mount -o remount,ro,bind archive
    else
        chmod -R a-w archive
    fi

    status=0
    arsip export >after.jsonl || status=$?
    found=$(arsip search --count koordinasi || true)
    if [ "$(id -u)" -eq 0 ]; then umount archive; else chmod -R u+w archive; fi

    [ "$status" -eq 0 ]
    [ "$found" = 1 ]
    diff before.jsonl after.jsonl
}

@test "open --to puts a read-only copy under a proper name" {
    mkdir meja

    run -0 arsip open "$(arsip search --format jsonl hal:undangan | json 'one["id"]')" --to meja

    [ "$(ls meja)" = "2024-03-12 005-117-Um Undangan Rapat Koordinasi.txt" ]
    cmp surat/undangan.txt meja/*
    [ "$(stat -c %a meja/*)" = 444 ]
}
