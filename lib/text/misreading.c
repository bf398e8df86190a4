/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misreading.h"

#include <string.h>

#include "text/misread-cost.h"

/* More than any bound, and far from where a guint16 ends. */
#define DEAD 30000

static guint
bounded(guint cost, guint bound)
{
    return cost <= bound ? cost : DEAD;
}

/* What two letters look like that are walked in this order. */
static inline gunichar
pair_of(const ArsipMisreading *misreading, gunichar before, gunichar letter)
{
    return misreading->is_backward ? arsip_misread_joined(letter, before)
                                   : arsip_misread_joined(before, letter);
}

static void
set_meant(ArsipMisreading *misreading, const char *meant)
{
    glong n = MIN(g_utf8_strlen(meant, -1), ARSIP_TOKEN_MAX);

    misreading->n_meant = (guint)n;
    for (glong i = 0; i < n; i++, meant = g_utf8_next_char(meant))
        misreading->meant[misreading->is_backward ? n - i : i + 1] = g_utf8_get_char(meant);
}

/* Letters that look like two, and may therefore be met by the first of them alone. */
static guint64
find_begun(const ArsipMisreading *misreading, gunichar first)
{
    guint64 begun = 0;

    for (guint j = 1; j <= MIN(misreading->n_meant, 63); j++)
        for (gunichar second = 'a'; second <= 'z'; second++)
            if (pair_of(misreading, first, second) == misreading->meant[j])
                begun |= G_GUINT64_CONSTANT(1) << j;
    return begun;
}

static void
set_costs(ArsipMisreading *misreading)
{
    const gunichar *meant = misreading->meant;

    for (guint j = 1; j <= misreading->n_meant; j++) {
        misreading->loss[j] = (guint16)arsip_misread_loss(meant[j]);
        misreading->pair[j] = j >= 2 ? pair_of(misreading, meant[j - 1], meant[j]) : 0;
    }
    for (gunichar read = 0; read < 128; read++) {
        for (guint j = 1; j <= misreading->n_meant; j++)
            misreading->substitutions[read][j] = (guint8)arsip_misread_letter(meant[j], read);
        misreading->begins[read] = g_ascii_islower(read) ? find_begun(misreading, read) : 0;
    }
}

void
arsip_misreading_begin(ArsipMisreading *misreading, const char *meant, guint bound, gboolean is_backward)
{
    guint half, cost = 0;

    misreading->is_backward = is_backward;
    set_meant(misreading, meant);
    set_costs(misreading);
    half = is_backward ? misreading->n_meant - misreading->n_meant / 2 : misreading->n_meant / 2;
    for (guint j = 0; j <= misreading->n_meant; j++) {
        misreading->bounds[j] = (guint16)(j <= half ? bound / 2 : bound);
        cost = bounded(cost + (j > 0 ? misreading->loss[j] : 0), misreading->bounds[j]);
        misreading->rows[0][j] = (guint16)cost;
    }
    /* What is too many between the halves is of the second, from whichever end. */
    memcpy(misreading->extra, misreading->bounds, sizeof misreading->extra);
    if (!is_backward)
        misreading->extra[half] = (guint16)bound;
}

/* Whether the next letter may join this one, to stand for one of the printed word. */
static gboolean
may_be_joined(const ArsipMisreading *misreading, const guint16 *above, gunichar letter)
{
    guint64 begun = letter < 128 ? misreading->begins[letter] : 0;

    for (guint j = 1; begun >> j != 0; j++)
        if ((begun >> j & 1) != 0 && above[j - 1] + ARSIP_MISREAD_JOINED <= misreading->bounds[j])
            return TRUE;
    for (guint j = 64; j <= misreading->n_meant; j++)
        if (above[j - 1] + ARSIP_MISREAD_JOINED <= misreading->bounds[j])
            return TRUE;
    return FALSE;
}

/* Whether this letter and the next one may be two of the printed word in each other's place. */
static gboolean
may_be_turned(const ArsipMisreading *misreading, const guint16 *above, gunichar letter)
{
    for (guint j = 2; j <= misreading->n_meant; j++)
        if (misreading->meant[j] == letter && above[j - 2] + ARSIP_MISREAD_TURNED <= misreading->bounds[j])
            return TRUE;
    return FALSE;
}

gboolean
arsip_misreading_push(ArsipMisreading *misreading, guint n, gunichar letter)
{
    const guint16 *above = misreading->rows[n - 1], *over = n >= 2 ? misreading->rows[n - 2] : NULL;
    const guint8 *substitutions = letter < 128 ? misreading->substitutions[letter] : NULL;
    gunichar one = n >= 2 ? pair_of(misreading, misreading->read[n - 1], letter) : 0;
    guint16 *row = misreading->rows[n];
    gboolean is_alive;

    misreading->read[n] = letter;
    row[0] = (guint16)bounded(above[0] + (guint)ARSIP_MISREAD_LETTER, misreading->bounds[0]);
    is_alive = row[0] != DEAD;
    for (guint j = 1; j <= misreading->n_meant; j++) {
        guint other =
            substitutions != NULL ? substitutions[j] : arsip_misread_letter(misreading->meant[j], letter);
        guint cost = above[j - 1] + other, extra = above[j] + (guint)ARSIP_MISREAD_LETTER;

        cost = MIN(cost, row[j - 1] + (guint)misreading->loss[j]);
        if (misreading->pair[j] != 0 && misreading->pair[j] == letter)
            cost = MIN(cost, above[j - 2] + (guint)ARSIP_MISREAD_JOINED);
        if (one != 0 && one == misreading->meant[j])
            cost = MIN(cost, over[j - 1] + (guint)ARSIP_MISREAD_JOINED);
        if (over != NULL && j >= 2 && letter == misreading->meant[j - 1] &&
            misreading->read[n - 1] == misreading->meant[j])
            cost = MIN(cost, over[j - 2] + (guint)ARSIP_MISREAD_TURNED);
        cost = bounded(cost, misreading->bounds[j]);
        row[j] = (guint16)MIN(cost, bounded(extra, misreading->extra[j]));
        is_alive = is_alive || row[j] != DEAD;
    }
    return is_alive || may_be_joined(misreading, above, letter) || may_be_turned(misreading, above, letter);
}

gboolean
arsip_misreading_is(const ArsipMisreading *misreading, guint n)
{
    return misreading->rows[n][misreading->n_meant] != DEAD;
}
