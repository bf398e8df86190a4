/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SEGMENT_H
#define ARSIP_SEARCH_SEGMENT_H

#include <arsip/archive.h>

/*
 * Goes through a segment of the index of words as FTS5 keeps it in words_data: entry after entry, by term and
 * rowid. The layout is that of SQLite's ext/fts5/fts5_index.c, "Segment leaf pages", with detail=full;
 * FTS5 has written it since 2015 (version 4), and bytes that break it are DAMAGED.
 */
typedef struct {
    ArsipArchive *archive;
    gint64 id;
    guint first, page, last;
    GByteArray *block;  /* the page in hand */
    guint at;           /* what comes next in it */
    guint first_rowid;  /* where a rowid stands that is told whole; 0: nowhere */
    guint next_term;    /* where the next term begins; `leaf`: nowhere on this page */
    guint leaf, footer; /* where the entries end, and what comes next of the list of terms behind them */
    gboolean has_term;  /* one that stands on the page was read */
    GByteArray *spread; /* places that stand on several pages */

    /* The entry. */
    gboolean is_there;
    gboolean is_new_term; /* it is the first of its term */
    gboolean is_ahead;    /* the term is in hand, and nothing of what it stands for */
    GByteArray *term;     /* behind a byte that says which index it is of */
    gint64 rowid;
    const guint8 *places; /* none: the document was deleted from the term */
    guint n_places;       /* bytes */
} ArsipSegment;

/* Stands before the first entry. */
void arsip_segment_begin(ArsipSegment *segment, ArsipArchive *archive, gint64 id, guint first, guint last);
void arsip_segment_clear(ArsipSegment *segment);

/* FALSE only on failure: is_there tells whether there is another. */
gboolean arsip_segment_next(ArsipSegment *segment, GError **error);

/*
 * To the entries of one term alone, in the index of whole words: is_there tells whether the segment has it.
 * It may be done again for another one.
 */
gboolean arsip_segment_seek(ArsipSegment *segment, const char *term, GError **error);

/*
 * The same for a term that is greater than all that were asked for since arsip_segment_begin(): what lies
 * between is passed over where it stands on the page in hand.
 */
gboolean arsip_segment_advance(ArsipSegment *segment, const char *term, GError **error);

/* SQLite's number of 1 to 9 bytes, the most significant first. FALSE where the bytes end before it does. */
gboolean arsip_segment_number(const guint8 **at, const guint8 *end, guint64 *number);

/* Sets *error; FALSE. */
gboolean arsip_segment_fail(GError **error);

/* ---- what is done for every document of a frequent word, and therefore stands here */

/* The most that the rowid and the size of an entry take here. */
#define ARSIP_SEGMENT_ENTRY 16

/* Of up to eight bytes; G_MAXUINT64 where there are more. */
static inline guint64
arsip_segment_quick_number(const guint8 **at)
{
    guint64 number = 0;

    for (guint i = 0; i < ARSIP_SEGMENT_ENTRY / 2; i++) {
        guint8 byte = *(*at)++;

        number = number << 7 | (byte & 0x7f);
        if (byte < 0x80)
            return number;
    }
    return G_MAXUINT64;
}

/* To the next entry of the term in hand; is_there tells whether there is one. */
static inline gboolean
arsip_segment_step(ArsipSegment *segment, GError **error)
{
    guint end = MIN(segment->next_term, segment->leaf);
    const guint8 *bytes = segment->block->data, *at = bytes + segment->at;

    if (G_LIKELY(segment->at + ARSIP_SEGMENT_ENTRY < end && segment->at != segment->first_rowid)) {
        guint64 distance = arsip_segment_quick_number(&at), size = arsip_segment_quick_number(&at) / 2;

        if (G_LIKELY(distance != G_MAXUINT64 && size <= (guint64)(bytes + end - at))) {
            segment->rowid = (gint64)((guint64)segment->rowid + distance);
            segment->places = at;
            segment->n_places = (guint)size;
            segment->at = (guint)(at - bytes) + (guint)size;
            return TRUE;
        }
    }
    if (!arsip_segment_next(segment, error))
        return FALSE;
    segment->is_there = segment->is_there && !segment->is_new_term;
    return TRUE;
}

/* A number of the places of more than two bytes, or another column. */
gboolean arsip_segment_far_place(const guint8 **at, const guint8 *end, guint64 *place);

/*
 * The next of the places: *at is moved behind it, and *place goes from 0 to column << 32 | position. FALSE
 * where the bytes end, or make no sense: then *at is NULL. They are told by how far each is from the one
 * before, two too high.
 */
static inline gboolean
arsip_segment_place(const guint8 **at, const guint8 *end, guint64 *place)
{
    if (G_UNLIKELY(*at == end))
        return FALSE;
    if (G_LIKELY(**at >= 2 && **at < 0x80)) {
        *place += *(*at)++ - 2u;
        return TRUE;
    }
    if (G_LIKELY(**at >= 0x80 && end - *at > 1 && (*at)[1] < 0x80)) {
        *place += ((*at)[0] & 0x7fu) << 7 | (*at)[1];
        *place -= 2;
        *at += 2;
        return TRUE;
    }
    return arsip_segment_far_place(at, end, place);
}

#endif
