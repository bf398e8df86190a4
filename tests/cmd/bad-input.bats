#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Whatever is wrong with an input gets one sentence with its name, is counted, and costs nothing but itself.

load desk

setup() {
    open_desk
    mkdir surat
    echo 'Surat yang baik di antara yang rusak' >surat/baik.txt
}

make_bad() {
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/bad.py" "$1" "surat/$2"
}

# Takes in surat/ and leaves the report in $output as JSON Lines.
ingest() {
    run -3 --separate-stderr arsip ingest --format jsonl surat
}

# is_told PATH WORDS...: one problem has this path, from the root as it is shown, and its sentence names it and holds the words.
is_told() {
    local reason
    reason=$(json "[problem['reason'] for problem in one['problems'] if problem['reason'].startswith('''$PWD/$1: ''')]" <<<"$output")
    [ "$(json 'len(one)' <<<"$reason")" -eq 1 ] || {
        echo "not told once: $1"
        echo "$output"
        return 1
    }
    shift
    for word in "$@"; do
        [[ "$reason" == *"$word"* ]] || {
            echo "no \"$word\" in $reason"
            return 1
        }
    done
}

# The rest of the batch is done, and the archive is whole.
rest_is_done() {
    [ "$(arsip search --count rusak)" = 1 ]
    is_tidy archive
}

@test "an empty file" {
    : >surat/kosong.pdf

    ingest

    is_told surat/kosong.pdf empty
    rest_is_done
}

@test "a TIFF that was cut short" {
    head -c 20000 "$ARSIP_SOURCE/samples/surat/scan-002.tif" >surat/terpotong.tif

    ingest

    is_told surat/terpotong.tif "cut short"
    rest_is_done
}

@test "a PDF with a password, and one without pages" {
    make_bad pdf-with-password sandi.pdf
    make_bad pdf-without-pages hampa.pdf

    ingest

    is_told surat/sandi.pdf password
    is_told surat/hampa.pdf "no pages"
    rest_is_done
}

@test "text that is called .jpg is read as text" {
    echo 'Undangan yang salah nama' >surat/undangan.jpg

    run -0 arsip ingest surat
    run -0 arsip search --format jsonl undangan

    [ "$(json 'one["name"]' <<<"$output")" = undangan.jpg ]
}

@test "pictures that claim 60,000 by 60,000 pixels" {
    make_bad png raksasa.png
    make_bad tiff raksasa.tif

    ingest

    is_told surat/raksasa.png "60000 × 60000"
    is_told surat/raksasa.tif "60000 × 60000"
    rest_is_done
}

@test "a file and a folder without permission" {
    mkdir surat/terkunci
    echo rahasia >surat/tertutup.txt
    echo rahasia >surat/terkunci/dalam.txt
    chmod 000 surat/terkunci surat/tertutup.txt
    if [ "$(id -u)" -eq 0 ]; then
        command -v setpriv >/dev/null || skip "root may read everything, and there is no setpriv to be somebody else"
        # Somebody who cannot even reach the build folder cannot be asked to run what stands there.
        setpriv --reuid=65534 --regid=65534 --clear-groups "$ARSIP" --version >/dev/null ||
            skip "nobody may not run the command here"
        chmod a+x "$BATS_RUN_TMPDIR" "$BATS_TEST_TMPDIR/.." "$BATS_TEST_TMPDIR" 2>/dev/null
        chown -R 65534:65534 archive surat
        chmod 700 archive
        chmod a+rx .
        arsip() { setpriv --reuid=65534 --regid=65534 --clear-groups "$ARSIP" "$@"; }
    fi

    ingest

    is_told surat/terkunci "ermission denied"
    is_told surat/tertutup.txt "ermission denied"
    rest_is_done
    chmod 755 surat/terkunci
}

@test "a name with a line feed and escape bytes, and one that is no UTF-8, are shown escaped" {
    for name in 'baris\nbaru\033[31m.txt' 'lama-\377.txt' 'c1-\302\233m.txt'; do
        printf '%%PDF-1.4 %s' "$name" >"surat/$(printf "$name")"
    done

    run -3 --separate-stderr arsip ingest surat
    is_printable "$output$stderr"
    [ "$(grep -cP '[\x{80}-\x{9f}]' <<<"$output$stderr")" = 0 ]
    [[ "$output" == *'baris\nbaru\x1b[31m.txt: '* ]]
    [[ "$output" == *'lama-\xff.txt: '* ]]

    run -3 --separate-stderr arsip ingest --quiet --set lokasi=rak "surat/$(printf 'hilang\033\n.txt')"
    is_printable "$output$stderr"
    for command in "status" "log" "batch show 1" "export --format text" "export" "check" "search surat" "label --explain"; do
        run --separate-stderr arsip $command
        is_printable "$output$stderr" || { echo "$command"; false; }
    done
    rest_is_done
}

@test "a path that is not there, or vanished since its name was given" {
    printf '%s\n' surat/hilang.txt surat/baik.txt >names

    run -3 --separate-stderr arsip ingest --format jsonl - <names

    is_told surat/hilang.txt "No such file"
    rest_is_done
}

@test "a loop of links, a link to nowhere, a pipe" {
    ln -s ../surat surat/lingkar
    mkdir surat/sub
    ln -s .. surat/sub/naik
    ln -s tidak-ada surat/gantung
    ln -s sendiri surat/sendiri
    mkfifo surat/pipa

    ingest

    is_told surat/lingkar link
    is_told surat/sub/naik link
    is_told surat/gantung "No such file"
    is_told surat/sendiri "symbolic links"
    is_told surat/pipa "no ordinary file"
    [ "$(report new_documents)" -eq 1 ]
    rest_is_done
}

@test "archives are opened five deep, and no deeper" {
    make_bad zip-in-zips lapis.zip

    ingest

    is_told surat/lapis.zip/lapis-2.zip/lapis-3.zip/lapis-4.zip/lapis-5.zip/lapis-6.zip 5 deep
    run -1 arsip search terdalam
    rest_is_done
}

@test "names in archives that climb out, and links in them, write nothing outside" {
    make_bad zip-that-climbs naik.zip
    make_bad tar-that-climbs naik.tar

    ingest

    is_told surat/naik.tar/tautan link
    is_told surat/naik.tar/keras link
    is_told surat/naik.tar/alat device
    [ -z "$(find / "$BATS_TEST_TMPDIR" -xdev \( -name keluar.txt -o -path /mutlak \) 2>/dev/null)" ]
    [ "$(ls surat)" = "$(printf 'baik.txt\nnaik.tar\nnaik.zip')" ]
    [ "$(arsip export | json 'sum(".." in document["source"] for document in all)')" = 0 ]
    run -0 arsip search --count baik
    rest_is_done
}

@test "an archive that swells is stopped" {
    make_bad zip-that-swells bom.zip

    ingest

    is_told surat/bom.zip "200 times"
    rest_is_done
}

@test "an archive of too many files is stopped" {
    make_bad zip-of-many bom.zip

    ingest

    is_told surat/bom.zip "100000"
    rest_is_done
}

@test "an archive that was cut short gives what it still holds" {
    make_bad zip-cut-short putus.zip

    ingest

    is_told surat/putus.zip "cut short"
    rest_is_done
}

@test "the archive is not taken into itself" {
    cp -a archive surat/arsip
    ARSIP_ARCHIVE=$PWD/surat/arsip

    ingest

    is_told surat/arsip "the archive itself"
    [ "$(report new_documents)" -eq 1 ]
    is_tidy surat/arsip
}

@test "bad files are counted in the report, which batch show prints again" {
    : >surat/kosong.tif
    make_bad pdf-without-pages hampa.pdf

    ingest

    [ "$(report files)" -eq 3 ]
    [ "$(report new_documents)" -eq 3 ]
    [ "$(json 'len(one["problems"])' <<<"$output")" -eq 2 ]
    first=$output
    run -0 arsip batch show 1 --format jsonl
    [ "$output" = "$first" ]
}
