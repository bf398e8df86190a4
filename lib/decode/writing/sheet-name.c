/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/sheet-name.h"

#include <string.h>

/* "Sheet1", "Lembar 2": a program's choice. */
static gboolean
is_usual(const char *name)
{
    gsize length = strcspn(name, "0123456789");
    g_autofree char *word = g_strchomp(g_strndup(name, length));
    gboolean is_known = g_ascii_strcasecmp(word, "sheet") == 0 || g_ascii_strcasecmp(word, "lembar") == 0;

    return is_known && name[length + strspn(name + length, "0123456789")] == '\0';
}

void
arsip_sheet_end(ArsipScribe *scribe, const char *name)
{
    if (name != NULL && !is_usual(name)) {
        arsip_scribe_gap(scribe);
        arsip_scribe_text(scribe, name, strlen(name));
    }
    arsip_scribe_end_sheet(scribe);
}
