#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# A bag has all that the archive knows of its documents, and proves itself to programs that know nothing of arsip.

load desk

setup() {
    open_desk
    mkdir surat
    write_invitation surat/undangan.txt
    cp "$ARSIP_SOURCE/tests/data/strips/pengantar.png" surat
    write_letters surat 3
    arsip ingest --quiet --set unit=Umum surat >/dev/null
}

is_valid() {
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/bagit.py" "$1"
}

id_of() {
    arsip search --format jsonl "$@" | json 'one["id"]'
}

# events BAG: of the archive's own chain.
events() {
    cat "$1"/data/events/"$(arsip status --format jsonl | json 'one["uuid"]')".jsonl
}

@test "a bag is complete and valid, whoever looks" {
    arsip export --format bag --output tas

    is_valid tas
    diff <(sha256sum surat/* | cut -d' ' -f1 | sort) <(find tas/data/originals -type f -exec sha256sum {} + | cut -d' ' -f1 | sort)
    [ -z "$(find . -maxdepth 1 -name '*.part*')" ]
}

@test "the same documents of an unchanged archive are the same bytes" {
    for target in tas tas.zip tas.tar; do
        arsip export --format bag --output "1-$target"
        TZ=Asia/Jakarta arsip export --format bag --output "2-$target"
        diff -r "1-$target" "2-$target"
    done
}

@test "a ZIP and a TAR hold the same bag" {
    arsip export --format bag --output tas
    arsip export --format bag --output tas.zip
    arsip export --format bag --output tas.tar

    mkdir zip tar
    bsdtar -xf tas.zip -C zip
    bsdtar -xf tas.tar -C tar
    diff -r tas zip/arsip-*
    diff -r tas tar/arsip-*
}

@test "a bag has text with its words, fields, labels with their evidence, and who decided what" {
    id=$(id_of hal:undangan)
    arsip label --add perihal/cuti --why "kata Budi" "$id"
    arsip edit "$id" --set nomor=007
    arsip export --format bag --output tas

    line=$(grep undangan.txt tas/data/documents.jsonl)
    [ "$(json '[(x["name"], x["who"] is not None, x["why"]) for x in one["labels"] if x["name"] == "perihal/cuti"]' <<<"$line")" = \
        '[["perihal/cuti", true, "kata Budi"]]' ]
    [ "$(json '[(x["value"], x["who"] is not None) for x in one["fields"] if x["name"] == "nomor"]' <<<"$line")" = '[["007", true]]' ]
    [ "$(json '[len(x["evidence"]) > 0 for x in one["labels"] if x["name"] == "jenis/undangan"]' <<<"$line")" = '[true]' ]
    [ "$(json '[page["readings"][0]["words"] != "" for page in all if page["readings"][0]["method"] not in ("text",)]' <tas/data/pages.jsonl)" = '[true]' ]
    grep -q 'Mengharap kehadiran' tas/data/pages.jsonl
    xmllint --noout tas/data/dublin-core.xml
    grep -q '<dc:title>Undangan Rapat Koordinasi</dc:title>' tas/data/dublin-core.xml
}

@test "the log goes along, and its chain can be followed by anybody" {
    arsip export --format bag --output tas

    events tas | python3 -c '
import hashlib, json, struct, sys
before = bytes(32)
for number, line in enumerate(sys.stdin, 1):
    event = json.loads(line)
    assert event["number"] == number
    if not event["withheld"]:
        told = before + struct.pack(">Q", number)
        for key in ("at", "who", "what", "subject", "detail"):
            told += struct.pack(">I", len(event[key].encode())) + event[key].encode()
        assert hashlib.sha256(told).hexdigest() == event["hash"], number
    before = bytes.fromhex(event["hash"])
print(number, before.hex())' >end
    [ "$(cat end)" = "$(sed -n 's/^Arsip-Event: //p' tas/bag-info.txt) $(sed -n 's/^Arsip-Event-Hash: //p' tas/bag-info.txt)" ]
}

@test "the log goes up to the event that was asked for" {
    arsip export --format bag --output tas --event 3

    [ "$(events tas | json 'len(all)')" = 3 ]
    is_valid tas
    run -2 --separate-stderr arsip export --format bag --output lain --event 999999
    [[ "$stderr" == *999999* ]]
    [ ! -e lain ]
}

@test "what befell other papers is not told in a bag of some" {
    arsip edit "$(id_of hal:undangan)" --note "hanya untuk Budi"
    arsip export --format bag --output tas kenaikan NOT hal:undangan

    [ "$(json 'len(all)' <tas/data/documents.jsonl)" = 3 ]
    ! grep -rq 'undangan.txt\|hanya untuk Budi' tas
    [ "$(events tas | json 'any(event["withheld"] for event in all)')" = true ]
    is_valid tas
}

@test "everything means opened archives too, with what was in them" {
    (cd surat && zip -q ../boks.zip surat-1.txt undangan.txt)
    arsip ingest --quiet boks.zip >/dev/null
    arsip export --format bag --output tas

    [ "$(json '[x["state"] for x in all].count("container")' <tas/data/documents.jsonl)" = 1 ]
    [ "$(json 'sum(a["within_arrival"] for x in all for a in x["arrivals"])' <tas/data/documents.jsonl)" = 2 ]
    arsip export --format bag --output sebagian hal:undangan
    [ "$(json '[a["path"].endswith("boks.zip/undangan.txt") for a in one["arrivals"]][1]' <sebagian/data/documents.jsonl)" = true ]
    [ "$(json 'sum(a["within_arrival"] for x in all for a in x["arrivals"])' <sebagian/data/documents.jsonl)" = 0 ]
}

@test "names that no other system takes do no harm" {
    mkdir aneh
    cp surat/undangan.txt 'aneh/con.txt'
    printf 'Surat satu\n' >$'aneh/baris\nbaru 100%.txt'
    printf 'Surat dua\n' >$'aneh/\xff\xfe.txt'
    printf 'Surat tiga\n' >'aneh/SURAT.txt'
    printf 'Surat empat\n' >'aneh/surat.txt'
    arsip ingest --quiet aneh >/dev/null
    arsip export --format bag --output tas

    is_valid tas
    [ "$(json 'sorted(a["path"].rpartition("/")[2] for x in all for a in x["arrivals"] if "/aneh/" in a["path"])' <tas/data/documents.jsonl)" = \
        '["%FF%FE.txt", "SURAT.txt", "baris\nbaru 100%25.txt", "con.txt", "surat.txt"]' ]
}

@test "nothing is overwritten, and --force replaces a bag and nothing else" {
    arsip export --format bag --output tas
    mkdir rumah
    touch rumah/penting tas/tanda

    run -2 arsip export --format bag --output tas
    [ -e tas/tanda ]
    run -2 --separate-stderr arsip export --format bag --output rumah --force
    [[ "$stderr" == *"no bag"* ]]
    [ -e rumah/penting ]
    arsip export --format bag --output tas --force
    [ ! -e tas/tanda ]
    is_valid tas
    [ -z "$(find . -maxdepth 1 -name '*.part*')" ]
}

@test "a damaged original stops the export, and nothing is left of it" {
    original=$(find archive/files -type f | head -n 1)
    chmod u+w "$original"
    printf X | dd of="$original" bs=1 conv=notrunc status=none

    for target in tas tas.zip; do
        run -2 --separate-stderr arsip export --format bag --output "$target"
        [[ "$stderr" == *damaged* ]]
        [ -z "$(find . -maxdepth 1 -name 'tas*')" ]
    done
}

@test "what cannot be asked of a bag is told" {
    run -64 arsip export --format bag
    run -64 arsip export --format bag --output tas --originals asli
    run -64 arsip export --event 3
    run -1 arsip export --format bag --output tas kuda
    [ ! -e tas ]
}

@test "a bag is whole, and says so once" {
    printf 'Nomor: 1\nNIK 3301014101800001\n' >nik.txt
    arsip ingest --quiet nik.txt >/dev/null

    run -0 --separate-stderr arsip export --format bag --output tas
    [ "$(grep -c 'not masked' <<<"$stderr")" -eq 1 ]
}
