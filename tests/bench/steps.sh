#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What each step of reading a page brings: errors and seconds with all of them, and without one after the other.
#
#   tests/bench/steps.sh BENCH-STEPS SCORE.PY LETTERS [STEP...]
#
# LETTERS: a folder with truth.jsonl and files/, as SCORE.PY takes it, which writes what it found with --json. Two
# processes share the files. Rows are: the step left out, CER and WER in percent, pages turned the right way and blank
# pages told rightly in percent, seconds of CPU.
set -eu

bench=$1 score=$2 letters=$3
shift 3
[ $# -gt 0 ] || set -- scaling evening dark specks turning skew stamps rules thresholds rescue noise spacing all
export OMP_THREAD_LIMIT=1
root=$(mktemp -d "${TMPDIR:-/tmp}/arsip-bench-XXXXXX")
trap 'rm -rf "$root"' EXIT

# read_half ODD: every other file
read_half() {
    # shellcheck disable=SC2046
    "$bench" $(find "$letters/files" ! -type d | sort | awk -v odd="$1" 'NR % 2 == odd') >"$root/$1.jsonl" 2>"$root/$1.errors"
}

measure() {
    read_half 0 &
    read_half 1
    wait
    cat "$root/0.jsonl" "$root/1.jsonl" >"$root/export.jsonl"
    python3 "$score" "$letters" --export "$root/export.jsonl" --present-only --json "$root/score.json" >/dev/null
    seconds=$(cat "$root"/?.errors | awk '/seconds/ {sum += $1} END {print sum}')
    python3 - "$root/score.json" "$1" "$seconds" <<'END'
import json, sys
found = json.load(open(sys.argv[1]))
found = found.get("ocr", found)
every = found["classes"]["all"]
print("%-12s %6.2f %6.2f %8.1f %6.1f %8.1f" % (sys.argv[2], 100 * every["cer"], 100 * every["wer"],
      100 * found["rotation"]["accuracy"], 100 * found["blank"]["accuracy"], float(sys.argv[3])))
END
}

printf '%-12s %6s %6s %8s %6s %8s\n' without CER WER rotation blank seconds
ARSIP_BENCH_WITHOUT='' measure '(nothing)'
for step in "$@"; do
    ARSIP_BENCH_WITHOUT=$step
    export ARSIP_BENCH_WITHOUT
    measure "$step"
done
