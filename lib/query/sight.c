/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/sight.h"

#define ROOM_AT_FIRST 64

void
arsip_sight_init(ArsipSight *sight)
{
    *sight = (ArsipSight){.room = ROOM_AT_FIRST, .finds_room = ROOM_AT_FIRST};
    sight->tokens = g_new(ArsipSeen, ROOM_AT_FIRST);
    sight->signs = g_new(guint, ROOM_AT_FIRST);
    sight->finds = g_new(ArsipFind, ROOM_AT_FIRST);
}

void
arsip_sight_clear(ArsipSight *sight)
{
    g_free(sight->tokens);
    g_free(sight->signs);
    g_free(sight->finds);
}

void
arsip_sight_begin(ArsipSight *sight)
{
    sight->base = sight->n_dropped = 0;
    sight->n_tokens = sight->n_signs = sight->n_finds = 0;
}

void
arsip_sight_make_room(ArsipSight *sight, guint n)
{
    if (sight->n_tokens + n <= sight->room)
        return;
    sight->room = 2 * (sight->room + n);
    sight->tokens = g_renew(ArsipSeen, sight->tokens, sight->room);
    sight->signs = g_renew(guint, sight->signs, sight->room);
}

void
arsip_sight_make_room_for_find(ArsipSight *sight)
{
    sight->finds_room *= 2;
    sight->finds = g_renew(ArsipFind, sight->finds, sight->finds_room);
}

static void
drop_signs(ArsipSight *sight, guint n)
{
    guint n_kept = 0;

    for (guint i = 0; i < sight->n_signs; i++)
        if (sight->signs[i] >= n)
            sight->signs[n_kept++] = sight->signs[i] - n;
    sight->n_signs = n_kept;
}

guint32
arsip_sight_drop(ArsipSight *sight, guint n)
{
    guint32 bytes = sight->tokens[n].start;

    sight->n_tokens -= n;
    for (guint i = 0; i < sight->n_tokens; i++) {
        sight->tokens[i] = sight->tokens[i + n];
        sight->tokens[i].start -= bytes;
    }
    drop_signs(sight, n);
    sight->n_dropped += n;
    sight->base += bytes;
    return bytes;
}
