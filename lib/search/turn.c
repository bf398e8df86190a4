/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/turn.h"

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
