#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Questions and their answers.

load desk

setup_file() {
    export ARSIP_ARCHIVE=$BATS_FILE_TMPDIR/archive
    cd "$BATS_FILE_TMPDIR"
    "$ARSIP" init 2>/dev/null
    mkdir surat
    source "$ARSIP_SOURCE/tests/cmd/desk.bash"
    write_invitation surat/undangan.txt
    echo 'Hasil pcrncriksaan gudang' >surat/gudang.txt
    echo 'Surat tentang pangkat yang lama dan kenaikan gaji' >surat/gaji.txt
    echo 'Surat tentang cuti tahunan' >surat/cuti.txt
    echo 'Daftar 1ampiran dan kah' >surat/daftar.txt
    printf 'Surat dengan \033[31m warna \033[0m di dalamnya, NIK 3273010203900004\n' >surat/warna.txt
    "$ARSIP" ingest surat >/dev/null
}

setup() {
    cd "$BATS_TEST_TMPDIR"
}

finds() {
    local wanted=$1
    shift
    run arsip search --format tsv "$@"
    [ "$(cut -f1 <<<"$output" | grep -c '^[0-9]')" -eq "$wanted" ] || {
        echo "$*:"
        echo "$output"
        return 1
    }
}

@test "words, phrases, prefixes, AND, OR and NOT, in both languages" {
    finds 2 pangkat
    finds 1 '"kenaikan pangkat"'
    finds 2 kenaikan pangkat
    finds 3 'cuti OR pangkat'
    finds 3 'cuti ATAU pangkat'
    finds 1 'pangkat NOT rapat'
    finds 1 'pangkat BUKAN rapat'
    finds 1 'tahun*'
    finds 1 '(cuti OR gaji) tahunan'
}

@test "word~ finds what was misread, and marks it" {
    finds 0 --exact pemeriksaan
    finds 1 pemeriksaan~
    finds 1 '"hasil pemeriksaan"~'
    finds 1 'gudang NEAR/1 pemeriksaan~'
    finds 1 'isi:pemeriksaan~'
    finds 0 'hal:pemeriksaan~'
    finds 1 'undamgan~'
    finds 0 'pemeriksaan~ NOT gudamg~'
    finds 1 lampiran~
    finds 1 kali~
    run -0 arsip search 'pemeriksaan~'

    [[ "$output" == *"«pcrncriksaan»"* ]]
}

by() {
    run -0 --separate-stderr arsip search --format jsonl "$@"
    json '" ".join(d["by"] for d in all)' <<<"$output"
}

@test "what is written otherwise follows what is written so, and says how it was found" {
    [ "$(by cuti)" = exact ]
    [ "$(by gudang)" = exact ]
    [ "$(by pergudangan)" = form ]
    [ "$(by hasilnya gudangnya)" = form ]
    [ "$(by pemeriksaan)" = near ]
    [ "$(by tahunann)" = near ]
    [ "$(by lampiran)" = near ]
    [ "$(by 'cuti OR pergudangan')" = "exact form" ]
    [ "$(by 'cuti OR pergudangan' --limit 1)" = exact ]
    [ "$(by 'cuti OR pergudangan' --limit 1 --offset 1)" = form ]
}

@test "a note says from which hit on, and by which words; --exact, =words, numbers and NOT ask for nothing else" {
    run -0 --separate-stderr arsip search 'cuti OR pergudangan'
    [[ "$stderr" == *"from hit 2 on"*gudang* ]]
    [[ "$output" == *"«gudang»"* ]]
    run -0 --separate-stderr arsip search tahunann
    [[ "$stderr" == *tahunan* ]]
    run -1 arsip search --exact pergudangan
    run -1 arsip search =pergudangan
    run -1 arsip search --as-rule pergudangan
    run -1 arsip search 'pergudang*'
    [ "$(by '(surat gudangnya) OR (hasilnya NOT gudangnya~)')" = form ]
    [ "$(arsip search --count 'surat NOT pergudangan')" -eq "$(arsip search --count surat)" ]
    run -1 arsip search --count pergudangan
}

@test "a word that nobody wrote is asked back, with how many documents have what may be meant" {
    run -0 --separate-stderr arsip search kenakan
    [[ "$stderr" == *'nobody wrote "kenakan"; did you mean kenaikan (2 documents)?'* ]]
    run -0 --separate-stderr arsip search kenaikna
    [[ "$stderr" == *"did you mean kenaikan"* ]]
    run -0 --separate-stderr arsip search cutitahunan
    [[ "$stderr" == *'nobody wrote "cutitahunan"; did you mean cuti tahunan (1 document)?'* ]]
    [[ "$output" == *"«cuti tahunan»"* ]]
    run -0 --separate-stderr arsip search kena ikan
    [[ "$stderr" == *'nobody wrote "kena ikan"; did you mean kenaikan'* ]]
    run -0 --separate-stderr arsip search pergudangan
    [[ "$stderr" != *"nobody wrote"* ]]
}

@test "--fuzzy asks for other forms and near words even where enough is found, and cannot be exact" {
    [ "$(by 'cuti OR pergudangan' --limit 1)" = exact ]
    [ "$(arsip search --count --fuzzy 'cuti OR pergudangan')" -gt "$(arsip search --count 'cuti OR pergudangan')" ]
    run -64 arsip search --fuzzy --exact cuti
}

@test "zones, fields, labels and dates" {
    finds 1 hal:undangan
    finds 1 'hal:"rapat koordinasi"'
    finds 0 hal:pangkat
    finds 1 nomor:005/117-Um
    finds 1 label:jenis/undangan
    finds 1 --label jenis/undangan rapat
    finds 1 tanggal:2024-03
    finds 1 --since 2024-03-12 --until 2024-03-12 rapat
    finds 0 --since 2024-03-13 rapat
    finds 1 file:cuti
}

@test "nothing found is exit 1 and silence" {
    run -1 --separate-stderr arsip search kuda

    [ -z "$output" ]
}

@test "--count prints a number alone" {
    run -0 arsip search --count surat
    [ "$output" = 3 ]

    run -1 arsip search --count kuda
    [ "$output" = 0 ]
}

@test "JSON Lines have the keys of a hit" {
    run -0 arsip search --format jsonl anggrek

    [ "$(json 'one["schema"]' <<<"$output")" -eq 1 ]
    [ "$(json 'sorted({"id", "name", "score", "by", "page", "snippet", "labels", "fields"} - set(one))' <<<"$output")" = "[]" ]
    [ "$(json 'one["name"]' <<<"$output")" = undangan.txt ]
    [ "$(json 'one["page"]' <<<"$output")" = 1 ]
    [[ "$(json 'one["snippet"]' <<<"$output")" == *Anggrek* ]]
    [ "$(json 'one["fields"]["tanggal"]' <<<"$output")" = 2024-03-12 ]
}

@test "the marks of a snippet stand at the words that were asked for" {
    run -0 arsip search --format jsonl 'rapat anggrek'

    [[ "$(json '[one["snippet"].encode()[s:s + n].decode().lower() for s, n in one["marks"]]' <<<"$output")" == *anggrek* ]]
}

@test "text shows date, number, subject and page" {
    run -0 arsip search anggrek

    [[ "$output" == *2024-03-12*005/117-Um*"Undangan Rapat Koordinasi"* ]]
}

@test "nothing in a letter reaches the terminal as a control byte, and NO_COLOR is obeyed" {
    run -0 arsip search warna
    is_printable "$output"
    script -qec true /dev/null >/dev/null 2>&1 || skip "no terminal can be had here"
    run -0 env NO_COLOR=1 script -qec "'$ARSIP' search pangkat" /dev/null

    run ! grep -q $'\033' <<<"$output"
}

@test "a personal number is masked in snippets" {
    run -0 arsip search warna

    [[ "$output" != *3273010203900004* ]]
}

@test "--limit, --offset and --sort" {
    finds 1 --limit 1 surat
    finds 2 --offset 1 surat
    first=$(arsip search --sort newest --format jsonl surat | json '[hit["id"] for hit in all]')
    last=$(arsip search --sort oldest --format jsonl surat | json '[hit["id"] for hit in all][::-1]')

    [ "$first" = "$last" ]
}

@test "a fault in a query is told with its column" {
    run -64 --separate-stderr arsip search '(cuti'
    [[ "$stderr" =~ [0-9] ]]
    run -64 arsip search --sort sideways cuti
    run -64 arsip search --since kapan cuti
}

@test "--as-rule reads words as rules do" {
    finds 1 --as-rule 'hal:undangan'
    finds 1 --as-rule 'isi:"mengharap kehadiran" isi:pukul'
}
