/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_DOCLIST_H
#define ARSIP_SEARCH_DOCLIST_H

#include "search/segment.h"
#include "search/segments.h"

/* The documents with a word or another form (search/tokenizer.h), by rising number, and where it stands in
 * each. */
typedef struct {
    GArray *segments; /* of ArsipSegment: all that may have the form, the newest first */
    guint lead;       /* which of them tells the document in hand */
    gint64 limit;     /* the least document of the others; G_MAXINT64: none */
    gboolean is_there;
    gint64 document;
    const guint8 *places; /* of the document; they hold until the next is asked for */
    guint n_places;       /* bytes */
} ArsipDoclist;

/* Stands at the first document. segments: whose layout is known; borrowed. NULL on failure. */
ArsipDoclist *arsip_doclist_open(const ArsipSegments *segments, const char *form, GError **error);
void arsip_doclist_free(ArsipDoclist *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDoclist, arsip_doclist_free)

/*
 * For many forms in their order: stands nowhere at first, and then at the first document with a form that is
 * greater than those before it. One walk goes through them all, which saves finding each in every segment.
 */
ArsipDoclist *arsip_doclist_begin(const ArsipSegments *segments);
gboolean arsip_doclist_advance(ArsipDoclist *list, const char *form, GError **error);

/* Sets the document in hand, once the lead's is not less than `limit`. */
gboolean arsip_doclist_choose(ArsipDoclist *list, GError **error);

/* ---- what is done for every document of a frequent word, and therefore stands here */

/* To the next document. FALSE only on failure. */
static inline gboolean
arsip_doclist_next(ArsipDoclist *list, GError **error)
{
    ArsipSegment *lead = &g_array_index(list->segments, ArsipSegment, list->lead);

    do {
        if (G_UNLIKELY(list->document == list->limit))
            return arsip_doclist_choose(list, error);
        if (!arsip_segment_step(lead, error))
            return FALSE;
        if (G_UNLIKELY(!lead->is_there || lead->rowid >= list->limit || lead->rowid <= list->document))
            return arsip_doclist_choose(list, error);
        list->document = lead->rowid;
    } while (G_UNLIKELY(lead->n_places == 0));
    list->places = lead->places;
    list->n_places = lead->n_places;
    return TRUE;
}

#endif
