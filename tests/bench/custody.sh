#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Keeping an archive: what `check` takes against `sha256sum` over the same files, side by side in one run, as ratios; and the
# peak memory. N files that are stored alone: of 300 kB, as scans are, or of one line ("lines"); or one-line texts that were
# read, each with its place in catalogue and index, which are checked too ("texts"). Five rounds; the middle one counts.
#
#   tests/bench/custody.sh ARSIP [FOLDER [N [scans|lines|texts]]]     FOLDER: on the disk that is to be measured
set -eu

arsip=$1
root=$(mktemp -d "${2:-/tmp}/arsip-bench-XXXXXX")
count=${3:-2000}
kind=${4:-scans}
trap 'rm -rf "$root"' EXIT

mkdir "$root/files"
if [ "$kind" != scans ]; then
    awk -v n="$count" -v folder="$root/files" 'BEGIN {
        for (i = 0; i < n; i++) {
            name = sprintf("%s/%06d.txt", folder, i)
            printf "Nomor : 005/%d-Um, Hal : Undangan rapat koordinasi ke-%d\n", i, i > name
            close(name)
        }
    }'
else
    head -c "$((count * 300000))" /dev/urandom | split -a 6 -b 300000 - "$root/files/"
fi
"$arsip" --archive "$root/archive" init 2>/dev/null
if [ "$kind" = texts ]; then
    "$arsip" --archive "$root/archive" ingest --quiet "$root/files" >/dev/null
else
    "$arsip" --archive "$root/archive" ingest --quiet --store-only "$root/files" >/dev/null
fi

# timed NAME COMMAND...: appends seconds and seconds of the processor to NAME.seconds and NAME.busy, kilobytes to NAME.peak
timed() {
    name=$1
    shift
    /usr/bin/time -f '%e %U %S %M' -o "$root/time" "$@" >/dev/null 2>"$root/errors" || { cat "$root/errors" >&2; exit 1; }
    read -r seconds user system peak <"$root/time"
    echo "$seconds" >>"$root/$name.seconds"
    awk -v a="$user" -v b="$system" 'BEGIN { print a + b }' >>"$root/$name.busy"
    echo "$peak" >>"$root/$name.peak"
}

for _ in 1 2 3 4 5; do
    timed sha256sum sh -c "find '$root/archive/files' -type f -print0 | xargs -0 sha256sum"
    timed check "$arsip" --archive "$root/archive" check
    timed sample "$arsip" --archive "$root/archive" check --sample 5%
done

middle() {
    sort -n "$root/$1" | sed -n 3p
}

echo "files: $count ($kind), $(du -sh "$root/archive/files" | cut -f 1)"
for name in sha256sum check sample; do
    awk -v name="$name" -v s="$(middle $name.seconds)" -v t="$(middle sha256sum.seconds)" -v b="$(middle $name.busy)" \
        -v c="$(middle sha256sum.busy)" -v peak="$(middle $name.peak)" 'BEGIN {
        printf "%-10s %7.2f s, %6.2f x as fast   processor %7.2f s, %6.2f x as fast   peak %d MiB\n", name, s, t / (s + 0.001),
            b, c / (b + 0.001), peak / 1024 }'
done
