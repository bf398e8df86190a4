#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# A plan says what the rules would change; applying it does that, and it can be taken back.
#
# ARSIP_KILLS: how many instants an applying is killed at (8). ARSIP_SEED: which.

load desk

setup() {
    open_desk
    mkdir surat
    write_invitation surat/undangan.txt
    write_letters surat 6
    arsip ingest surat >/dev/null
    letter=$(arsip search --format jsonl 'nomor:"005/117-Um"' | json 'one["id"]')
    change_rules
}

# The invitation's label goes, and every letter about a promotion gets a new one.
change_rules() {
    cat >archive/rules/05-uji.yaml <<'RULES'
rules:
  - label: jenis/undangan-rapat
    priority: 99
    why: rapat yang diundang
    any: [ 'hal:"undangan rapat"' ]
  - label: perihal/pegawai
    any: [ 'isi:pegawai' ]
RULES
}

labels_of() {
    arsip export | json "[l['name'] for d in all if d['id'] == $1 for l in d['labels']]"
}

@test "a plan changes nothing, and is read aloud: how many, from what to what, by which rule and words" {
    contents_of archive >before
    sha256sum archive/arsip.db >bytes

    run -0 --separate-stderr arsip label --plan plan.json

    sha256sum --check --quiet bytes
    contents_of archive | diff before -
    [[ "$output" == *"from jenis/undangan to jenis/undangan-rapat: 1"* ]]
    [[ "$output" == *"gain perihal/pegawai: 7"* ]]
    [[ "$output" == *"05-uji.yaml:2: rapat yang diundang"* ]]
    [[ "$output" == *"Undangan Rapat Koordinasi\" in hal, page 1"* ]]
    [[ "$output" == *"2024-03-12 · 005/117-Um · Undangan Rapat Koordinasi"* ]]
    is_printable "$output"
}

@test "a plan is lines of JSON: a head, a line for each document, a seal" {
    arsip label --plan plan.json >/dev/null

    [ "$(json 'len(all)' <plan.json)" = 9 ]
    [ "$(json 'one["schema"], one["plan"]' <plan.json)" = "(1, 'arsip label')" ]
    [ "$(json 'all[-1]["documents"]' <plan.json)" = 7 ]
    [ "$(json "[l['rule'] for d in all[1:-1] if d['id'] == $letter for l in d['after'] if l['name'] == 'jenis/undangan-rapat']" \
        <plan.json)" = '["05-uji.yaml:2"]' ]
}

@test "a plan of named documents, or of a query, is about those alone" {
    arsip label --plan one.json "$letter" >/dev/null
    arsip label --plan some.json --query 'hal:undangan' >/dev/null

    [ "$(json 'all[-1]["documents"]' <one.json)" = 1 ]
    [ "$(json 'all[-1]["documents"]' <some.json)" = 1 ]
}

@test "a plan is not written over a file" {
    echo mine >plan.json

    run -2 arsip label --plan plan.json

    [ "$(cat plan.json)" = mine ]
    [ -z "$(find . -name 'plan.json.*')" ]
}

@test "applying a plan does what labelling without one does" {
    cp -a archive other
    arsip label --plan plan.json >/dev/null

    run -0 arsip label --apply plan.json
    arsip --archive other label

    contents_of archive | grep -v '^application\|labels.applied' >applied.txt
    contents_of other | grep -v '^application\|labels.applied' | diff applied.txt -
    [[ "$(labels_of "$letter")" == *jenis/undangan-rapat* ]]
    is_tidy archive
}

@test "a plan made in one language can be applied in another" {
    LANGUAGE=id arsip label --plan plan.json >summary

    run -0 arsip label --apply plan.json

    grep -q 'Dokumen yang akan berganti dari jenis/undangan ke jenis/undangan-rapat: 1' summary
    grep -q 'tidak ada aturan' plan.json
    [[ "$(arsip export)" != *"tidak ada aturan"* ]]
}

@test "undo gives every label back with its rule and evidence, once" {
    contents_of archive | grep '^assignment\|^evidence' >before
    arsip label --plan plan.json >/dev/null
    arsip label --apply plan.json
    run -1 diff before <(contents_of archive | grep '^assignment\|^evidence')

    run -0 arsip label --undo
    contents_of archive | grep '^assignment\|^evidence' | diff before -

    run -2 --separate-stderr arsip label --undo
    [[ "$stderr" == *"taken back already"* ]]
    run -2 arsip label --undo 7
    is_tidy archive
}

@test "the log binds what was applied together, and what was taken back" {
    arsip label --plan plan.json >/dev/null
    arsip label --apply plan.json
    arsip label --undo 1

    arsip log --limit 0 --format jsonl >log.jsonl

    [ "$(json 'len([e for e in all if "\"application\":1," in e["detail"] and e["what"] == "document.relabelled"])' <log.jsonl)" = 7 ]
    [ "$(json '[e["what"] for e in all if e["what"].startswith("labels.")]' <log.jsonl)" = '["labels.applied", "labels.undone"]' ]
}

@test "a plain label can be taken back too" {
    arsip export >before
    run -0 --separate-stderr arsip label
    [[ "$stderr" == *"arsip label --undo 1"* ]]

    arsip label --undo

    arsip export | diff before -
}

@test "a document labelled by hand since is named, and nothing is applied" {
    arsip label --plan plan.json >/dev/null
    arsip label --add perihal/cuti "$letter"
    arsip export >before

    run -2 --separate-stderr arsip label --apply plan.json

    [[ "$stderr" == *"moved on"* ]]
    [[ "$stderr" == *"Undangan Rapat Koordinasi"* ]]
    [[ "$stderr" == *"a label was given by hand"* ]]
    arsip export | diff before -
}

@test "a document read again since is named" {
    arsip label --plan plan.json >/dev/null
    echo 'Pengumuman lelang' >isi.txt
    arsip edit "$letter" --text 1 isi.txt

    run -2 --separate-stderr arsip label --apply plan.json

    [[ "$stderr" == *"corrected by hand"* ]]
}

@test "a plan that is old, edited, cut short or no plan at all is refused, and nothing changed" {
    arsip label --plan plan.json >/dev/null
    arsip export >before

    head -c 2000 plan.json >cut.json
    sed 's/perihal\/pegawai/perihal\/pegowai/' plan.json >edited.json
    python3 -c 'import json; [print(json.dumps(json.loads(l))) for l in open("plan.json")]' >pretty.json
    echo '{"schema":99,"plan":"arsip label"}' >newer.json
    : >empty.json
    for file in cut.json edited.json pretty.json newer.json empty.json surat/undangan.txt surat missing.json; do
        run -2 --separate-stderr arsip label --apply "$file"
        [[ "$stderr" == *"$file"* ]]
    done
    echo >>archive/rules/05-uji.yaml
    run -2 --separate-stderr arsip label --apply plan.json
    [[ "$stderr" == *"rules in force"* ]]

    arsip export | diff before -
}

@test "what a person decided is in no plan, and stays through apply and undo" {
    arsip label --remove perihal/pegawai --why 'bukan urusan kami' "$letter"
    arsip label --add jenis/laporan --why 'dipakai sebagai laporan' "$letter"
    labels_of "$letter" >before
    arsip label --plan plan.json >summary

    arsip label --apply plan.json
    labels_of "$letter" >applied
    arsip label --undo

    grep -q 'decision by hand  *1 ' summary
    diff before applied
    labels_of "$letter" | diff before -
}

@test "why a person gave or took a label away is shown everywhere, and can be given later" {
    arsip label --add perihal/anggaran "$letter"
    arsip label --add perihal/anggaran --why 'membahas anggaran' "$letter"
    arsip label --remove jenis/undangan --why 'lisan saja' "$letter"

    for words in 'membahas anggaran' 'lisan saja'; do
        [[ "$(arsip show "$letter")" == *"$words"* ]]
        [[ "$(arsip label --explain "$letter")" == *"$words"* ]]
        [[ "$(arsip log "$letter")" == *"$words"* ]]
        [[ "$(arsip export)" == *"$words"* ]]
    done
}

@test "neither applying nor undoing leaves the room that it needed taken" {
    arsip label --plan plan.json >/dev/null

    arsip label --apply plan.json
    [ "$(stat -c %s archive/arsip.db-wal)" = 0 ]
    arsip label --undo

    [ "$(stat -c %s archive/arsip.db-wal)" = 0 ]
}

@test "one thing at a time" {
    arsip label --plan plan.json >/dev/null

    run -64 arsip label --plan other.json --apply plan.json
    run -64 arsip label --apply plan.json "$letter"
    run -64 arsip label --undo 1 2
    run -64 arsip label --undo x
}

# killed_after MICROSECONDS ARSIP-ARGUMENTS...
killed_after() {
    local seconds
    seconds=$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))
    shift
    timeout --foreground --signal=KILL "$seconds" "$ARSIP" "$@" 2>/dev/null || true
}

# answers_of ARCHIVE: what is seen of it, whatever the way there.
answers_of() {
    contents_of "$1" | grep -v '^event'
}

@test "an applying killed at random instants and run again equals one without interruption" {
    local seed=${ARSIP_SEED:-$SRANDOM} number begun duration
    RANDOM=$((seed % 32768))
    echo "# ARSIP_SEED=$seed"
    write_letters banyak 150
    sed -i 's/Surat/Naskah/' banyak/*
    arsip ingest banyak >/dev/null
    printf '  - label: perihal/naskah\n    any: [ isi:naskah ]\n' >>archive/rules/05-uji.yaml
    arsip label --plan plan.json >/dev/null
    cp -a archive empty
    begun=${EPOCHREALTIME/./}
    arsip label --apply plan.json
    duration=$((${EPOCHREALTIME/./} - begun))
    answers_of archive >whole.txt

    for ((number = 1; number <= ${ARSIP_KILLS:-8}; number++)); do
        rm -rf killed && cp -a empty killed
        killed_after $((((RANDOM << 15) | RANDOM) % duration)) --archive killed label --apply plan.json
        arsip --archive killed label --apply plan.json

        is_tidy killed
        answers_of killed | diff whole.txt -
    done
}

@test "a plain label killed and run again is one application, which is taken back whole" {
    local begun duration
    write_letters banyak 450
    sed -i 's/Surat/Naskah/' banyak/*
    arsip ingest banyak >/dev/null
    arsip export >before
    printf '  - label: perihal/naskah\n    any: [ isi:naskah ]\n' >>archive/rules/05-uji.yaml
    cp -a archive whole
    begun=${EPOCHREALTIME/./}
    arsip --archive whole label
    duration=$((${EPOCHREALTIME/./} - begun))

    killed_after $((duration * 2 / 3)) label
    arsip label

    diff <(answers_of whole) <(answers_of archive)
    arsip label --undo 1
    arsip export | diff before -
}
