#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Backing up an archive of N one-line text files: the first time, and unchanged, against `cp -r` + `sync` and `cp -ru` of the
# same folder, side by side in one run, as ratios; and the peak memory of arsip. Three rounds; the middle one counts.
#
#   tests/bench/backup.sh ARSIP [FOLDER [N [TARGET]]]     FOLDER, TARGET: on the disks that are to be measured
set -eu

arsip=$1
root=$(mktemp -d "${2:-/tmp}/arsip-bench-XXXXXX")
count=${3:-10000}
target=$(mktemp -d "${4:-${2:-/tmp}}/arsip-bench-XXXXXX")
trap 'rm -rf "$root" "$target"' EXIT

mkdir "$root/files"
awk -v n="$count" -v folder="$root/files" 'BEGIN {
    for (i = 0; i < n; i++) {
        name = sprintf("%s/%06d.txt", folder, i)
        printf "Nomor : 005/%d-Um, Hal : Undangan rapat koordinasi ke-%d\n", i, i > name
        close(name)
    }
}'
"$arsip" --archive "$root/archive" init 2>/dev/null
"$arsip" --archive "$root/archive" ingest --store-only "$root/files" >/dev/null

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
    timed copy sh -c "cp -r '$root/archive' '$target/copy-$round' && sync"
    timed first "$arsip" --archive "$root/archive" backup "$target/backup-$round"
    timed update cp -ru "$root/archive/." "$target/copy-$round"
    timed again "$arsip" --archive "$root/archive" backup "$target/backup-$round"
done

middle() {
    sort -n "$root/$1" | sed -n 2p
}

# ratio NAME PEER
ratio() {
    seconds=$(middle "$1.seconds")
    printf '%-8s %7.2f s   %5.2f x %s   peak %d MiB\n' "$1" "$seconds" \
        "$(awk -v a="$seconds" -v b="$(middle "$2.seconds")" 'BEGIN { print a / (b > 0 ? b : 0.01) }')" "$2" \
        "$(($(middle "$1.peak") / 1024))"
}

echo "originals: $count of one line"
ratio copy copy
ratio first copy
ratio update update
ratio again update
