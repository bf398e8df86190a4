/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_SECTION_H
#define ARSIP_QUERY_SECTION_H

#include "query/keywords.h"

#define ARSIP_SECTION_NONE G_MAXUINT

/* Where a keyword stands in a section, chained in the order of the text. */
typedef struct {
    guint keyword;
    guint first;           /* token */
    guint32 start, length; /* bytes of the section's text */
    guint cost;            /* of what was misread, hundredths */
    guint next;            /* ARSIP_SECTION_NONE: the last */
    gboolean is_cited;
} ArsipOccurrence;

typedef struct {
    guint head, tail; /* ARSIP_SECTION_NONE: the section does not hold the keyword */
    guint n_cited, n_uncited;
    guint most; /* places, cited and uncited each, that can make a difference */
} ArsipChain;

/* A keyword that was found, until enough of the text behind it is known for it to be judged. */
typedef struct {
    guint keyword;
    guint first, n_tokens;
    guint cost;
} ArsipPending;

/*
 * A zone or the value of a field, while it is looked through: only a window of its text and tokens is in
 * hand, as the body of a document of thousands of pages is too much to be held.
 */
typedef struct {
    const ArsipKeywords *table;
    gboolean is_guarded; /* against citations */
    gboolean is_body;
    gboolean is_begun;
    ArsipScan *scan;
    GString *text;      /* in hand */
    GArray *tokens;     /* of ArsipSeen: those of the text in hand */
    guint n_dropped;    /* tokens before them */
    guint32 base;       /* bytes before the text in hand */
    ArsipChain *chains; /* one for each keyword */

    /* Arrays of their own, as they are added to with every find. */
    ArsipPending *pending;
    guint n_pending, pending_room;
    ArsipOccurrence *occurrences; /* as they end */
    guint n_occurrences, occurrences_room;
} ArsipSection;

/*
 * is_near: of gboolean, for each keyword: all its places are wanted. most: places, cited and uncited each, of
 * any other.
 */
void arsip_section_init(ArsipSection *section, const ArsipKeywords *table, const GArray *is_near, guint most);
void arsip_section_clear(ArsipSection *section);

/* A new one, in place of what the last one held. doubts: of ArsipDoubt, borrowed until its end; or NULL. */
void arsip_section_begin(ArsipSection *section, const GArray *doubts, gboolean is_guarded, gboolean is_body);

/* The next lines; section: an ArsipSection. TRUE. */
gboolean arsip_section_add(const char *text, gsize length, gpointer section);

/* Nothing follows: the chains are complete. */
void arsip_section_end(ArsipSection *section);

#endif
