#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Nobody's NIK, KK or NPWP is seen where nobody asked for it whole.

load desk

# Each stands somewhere else: body, broken line, misread, table, card, tax numbers, subject, file names, values set by
# hand, reasons, a mail.
numbers=(
    3273014507900003 3273015208850004 3201121706780012 3578034112910005 3273012112100006
    012345678912000 0012345678912000 3374050103820007 3273016505930008 3273011904750009
    3273014408880010 3273012302990011 3273010709810012 3273015611770013 3273011210690014
)

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    cd "$BATS_FILE_TMPDIR"
    source "$ARSIP_SOURCE/tests/cmd/desk.bash"
    "$ARSIP" init 2>/dev/null
    mkdir -p surat "surat/3273010709810012"
    cat >surat/keterangan.txt <<'LETTER'
PEMERINTAH KOTA CENDANA
KELURAHAN SUKASARI
SURAT KETERANGAN
Nomor : 470/55/2024
Yang bertanda tangan di bawah ini menerangkan bahwa warga berikut:
NIK : 3273 0145 0790 0003
Nomor Induk Kependudukan 32730152
08850004
NIK : 32O112l7O6780Ol2
No. KK : 3273012112100006
NPWP : 01.234.567.8-912.000
NPWP : 0012345678912000
1  3578034112910005  Wati   Jalan Kutilang Nomor 2
Rekening 1605011205700003, telepon 0812-5543-8574
Cendana, 7 Juli 2024
Lurah,
Hendra
NIP 19821225 200701 1 003
LETTER
    cat >surat/permohonan.txt <<'LETTER'
PEMERINTAH KOTA CENDANA
Nomor : 471/1234-5678/2024
Hal   : Pembetulan NIK 3374050103820007
Yth. Kepala Dinas Kependudukan

Dengan hormat, kami mohon pembetulan.
LETTER
    echo 'Fotokopi kartu penduduk warga' >surat/KTP_3273016505930008.txt
    printf '%%PDF-1.7 rusak' >surat/KTP3273011904750009.pdf
    echo 'Salinan akta warga' >surat/3273010709810012/akta.txt
    echo 'Lampiran surat elektronik warga' >3273015611770013.txt
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/mail.py" 'Data warga NIK 3273011210690014' 'Terlampir data warga.' \
        3273015611770013.txt >surat/surel.eml
    "$ARSIP" ingest surat >laporan.txt 2>&1 || [ $? -eq 3 ]
    letter=$("$ARSIP" search --format jsonl 'nomor:"470/55/2024"' | json 'one["id"]')
    other=$("$ARSIP" search --format jsonl 'akta' | json 'one["id"]')
    "$ARSIP" edit "$letter" --set nik=3273014408880010 --note 'lihat juga NIK 3273014408880010'
    "$ARSIP" edit "$letter" --set npwp=0012345678912000
    "$ARSIP" edit "$letter" --set nik=
    "$ARSIP" label "$letter" --add jenis/surat-keterangan --why 'diminta pemilik NIK 3273014408880010'
    printf 'Salinan\nakta warga bernomor 3273012302990011\n' >isi.txt
    "$ARSIP" edit "$other" --text 1 isi.txt --name 'akta 3273012302990011.txt'
    "$ARSIP" withdraw "$other" --why 'milik NIK 3273012302990011'
    "$ARSIP" restore "$other"
}

setup() {
    cd "$BATS_TEST_TMPDIR"
    all=$("$ARSIP" search --format jsonl --limit 100 '' | json '" ".join(str(d["id"]) for d in all)')
}

# Everything that a verb prints for people, in each of its formats, one run after the other.
print_all() {
    local verb=$1 format document
    for format in text jsonl tsv; do
        case $verb in
        search)
            for query in '' warga has:nik has:kk has:npwp has:npwp nik 'hal:NIK' file:KTP akta 3273014507900003; do
                arsip search --limit 100 --format "$format" "$query" || true
                arsip search --limit 1 "$query" || true
                arsip search --facets --format "$format" "$query" || true
                arsip search --open 1 "$query" || true
                arsip search --save uji "$query" || true
                arsip search --saved --format "$format" || true
                arsip search --forget uji
            done
            arsip search --save 3273014507900003 warga || true
            arsip search --saved --format "$format" || true
            arsip search @3273014507900003 || true
            arsip search --forget 3273014507900003 || true
            arsip search --forget 3273014507900003 || true
            for document in $all; do
                arsip search --like "$document" --format "$format" || true
            done
            ;;
        show)
            for document in $all; do
                arsip show --format "$format" "$document" || true
                arsip show --text "$document"
                arsip show --explain-page 1 "$document" || true
            done
            ;;
        label)
            for document in $all; do
                arsip label --explain --format "$format" "$document" || true
            done
            arsip label
            arsip label --check
            printf 'rules:\n  - label: uji/warga\n    any: [ NIK, warga, akta, "has:nik" ]\n' \
                >"$ARSIP_ARCHIVE/rules/95-uji.yaml"
            arsip label --plan "rencana-$format.json"
            rm "$ARSIP_ARCHIVE/rules/95-uji.yaml"
            for document in $all; do arsip label "$document" --add uji/tangan; done
            arsip label --suggest --format "$format" || true
            for document in $all; do arsip label "$document" --remove uji/tangan; done
            ;;
        open) for document in $all; do arsip open --to salinan "$document"; done ;;
        log)
            arsip log --limit 0 --format "$format" || true
            for document in $all; do arsip log --format "$format" "$document" || true; done
            ;;
        status)
            arsip status --format "$format" || true
            arsip status --low --under 100 --format "$format" || true
            ;;
        batch)
            arsip batch list --format "$format" || true
            arsip batch show 1 --format "$format" || true
            ;;
        ingest)
            cat "$BATS_FILE_TMPDIR/laporan.txt"
            printf '%%PDF-1.7 rusak %s' "$format" >NIK_3273014507900003.pdf
            arsip ingest --format "$format" NIK_3273014507900003.pdf tidak-ada/3273014507900003.pdf || true
            arsip ingest --quiet NIK_3273014507900003.pdf || true
            ;;
        ocr)
            arsip ocr --retry || true
            arsip ocr --query 'NIK 3273014507900003 (' || true
            ;;
        edit) arsip edit 3273014507900003 --set 'NIK 3273014507900003' || true ;;
        withdraw | restore) arsip "$verb" 3273014507900003 || true ;;
        setting) arsip setting --format "$format" ;;
        check) arsip check --format "$format" || true ;;
        init) arsip init || true ;;
        backup)
            rm -rf cadangan dipulihkan
            arsip backup cadangan || true
            arsip backup 3273014507900003/cadangan || true
            arsip --archive dipulihkan backup --restore cadangan || true
            ;;
        import)
            rm -rf lain tas
            "$ARSIP" export --format bag --output tas '' >/dev/null 2>&1
            "$ARSIP" --archive lain init >/dev/null 2>&1
            arsip --archive lain import --format "$format" tas || true
            arsip --archive lain import tas/3273014507900003 || true
            arsip --archive lain batch show 1 --format "$format" || true
            ;;
        # What leaves the archive is whole; what it says of it is not shown here.
        export) ;;
        *)
            echo "no case for $verb: say here how it prints what people see"
            return 1
            ;;
        esac
    done
}

# What is left of the numbers once all that people write between digits is gone, misread letters set right.
squeezed() {
    sed 's/\\n//g' | tr -d ' .\n-' | tr 'Ol' '01'
}

@test "no command shows the end of anybody's number in any format, nor does an error" {
    source "$ARSIP_SOURCE/cmake/completion.bash"
    for verb in $_arsip_verbs; do
        print_all "$verb" >shown 2>&1 || { cat shown; false; }
        squeezed <shown >squeezed
        for number in "${numbers[@]}"; do
            ! grep -qF "${number:4}" squeezed || { echo "$verb shows $number"; false; }
        done
    done
}

@test "each number stands in the archive and is found there, so that the mask has something to hide" {
    arsip export >whole.jsonl
    arsip log --unmask --limit 0 --format jsonl >>whole.jsonl
    squeezed <whole.jsonl >squeezed

    for number in "${numbers[@]}"; do
        grep -qF "$number" squeezed || { echo "$number is nowhere"; false; }
    done
}

@test "the first four digits stay, and the shape of what is hidden" {
    letter=$(arsip search --format jsonl 'nomor:"470/55/2024"' | json 'one["id"]')

    run -0 arsip show --text "$letter"

    [[ "$output" == *"NIK : 3273 **** **** ****"* ]]
    [[ "$output" == *"Nomor Induk Kependudukan 3273****
********"* ]]
    [[ "$output" == *"NPWP : 01.23*.***.*-***.***"* ]]
    [[ "$output" == *"NPWP : 0012************"* ]]
}

@test "accounts, telephones, NIP and letter numbers are shown whole" {
    run -0 arsip show --text "$(arsip search --format jsonl 'nomor:"470/55/2024"' | json 'one["id"]')"

    [[ "$output" == *"Rekening 1605011205700003, telepon 0812-5543-8574"* ]]
    [[ "$output" == *"NIP 19821225 200701 1 003"* ]]
    run -0 arsip search --format tsv 'hal:pembetulan'
    [[ "$output" == *471/1234-5678/2024* ]]
}

@test "--unmask shows the numbers whole and leaves an event that names the document and who saw it" {
    letter=$(arsip search --format jsonl 'nomor:"470/55/2024"' | json 'one["id"]')
    before=$(arsip log --limit 0 --format jsonl | grep -c '"what":"mask.lifted"' || true)

    run -0 arsip show --unmask --text "$letter"
    [[ "$output" == *"NIK : 3273 0145 0790 0003"* ]]
    run -0 arsip search --unmask 'hal:pembetulan'
    [[ "$output" == *3374050103820007* ]]

    arsip log --limit 0 --format jsonl | grep '"what":"mask.lifted"' | tail -n +$((before + 1)) >lifted
    [ "$(json 'len(all)' <lifted)" = 2 ]
    [ "$(json '[e["detail"]["command"] if isinstance(e["detail"], dict) else json.loads(e["detail"])["command"] for e in all]' <lifted)" = '["show", "search"]' ]
    [ "$(json 'all[0]["subject"]' <lifted)" = "$(arsip show --format jsonl "$letter" | json 'one["uuid"]')" ]
    [ "$(json 'all[0]["who"]' <lifted)" = "$(id -un)" ]
    run -0 arsip log "$letter"
    [[ "$output" == *mask.lifted* ]]
}

@test "where no event can be written, --unmask is refused and nothing is shown" {
    python3 - "$ARSIP_ARCHIVE/arsip.db" <<'PYTHON' &
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
open("held", "w").close()
time.sleep(60)
PYTHON
    holder=$!
    while [ ! -e held ]; do sleep 0.1; done

    run --separate-stderr arsip show --unmask 1
    kill "$holder"

    [ "$status" -eq 75 ]
    [ -z "$output" ]
    # shellcheck disable=SC2154 # run sets it
    [ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "an export is whole, and says so once where there is something to say" {
    for format in jsonl text; do
        run -0 --separate-stderr arsip export --format "$format"

        [ "$(squeezed <<<"$output" | grep -c 3273014507900003)" -eq 1 ]
        # shellcheck disable=SC2154 # run sets it
        [ "$(grep -c 'is whole' <<<"$stderr")" -eq 1 ]
    done
    echo 'Pengumuman lelang kendaraan, NIP 198212252007011003' >lelang.txt
    arsip ingest lelang.txt >/dev/null
    run -0 --separate-stderr arsip export lelang
    [ -z "$stderr" ]
}
