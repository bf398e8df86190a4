#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# manual.sh SOURCE: the manual pages are sound, and each verb that completion knows has one.
set -u
cd "$1" || exit 1
if ! command -v mandoc >/dev/null; then
    echo "skipped: mandoc is not installed"
    exit 77
fi
faults=0
mandoc -T lint -W warning man/*.[1-9] || faults=1
verbs=$(sed -n 's/^_arsip_verbs="\(.*\)"$/\1/p' cmake/completion.bash)
for verb in $verbs; do
    page=man/arsip-$verb.1
    [ "$verb" != restore ] || page=man/arsip-withdraw.1
    if [ ! -f "$page" ]; then
        echo "$page: there is no manual page for arsip $verb"
        faults=1
    fi
done
exit "$faults"
