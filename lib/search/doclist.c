/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/doclist.h"

/* The least document of all segments, as the newest of them tells it. */
static void
take_least(ArsipDoclist *list)
{
    const ArsipSegment *least = NULL;

    list->limit = G_MAXINT64;
    for (guint i = 0; i < list->segments->len; i++) {
        const ArsipSegment *segment = &g_array_index(list->segments, ArsipSegment, i);

        if (!segment->is_there)
            continue;
        if (least != NULL)
            list->limit = MIN(list->limit, MAX(segment->rowid, least->rowid));
        if (least == NULL || segment->rowid < least->rowid) {
            least = segment;
            list->lead = i;
        }
    }
    list->is_there = least != NULL;
    if (least == NULL)
        return;
    list->document = least->rowid;
    list->places = least->places;
    list->n_places = least->n_places;
}

/* Beyond the document in hand, in every segment that has it. */
static gboolean
pass(ArsipDoclist *list, GError **error)
{
    for (guint i = 0; i < list->segments->len; i++) {
        ArsipSegment *segment = &g_array_index(list->segments, ArsipSegment, i);

        if (segment->is_there && segment->rowid == list->document &&
            (!arsip_segment_step(segment, error) ||
             (segment->is_there && segment->rowid <= list->document && !arsip_segment_fail(error))))
            return FALSE;
    }
    return TRUE;
}

/* What was deleted has no places. */
static gboolean
choose(ArsipDoclist *list, GError **error)
{
    take_least(list);
    while (list->is_there && list->n_places == 0) {
        if (!pass(list, error))
            return FALSE;
        take_least(list);
    }
    return !list->is_there || list->document > 0 || arsip_segment_fail(error);
}

gboolean
arsip_doclist_choose(ArsipDoclist *list, GError **error)
{
    return pass(list, error) && choose(list, error);
}

ArsipDoclist *
arsip_doclist_begin(const ArsipSegments *segments)
{
    ArsipDoclist *list = g_new0(ArsipDoclist, 1);

    list->segments = g_array_new(FALSE, FALSE, sizeof(ArsipSegment));
    g_array_set_clear_func(list->segments, (GDestroyNotify)arsip_segment_clear);
    for (guint i = 0; i < segments->pages->len; i++) {
        const ArsipSegmentPages *pages = &g_array_index(segments->pages, ArsipSegmentPages, i);
        ArsipSegment segment;

        arsip_segment_begin(&segment, segments->archive, pages->id, pages->first, pages->last);
        g_array_append_val(list->segments, segment);
    }
    return list;
}

ArsipDoclist *
arsip_doclist_open(const ArsipSegments *segments, const char *form, GError **error)
{
    g_autoptr(ArsipDoclist) list = arsip_doclist_begin(segments);
    guint i = 0;

    while (i < list->segments->len) {
        ArsipSegment *segment = &g_array_index(list->segments, ArsipSegment, i);

        if (!arsip_segment_seek(segment, form, error))
            return NULL;
        if (segment->is_there)
            i++;
        else
            g_array_remove_index(list->segments, i);
    }
    return choose(list, error) ? g_steal_pointer(&list) : NULL;
}

gboolean
arsip_doclist_advance(ArsipDoclist *list, const char *form, GError **error)
{
    for (guint i = 0; i < list->segments->len; i++)
        if (!arsip_segment_advance(&g_array_index(list->segments, ArsipSegment, i), form, error))
            return FALSE;
    return choose(list, error);
}

void
arsip_doclist_free(ArsipDoclist *list)
{
    if (list == NULL)
        return;
    g_clear_pointer(&list->segments, g_array_unref);
    g_free(list);
}
