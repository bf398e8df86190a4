#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Taking in N one-line text files: `ingest --store-only` and the whole `ingest` against `cp -r` + `sha256sum` + `sync` of the
# same files, side by side in one run, as ratios; and the peak memory of arsip. Three rounds; the middle one counts.
#
#   tests/bench/store.sh ARSIP [FOLDER [N]]     FOLDER: on the disk that is to be measured
set -eu

arsip=$1
root=$(mktemp -d "${2:-/tmp}/arsip-bench-XXXXXX")
count=${3:-10000}
trap 'rm -rf "$root"' EXIT

mkdir "$root/files"
awk -v n="$count" -v folder="$root/files" 'BEGIN {
    for (i = 0; i < n; i++) {
        name = sprintf("%s/%06d.txt", folder, i)
        printf "Nomor : 005/%d-Um, Hal : Undangan rapat koordinasi ke-%d\n", i, i > name
        close(name)
    }
}'

# timed NAME COMMAND...: appends seconds to NAME.seconds, kilobytes at the peak to NAME.peak
timed() {
    name=$1
    shift
    sync
    /usr/bin/time -f '%e %M' -o "$root/time" "$@" >/dev/null 2>"$root/errors" || { cat "$root/errors" >&2; exit 1; }
    read -r seconds peak <"$root/time"
    echo "$seconds" >>"$root/$name.seconds"
    echo "$peak" >>"$root/$name.peak"
}

for round in 1 2 3; do
    "$arsip" --archive "$root/stored-$round" init 2>/dev/null
    "$arsip" --archive "$root/read-$round" init 2>/dev/null
    timed copy sh -c "cp -r '$root/files' '$root/copy-$round' && find '$root/copy-$round' -type f -print0 | xargs -0 sha256sum && sync"
    timed store "$arsip" --archive "$root/stored-$round" ingest --store-only "$root/files"
    timed ingest "$arsip" --archive "$root/read-$round" ingest "$root/files"
done

middle() {
    sort -n "$root/$1" | sed -n 2p
}

copy=$(middle copy.seconds)
echo "files: $count of one line"
for name in copy store ingest; do
    seconds=$(middle $name.seconds)
    printf '%-8s %7.2f s   %5.2f x   peak %d MiB\n' "$name" "$seconds" \
        "$(awk -v a="$seconds" -v b="$copy" 'BEGIN { print a / b }')" "$(($(middle $name.peak) / 1024))"
done
