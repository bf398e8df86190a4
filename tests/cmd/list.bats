#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The lists of an archive office: the columns that it knows, and cells that stay what they are.

load desk

# write_letter NAME NUMBER DATE SUBJECT
write_letter() {
    printf 'PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\n\n                    Cendana, %s\nNomor : %s\nSifat : Biasa\nHal   : %s\n\nYth. Kepala Bagian Organisasi\ndi Tempat\n\nDengan hormat.\n' \
        "$3" "$2" "$4" >"surat/$1.txt"
}

setup() {
    open_desk
    mkdir surat
    write_letter satu 005/117-Um "12 Maret 2024" "Undangan Rapat Koordinasi"
    write_letter dua 005/118-Um "14 Maret 2024" "Undangan Rapat Anggaran"
    write_letter tiga 800/45/BKPSDM/2023 "2 Mei 2023" "Permohonan Cuti Tahunan"
    arsip ingest --quiet --set unit=Umum surat >/dev/null
}

number_of() {
    arsip search --format jsonl "nomor:$1" | json 'one["id"]'
}

# rows FILE [SEPARATOR]: the cells of a CSV file, as JSON.
rows() {
    python3 -c 'import csv, json, sys
json.dump(list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline=""), delimiter=sys.argv[2], strict=True)), sys.stdout)' "$1" "${2-,}"
}

@test "a Daftar Berkas has a line for each code, unit and year" {
    arsip export --format daftar-berkas --output berkas.csv

    [ "$(rows berkas.csv | json 'one[0]')" = \
        '["No", "Kode Klasifikasi", "Nomor Berkas", "Unit Pengolah", "Uraian Informasi Berkas", "Kurun Waktu", "Jumlah", "Keterangan"]' ]
    [ "$(rows berkas.csv | json 'one[1:]')" = \
        '[["1", "005", "1", "Umum", "Undangan Rapat Koordinasi; Undangan Rapat Anggaran", "2024", "2", ""], ["2", "800", "2", "Umum", "Permohonan Cuti Tahunan", "2023", "1", ""]]' ] ||
        [ "$(rows berkas.csv | json 'one[1:]')" = \
        '[["1", "005", "1", "Umum", "Undangan Rapat Anggaran; Undangan Rapat Koordinasi", "2024", "2", ""], ["2", "800", "2", "Umum", "Permohonan Cuti Tahunan", "2023", "1", ""]]' ]
}

@test "documents that were given one berkas are one, whatever their codes and years" {
    for number in 005/117-Um 800/45/BKPSDM/2023; do
        arsip edit "$(number_of "$number")" --set berkas=1 --set "uraian=Rapat dan cuti" --set "lokasi=Rak 3"
    done

    arsip export --format daftar-berkas --output berkas.csv

    [ "$(rows berkas.csv | json '[row[1:] for row in one[1:]]')" = \
        '[["", "1", "Umum", "Rapat dan cuti", "2023-2024", "2", "Rak 3"], ["005", "2", "Umum", "Undangan Rapat Anggaran", "2024", "1", ""]]' ]
}

@test "a Daftar Isi Berkas numbers what lies in each berkas, as the Daftar Berkas numbers those" {
    arsip export --format daftar-isi --output isi.csv

    [ "$(rows isi.csv | json 'one[0]')" = \
        '["Nomor Berkas", "Nomor Item Arsip", "Kode Klasifikasi", "Uraian Informasi", "Tanggal", "Jumlah", "Keterangan SKKAD", "Keterangan"]' ]
    [ "$(rows isi.csv | json '[row[:3] + row[4:7] for row in one[1:]]')" = \
        '[["1", "1", "005", "12-03-2024", "1", "Biasa/Terbuka"], ["1", "2", "005", "14-03-2024", "1", "Biasa/Terbuka"], ["2", "1", "800", "02-05-2023", "1", "Biasa/Terbuka"]]' ]
}

@test "a Buku Agenda has a line for each letter, in the order of its own numbers" {
    arsip edit "$(number_of 800/45/BKPSDM/2023)" --set agenda=9 --set arah=masuk
    arsip edit "$(number_of 005/117-Um)" --set agenda=10 --set arah=masuk

    arsip export --format agenda --output agenda.csv

    [ "$(rows agenda.csv | json '[row[0] for row in one]')" = '["Nomor Agenda", "9", "10", "3"]' ]
    [ "$(rows agenda.csv | json 'one[1][2:5] + one[1][6:8]')" = \
        '["masuk", "800/45/BKPSDM/2023", "02-05-2023", "Kepala Bagian Organisasi", "Permohonan Cuti Tahunan"]' ]
}

@test "a secret letter is told for one" {
    arsip label --add keamanan/rahasia "$(number_of 800/45/BKPSDM/2023)"

    arsip export --format daftar-isi --output isi.csv

    [ "$(rows isi.csv | json '[row[6] for row in one[1:]]')" = '["Biasa/Terbuka", "Biasa/Terbuka", "Rahasia"]' ]
}

@test "no cell of CSV becomes a formula" {
    id=$(number_of 005/117-Um)
    for begin in = + - @ "$(printf '\t=')" " ="; do
        arsip edit "$id" --set "hal=${begin}HYPERLINK(\"http://x\")" --note "${begin}1+1"
        arsip export --format agenda --output agenda.csv --force

        [ "$(rows agenda.csv | json '[cell for row in one for cell in row if cell.strip()[:1] in ("=", "+", "-", "@") or cell[:1] in "\t\r" and cell]')" = '[]' ]
    done
}

@test "CSV opens in a spreadsheet: a byte order mark, the separator that was asked for, lines that end with CR LF" {
    arsip edit "$(number_of 005/117-Um)" --set 'hal=Satu; dua, "tiga"'
    arsip export --format agenda --separator ';' --output agenda.csv

    [ "$(head -c 3 agenda.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
    [ "$(grep -c $'\r$' agenda.csv)" -eq 4 ]
    [ "$(rows agenda.csv ';' | json '[row[7] for row in one if "tiga" in row[7]]')" = '["Satu; dua, \"tiga\""]' ]
    run -64 arsip export --format agenda --separator x
    run -64 arsip export --separator ';'
}

@test "in XLSX every text stays text" {
    id=$(number_of 005/117-Um)
    arsip edit "$id" --set nomor=005 --set dari=3301014101800001 --set kepada=1/2 --set 'hal==1+1' --set agenda=007

    arsip export --format agenda --output agenda.xlsx

    python3 "$ARSIP_SOURCE/tests/cmd/helpers/sheet.py" agenda.xlsx >cells
    grep -qP '^s:007\t.*\ts:005\t.*\ts:3301014101800001\ts:1/2\ts:=1\+1\t' cells
    ! grep -q 'f:' cells
}

@test "the same list of an unchanged archive is the same bytes" {
    for ending in csv xlsx; do
        for list in daftar-berkas daftar-isi agenda; do
            arsip export --format "$list" --output "first.$ending" --force
            TZ=Asia/Jakarta arsip export --format "$list" --output "second.$ending" --force
            cmp "first.$ending" "second.$ending"
        done
    done
}

@test "an existing list is not overwritten, and .xlsx is for lists" {
    echo lama >agenda.xlsx

    run -2 arsip export --format agenda --output agenda.xlsx
    [ "$(cat agenda.xlsx)" = lama ]
    run -64 --separate-stderr arsip export --output surat.xlsx
    [[ "$stderr" == *daftar-berkas* ]]
}

@test "a list of whole numbers of persons says so once" {
    arsip edit "$(number_of 005/117-Um)" --set 'dari=NIK 3301014101800001'

    run -0 --separate-stderr arsip export --format agenda --output agenda.csv

    [ "$(grep -c 'not masked' <<<"$stderr")" -eq 1 ]
}
