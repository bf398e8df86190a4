#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shell.sh SOURCE: shellcheck has nothing to say about the scripts.
set -u
cd "$1" || exit 1
if ! command -v shellcheck >/dev/null; then
    echo "skipped: shellcheck is not installed"
    exit 77
fi
find setup.sh .ci/run cmake po tests -name '*.sh' -o -name '*.bash' -o -path .ci/run | sort |
    xargs shellcheck --external-sources
