#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What is done with the answers of a search: opened, counted, compared, piped, and asked again under a name.

load desk

# letter FILE NUMBER DATE SUBJECT BODY
letter() {
    cat >"$1" <<LETTER
PEMERINTAH KOTA CENDANA
SEKRETARIAT DAERAH

                                        Cendana, $3
Nomor : $2
Hal   : $4

Yth. Kepala Bagian Organisasi
di Tempat

$5
LETTER
}

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    cd "$BATS_FILE_TMPDIR"
    "$ARSIP" init 2>/dev/null
    mkdir surat
    letter surat/rapat-1.txt 005/117-Um '12 Maret 2024' 'Undangan Rapat Anggaran' \
        'Mengharap kehadiran Saudara pada rapat anggaran belanja, pukul 09.00 di Ruang Anggrek.'
    letter surat/rapat-2.txt 005/118-Um '3 April 2024' 'Undangan Rapat Anggaran Perubahan' \
        'Mengharap kehadiran Saudara pada rapat anggaran perubahan, pukul 10.00 di Ruang Melati.'
    letter surat/rapat-3.txt 005/9-Um '4 Mei 2021' 'Undangan Rapat Kepegawaian' \
        'Mengharap kehadiran Saudara pada rapat kepegawaian, pukul 08.00 di Ruang Anggrek.'
    letter surat/jawaban.txt 900/44-Keu '20 Maret 2024' 'Jawaban' \
        'Menindaklanjuti surat Nomor 005/117-Um, kami sampaikan bahwa kami hadir.'
    echo 'Daftar hadir rapat gudang kelurahan' >surat/daftar.txt
    echo 'Surat keterangan warga, NIK 3273010203900004, gudang kelurahan' >surat/warga.txt
    for number in $(seq 40); do echo "Catatan $number tentang alat tulis kantor" >"surat/catatan-$number.txt"; done
    "$ARSIP" ingest surat >/dev/null
}

setup() {
    cd "$BATS_TEST_TMPDIR"
}

id_of() {
    arsip search --format jsonl "file:$1" | json 'one["id"]'
}

names() {
    arsip search --format jsonl "$@" | json '" ".join(d["name"] for d in all)'
}

@test "--open N prints where the original of the Nth hit is, in the order of the hits" {
    third=$(arsip search --sort oldest --format jsonl rapat | json 'all[2]["name"]')

    run -0 arsip search --sort oldest rapat --open 3
    cmp "$output" "$BATS_FILE_TMPDIR/surat/$third"
    run -0 arsip search --sort oldest rapat --offset 2 --open 1
    cmp "$output" "$BATS_FILE_TMPDIR/surat/$third"

    [[ "$output" == /* ]]
    run -1 --separate-stderr arsip search rapat --open 99
    [ -z "$output" ]
    run -64 arsip search rapat --open -1
    run -64 arsip search rapat --image halaman.png
}

@test "--open N --image draws the page with the words of the query marked, and overwrites nothing" {
    cp "$ARSIP_SOURCE/tests/data/decode/good-layer.pdf" .
    arsip --archive bergambar init 2>/dev/null
    arsip --archive bergambar ingest --quiet good-layer.pdf
    word=$(arsip --archive bergambar show --text 1 | grep -oE '[A-Za-z]{5,}' | head -1)

    arsip --archive bergambar search --open 1 --image kata.png "$word"
    arsip --archive bergambar show 1 --page 1 --query "$word" --image sama.png
    arsip --archive bergambar show 1 --page 1 --query tidakada --image lain.png

    [ "$(head -c 4 kata.png | tail -c 3)" = PNG ]
    cmp kata.png sama.png
    run ! cmp -s kata.png lain.png
    run -2 arsip --archive bergambar search --open 1 --image kata.png "$word"
    run -0 arsip --archive bergambar search --open 1 --image kata.png --force "$word"
}

@test "--facets counts all hits of each label and each year, undated ones apart" {
    run -0 arsip search --facets --format jsonl --limit 1 rapat

    [ "$(json '[[d["value"], d["count"]] for d in all if d["facet"] == "year"]' <<<"$output")" = '[["2024", 2], ["2021", 1], [null, 1]]' ]
    [ "$(json '{d["value"]: d["count"] for d in all if d["facet"] == "label"}["jenis/undangan"]' <<<"$output")" = 3 ]
    [ "$(json '[d["schema"] for d in all] == [1] * len(all)' <<<"$output")" = true ]
    run -0 arsip search --facets --label jenis/undangan --since 2024 --format tsv rapat
    [[ "$output" == *$'label\tjenis/undangan\t2'* ]]
    [[ "$output" == *$'year\t2024\t2'* ]]
    [[ "$output" != *2021* ]]
    run -0 arsip search --facets rapat
    [[ "$output" =~ 2024\ +2 ]]
    run -1 --separate-stderr arsip search --facets kuda
    [ -z "$output" ]
}

@test "--facets gives the same counts of a few hits as of nearly all" {
    few=$(arsip search --facets --format tsv 'file:rapat-1')
    all=$(arsip search --facets --format tsv '')

    [[ "$few" == *$'label\tjenis/undangan\t1'*$'year\t2024\t1'* ]]
    [ "$(grep -c "^year" <<<"$few")" -eq 1 ]
    [[ "$all" == *$'label\tjenis/undangan\t3'* ]]
    [[ "$all" == *$'year\t2024\t3'*$'year\t2021\t1'*$'year\t\t42'* ]]
}

@test "each count of --facets is what a search for it counts" {
    for query in '' rapat 'rapat OR alat' 'file:rapat-1 OR file:catatan-7'; do
        while IFS=$'\t' read -r kind value count; do
            case $kind in
            label) within="label:$value" ;;
            *) [ "$value" = none ] && within='NOT has:tanggal' || within=tanggal:$value ;;
            esac
            [ "$(arsip search --count "${query:+($query)} $within")" -eq "$count" ]
        done < <(arsip search --facets --format tsv "$query" | sed 's/\t\t/\tnone\t/')
    done
}

@test "--like finds letters of the same subject first, and leaves out the letter itself" {
    run -0 --separate-stderr arsip search --like "$(id_of rapat-1)" --format jsonl

    [ "$(json 'all[0]["name"]' <<<"$output")" = rapat-2.txt ]
    [ "$(json '[d["name"] for d in all].count("rapat-1.txt")' <<<"$output")" = 0 ]
    # shellcheck disable=SC2154 # run sets it
    [[ "$stderr" == *anggaran* ]]
    [ "$(json '[a["score"] >= b["score"] for a, b in zip(all, all[1:])].count(False)' <<<"$output")" = 0 ]
}

@test "--like finds the letter that cites its number, and the one that is cited" {
    [[ " $(names --like "$(id_of rapat-1)") " == *" jawaban.txt "* ]]
    [[ " $(names --like "$(id_of jawaban)") " == *" rapat-1.txt "* ]]
}

@test "--like pages, counts, and narrows to a query and to options" {
    one=$(id_of rapat-1)
    total=$(arsip search --like "$one" --count)

    [ "$(names --like "$one" | wc -w)" -eq "$total" ]
    [ "$(names --like "$one" --limit 1 --offset 1)" = "$(names --like "$one" | cut -d' ' -f2)" ]
    [ "$(names --like "$one" melati)" = rapat-2.txt ]
    [ "$(names --like "$one" --until 2021)" = rapat-3.txt ]
    [ "$(names --like "$one" 'melati OR kepegawaian' | wc -w)" -eq 2 ]
    run -64 --separate-stderr arsip search --like "$one" 'melati OR'
    [[ "$stderr" == *"column 10"* ]]
    run -64 arsip search --like "$one" --sort oldest
    run -2 arsip search --like 9999
}

@test "-0 gives the originals to xargs -0, each once" {
    arsip search -0 rapat --sort oldest >paths

    [ "$(tr -cd '\0' <paths | wc -c)" -eq 4 ]
    [ "$(xargs -0 cat <paths | grep -c rapat)" -ge 4 ]
    [ "$(arsip search -0 rapat --limit 2 2>/dev/null | tr -cd '\0' | wc -c)" -eq 2 ]
    run -64 arsip search -0 --count rapat
}

@test "what is kept under a name is found by the name, within other queries too" {
    arsip search --save Rapat-2024 rapat --label jenis/undangan --since 2024 --sort oldest

    [ "$(names @rapat-2024)" = "rapat-1.txt rapat-2.txt" ]
    [ "$(names @RAPAT-2024 melati)" = rapat-2.txt ]
    [ "$(names 'jawaban OR @rapat-2024' --sort oldest)" = "rapat-1.txt jawaban.txt rapat-2.txt" ]
    [ "$(names 'rapat NOT @rapat-2024' --sort oldest)" = "rapat-3.txt daftar.txt" ]
    [ "$(names '(anggrek OR melati) @rapat-2024' | wc -w)" -eq 2 ]
    [ "$(names @rapat-2024 --sort newest)" = "rapat-2.txt rapat-1.txt" ]
    [ "$(arsip search --count @rapat-2024)" -eq 2 ]
    [ "$(arsip export @rapat-2024 | wc -l)" -eq 2 ]
    run -0 arsip search --saved --format jsonl
    [ "$(json 'one["name"], one["query"], one["labels"], one["since"], one["sort"], one["who"]' <<<"$output")" = "('rapat-2024', 'rapat', ['jenis/undangan'], '2024', 'oldest', '$(id -un)')" ]
    arsip search --forget rapat-2024
    run -64 arsip search @rapat-2024
}

@test "each saving and forgetting leaves an event, with what was there before" {
    arsip search --save peristiwa rapat
    run -0 --separate-stderr arsip search --save peristiwa gudang
    [[ "$stderr" == *rapat* ]]
    arsip search --forget peristiwa

    arsip log --limit 3 --format jsonl >events

    [ "$(json '[d["what"] for d in all]' <events)" = '["search.saved", "search.saved", "search.forgotten"]' ]
    [[ "$(json 'json.dumps([d["detail"] for d in all])' <events)" == *before* ]]
    [ "$(json 'all[2]["who"]' <events)" = "$(id -un)" ]
    arsip check
}

@test "a saved search uses others as they are when it is asked, and holds none that holds it" {
    arsip search --save dalam gudang
    arsip search --save luar '@dalam rapat'
    [ "$(names @luar)" = daftar.txt ]
    arsip search --save dalam anggrek
    [ "$(names @luar | wc -w)" -eq 2 ]

    run -64 --separate-stderr arsip search --save dalam 'rapat @luar'
    [[ "$stderr" == *"column 7: in the saved search @luar: column 1:"*@dalam* ]]
    run -64 --separate-stderr arsip search --save dalam @dalam
    [[ "$stderr" == *"column 1:"*@dalam* ]]
    [ "$(names @luar | wc -w)" -eq 2 ]
    arsip search --forget dalam
    run -64 --separate-stderr arsip search 'surat @luar'
    [[ "$stderr" == *"column 7: in the saved search @luar: column 1:"*"no @dalam"* ]]
    arsip search --forget luar
}

@test "a name that is not there, or none, is told with its column" {
    run -64 --separate-stderr arsip search 'rapat @tidakada'
    [[ "$stderr" == *"column 7:"*@tidakada* ]]
    run -64 --separate-stderr arsip search 'rapat @tidak_ada'
    [[ "$stderr" == *"column 13:"* ]]
    run -64 --separate-stderr arsip search 'hal:@rapat'
    [[ "$stderr" == *"column 5:"* ]]
    run -64 arsip search --save 'dua kata' rapat
    run -64 arsip search --save -- rapat
    run -64 arsip search --save salah 'rapat OR'
    run -64 arsip search --save salah --since kapan rapat
    run -64 arsip search --forget tidakada
    [ "$(names '"@anggrek" melati OR "@melati"')" = rapat-2.txt ]
    [ "$(arsip search --count 'rapat @')" -eq "$(arsip search --count rapat)" ]
}

@test "a rule holds no saved search" {
    arsip search --save aturan rapat

    run -64 --separate-stderr arsip search --as-rule '@aturan'
    [[ "$stderr" == *"column 1:"*"readable by itself"* ]]
    printf 'rules:\n  - label: uji/rapat\n    any: [ "@aturan" ]\n' >"$ARSIP_ARCHIVE/rules/95-uji.yaml"
    run ! arsip label --check
    rm "$ARSIP_ARCHIVE/rules/95-uji.yaml"
    [[ "$output" == *"95-uji.yaml"*"readable by itself"* ]]
    arsip search --forget aturan
}

@test "a search is saved and forgotten where nothing else can be written, and read where nothing can" {
    arsip search --save tetap rapat
    cp -a "$ARSIP_ARCHIVE" tersegel
    chmod -R a-w tersegel

    [ "$(arsip --archive tersegel search --count @tetap)" -eq 4 ]
    [ "$(arsip --archive tersegel search --facets --format tsv @tetap | grep -c ^year)" -eq 3 ]
    chmod -R u+w tersegel
    arsip search --forget tetap
}

@test "the note of a page is the command that shows the next one" {
    run -0 --separate-stderr arsip search --limit 15 --sort oldest 'rapat OR "alat tulis"'
    next=${stderr#*next page: }
    first=$output
    seen=$(grep -cE '^ +[0-9]+  ' <<<"$first")
    [ "$seen" -eq 15 ]
    while [ -n "$next" ]; do
        eval "run -0 --separate-stderr $next"
        seen=$((seen + $(grep -cE '^ +[0-9]+  ' <<<"$output")))
        [[ "$stderr" == *"next page: "* ]] && next=${stderr#*next page: } || next=
    done

    [ "$seen" -eq "$(arsip search --count 'rapat OR "alat tulis"')" ]
}

# on_terminal COLUMNS ARGUMENTS...: as somebody sees it, without colours.
on_terminal() {
    local columns=$1
    shift
    NO_COLOR=1 COLUMNS=$columns script -qec "$(printf '%q ' "$ARSIP" "$@")" /dev/null | tr -d '\r'
}

widest() {
    python3 -c '
import sys, unicodedata
lines = sys.stdin.read().splitlines()
print(max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines))'
}

@test "text is as wide as the terminal and no wider, and not cut where there is none" {
    script -qec true /dev/null >/dev/null 2>&1 || skip "no terminal can be had here"
    echo "$(printf 'Laporan 東京都庁舎建設計画説明会議事録 %.0s' 1 2 3 4 5) selesai" >panjang.txt
    arsip --archive lebar init 2>/dev/null
    arsip --archive lebar ingest panjang.txt "$BATS_FILE_TMPDIR/surat" >/dev/null

    for columns in 40 60 80; do
        on_terminal "$columns" --archive lebar search 'laporan OR rapat' >seen
        [ "$(widest <seen)" -le "$columns" ]
        [ "$(widest <seen)" -gt $((columns - 15)) ]
        tr -s ' \n' ' ' <seen | grep -q 'Undangan Rapat Anggaran Perubahan'
    done
    on_terminal 500 --archive lebar search 'laporan OR rapat' >wide
    run -0 --separate-stderr arsip --archive lebar search 'laporan OR rapat'
    [ "$(grep -cE '^ +[0-9]+  ' wide)" -eq "$(grep -cE '^ +[0-9]+  ' <<<"$output")" ]
    [ "$(widest <<<"$output")" -gt 80 ]
}

@test "no saved search and no note shows a person's number" {
    arsip search --save warga 'NIK 3273010203900004'
    arsip search --save nomor 3273010203900004 --label 3273010203900004
    for format in text jsonl tsv; do
        arsip search --saved --format "$format" >>shown 2>&1
        arsip search --facets --format "$format" @warga >>shown 2>&1
        arsip search --like "$(id_of warga)" --format "$format" >>shown 2>&1
    done
    arsip search --save warga rapat >>shown 2>&1
    arsip search --limit 1 'rapat OR 3273010203900004' >>shown 2>&1
    arsip search --open 1 @nomor >>shown 2>&1 || true
    arsip log --limit 5 >>shown

    run ! grep -q '0203900004' shown
    grep -q 3273 shown
    grep -q 'more with --offset 1' shown
    arsip search --forget warga
    arsip search --forget nomor
}
