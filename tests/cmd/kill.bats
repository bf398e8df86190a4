#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# An ingest that is killed at any instant and run again leaves what one undisturbed run leaves.
#
# ARSIP_KILLS: how many instants (50). ARSIP_SEED: which (a new one each time; printed, so that a failure can be had again).

load desk

setup() {
    open_desk
    batch=$BATS_TEST_TMPDIR/surat
    write_letters "$batch" 12
    write_invitation "$batch/undangan.txt"
    cp "$batch/surat-3.txt" "$batch/lagi.txt"
    : >"$batch/kosong.txt"
    (cd "$batch" && mkdir boks && cp undangan.txt boks/sama.txt && write_letters boks 2 &&
        echo 'Surat yang hanya ada di dalam boks' >boks/dalam.txt && python3 -m zipfile -c boks.zip boks && rm -r boks)
    echo 'Surat yang hanya ada di dalam surel' >lampiran.txt
    write_mail dalam.eml 'Surel di dalam' 'Isi' lampiran.txt
    write_mail "$batch/surel.eml" 'Surel kenaikan pangkat' 'Isi surel' dalam.eml "$batch/undangan.txt" "$batch/boks.zip"
    cp "$ARSIP_SOURCE"/tests/data/strips/*.{png,tif} "$batch"
    cp -a archive empty
}

# What people see of it: the index is asked too.
answers_of() {
    local query
    for query in surat pangkat 'hal:undangan' 'label:jenis/undangan' 'judul:"surat edaran"' boks surel; do
        arsip --archive "$1" search --limit 0 --format tsv "$query" | cut -f2- || true
    done
    arsip --archive "$1" batch show 1 --format jsonl |
        sed -E 's/"(archive|uuid|started|finished)":"[^"]*",//g; s/"seconds":[0-9.]*,//'
}

everything_of() {
    contents_of "$1"
    answers_of "$1"
}

make_undisturbed() {
    local begun=${EPOCHREALTIME/./}
    status=0
    arsip --archive "$1" ingest "$batch" >/dev/null || status=$?
    [ "$status" -eq 3 ]
    duration=$((${EPOCHREALTIME/./} - begun))
}

# Microseconds. A third of them soon after the start, where the batch is begun and the files are stored.
choose_instant() {
    local within=$duration
    [ $(($1 % 3)) -ne 0 ] || within=$((duration / 8))
    instant=$((((RANDOM << 15) | RANDOM) % within))
}

kill_after() {
    local seconds
    seconds=$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))
    timeout --foreground --signal=KILL "$seconds" "$ARSIP" --archive "$2" ingest "$batch" >/dev/null 2>&1 || true
}

is_done() {
    arsip --archive "$1" batch list --format jsonl | grep -q '"state":"done"'
}

# Killed between its last transaction and its report, the batch is done: another ingest would be another batch.
run_again() {
    local status=0
    if is_done "$1"; then
        echo "# it was done"
        return
    fi
    arsip --archive "$1" ingest "$batch" >/dev/null || status=$?
    [ "$status" -eq 3 ]
}

@test "an ingest killed at random instants and run again equals one without interruption" {
    local seed=${ARSIP_SEED:-$SRANDOM} number
    RANDOM=$((seed % 32768))
    echo "# ARSIP_SEED=$seed ARSIP_KILLS=${ARSIP_KILLS:-50}"
    cp -a empty whole
    make_undisturbed whole
    everything_of whole >whole.txt
    is_tidy whole

    for ((number = 1; number <= ${ARSIP_KILLS:-50}; number++)); do
        rm -rf killed && cp -a empty killed
        choose_instant "$number"
        echo "# kill $number after $instant of $duration microseconds"
        kill_after "$instant" killed
        run_again killed

        is_tidy killed
        everything_of killed >killed.txt
        diff whole.txt killed.txt
    done
}

@test "an ingest killed again and again comes to the same end" {
    local step
    cp -a empty whole
    make_undisturbed whole
    everything_of whole >whole.txt

    # Each run has less to do than the one before, so one of them may come to its end.
    for step in 1 2 3 4 5 6; do
        is_done archive || kill_after $((duration * step / 8)) archive
    done
    run_again archive

    is_tidy archive
    everything_of archive >killed.txt
    diff whole.txt killed.txt
}

@test "after a kill reading works at once, and what was told is there" {
    make_undisturbed empty
    kill_after $((duration * 2 / 3)) archive

    run -0 arsip status --format jsonl
    run arsip search surat

    [ "$status" -eq 0 ] || [ "$status" -eq 1 ]
}

@test "other commands that write go on beside an interrupted batch" {
    make_undisturbed empty
    kill_after $((duration / 2)) archive
    echo 'Surat yang datang kemudian' >kemudian.txt

    run -0 arsip ingest kemudian.txt
    run -0 arsip search --count kemudian
    [ "$output" = 1 ]

    # What was stored and is not named yet is taken up by the same ingest, were it killed that early.
    run -3 arsip ingest "$batch"
    is_tidy archive
}
