/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_FORM_TRAIL_H
#define ARSIP_TEXT_FORM_TRAIL_H

#include "text/form.h"
#include "text/token.h"

/*
 * How the forms of a word may end, byte by byte of words turned round: for whoever looks for them among very
 * many words in their order. All ways to put affixes to its roots are followed at once. (From the end, as few
 * suffixes and particles stand between it and the root, but some five hundred pairs of prefixes before.) What
 * it lets through is a form or the beginning of one, but for the families that are written down, which
 * arsip_forms_has() knows of.
 */
typedef struct {
    GPtrArray *roots, *prefixes, *suffixes, *particles; /* of char, turned round */
    GArray *pieces;                                     /* what may be under way, for each number of bytes */
    guint ends[ARSIP_TOKEN_MAX + 2];                    /* where those of one byte less end, in `pieces` */
} ArsipFormTrail;

ArsipFormTrail *arsip_form_trail_new(const ArsipForms *forms);
void arsip_form_trail_free(ArsipFormTrail *trail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFormTrail, arsip_form_trail_free)

/* Byte number n from the end, from 1 to ARSIP_TOKEN_MAX, of a word turned round letter by letter; those
 * before it stay as they were pushed last. Whether any form ends so. */
gboolean arsip_form_trail_push(ArsipFormTrail *trail, guint n, char byte);

#endif
