#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# extract.sh SOURCE POT: collects the messages of all C files of the source tree.
set -eu
cd "$1"
find cmd lib include -name '*.[ch]' | LC_ALL=C sort |
    xgettext --files-from=- --output="$2" --language=C --from-code=UTF-8 \
        --package-name=arsip --add-location=file --add-comments=TRANSLATORS --force-po \
        --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
        --keyword=g_dngettext:2,3 --keyword=ngettext:1,2 --keyword=g_dpgettext2:2c,3 \
        --flag=g_set_error:4:c-format --flag=g_strdup_printf:1:c-format \
        --flag=g_string_append_printf:2:c-format --flag=g_prefix_error:2:c-format \
        --flag=g_print:1:c-format --flag=g_printerr:1:c-format
