/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/segments.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/segment.h"

/* The version of the layout that is known: words_config has it. */
#define VERSION 4

/* Where words_data says which segments there are. */
#define STRUCTURE_ROW 10

/* Behind the structure's four bytes of a cookie, in a later layout. */
static const guint8 later_mark[] = {0xff, 0x00, 0x00, 0x01};

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
take_level(Source *source, GArray *segments)
{
    guint first_of_level = segments->len;
    guint n;

    take(source); /* how many are being merged */
    n = take(source);
    for (guint i = 0; i < n && !source->is_broken; i++) {
        ArsipSegmentPages segment = {.id = take(source)};

        segment.first = take(source);
        segment.last = take(source);
        if (!source->is_broken && segment.first > 0)
            g_array_insert_val(segments, first_of_level, segment);
    }
}

static gboolean
take_structure(const guint8 *bytes, gsize size, ArsipSegments *segments, GError **error)
{
    Source source;
    guint n_levels;

    if (size < sizeof later_mark)
        return arsip_segment_fail(error);
    source = (Source){bytes + sizeof later_mark, bytes + size, FALSE};
    if (size >= 2 * sizeof later_mark && memcmp(source.at, later_mark, sizeof later_mark) == 0)
        return TRUE;
    segments->is_known = TRUE;
    n_levels = take(&source);
    take(&source); /* segments */
    take(&source); /* pages that were written */
    for (guint i = 0; i < n_levels && !source.is_broken; i++)
        take_level(&source, segments->pages);
    return !source.is_broken || arsip_segment_fail(error);
}

ArsipSegments *
arsip_segments_find(ArsipArchive *archive, GError **error)
{
    static const char version[] = "SELECT v FROM words_config WHERE k = 'version'";
    static const char sql[] = "SELECT block FROM words_data WHERE id = ?1";
    g_autoptr(ArsipSegments) segments = g_new0(ArsipSegments, 1);
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    segments->archive = archive;
    segments->pages = g_array_new(FALSE, FALSE, sizeof(ArsipSegmentPages));
    if (arsip_fetch_number(archive, 0, &fault, version, "") != VERSION)
        return arsip_rows_ended(fault, error) ? g_steal_pointer(&segments) : NULL;
    statement = arsip_statement(archive, sql, error);
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", (gint64)STRUCTURE_ROW))
        return NULL;
    if (!arsip_statement_step(statement, &fault)) {
        if (arsip_rows_ended(fault, error))
            arsip_segment_fail(error);
        return NULL;
    }
    return take_structure(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0),
                          segments, error)
               ? g_steal_pointer(&segments)
               : NULL;
}

void
arsip_segments_free(ArsipSegments *segments)
{
    if (segments == NULL)
        return;
    g_array_unref(segments->pages);
    g_free(segments);
}
