/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_SECTION_H
#define ARSIP_QUERY_SECTION_H

#include "query/scan.h"

/* Where a keyword stands in a section. */
typedef struct {
    guint keyword;
    guint first;           /* token */
    guint32 start, length; /* bytes of the section's text */
    guint cost;            /* of what was misread, hundredths */
    gboolean is_cited;
} ArsipOccurrence;

/* In the order in which they end; borrowed for the call. */
typedef void (*ArsipOccurrencesFunc)(const ArsipOccurrence *occurrences, guint n, gpointer data);

/*
 * A zone or the value of a field, while it is looked through: only a window of its text and tokens is in
 * hand, as the body of a document of thousands of pages is too much to be held.
 */
typedef struct {
    guint longest;       /* tokens of a keyword */
    gboolean is_guarded; /* against citations */
    gboolean is_body;
    gboolean is_begun;
    ArsipScan *scan;
    ArsipSight sight; /* of the text in hand */
    GString *text;    /* in hand */
    ArsipOccurrence *occurrences;
    guint room; /* for them */
    ArsipOccurrencesFunc each;
    gpointer data;
} ArsipSection;

void arsip_section_init(ArsipSection *section, const ArsipKeywords *table);
void arsip_section_clear(ArsipSection *section);

/*
 * A new one, in place of the last. doubts: of ArsipDoubt, borrowed until its end; or NULL. `each` is
 * told of occurrences, many at once, when enough of the text behind them is known for them to be judged.
 */
void arsip_section_begin(ArsipSection *section, const GArray *doubts, gboolean is_guarded, gboolean is_body,
                         ArsipOccurrencesFunc each, gpointer data);

/* The next lines; section: an ArsipSection. TRUE. */
gboolean arsip_section_add(const char *text, gsize length, gpointer section);

/* Nothing follows: tells of the last. */
void arsip_section_end(ArsipSection *section);

#endif
