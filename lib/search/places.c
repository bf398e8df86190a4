/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/places.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/columns.h"
#include "search/segment.h"

/* The version of the layout that is known: words_config has it. */
#define VERSION 4

/* Where words_data says which segments there are. */
#define STRUCTURE_ROW 10

/* Behind the structure's four bytes of a cookie, in a later layout. */
static const guint8 later_mark[] = {0xff, 0x00, 0x00, 0x01};

/* Before a term of the index of whole words; others are of prefixes. */
#define WHOLE_WORDS '0'

/* All segments, the newest first: what it says of a word and a document holds. */
typedef struct {
    GArray *segments; /* of ArsipSegment */
    gboolean is_known;
} Segments;

static void
clear_segment(gpointer segment)
{
    arsip_segment_clear(segment);
}

static void
clear_segments(Segments *segments)
{
    g_array_unref(segments->segments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Segments, clear_segments)

/* ---- which there are */

typedef struct {
    const guint8 *at, *end;
    gboolean is_broken;
} Source;

static guint
take(Source *source)
{
    guint64 number = 0;

    if (!arsip_segment_number(&source->at, source->end, &number) || number > G_MAXINT32)
        source->is_broken = TRUE;
    return source->is_broken ? 0 : (guint)number;
}

/* Of a level, the last is the newest. One without pages was merged into another. */
static void
take_level(Source *source, ArsipArchive *archive, GArray *segments)
{
    guint first_of_level = segments->len;
    guint n;

    take(source); /* how many are being merged */
    n = take(source);
    for (guint i = 0; i < n && !source->is_broken; i++) {
        guint id = take(source), first = take(source), last = take(source);
        ArsipSegment segment;

        if (source->is_broken || first == 0)
            continue;
        arsip_segment_begin(&segment, archive, id, first, last);
        g_array_insert_val(segments, first_of_level, segment);
    }
}

static gboolean
take_structure(const guint8 *bytes, gsize size, ArsipArchive *archive, Segments *segments, GError **error)
{
    Source source = {bytes + sizeof later_mark, bytes + size, size < sizeof later_mark};
    guint n_levels;

    if (size >= 2 * sizeof later_mark && memcmp(source.at, later_mark, sizeof later_mark) == 0)
        return TRUE;
    segments->is_known = TRUE;
    if (source.is_broken)
        return arsip_segment_fail(error);
    n_levels = take(&source);
    take(&source); /* segments */
    take(&source); /* pages that were written */
    for (guint i = 0; i < n_levels && !source.is_broken; i++)
        take_level(&source, archive, segments->segments);
    return !source.is_broken || arsip_segment_fail(error);
}

static gboolean
find_segments(ArsipArchive *archive, Segments *segments, GError **error)
{
    static const char version[] = "SELECT v FROM words_config WHERE k = 'version'";
    static const char sql[] = "SELECT block FROM words_data WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    if (arsip_fetch_number(archive, 0, &fault, version, "") != VERSION)
        return arsip_rows_ended(fault, error);
    statement = arsip_statement(archive, sql, error);
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", (gint64)STRUCTURE_ROW))
        return FALSE;
    if (!arsip_statement_step(statement, &fault))
        return arsip_rows_ended(fault, error) && arsip_segment_fail(error);
    return take_structure(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0),
                          archive, segments, error);
}

/* ---- all of them together */

/* A column's places are told from its first on, two too high each; before those of another than the first
 * column stands a 1 and its number. */
static gboolean
tell_places(const ArsipSegment *segment, const ArsipPlacesVisitor *visitor, GError **error)
{
    const guint8 *at = segment->places, *end = at + segment->n_places;
    guint64 column = 0, position = 0, number;

    while (at < end) {
        if (!arsip_segment_number(&at, end, &number))
            return arsip_segment_fail(error);
        if (number == 1) {
            if (!arsip_segment_number(&at, end, &column) || !arsip_segment_number(&at, end, &number))
                return arsip_segment_fail(error);
            position = 0;
        }
        if (number < 2)
            return arsip_segment_fail(error);
        position += number - 2;
        visitor->place(segment->rowid, (guint)MIN(column, G_MAXUINT), (guint)MIN(position, G_MAXUINT),
                       visitor->data);
    }
    return TRUE;
}

static gint
compare_terms(const ArsipSegment *one, const ArsipSegment *other)
{
    gint order = memcmp(one->term->data, other->term->data, MIN(one->term->len, other->term->len));

    return order != 0 ? order : (one->term->len > other->term->len) - (one->term->len < other->term->len);
}

/* group: those that stand at the least of the terms that come next, the newest first; of ArsipSegment. */
static void
find_group(const Segments *segments, GPtrArray *group)
{
    g_ptr_array_set_size(group, 0);
    for (guint i = 0; i < segments->segments->len; i++) {
        ArsipSegment *segment = &g_array_index(segments->segments, ArsipSegment, i);
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
tell_all(const Segments *segments, const ArsipPlacesVisitor *visitor, GError **error)
{
    g_autoptr(GPtrArray) group = g_ptr_array_new();

    for (guint i = 0; i < segments->segments->len; i++)
        if (!arsip_segment_next(&g_array_index(segments->segments, ArsipSegment, i), error))
            return FALSE;
    for (find_group(segments, group); group->len > 0; find_group(segments, group))
        if (!tell_word(group, visitor, error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_places_each(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error)
{
    g_auto(Segments) segments = {g_array_new(FALSE, FALSE, sizeof(ArsipSegment)), FALSE};

    g_array_set_clear_func(segments.segments, clear_segment);
    if (!find_segments(archive, &segments, error))
        return FALSE;
    return segments.is_known ? tell_all(&segments, visitor, error)
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
