/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All strips of frequent words that are struck off, weighed again in turns with who writes. */
#include "search/frequent.h"

#include "archive/catalogue.h"
#include "search/turn.h"

static gint64
count_weighed(ArsipArchive *archive, GError **error)
{
    return arsip_fetch_number(archive, -1, error, "SELECT count(*) FROM weighed", "");
}

static gboolean
settle_one(ArsipArchive *archive, gint64 least, gboolean *is_left, GError **error)
{
    gint64 before = count_weighed(archive, error), after = -1;

    if (before >= 0 && arsip_frequent_settle(archive, least, 1, error))
        after = count_weighed(archive, error);
    *is_left = after > before;
    return after >= 0;
}

static gboolean
take_turn(ArsipArchive *archive, gint64 least, const ArsipRebuildOptions *options, gboolean *is_left,
          GError **error)
{
    gint64 deadline = arsip_turn_begin(options);

    if (!arsip_begin(archive, error))
        return FALSE;
    do
        if (!settle_one(archive, least, is_left, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
    while (*is_left && g_get_monotonic_time() < deadline);
    return arsip_commit(archive, error);
}

gboolean
arsip_frequent_settle_all(ArsipArchive *archive, gint64 least, const ArsipRebuildOptions *options,
                          GError **error)
{
    gboolean is_left = TRUE;

    while (is_left && (options->should_stop == NULL || !options->should_stop(options->data))) {
        if (!take_turn(archive, least, options, &is_left, error))
            return FALSE;
        if (is_left)
            arsip_turn_end(options);
    }
    return TRUE;
}
