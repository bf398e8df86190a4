/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_FORM_TRAIL_H
#define ARSIP_TEXT_FORM_TRAIL_H

#include "text/form.h"
#include "text/token.h"

/*
 * How the forms of a word may begin, byte by byte: for whoever looks for them among very many words in their
 * order. All ways to put affixes before its roots and behind them are followed at once. What it lets through
 * is a form but for the families that are written down, which arsip_forms_has() knows of.
 */
typedef struct {
    GPtrArray *roots;                /* of char, borrowed from the forms */
    GArray *pieces;                  /* what may be under way, for each number of bytes */
    guint ends[ARSIP_TOKEN_MAX + 2]; /* where those of so many bytes end, and one more, in `pieces` */
} ArsipFormTrail;

/* forms: borrowed as long as the trail lasts. */
ArsipFormTrail *arsip_form_trail_new(const ArsipForms *forms);
void arsip_form_trail_free(ArsipFormTrail *trail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFormTrail, arsip_form_trail_free)

/* Byte number n, from 1 to ARSIP_TOKEN_MAX; those before it stay as they were pushed last. Whether any form
 * begins so. */
gboolean arsip_form_trail_push(ArsipFormTrail *trail, guint n, char byte);

#endif
