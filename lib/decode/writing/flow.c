/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/flow.h"

static gboolean
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

void
arsip_flow_add(ArsipScribe *scribe, const char *text, gsize length, gboolean *ends_with_blank)
{
    for (gsize at = 0; at < length;) {
        gsize blanks = 0, plain = 0;

        while (at + blanks < length && is_blank(text[at + blanks]))
            blanks++;
        if (blanks > 0 && !*ends_with_blank)
            arsip_scribe_text(scribe, " ", 1);
        at += blanks;
        while (at + plain < length && !is_blank(text[at + plain]))
            plain++;
        arsip_scribe_text(scribe, text + at, plain);
        *ends_with_blank = plain == 0;
        at += plain;
    }
}
