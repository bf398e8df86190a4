/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/upkeep.h"

#include "archive/catalogue.h"
#include "archive/schema.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/strip.h"
#include "search/turn.h"

G_STATIC_ASSERT(ARSIP_STRIP == ARSIP_SCHEMA_STRIP);

GArray *
arsip_upkeep_kept(ArsipArchive *archive, const ArsipUpkeep *upkeep, GError **error)
{
    return arsip_leaf_collect(arsip_statement(archive, upkeep->kept_sql, error), error);
}

gint64
arsip_upkeep_last(ArsipArchive *archive, GError **error)
{
    return arsip_fetch_number(archive, 0, error, "SELECT max(id) FROM document", "");
}

/* As arsip_upkeep_settle(); *n: how many there were. */
static gboolean
settle(ArsipArchive *archive, const ArsipUpkeep *upkeep, guint most, guint *n, GError **error)
{
    g_autoptr(GArray) kept = arsip_upkeep_kept(archive, upkeep, error);
    GError *fault = NULL;
    gint64 last = kept != NULL ? arsip_upkeep_last(archive, &fault) : 0;

    *n = 0;
    if (kept == NULL || !arsip_rows_ended(fault, error))
        return FALSE;
    if (last / ARSIP_STRIP >= ARSIP_STRIPS_MOST)
        return TRUE;
    for (gint64 strip = 0; (strip + 1) * ARSIP_STRIP <= last + 1 && *n < most; strip++) {
        if (arsip_set_has(kept, strip))
            continue;
        if (!upkeep->keep(archive, strip, error) ||
            !arsip_execute(archive, error, upkeep->note_sql, "i", strip))
            return FALSE;
        ++*n;
    }
    return TRUE;
}

gboolean
arsip_upkeep_settle(ArsipArchive *archive, const ArsipUpkeep *upkeep, guint strips, GError **error)
{
    guint n;

    return settle(archive, upkeep, strips, &n, error);
}

static gboolean
settle_one(ArsipArchive *archive, gpointer upkeep, gboolean *is_left, GError **error)
{
    guint n;

    if (!settle(archive, upkeep, 1, &n, error))
        return FALSE;
    *is_left = n > 0;
    return TRUE;
}

gboolean
arsip_upkeep_settle_all(ArsipArchive *archive, const ArsipUpkeep *upkeep, const ArsipRebuildOptions *options,
                        GError **error)
{
    return arsip_turns_take(archive, options, settle_one, (gpointer)upkeep, error);
}

#define SOME_MICROSECONDS (3 * G_USEC_PER_SEC)

static gboolean
is_late(gpointer deadline)
{
    return g_get_monotonic_time() >= *(const gint64 *)deadline;
}

void
arsip_upkeep_settle_some(ArsipArchive *archive, const ArsipUpkeep *upkeep)
{
    gint64 deadline = g_get_monotonic_time() + SOME_MICROSECONDS;

    arsip_upkeep_settle_all(archive, upkeep,
                            &(ArsipRebuildOptions){.should_stop = is_late, .data = &deadline}, NULL);
}

gboolean
arsip_upkeep_strike_all(ArsipArchive *archive, const ArsipUpkeep *upkeep, GError **error)
{
    return arsip_execute(archive, error, upkeep->strike_sql, "");
}
