#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Exporting N short letters to a bag, as a folder, a TAR and a ZIP, against `tar` of the very files of that bag, side by side in
# one run, as ratios: of the time that passes, and of the processor's. `cp -r` of them tells what it takes to make so many files
# at all. Seven rounds; the middle one counts. A file system that just lost many files is slow to make new ones: wait a while
# between two runs.
#
#   tests/bench/bag.sh ARSIP [FOLDER [N]]     FOLDER: on the disk that is to be measured
set -eu

arsip=$1
root=$(mktemp -d "${2:-/tmp}/arsip-bench-XXXXXX")
count=${3:-10000}
trap 'rm -rf "$root"' EXIT
export ARSIP_ARCHIVE="$root/archive"

mkdir "$root/files"
awk -v n="$count" -v folder="$root/files" 'BEGIN {
    for (i = 0; i < n; i++) {
        name = sprintf("%s/%06d.txt", folder, i)
        printf "Nomor : 005/%d-Um\nHal : Undangan rapat koordinasi ke-%d\n\n", i, i > name
        for (j = 0; j < 20; j++)
            print "Mengharap kehadiran Saudara pada rapat di Ruang Anggrek, membahas kenaikan pangkat pegawai." > name
        close(name)
    }
}'
"$arsip" init 2>/dev/null
"$arsip" ingest --quiet "$root/files" >/dev/null

# timed NAME COMMAND...: appends seconds, those of the processor and kilobytes at the peak to NAME
timed() {
    name=$1
    shift
    sync
    start=$(date +%s%N)
    /usr/bin/time -f '%U %S %M' -o "$root/time" "$@" >/dev/null 2>"$root/errors" || { cat "$root/errors" >&2; exit 1; }
    awk -v passed="$(($(date +%s%N) - start))" '{ print passed / 1e9, $1 + $2, $3 }' "$root/time" >>"$root/$name"
}

for round in 1 2 3 4 5 6 7; do
    timed folder "$arsip" export --format bag --output "$root/bag-$round"
    timed packed.tar "$arsip" export --format bag --output "$root/bag-$round.tar"
    timed packed.zip "$arsip" export --format bag --output "$root/bag-$round.zip"
    timed tar sh -c "tar -cf '$root/tar-$round.tar' -C '$root' 'bag-$round' && sync '$root/tar-$round.tar'"
    timed cp sh -c "cp -r '$root/bag-$round' '$root/copy-$round' && sync -f '$root/copy-$round'"
done

# middle NAME COLUMN
middle() {
    cut -d' ' -f"$2" "$root/$1" | sort -n | sed -n 4p
}

echo "documents: $count short letters, $(du -sm "$root/bag-1" | cut -f1) MB as a bag"
for name in tar cp folder packed.tar packed.zip; do
    printf '%-10s %7.3f s   %5.2f of tar   processor %6.2f s   %5.2f of tar   peak %d MiB\n' "$name" "$(middle $name 1)" \
        "$(awk -v a="$(middle $name 1)" -v b="$(middle tar 1)" 'BEGIN { print b / a }')" "$(middle $name 2)" \
        "$(awk -v a="$(middle $name 2)" -v b="$(middle tar 2)" 'BEGIN { print b / a }')" "$(($(middle $name 3) / 1024))"
done
