# SPDX-License-Identifier: GPL-3.0-or-later
# What the tests of commands share: a fresh archive for each, letters to put into it, and questions to ask of it.

bats_require_minimum_version 1.5.0

: "${ARSIP:?the command to test}" "${ARSIP_READER:?its reader}" "${ARSIP_SOURCE:?the source tree}"
export LC_ALL=C.UTF-8 LANGUAGE='' TZ=UTC
unset XDG_DATA_HOME NO_COLOR

arsip() {
    "$ARSIP" "$@"
}

# An empty archive, and the test's own folder to stand in.
open_desk() {
    export ARSIP_ARCHIVE=$BATS_TEST_TMPDIR/archive
    cd "$BATS_TEST_TMPDIR" || return
    arsip init 2>/dev/null
}

# write_letters FOLDER COUNT: letters of one line, each different.
write_letters() {
    local number
    mkdir -p "$1"
    for ((number = 1; number <= $2; number++)); do
        printf 'Surat %d perihal kenaikan pangkat pegawai\n' "$number" >"$1/surat-$number.txt"
    done
}

# write_invitation FILE: a letter that has fields and labels.
write_invitation() {
    cat >"$1" <<'LETTER'
PEMERINTAH KOTA CENDANA
SEKRETARIAT DAERAH

                                        Cendana, 12 Maret 2024
Nomor : 005/117-Um
Sifat : Biasa
Hal   : Undangan Rapat Koordinasi

Yth. Kepala Bagian Organisasi
di Tempat

Mengharap kehadiran Saudara pada rapat di Ruang Anggrek,
hari Senin pukul 09.00, membahas kenaikan pangkat pegawai.
LETTER
}

# write_mail FILE SUBJECT BODY [ATTACHMENT...]
write_mail() {
    local file=$1
    shift
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/mail.py" "$@" >"$file"
}

# json EXPRESSION: the expression of Python over the lines of JSON on standard input, `all` of them or `one`.
json() {
    python3 -c '
import json, sys
all = [json.loads(line) for line in sys.stdin]
one = all[0] if all else None
value = eval(sys.argv[1])
print(json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, (dict, list, bool)) else value)
' "$1"
}

# report KEY: a count of the report that was printed into $output, as JSON Lines.
report() {
    # shellcheck disable=SC2154 # bats sets it
    json "one['$1']" <<<"$output"
}

# No byte that a terminal would obey but the line feed.
is_printable() {
    ! LC_ALL=C grep -qP '[\x00-\x09\x0b-\x1f\x7f]' <<<"$1"
}

# skip_unless_root WHY
skip_unless_root() {
    [ "$(id -u)" -eq 0 ] || skip "$1 needs root"
}

# What an archive holds, whatever its UUIDs and the times: two that were filled alike give the same.
contents_of() {
    python3 "$ARSIP_SOURCE/tests/cmd/helpers/contents.py" "$1"
}

# What an interrupted ingest may leave: originals that wait for the same ingest to name them, and no other fault.
is_sound() {
    local faults
    faults=$("$ARSIP" --archive "$1" check --format jsonl | grep -v 'an interrupted ingest may have left it' || true)
    [ -z "$faults" ] || {
        echo "$faults"
        return 1
    }
}

# Nothing half-written, nothing missing, nothing unnamed.
is_tidy() {
    [ -z "$(find "$1/incoming" -mindepth 1 -maxdepth 1 ! -name writer)" ] || {
        ls -lR "$1/incoming"
        return 1
    }
    "$ARSIP" --archive "$1" check
}
