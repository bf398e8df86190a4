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
settle_one(ArsipArchive *archive, gpointer least, gboolean *is_left, GError **error)
{
    gint64 before = count_weighed(archive, error), after = -1;

    if (before >= 0 && arsip_frequent_settle(archive, *(const gint64 *)least, 1, error))
        after = count_weighed(archive, error);
    *is_left = after > before;
    return after >= 0;
}

gboolean
arsip_frequent_settle_all(ArsipArchive *archive, gint64 least, const ArsipRebuildOptions *options,
                          GError **error)
{
    return arsip_turns_take(archive, options, settle_one, &least, error);
}
