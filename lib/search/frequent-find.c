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
    float *out;
    gint64 last;
} Adding;

static void
add_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Adding *adding = data;
    gint64 first = strip * ARSIP_STRIP;
    ArsipStripEntries entries;

    arsip_strip_unpack(packed, length, &entries);
    for (guint i = 0; i < entries.n && first + entries.places[i] <= adding->last; i++) {
        float *out = &adding->out[first + entries.places[i]];

        *out = (*out >= 0 ? *out : 0) + adding->scores[entries.bytes[i]];
    }
}

gboolean
arsip_frequents_add(ArsipFrequents *frequents, const char *word, double rarity, ArsipFound *table,
                    GError **error)
{
    Adding adding = {.out = arsip_found_scores(table), .last = arsip_frequents_last(frequents)};

    fill_scores(adding.scores, rarity);
    return arsip_frequents_walk(frequents, word, add_strip, &adding, error);
}

/* A list until it has become long. */
typedef struct {
    ArsipFound *list;
    Adding adding;
    guint64 most;
    ArsipFound *table;
} Finding;

static void
make_table(Finding *finding)
{
    finding->table = arsip_found_table(finding->adding.last + 1);
    finding->adding.out = arsip_found_scores(finding->table);
    arsip_found_gather(finding->table, finding->list);
}

static void
find_in_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    Finding *finding = data;
    gint64 first = strip * ARSIP_STRIP;
    ArsipStripEntries entries;

    if (finding->table == NULL && arsip_found_count(finding->list) > finding->most)
        make_table(finding);
    if (finding->table != NULL) {
        add_strip(strip, packed, length, &finding->adding);
        return;
    }
    arsip_strip_unpack(packed, length, &entries);
    for (guint i = 0; i < entries.n && first + entries.places[i] <= finding->adding.last; i++)
        arsip_found_add(finding->list, first + entries.places[i],
                        (double)finding->adding.scores[entries.bytes[i]]);
}

ArsipFound *
arsip_frequents_find(ArsipFrequents *frequents, const char *word, double rarity, GError **error)
{
    g_autoptr(ArsipFound) list = arsip_found_new();
    g_autoptr(ArsipFound) table = NULL;
    Finding finding = {.list = list, .most = (guint64)arsip_frequents_last(frequents) / LIST_SHARE};

    finding.adding.last = arsip_frequents_last(frequents);
    fill_scores(finding.adding.scores, rarity);
    if (!arsip_frequents_walk(frequents, word, find_in_strip, &finding, error)) {
        arsip_found_free(finding.table);
        return NULL;
    }
    table = finding.table;
    return table != NULL ? g_steal_pointer(&table) : g_steal_pointer(&list);
}

/* Of a list that is narrowed. */
typedef struct {
    float scores[256];
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
narrow_to_strip(gint64 strip, const guint8 *packed, guint length, gpointer data)
{
    const Narrowing *narrowing = data;
    gint64 first = strip * ARSIP_STRIP;
    guint from = find_first(narrowing->list, first), to = find_first(narrowing->list, first + ARSIP_STRIP);
    guint8 bytes[ARSIP_STRIP];

    if (from == to)
        return;
    arsip_strip_unpack_all(packed, length, bytes);
    for (guint i = from; i < to; i++)
        narrowing->presences[i] = bytes[g_array_index(narrowing->list, ArsipPlaced, i).id - first];
}

ArsipFound *
arsip_frequents_narrow(ArsipFrequents *frequents, const char *word, double rarity, const ArsipFound *list,
                       GError **error)
{
    g_autoptr(ArsipFound) left = arsip_found_new();
    const GArray *all = arsip_found_list(list);
    g_autofree guint8 *presences = g_malloc0(all->len + 1);
    Narrowing narrowing = {.list = all, .presences = presences};

    fill_scores(narrowing.scores, rarity);
    if (!arsip_frequents_walk(frequents, word, narrow_to_strip, &narrowing, error))
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        const ArsipPlaced *placed = &g_array_index(all, ArsipPlaced, i);

        if (presences[i] > 0)
            arsip_found_add(left, placed->id, placed->score + (double)narrowing.scores[presences[i]]);
    }
    return g_steal_pointer(&left);
}
