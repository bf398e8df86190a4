/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_PERSONAL_H
#define ARSIP_LETTER_PERSONAL_H

#include "letter/sheet.h"

/* The personal numbers on the sheet, whose lines have their zones. An array of ArsipPersonal. */
GPtrArray *arsip_personal_find(const ArsipSheet *sheet);

/* What a text is besides words: it decides which signs part a number from what stands beside it. */
typedef enum {
    ARSIP_TEXT_WORDS, /* a page, a value, a reason; a slash belongs to a letter number */
    ARSIP_TEXT_NAME,  /* a file's name or path, or a message that tells one: / and _ part words */
    ARSIP_TEXT_JSON   /* members of an object are captions and values; \n ends a line */
} ArsipTextKind;

/*
 * NIK, KK and NPWP in a text that is no page, with places in its bytes (of page 1): by the same checks, but
 * that a number may also touch a letter, as in KTP3273014507900003. An array of ArsipPersonal.
 */
GPtrArray *arsip_personal_find_in(const char *text, ArsipTextKind kind);

/* Whether a kind is one of those that name a person: "nik", "kk" or "npwp". */
gboolean arsip_personal_names_somebody(const char *kind);

void arsip_personal_free(ArsipPersonal *personal);

#endif
