#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# translation.sh SOURCE: each translation is sound and says every message that the sources have today.
set -eu
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0
# A message that is put together with a macro such as G_GUINT64_FORMAT is cut there, and never translated.
sh "$source/po/extract.sh" "$source" "$work/arsip.pot" 2>"$work/warnings"
if [ -s "$work/warnings" ]; then
    cat "$work/warnings"
    echo "PRIu64 and %zu are understood in messages; other macros are not"
    exit 1
fi
if [ ! -f "$source/po/id.po" ]; then
    echo "skipped: there is no translation yet"
    exit 77
fi
for translation in "$source"/po/*.po; do
    msgfmt --check --output-file=/dev/null "$translation" || faults=1
    msgmerge --quiet --no-fuzzy-matching --output-file="$work/merged.po" "$translation" "$work/arsip.pot"
    msgattrib --untranslated --no-obsolete --output-file="$work/missing.po" "$work/merged.po"
    msgattrib --only-fuzzy --no-obsolete --output-file="$work/fuzzy.po" "$work/merged.po"
    for list in missing fuzzy; do
        if grep -q '^#: ' "$work/$list.po" 2>/dev/null; then
            echo "$translation: these messages are $list; 'ninja pot' brings the file up to date:"
            cat "$work/$list.po"
            faults=1
        fi
    done
done
exit "$faults"
