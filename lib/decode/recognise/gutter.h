/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_GUTTER_H
#define ARSIP_DECODE_GUTTER_H

#include <glib.h>

/* Words that stand together on one line of a level page. */
typedef struct {
    double left, top, right, bottom;
    guint n_words;
    gboolean has_key;      /* a colon near its beginning */
    gboolean begins_small; /* with a word in small letters: the line before goes on */
    guint segment;         /* the caller's */
} ArsipBlock;

/* A strip of white between running text at its left and at its right. */
typedef struct {
    double x, top, bottom;
    gboolean parts_cells; /* of a table, whose rows end together; else columns */
} ArsipGutter;

/*
 * The most evident one, or FALSE. A gutter is found by the lines beside it: the place that most gaps between
 * two lines of one row have in common. It reaches up and down to the next line that crosses it. blocks: of
 * ArsipBlock, by their tops; height: of a usual word.
 */
gboolean arsip_gutter_find(const GArray *blocks, double height, ArsipGutter *gutter);

/* Where a table's rows end, top down: a GArray of double. The caller owns it. */
GArray *arsip_gutter_cuts(const GArray *blocks, double height, const ArsipGutter *gutter);

#endif
