/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/places.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/columns.h"
#include "search/segment.h"
#include "search/segments.h"

/* Before a term of the index of whole words; others are of prefixes. */
#define WHOLE_WORDS '0'

/* All segments, the newest first. */
static GArray *
begin_all(const ArsipSegments *pages)
{
    GArray *segments = g_array_new(FALSE, FALSE, sizeof(ArsipSegment));

    g_array_set_clear_func(segments, (GDestroyNotify)arsip_segment_clear);
    for (guint i = 0; i < pages->pages->len; i++) {
        const ArsipSegmentPages *one = &g_array_index(pages->pages, ArsipSegmentPages, i);
        ArsipSegment segment;

        arsip_segment_begin(&segment, pages->archive, one->id, one->first, one->last);
        g_array_append_val(segments, segment);
    }
    return segments;
}

/* ---- all of them together */

static gboolean
tell_places(const ArsipSegment *segment, const ArsipPlacesVisitor *visitor, GError **error)
{
    const guint8 *at = segment->places, *end = at + segment->n_places;
    guint64 place = 0;

    while (arsip_segment_place(&at, end, &place))
        visitor->place(segment->rowid, (guint)(place >> 32), (guint)place, visitor->data);
    return at != NULL || segment->n_places == 0 || arsip_segment_fail(error);
}

static gint
compare_terms(const ArsipSegment *one, const ArsipSegment *other)
{
    gint order = memcmp(one->term->data, other->term->data, MIN(one->term->len, other->term->len));

    return order != 0 ? order : (one->term->len > other->term->len) - (one->term->len < other->term->len);
}

/* group: those that stand at the least of the terms that come next, the newest first; of ArsipSegment. */
static void
find_group(const GArray *segments, GPtrArray *group)
{
    g_ptr_array_set_size(group, 0);
    for (guint i = 0; i < segments->len; i++) {
        ArsipSegment *segment = &g_array_index(segments, ArsipSegment, i);
        gint order;

        if (!segment->is_there)
            continue;
        order = group->len > 0 ? compare_terms(segment, group->pdata[0]) : 0;
        if (order < 0)
            g_ptr_array_set_size(group, 0);
        if (order <= 0)
            g_ptr_array_add(group, segment);
    }
}

/* The newest of those that have the least rowid. */
static ArsipSegment *
find_newest(const GPtrArray *group)
{
    ArsipSegment *newest = group->pdata[0];

    for (guint i = 1; i < group->len; i++)
        if (((const ArsipSegment *)group->pdata[i])->rowid < newest->rowid)
            newest = group->pdata[i];
    return newest;
}

/* Beyond this rowid; those that come to another term leave the group. */
static gboolean
go_on(GPtrArray *group, gint64 rowid, GError **error)
{
    for (guint i = 0; i < group->len;) {
        ArsipSegment *segment = group->pdata[i];

        if (segment->rowid == rowid && !arsip_segment_next(segment, error))
            return FALSE;
        if (segment->is_there && !segment->is_new_term)
            i++;
        else
            g_ptr_array_remove_index(group, i);
    }
    return TRUE;
}

static gboolean
tell_word(GPtrArray *group, const ArsipPlacesVisitor *visitor, GError **error)
{
    const GByteArray *term = ((const ArsipSegment *)group->pdata[0])->term;
    gboolean is_word = term->data[0] == WHOLE_WORDS;

    if (is_word && !visitor->word((const char *)term->data + 1, term->len - 1, visitor->data, error))
        return FALSE;
    for (guint i = 0; i < group->len; i++)
        ((ArsipSegment *)group->pdata[i])->is_new_term = FALSE;
    while (group->len > 0) {
        const ArsipSegment *segment = find_newest(group);

        if (is_word && !tell_places(segment, visitor, error))
            return FALSE;
        if (!go_on(group, segment->rowid, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
tell_all(const GArray *segments, const ArsipPlacesVisitor *visitor, GError **error)
{
    g_autoptr(GPtrArray) group = g_ptr_array_new();

    for (guint i = 0; i < segments->len; i++)
        if (!arsip_segment_next(&g_array_index(segments, ArsipSegment, i), error))
            return FALSE;
    for (find_group(segments, group); group->len > 0; find_group(segments, group))
        if (!tell_word(group, visitor, error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_places_each(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error)
{
    g_autoptr(ArsipSegments) pages = arsip_segments_find(archive, error);
    g_autoptr(GArray) segments = pages != NULL ? begin_all(pages) : NULL;

    if (pages == NULL)
        return FALSE;
    return pages->is_known ? tell_all(segments, visitor, error)
                           : arsip_places_each_of_fts5(archive, visitor, error);
}

/* ---- by FTS5 */

static guint
column_named(const char *name)
{
    for (guint i = 0; i < ARSIP_N_COLUMNS; i++)
        if (g_str_equal(arsip_column_name((ArsipColumn)i), name))
            return i;
    return G_MAXUINT;
}

gboolean
arsip_places_each_of_fts5(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error)
{
    static const char create[] =
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.every_place USING fts5vocab (main, words, instance)";
    static const char sql[] = "SELECT term, col, doc, offset FROM temp.every_place";
    g_autoptr(ArsipStatement) statement = NULL;
    g_autoptr(GString) last = g_string_new(NULL);
    gboolean is_first = TRUE;
    GError *fault = NULL;

    if (!arsip_execute(archive, error, create, ""))
        return FALSE;
    statement = arsip_statement(archive, sql, error);
    if (statement == NULL)
        return FALSE;
    for (; arsip_statement_step(statement, &fault); is_first = FALSE) {
        const char *word = arsip_column_text(statement, 0);

        if (is_first || !g_str_equal(word, last->str)) {
            g_string_assign(last, word);
            if (!visitor->word(last->str, last->len, visitor->data, error))
                return FALSE;
        }
        visitor->place(sqlite3_column_int64(statement, 2), column_named(arsip_column_text(statement, 1)),
                       (guint)sqlite3_column_int64(statement, 3), visitor->data);
    }
    return arsip_rows_ended(fault, error);
}
