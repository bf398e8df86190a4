# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of arsip for bash.

_arsip_verbs="init ingest ocr label search show open edit export import status batch withdraw restore setting check log"
_arsip_aliases="mulai masuk baca labeli cari tampil buka ubah ekspor impor keadaan kumpulan tarik pulihkan atur periksa riwayat"

# The verb that a word on the command line stands for, or nothing.
_arsip_verb_of() {
    case $1 in
    mulai) echo init ;; masuk) echo ingest ;; baca) echo ocr ;; labeli) echo label ;; cari) echo search ;;
    tampil) echo show ;; buka) echo open ;; ubah) echo edit ;; ekspor) echo export ;; impor) echo import ;; keadaan) echo status ;;
    kumpulan) echo batch ;; tarik) echo withdraw ;; pulihkan) echo restore ;; periksa) echo check ;;
    riwayat) echo log ;; atur) echo setting ;;
    *) [[ " $_arsip_verbs " != *" $1 "* ]] || echo "$1" ;;
    esac
}

_arsip_options_of() {
    case $1 in
    init) echo --shared= --shared-write ;;
    ingest) echo --null --store-only --set --move --move-to --watch --settle --jobs --nice --lang --password-file --quiet \
        --failed-to --wait --format ;;
    ocr) echo --query --retry --redo --force --pages --jobs --nice --lang --password-file --quiet --wait ;;
    label) echo --query --add --remove --why --plan --apply --undo --explain --check --suggest --limit --format ;;
    search) echo --label --since --until --limit --offset --sort --exact --fuzzy --no-synonyms --count --facets --like \
        --open --image --force --password-file --null --save --saved --forget --as-rule --explain --unmask --rebuild --format ;;
    show) echo --page --text --explain-page --image --query --force --password-file --unmask --format ;;
    open) echo --to ;;
    edit) echo --set --name --note --text ;;
    export) echo --format --output --originals --separator --event --password-file --force ;;
    import) echo --jobs --nice --lang --password-file --quiet --wait --format ;;
    status) echo --low --under --format ;;
    check) echo --sample --since --resume --repair --receipt --against --format ;;
    setting) echo --format ;;
    batch) echo --why --format ;;
    withdraw | restore) echo --why ;;
    log) echo --limit --unmask --format ;;
    esac
    echo --archive --help
}

_arsip_formats_of() {
    case $1 in
    search | setting) echo text jsonl tsv ;;
    export) echo jsonl text hocr alto pdf daftar-berkas daftar-isi agenda bag ;;
    *) echo text jsonl ;;
    esac
}

_arsip() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb="" at words=""
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; at++)); do
        [[ ${COMP_WORDS[at - 1]} == --archive ]] || verb=$(_arsip_verb_of "${COMP_WORDS[at]}")
        [[ -z $verb ]] || break
    done

    case $before in
    --archive | --failed-to | --move-to | --watch | --to | --originals) mapfile -t COMPREPLY < <(compgen -d -- "$word") && return ;;
    --output | --image | --password-file | --plan | --apply | --resume | --receipt | --against) mapfile -t COMPREPLY < <(compgen -f -- "$word") && return ;;
    --sort) words="best newest oldest" ;;
    --separator) words="tab" ;;
    --format) words=$(_arsip_formats_of "$verb") ;;
    --jobs | --lang | --wait | --settle | --limit | --offset | --page | --pages | --why | --set | --name | --note | --since | --until | \
        --event | --query | --label | --add | --remove | --like | --open | --save | --forget | --sample) return ;;
    *)
        if [[ $word == -* ]]; then
            words=$([[ -n $verb ]] && _arsip_options_of "$verb" || echo "--archive --help --version")
        elif [[ -z $verb ]]; then
            words="$_arsip_verbs $_arsip_aliases"
        elif [[ $verb == batch && $before != show && $before != undo && $before != redo ]]; then
            words="list show undo redo"
        elif [[ $verb == setting ]]; then
            words="jobs= languages= deadline= cpu= memory="
        elif [[ $verb == ingest || $verb == import || $verb == init || $verb == edit ]]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
}

complete -o filenames -F _arsip arsip
