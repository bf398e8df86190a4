#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What one archive exported another takes in whole, and hands on as it got it; what is not sound changes nothing.

load desk

setup() {
    open_desk
    bags=$ARSIP_SOURCE/tests/data/bag
    arsip --archive other init 2>/dev/null
}

other() {
    "$ARSIP" --archive other "$@"
}

id_of() {
    arsip search --format jsonl "$@" | json 'one["id"]'
}

# All that an archive can know of documents.
fill() {
    mkdir surat
    write_invitation surat/undangan.txt
    write_letters surat 3
    cp "$ARSIP_SOURCE"/tests/data/strips/{pengantar.png,edaran.tif} surat
    cp "$ARSIP_SOURCE/tests/data/decode/bad-cut-short.jpg" surat
    (cd surat && echo 'Surat di dalam boks' >dalam.txt && zip -q boks.zip dalam.txt surat-1.txt && rm dalam.txt)
    echo 'Lampiran surel' >lampiran.txt
    write_mail surat/surel.eml 'Surel kenaikan pangkat' 'Isi surel' lampiran.txt
    arsip ingest --quiet --set unit=Umum surat >/dev/null 2>&1 || [ $? -eq 3 ]
    arsip ingest --quiet surat/undangan.txt >/dev/null 2>&1
    arsip ocr --quiet --redo --force "$(id_of type:png)" >/dev/null
    arsip label --add perihal/cuti --why "kata Budi" "$(id_of hal:undangan)"
    arsip label --remove jenis/undangan --why "bukan" "$(id_of hal:undangan)"
    arsip edit "$(id_of hal:undangan)" --set nomor=007 --set sifat= --name "Undangan.txt" --note "asli di Umum"
    echo 'Dibaca ulang oleh orang' >teks
    arsip edit "$(id_of type:png)" --text 1 teks
    echo 'Belum dibaca' >tunggu.txt
    arsip ingest --quiet --store-only tunggu.txt >/dev/null
}

# The payload without the own chain of an archive.
payload_of() {
    rm -rf "$2"
    arsip --archive "$1" export --format bag --output "$2" 2>/dev/null
}

# refuses BAG WORDS: with these words, and nothing in the archive is changed.
refuses() {
    local before
    before=$(other log --format jsonl)
    run -2 --separate-stderr other import "$1"
    echo "$stderr"
    [[ "$stderr" == *"$2"* ]]
    [ "$(other log --format jsonl)" = "$before" ]
    [ "$(other batch list --format jsonl)" = "" ]
    is_tidy other
}

rebag() {
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/rebag.py" "$1"
}

@test "export, import, export: the payload is equal to the last byte, and the chain of the first is kept" {
    fill
    payload_of archive first

    other import first >/dev/null || [ $? -eq 3 ]
    payload_of other second

    [ "$(diff -rq first/data second/data)" = "Only in second/data/events: $(other status --format jsonl | json 'one["uuid"]').jsonl" ]
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/bagit.py" second
    is_tidy other
    # and once more, through a third
    arsip --archive third init 2>/dev/null
    arsip --archive third import --quiet second >/dev/null || [ $? -eq 3 ]
    payload_of third last
    [ "$(diff -rq second/data last/data | wc -l)" = 1 ]
}

@test "what was taken in is found, shown, and explained like at home" {
    fill
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]

    for query in undangan 'nomor:007' 'label:perihal/cuti' 'label:jenis/surat-pengantar' kenaikan 'isi:"dibaca ulang"' 'has:lampiran'; do
        diff <(arsip search --format tsv --limit 0 "$query" | cut -f2- | sort) <(other search --format tsv --limit 0 "$query" | cut -f2- | sort)
    done
    diff <(arsip export | sed -E 's/"(id|batch)":[0-9]+,//g' | sort) <(other export | sed -E 's/"(id|batch)":[0-9]+,//g' | sort)
    [[ "$(other show 1 --format jsonl)" == *'"sha256"'* ]]
    other ocr --quiet >/dev/null
    [ -z "$(other search --format jsonl --limit 0 '' | json '[x["state"] for x in all if x["state"] == "stored"] or ""')" ]
}

@test "labels and fields by hand stay by hand: no rule takes them away" {
    fill
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]

    other label >/dev/null

    line=$(other export nomor:007)
    [ "$(json '[(x["name"], x["by"], x.get("why")) for x in one["labels"] if x["name"] == "perihal/cuti"]' <<<"$line")" = '[["perihal/cuti", "person", "kata Budi"]]' ]
    [ "$(json '[x["name"] for x in one["removed"]]' <<<"$line")" = '["jenis/undangan"]' ]
    [[ "$line" != *'"name":"jenis/undangan","by"'* ]]
}

@test "what was taken in is sound, and stays so" {
    fill
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]

    run -0 --separate-stderr other check
}

@test "searches that were saved stay where they are" {
    fill
    arsip search --save rapat hal:undangan >/dev/null
    payload_of archive first

    other import --quiet first >/dev/null || [ $? -eq 3 ]

    [ "$(arsip search --saved --format jsonl | json 'one["name"]')" = rapat ]
    run -1 other search --saved
    run -64 other search @rapat
}

@test "a ZIP and a TAR are taken like the folder" {
    fill
    for kind in zip tar; do
        rm -rf other
        other init 2>/dev/null
        arsip export --format bag --output "tas.$kind" 2>/dev/null
        other import --quiet "tas.$kind" >/dev/null || [ $? -eq 3 ]
        payload_of archive first
        payload_of other second
        [ "$(diff -rq first/data second/data | wc -l)" = 1 ]
        is_tidy other
    done
}

@test "the same bag twice, or into its own archive, adds nothing" {
    fill
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]
    run other import --format jsonl first
    [ "$(report new_documents)" = 0 ]
    arsip import --quiet first >/dev/null || [ $? -eq 3 ]

    payload_of other second
    [ "$(diff -rq first/data second/data | wc -l)" = 1 ]
    payload_of archive third
    diff -r --exclude=events first/data third/data
    arsip check
}

@test "of bytes that are there, what persons decided is taken over where nobody decided here" {
    mkdir surat
    write_invitation surat/undangan.txt
    arsip ingest --quiet surat >/dev/null
    other ingest --quiet surat >/dev/null
    id=$(id_of hal:undangan)
    arsip edit "$id" --set nomor=dari-sana --set lokasi=Rak
    arsip label --add perihal/cuti "$id"
    arsip label --add perihal/pensiun "$id"
    other edit 1 --set nomor=dari-sini
    other label --remove perihal/pensiun 1
    payload_of archive first

    run -0 --separate-stderr other import --format jsonl first

    [ "$(report new_documents)" = 0 ]
    line=$(other export)
    [ "$(json 'len(all), one["fields"]["nomor"], one["fields"]["lokasi"]' <<<"$line")" = "(1, 'dari-sini', 'Rak')" ]
    [ "$(json '[x["by"] for x in one["labels"] if x["name"] == "perihal/cuti"]' <<<"$line")" = '["person"]' ]
    [ "$(json '[x["name"] for x in one["removed"]]' <<<"$line")" = '["perihal/pensiun"]' ]
    other search --count lokasi:Rak
    is_tidy other
}

@test "an import is a batch: undone and redone, and what was withdrawn comes back with it" {
    fill
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]
    found=$(other search --count '')

    other batch undo 1 --why salah
    [ "$(other search --count '' || true)" = 0 ]
    other import --quiet first >/dev/null || [ $? -eq 3 ]
    [ "$(other search --count '')" = "$found" ]
    is_tidy other
}

@test "a bag of some papers brings their events, and a later one fills in the rest" {
    fill
    arsip export --format bag --output satu nomor:007 2>/dev/null
    payload_of archive semua
    other import --quiet satu >/dev/null
    chain=$(arsip status --format jsonl | json 'one["uuid"]').jsonl
    other export --format bag --output lagi nomor:007 2>/dev/null
    cmp "satu/data/events/$chain" "lagi/data/events/$chain"

    other import --quiet semua >/dev/null || [ $? -eq 3 ]
    payload_of other kedua
    cmp "semua/data/events/$chain" "kedua/data/events/$chain"
}

@test "two histories of one archive are not mixed" {
    fill
    cp -a archive fork
    payload_of archive first
    other import --quiet first >/dev/null || [ $? -eq 3 ]
    arsip --archive fork edit 1 --note lain
    arsip edit 1 --note satu
    arsip --archive fork export --format bag --output forked 2>/dev/null
    run -2 --separate-stderr arsip import forked
    [[ "$stderr" == *"different ways"* ]]
    other import --quiet forked >/dev/null || [ $? -eq 3 ]
    payload_of archive second
    run -2 --separate-stderr other import second
    [[ "$stderr" == *"different ways"* ]]
}

@test "bags of others: sound ones are ingested, as a folder" {
    for bag in good-0.97-basic good-0.97-space good-1.0-basic; do
        rm -rf other
        other init 2>/dev/null
        other import --quiet "$bags/$bag" >/dev/null || [ $? -eq 3 ]
        diff <(find "$bags/$bag/data" -type f -exec sha256sum {} + | cut -d' ' -f1 | sort -u) \
            <(find other/files -type f -exec sha256sum {} + | cut -d' ' -f1 | sort -u)
        is_tidy other
    done
    other import --quiet "$bags/good-0.97-space" >/dev/null
    other search --count 'file:"test 1.txt"'
}

@test "bags of others: unsound ones are refused with the reason" {
    refuses "$bags/bad-corrupt-data-file" "Payload-Oxum is 58.2"
    refuses "$bags/bad-missing-bagit" "bagit.txt: is missing"
    refuses "$bags/bad-unlisted-file" "data/missingFromManifest.txt: a payload manifest does not list it"
    (cd "$bags" && zip -qr "$BATS_TEST_TMPDIR/lain.zip" good-1.0-basic)
    refuses lain.zip "unpack it into a folder"
}

@test "a bag of the first schema is read for ever" {
    other import --quiet "$bags/good-schema-1" >/dev/null

    [ "$(other search --count '')" = 2 ]
    [ "$(other export nomor:007 | json '[(x["name"], x["by"]) for x in one["labels"] if x["by"] == "person"]')" = '[["perihal/cuti", "person"]]' ]
    payload_of other again
    [ "$(diff -rq "$bags/good-schema-1/data" again/data | wc -l)" = 1 ]
}

@test "each flipped bit is found before anything is changed" {
    cp -r "$bags/good-schema-1" tas
    chmod -R u+w tas
    find tas -type f ! -name 'tagmanifest-*' | sort >files
    while read -r file; do
        cp "$file" whole
        size=$(stat -c %s "$file")
        python3 -c 'import sys
file = open(sys.argv[1], "r+b"); file.seek(int(sys.argv[2])); byte = file.read(1)[0]
file.seek(int(sys.argv[2])); file.write(bytes([byte ^ 4]))' "$file" $((RANDOM % size))
        refuses tas "$(basename tas)"
        cp whole "$file"
    done <files
    other import --quiet tas >/dev/null
}

@test "what is missing, too much, or leads elsewhere is refused" {
    cp -r "$bags/good-schema-1" sound
    chmod -R u+w sound
    again() { rm -rf tas && cp -r sound tas; }

    again && rm tas/data/pages.jsonl
    refuses tas "is listed, and missing"
    again && echo x >tas/data/lebih
    refuses tas "does not list it"
    again && sed -i 's/^Payload-Oxum: .*/Payload-Oxum: 1.1/' tas/bag-info.txt && sed -i '/bag-info/d' tas/tagmanifest-*
    refuses tas "Payload-Oxum is 1.1"
    again && echo 'http://example.org/a 1 data/a' >tas/fetch.txt
    refuses tas "fetches nothing"
    for path in ../../etc/passwd /etc/passwd data/../../x ./../x data//x; do
        again && echo "$(printf '%064d' 0)  $path" >>tas/manifest-sha256.txt
        refuses tas "leads out of the bag"
    done
    again && echo "$(printf '%064d' 0)  bagit.txt" >>tas/manifest-sha256.txt
    refuses tas "it is none"
    again && head -n 1 tas/manifest-sha256.txt >>tas/manifest-sha256.txt
    refuses tas "twice"
    again && ln -s /etc/passwd tas/data/link
    refuses tas "is a link"
    again && mkfifo tas/data/pipe
    refuses tas "is a link or a device"
    again && rm tas/manifest-* tas/tagmanifest-*
    refuses tas "no payload manifest"
    again && sed -i 's/1.0/2.0/' tas/bagit.txt && rebag tas
    refuses tas "does not know"
    again && sed -i 's/UTF-8/ISO-8859-1/' tas/bagit.txt && rebag tas
    refuses tas "another encoding"
    echo surat >surat.txt
    refuses surat.txt "surat.txt"
    refuses tidak-ada "tidak-ada"
}

@test "records that somebody changed, with new manifests, are refused" {
    cp -r "$bags/good-schema-1" sound
    chmod -R u+w sound
    # changed FILE SCRIPT WORDS
    changed() {
        rm -rf tas && cp -r sound tas
        sed -Ei "$2" tas/data/$1
        ! diff -rq sound/data tas/data >/dev/null
        rebag tas
        refuses tas "$3"
    }
    changed documents.jsonl '1!G;h;$!d' "lacks page"
    sed -i 1p sound/data/pages.jsonl
    changed documents.jsonl 1p "order of their UUIDs"
    sed -i 1d sound/data/pages.jsonl
    changed documents.jsonl 's/"schema":1/"schema":2/' "newer arsip"
    changed documents.jsonl 's/"schema":1/"schema":1,"x":1/' "not as it is written down"
    changed documents.jsonl 's/"sha256":"./"sha256":"0/' "line"
    changed documents.jsonl 's/"size":([0-9])/"size":9\1/' "not in the bag"
    changed documents.jsonl 's/"page":1,"reading":1/"page":1,"reading":999/' "not there"
    changed documents.jsonl 's/"state":"filed"/"state":"apa"/' "state"
    changed documents.jsonl '$d' "pages of no document"
    changed pages.jsonl '$d' "lacks page"
    changed pages.jsonl 's/"words":"[^"]/"words":"\/\/\/\/\/\//' "pages.jsonl"
    changed 'events/*' 's/"who":"root"/"who":"budi"/' "chain of events is broken"
    changed 'events/*' '3d' "chain of events is broken"
}

@test "a bag that says of two archives that each is in the other is taken without the circle" {
    mkdir kotak
    write_letters kotak 2
    (cd kotak && zip -q satu.zip surat-1.txt && zip -q dua.zip surat-2.txt && rm surat-*)
    arsip ingest --quiet kotak >/dev/null
    payload_of archive tas
    python3 - tas/data/documents.jsonl <<'PYTHON'
import json, sys
lines = [json.loads(line) for line in open(sys.argv[1])]
boxes = [line for line in lines if line["state"] == "container"]
for box, other in (boxes, boxes[::-1]):
    box["arrivals"][0].update(within=other["originals"][0]["sha256"], within_arrival=1)
with open(sys.argv[1], "w") as out:
    out.writelines(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
PYTHON
    rebag tas

    timeout 60 "$ARSIP" --archive other import --quiet tas >/dev/null
    timeout 60 "$ARSIP" --archive other export >lines
    [ "$(json 'len(all)' <lines)" = 2 ]
    is_tidy other
}

@test "a TAR that leads out, has a name twice or more beside the bag is refused" {
    cp -r "$bags/good-schema-1" tas
    tar cf double.tar tas tas/bagit.txt --hard-dereference
    tar rf double.tar tas/bagit.txt
    refuses double.tar "twice"
    echo x >samping
    tar cf beside.tar tas samping
    refuses beside.tar "beside the bag"
    ln -s /etc/passwd tas/data/link
    tar cf link.tar tas
    refuses link.tar "link"
}

@test "an import that is killed at random instants and run again equals one without interruption" {
    local seed=${ARSIP_SEED:-$SRANDOM} number duration instant
    RANDOM=$((seed % 32768))
    echo "# ARSIP_SEED=$seed"
    fill
    payload_of archive first
    cp -a other empty
    begun=${EPOCHREALTIME/./}
    other import --quiet first >/dev/null || [ $? -eq 3 ]
    duration=$((${EPOCHREALTIME/./} - begun))
    contents_of other >whole
    for ((number = 0; number < ${ARSIP_KILLS:-10}; number++)); do
        rm -rf other
        cp -a empty other
        instant=$((((RANDOM << 15) | RANDOM) % duration))
        timeout --foreground --signal=KILL "$(printf '%d.%06d' $((instant / 1000000)) $((instant % 1000000)))" \
            "$ARSIP" --archive other import --quiet first >/dev/null 2>&1 || true
        is_sound other
        if ! other batch list --format jsonl | grep -q '"state":"done"'; then
            other import --quiet first >/dev/null || [ $? -eq 3 ]
            is_tidy other
        fi
        contents_of other | diff whole -
    done
}

@test "import takes one bag, and says so" {
    run -64 other import
    run -64 other import a b
}
