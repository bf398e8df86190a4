/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/near.h"

static guint
position(const ArsipNearPhrase *phrase)
{
    return g_array_index(phrase->at, guint, phrase->next);
}

/* Goes on to the first place of the phrase that is near enough to `last`. */
static gboolean
catch_up(ArsipNearPhrase *phrase, guint last, guint distance)
{
    while (position(phrase) + phrase->n_tokens + distance < last)
        if (++phrase->next == phrase->at->len)
            return FALSE;
    return TRUE;
}

gboolean
arsip_near_find(ArsipNearPhrase *phrases, guint n_phrases, guint distance)
{
    guint last = 0;
    gboolean is_settled;

    for (guint i = 0; i < n_phrases; i++) {
        if (phrases[i].next >= phrases[i].at->len)
            return FALSE;
        last = MAX(last, position(&phrases[i]));
    }
    do {
        is_settled = TRUE;
        for (guint i = 0; i < n_phrases; i++) {
            if (!catch_up(&phrases[i], last, distance))
                return FALSE;
            if (position(&phrases[i]) > last) {
                last = position(&phrases[i]);
                is_settled = FALSE;
            }
        }
    } while (!is_settled);
    return TRUE;
}

gboolean
arsip_near_advance(ArsipNearPhrase *phrases, guint n_phrases)
{
    ArsipNearPhrase *nearest = NULL;
    guint least = G_MAXUINT;

    for (guint i = 0; i < n_phrases; i++) {
        guint following = phrases[i].next + 1;

        if (following < phrases[i].at->len && g_array_index(phrases[i].at, guint, following) < least) {
            least = g_array_index(phrases[i].at, guint, following);
            nearest = &phrases[i];
        }
    }
    if (nearest == NULL)
        return FALSE;
    nearest->next++;
    return TRUE;
}
