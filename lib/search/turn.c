/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/turn.h"

#include "archive/catalogue.h"

/* A turn holds the writer's lock for so long; FTS5 then needs about half of it to write what it gathered. */
#define TURN_MICROSECONDS 200000

/* Who waits for the lock looks for it every 100 ms at least (SQLite's busy handler), so he finds it free
 * behind the very next turn. A shorter pause would be found by luck. */
#define PAUSE_MICROSECONDS 110000

gint64
arsip_turn_begin(const ArsipRebuildOptions *options)
{
    return g_get_monotonic_time() + (options->portion > 0 ? options->portion : TURN_MICROSECONDS);
}

void
arsip_turn_end(const ArsipRebuildOptions *options)
{
    g_usleep(options->portion > 0 ? options->portion : PAUSE_MICROSECONDS);
}

static gboolean
take_turn(ArsipArchive *archive, const ArsipRebuildOptions *options, ArsipTurnStep step, gpointer data,
          gboolean *is_left, GError **error)
{
    gint64 deadline = arsip_turn_begin(options);

    if (!arsip_begin(archive, error))
        return FALSE;
    do
        if (!step(archive, data, is_left, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
    while (*is_left && g_get_monotonic_time() < deadline);
    return arsip_commit(archive, error);
}

gboolean
arsip_turns_take(ArsipArchive *archive, const ArsipRebuildOptions *options, ArsipTurnStep step, gpointer data,
                 GError **error)
{
    gboolean is_left = TRUE;

    while (is_left && (options->should_stop == NULL || !options->should_stop(options->data))) {
        if (!take_turn(archive, options, step, data, &is_left, error))
            return FALSE;
        if (is_left)
            arsip_turn_end(options);
    }
    return TRUE;
}
