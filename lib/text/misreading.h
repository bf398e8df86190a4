/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_MISREADING_H
#define ARSIP_TEXT_MISREADING_H

#include <glib.h>

#include "text/token.h"

/*
 * What one printed word may have been read as, letter by letter of what was read: for whoever looks for the
 * readings of a word among very many words in their order, of which those that begin alike share their
 * beginning. (text/misread.h's own walk is the other way round: many printed words, one that was read.)
 *
 * From one end most beginnings are alive for some letters: nearly any first letter may stand for another. A
 * reading within the bound is however within half of the bound for one half of the printed word or the other.
 * So whoever looks from the beginning, with the first half held to half of the bound, and then from the end
 * in words turned round, with the last half held so, finds all of them and looks at a tenth of the beginnings
 * (Mihov and Schulz 2004, Fast approximate search in large dictionaries).
 */
typedef struct {
    guint n_meant;
    gboolean is_backward;
    gunichar meant[ARSIP_TOKEN_MAX + 1]; /* from 1, as it is walked; so are those that follow */
    gunichar pair[ARSIP_TOKEN_MAX + 1];  /* what this letter and the one before it look like, or 0 */
    guint16 loss[ARSIP_TOKEN_MAX + 1];
    guint16 bounds[ARSIP_TOKEN_MAX + 1];            /* of what the letters so far may cost */
    guint16 extra[ARSIP_TOKEN_MAX + 1];             /* the same with letters behind them that are too many */
    guint8 substitutions[128][ARSIP_TOKEN_MAX + 1]; /* by the letter that was read */
    guint64 begins[128];                /* by it: bit j, it may be the first of two for meant[j] */
    gunichar read[ARSIP_TOKEN_MAX + 1]; /* from 1 */
    guint16 rows[ARSIP_TOKEN_MAX + 1][ARSIP_TOKEN_MAX + 1];
} ArsipMisreading;

/* meant: a folded token. bound: hundredths. is_backward: its letters, and those that are pushed, come from
 * the end. */
void arsip_misreading_begin(ArsipMisreading *misreading, const char *meant, guint bound,
                            gboolean is_backward);

/*
 * Letter number n, from 1 to ARSIP_TOKEN_MAX, of what was read; those before it stay as they were pushed
 * last. Whether anything that begins so can be a reading.
 */
gboolean arsip_misreading_push(ArsipMisreading *misreading, guint n, gunichar letter);

/* Whether the n letters that were pushed are one, within the bound, that is found from this end. What it
 * costs in truth may be less than what it costs from here. */
gboolean arsip_misreading_is(const ArsipMisreading *misreading, guint n);

#endif
