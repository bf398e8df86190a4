/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the strips of a frequent word find. */
#include "search/frequent.h"

#include "search/frequent-strip.h"
#include "search/weight.h"

/* A word in fewer than one document of so many is found as a list. */
#define LIST_SHARE 12

static void
fill_scores(float scores[256], double rarity)
{
    scores[0] = ARSIP_FOUND_NOT;
    for (guint presence = 1; presence < 256; presence++)
        scores[presence] = (float)(rarity * presence / ARSIP_PRESENCE_MOST);
}

/* What is added to a table. */
typedef struct {
    float scores[256]; /* by presence */
    float *out;        /* of the strip under way */
    guint n;           /* places of it that the table has */
} Adding;

static inline void
add_entry(guint place, guint8 presence, gpointer data)
{
    const Adding *adding = data;

    if (place < adding->n)
        adding->out[place] = MAX(adding->out[place], 0) + adding->scores[presence];
}

typedef struct {
    Adding adding;
    ArsipFound *table;
} Filling;

static void
add_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Filling *filling = data;
    gint64 first = strip * ARSIP_STRIP, size = arsip_found_size(filling->table);

    if (first >= size)
        return;
    filling->adding.out = arsip_found_scores(filling->table) + first;
    filling->adding.n = (guint)MIN(size - first, ARSIP_STRIP);
    arsip_strip_each_entry(packed, length, add_entry, &filling->adding);
}

gboolean
arsip_frequents_add(ArsipFrequents *frequents, const char *word, double rarity, ArsipFound *table,
                    GError **error)
{
    Filling filling = {.table = table};

    fill_scores(filling.adding.scores, rarity);
    return arsip_frequents_walk(frequents, word, add_strip, &filling, error);
}

static void
gather_strip(gint64 strip, const guint8 *packed, guint length, gpointer sheaf)
{
    arsip_sheaf_add_strip(sheaf, strip, packed, length);
}

gboolean
arsip_frequents_gather(ArsipFrequents *frequents, const char *word, double rarity, ArsipSheaf *sheaf,
                       GError **error)
{
    arsip_sheaf_weigh(sheaf, rarity);
    return arsip_frequents_walk(frequents, word, gather_strip, sheaf, error);
}

/* A list until it has become long. */
typedef struct {
    Filling filling; /* its table is NULL before */
    ArsipFound *list;
    gint64 first, last; /* documents: of the strip under way, and of all */
} Finding;

static inline void
list_entry(guint place, guint8 presence, gpointer data)
{
    const Finding *finding = data;

    if (finding->first + place <= finding->last)
        arsip_found_add(finding->list, finding->first + place,
                        (double)finding->filling.adding.scores[presence]);
}

static void
find_in_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Finding *finding = data;

    if (finding->filling.table == NULL &&
        arsip_found_count(finding->list) > (guint64)finding->last / LIST_SHARE) {
        finding->filling.table = arsip_found_table(finding->last + 1);
        arsip_found_gather(finding->filling.table, finding->list);
    }
    finding->first = strip * ARSIP_STRIP;
    if (finding->filling.table != NULL)
        add_strip(strip, packed, length, &finding->filling);
    else
        arsip_strip_each_entry(packed, length, list_entry, finding);
}

ArsipFound *
arsip_frequents_find(ArsipFrequents *frequents, const char *word, double rarity, GError **error)
{
    g_autoptr(ArsipFound) list = arsip_found_new();
    g_autoptr(ArsipFound) table = NULL;
    Finding finding = {.list = list, .last = arsip_frequents_last(frequents)};
    gboolean is_done;

    fill_scores(finding.filling.adding.scores, rarity);
    is_done = arsip_frequents_walk(frequents, word, find_in_strip, &finding, error);
    table = finding.filling.table;
    if (!is_done)
        return NULL;
    return table != NULL ? g_steal_pointer(&table) : g_steal_pointer(&list);
}

/* ---- narrowing */

/* Of a list. */
typedef struct {
    const GArray *list; /* of ArsipPlaced */
    guint8 *presences;  /* of each of them */
} Narrowing;

static guint
find_first(const GArray *list, gint64 id)
{
    guint low = 0, high = list->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(list, ArsipPlaced, middle).id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
look_up_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Narrowing *narrowing = data;
    gint64 first = strip * ARSIP_STRIP;
    guint from = find_first(narrowing->list, first), to = find_first(narrowing->list, first + ARSIP_STRIP);
    guint8 bytes[ARSIP_STRIP];

    if (from == to)
        return;
    arsip_strip_unpack(packed, length, bytes);
    for (guint i = from; i < to; i++)
        narrowing->presences[i] = bytes[g_array_index(narrowing->list, ArsipPlaced, i).id - first];
}

static ArsipFound *
narrow_list(ArsipFrequents *frequents, const char *word, const float scores[256], const ArsipFound *list,
            GError **error)
{
    g_autoptr(ArsipFound) left = arsip_found_new();
    const GArray *all = arsip_found_list(list);
    g_autofree guint8 *presences = g_malloc0(all->len + 1);
    Narrowing narrowing = {all, presences};

    if (!arsip_frequents_walk(frequents, word, look_up_strip, &narrowing, error))
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        const ArsipPlaced *placed = &g_array_index(all, ArsipPlaced, i);

        if (presences[i] > 0)
            arsip_found_add(left, placed->id, placed->score + (double)scores[presences[i]]);
    }
    return g_steal_pointer(&left);
}

/* Of a table: up to where it has been narrowed. */
typedef struct {
    float *table;
    gint64 size, done;
    float scores[256];
} Sweep;

static void
drop_until(Sweep *sweep, gint64 end)
{
    for (; sweep->done < MIN(end, sweep->size); sweep->done++)
        sweep->table[sweep->done] = ARSIP_FOUND_NOT;
}

static void
sweep_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Sweep *sweep = data;
    gint64 first = strip * ARSIP_STRIP, n = MIN(sweep->size - first, ARSIP_STRIP);
    float *out = sweep->table + first;
    guint8 bytes[ARSIP_STRIP];

    drop_until(sweep, first);
    arsip_strip_unpack(packed, length, bytes);
    for (gint64 i = 0; i < n; i++)
        out[i] = out[i] < 0 || bytes[i] == 0 ? ARSIP_FOUND_NOT : out[i] + sweep->scores[bytes[i]];
    sweep->done = MAX(sweep->done, first + n);
}

static gboolean
narrow_table(ArsipFrequents *frequents, const char *word, double rarity, ArsipFound *table, GError **error)
{
    Sweep sweep = {.table = arsip_found_scores(table), .size = arsip_found_size(table)};

    fill_scores(sweep.scores, rarity);
    if (!arsip_frequents_walk(frequents, word, sweep_strip, &sweep, error))
        return FALSE;
    drop_until(&sweep, sweep.size);
    return TRUE;
}

gboolean
arsip_frequents_narrow(ArsipFrequents *frequents, const char *word, double rarity, ArsipFound **found,
                       GError **error)
{
    g_autoptr(ArsipFound) list = NULL;
    float scores[256];

    if (arsip_found_list(*found) == NULL)
        return narrow_table(frequents, word, rarity, *found, error);
    fill_scores(scores, rarity);
    list = g_steal_pointer(found);
    *found = narrow_list(frequents, word, scores, list, error);
    return *found != NULL;
}
