#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# What a verb says of itself, its manual page and its completion are the same.

setup() {
    export LC_ALL=C.UTF-8 LANGUAGE=
    source "$ARSIP_SOURCE/cmake/completion.bash"
    everywhere='--archive|--help|--version'
}

page_of() {
    local verb=$1
    [ "$verb" != restore ] || verb=withdraw
    echo "$ARSIP_SOURCE/man/arsip-$verb.1"
}

options_of_help() {
    "$ARSIP" "$1" --help | grep -oE -- '--[a-z][a-z-]+' | grep -vxE -- "$everywhere" | sort -u
}

options_of_page() {
    grep -oE 'Fl -[a-z][a-z-]+' "$(page_of "$1")" | sed 's/^Fl -/--/' | grep -vxE -- "$everywhere" | sort -u
}

options_of_completion() {
    _arsip_options_of "$1" | tr ' =' '\n\n' | grep -- -- | grep -vxE -- "$everywhere" | sort -u
}

@test "each option of a verb stands in its manual page, and none that is not there" {
    for verb in $_arsip_verbs; do
        run diff <(options_of_help "$verb") <(options_of_page "$verb")
        [ "$status" -eq 0 ] || { echo "$verb: < help, > manual page"; echo "$output"; false; }
    done
}

@test "completion offers each option of a verb, and none that is not there" {
    for verb in $_arsip_verbs; do
        run diff <(options_of_help "$verb") <(options_of_completion "$verb")
        [ "$status" -eq 0 ] || { echo "$verb: < help, > completion"; echo "$output"; false; }
    done
}

@test "an Indonesian name is the same verb" {
    for alias in $_arsip_aliases; do
        verb=$(_arsip_verb_of "$alias")
        diff <("$ARSIP" "$verb" --help) <("$ARSIP" "$alias" --help | sed "s/^  arsip $alias /  arsip $verb /")
    done
}

@test "completion finishes verbs, formats and the words of batch" {
    complete_with() {
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _arsip
        echo "${COMPREPLY[*]}"
    }

    [ "$(complete_with arsip sea)" = search ]
    [ "$(complete_with arsip --archive /srv/arsip car)" = cari ]
    [ "$(complete_with arsip cari --format '')" = "text jsonl tsv" ]
    [ "$(complete_with arsip batch u)" = undo ]
    [ "$(complete_with arsip atur d)" = deadline= ]
}
