/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sheaf.h"

#include <string.h>

#include "search/weight.h"

/* Bytes that are kept at most. */
#define KEPT_MOST (4u << 20)

/*
 * An entry: the place in the strip, then a presence, or how often the word stands in the body and IN_BODY;
 * then which of the rarities it is weighed by. In the place of PACKED stands a strip as it is kept, and where
 * among those that are kept is the next entry.
 */
#define PLACE_BITS    12
#define PRESENCE_BITS 8
#define IN_BODY       (1u << (PLACE_BITS + PRESENCE_BITS))
#define RARITY_SHIFT  (PLACE_BITS + PRESENCE_BITS + 1)
#define RARITIES_MOST (1u << (32 - RARITY_SHIFT))
#define PACKED        ((1u << PLACE_BITS) - 1)
G_STATIC_ASSERT(ARSIP_STRIP <= PACKED);

typedef struct {
    guint32 *entries;
    guint n, room;
} Bucket;

/* Scores by presence. */
typedef struct {
    double rarity;
    float scores[ARSIP_PRESENCE_MOST + 1];
} Scale;

struct ArsipSheaf {
    ArsipLengths *lengths;
    gint64 last;
    Bucket *buckets; /* of each strip */
    guint n_buckets, n_kept;
    GByteArray *packed;                             /* strips, each behind its length */
    GArray *scales;                                 /* of Scale */
    guint32 scale;                                  /* the one in hand, where an entry has it */
    guint8 in_body[ARSIP_SHEAF_BODY_MOST + 1][256]; /* presences, by how often and length */
    ArsipFound *list;                               /* until it has become long */
    ArsipFound *table;                              /* from then on */
};

ArsipSheaf *
arsip_sheaf_new(ArsipLengths *lengths, gint64 last)
{
    ArsipSheaf *sheaf = g_new0(ArsipSheaf, 1);
    ArsipOften often = {0};

    sheaf->lengths = lengths;
    sheaf->last = CLAMP(last, 0, (gint64)ARSIP_STRIPS_MOST * ARSIP_STRIP - 1);
    sheaf->n_buckets = (guint)(sheaf->last / ARSIP_STRIP) + 1;
    sheaf->buckets = g_new0(Bucket, sheaf->n_buckets);
    sheaf->packed = g_byte_array_new();
    sheaf->scales = g_array_new(FALSE, FALSE, sizeof(Scale));
    sheaf->list = arsip_found_new();
    for (guint n = 1; n <= ARSIP_SHEAF_BODY_MOST; n++) {
        arsip_often_add(&often, ARSIP_COLUMN_ISI);
        for (guint length = 0; length < 256; length++)
            sheaf->in_body[n][length] = arsip_presence(&often, arsip_length_share_of_step((guint8)length));
    }
    return sheaf;
}

void
arsip_sheaf_free(ArsipSheaf *sheaf)
{
    if (sheaf == NULL)
        return;
    for (guint i = 0; i < sheaf->n_buckets; i++)
        g_free(sheaf->buckets[i].entries);
    g_free(sheaf->buckets);
    g_byte_array_unref(sheaf->packed);
    g_array_unref(sheaf->scales);
    arsip_found_free(sheaf->list);
    arsip_found_free(sheaf->table);
    g_free(sheaf);
}

/* ---- adding up */

/* ARSIP_FOUND_NOT becomes 0 by its sign, which no score has: a branch would be guessed wrong very often. */
static inline void
add(float *scores, guint place, float score)
{
    float before;
    guint32 bits;

    memcpy(&bits, &scores[place], sizeof bits);
    bits &= ~-(bits >> 31);
    memcpy(&before, &bits, sizeof before);
    scores[place] = before + score;
}

typedef struct {
    float *scores;
    const float *scale;
} Adding;

static inline void
add_packed(guint place, guint8 presence, gpointer data)
{
    const Adding *adding = data;

    add(adding->scores, place, adding->scale[presence]);
}

static void
add_strip(const ArsipSheaf *sheaf, guint32 at, const float *scale, float *scores)
{
    const guint8 *packed = sheaf->packed->data + at;
    Adding adding = {scores, scale};
    guint32 length;

    memcpy(&length, packed, sizeof length);
    arsip_strip_each_entry(packed + sizeof length, length, add_packed, &adding);
}

/* scores: of a whole strip. */
static void
add_up(const ArsipSheaf *sheaf, guint strip, float *scores)
{
    const Bucket *bucket = &sheaf->buckets[strip];
    const guint8 *lengths = arsip_lengths_steps(sheaf->lengths, strip);
    const Scale *scales = (const Scale *)(gpointer)sheaf->scales->data;

    for (guint i = 0; i < bucket->n; i++) {
        guint32 entry = bucket->entries[i];
        guint place = entry & PACKED;
        guint presence = entry >> PLACE_BITS & ((1u << PRESENCE_BITS) - 1);
        const float *scale = scales[entry >> RARITY_SHIFT].scores;

        if (place == PACKED)
            add_strip(sheaf, bucket->entries[++i], scale, scores);
        else if ((entry & IN_BODY) != 0)
            add(scores, place, scale[sheaf->in_body[presence][lengths[place]]]);
        else
            add(scores, place, scale[presence]);
    }
}

static void
make_table(ArsipSheaf *sheaf)
{
    sheaf->table = arsip_found_table(sheaf->last + 1);
    arsip_found_gather(sheaf->table, sheaf->list);
}

/* Few places of a strip are in it, which are marked by bits. */
static void
add_to_list(ArsipSheaf *sheaf, guint strip)
{
    const Bucket *bucket = &sheaf->buckets[strip];
    guint64 bits[ARSIP_STRIP_BITS] = {0};
    float scores[ARSIP_STRIP];

    for (guint i = 0; i < bucket->n; i++) {
        guint place = bucket->entries[i] & PACKED;

        scores[place] = ARSIP_FOUND_NOT;
        bits[place / 64] |= G_GUINT64_CONSTANT(1) << place % 64;
    }
    add_up(sheaf, strip, scores);
    for (guint word = 0; word < ARSIP_STRIP_BITS; word++)
        for (guint64 left = bits[word]; left != 0; left &= left - 1) {
            guint place = word * 64 + (guint)__builtin_ctzll(left);

            arsip_found_add(sheaf->list, (gint64)strip * ARSIP_STRIP + place, (double)scores[place]);
        }
    if (arsip_found_count(sheaf->list) > ARSIP_SHEAF_LIST_MOST)
        make_table(sheaf);
}

/* The last strip reaches beyond the table. */
static void
add_to_table(ArsipSheaf *sheaf, guint strip)
{
    gint64 first = (gint64)strip * ARSIP_STRIP, n = sheaf->last + 1 - first;
    float *table = arsip_found_scores(sheaf->table) + first, scores[ARSIP_STRIP];

    if (n >= ARSIP_STRIP) {
        add_up(sheaf, strip, table);
        return;
    }
    for (guint place = 0; place < ARSIP_STRIP; place++)
        scores[place] = place < n ? table[place] : ARSIP_FOUND_NOT;
    add_up(sheaf, strip, scores);
    memcpy(table, scores, (gsize)n * sizeof *table);
}

static void
add_up_all(ArsipSheaf *sheaf)
{
    for (guint strip = 0; strip < sheaf->n_buckets; strip++) {
        if (sheaf->buckets[strip].n == 0)
            continue;
        if (sheaf->table != NULL)
            add_to_table(sheaf, strip);
        else
            add_to_list(sheaf, strip);
        sheaf->buckets[strip].n = 0;
    }
    g_byte_array_set_size(sheaf->packed, 0);
    sheaf->n_kept = 0;
}

/* A list takes every document once: more of them may come. */
static void
empty(ArsipSheaf *sheaf)
{
    if (sheaf->table == NULL)
        make_table(sheaf);
    add_up_all(sheaf);
}

ArsipFound *
arsip_sheaf_end(ArsipSheaf *sheaf)
{
    add_up_all(sheaf);
    return sheaf->table != NULL ? g_steal_pointer(&sheaf->table) : g_steal_pointer(&sheaf->list);
}

/* ---- keeping */

void
arsip_sheaf_weigh(ArsipSheaf *sheaf, double rarity)
{
    Scale scale = {.rarity = MAX(rarity, 0)};

    for (guint i = 0; i < sheaf->scales->len; i++)
        if (g_array_index(sheaf->scales, Scale, i).rarity == scale.rarity) {
            sheaf->scale = i << RARITY_SHIFT;
            return;
        }
    if (sheaf->scales->len == RARITIES_MOST) {
        empty(sheaf);
        g_array_set_size(sheaf->scales, 0);
    }
    for (guint presence = 0; presence < G_N_ELEMENTS(scale.scores); presence++)
        scale.scores[presence] = (float)(scale.rarity * presence / ARSIP_PRESENCE_MOST);
    sheaf->scale = sheaf->scales->len << RARITY_SHIFT;
    g_array_append_val(sheaf->scales, scale);
}

static void
keep(ArsipSheaf *sheaf, gint64 strip, guint32 entry)
{
    Bucket *bucket = &sheaf->buckets[strip];

    if (G_UNLIKELY(bucket->n == bucket->room)) {
        bucket->room = MAX(64, 2 * bucket->room);
        bucket->entries = g_renew(guint32, bucket->entries, bucket->room);
    }
    bucket->entries[bucket->n++] = entry;
    sheaf->n_kept += sizeof entry;
}

static void
keep_document(ArsipSheaf *sheaf, gint64 document, guint32 what)
{
    if (document < 0 || document > sheaf->last)
        return;
    if (sheaf->n_kept >= KEPT_MOST)
        empty(sheaf);
    keep(sheaf, document / ARSIP_STRIP, (guint32)(document % ARSIP_STRIP) | what | sheaf->scale);
}

void
arsip_sheaf_add(ArsipSheaf *sheaf, gint64 document, guint8 presence)
{
    keep_document(sheaf, document, (guint32)presence << PLACE_BITS);
}

void
arsip_sheaf_add_body(ArsipSheaf *sheaf, gint64 document, guint n)
{
    keep_document(sheaf, document, n << PLACE_BITS | IN_BODY);
}

void
arsip_sheaf_add_strip(ArsipSheaf *sheaf, gint64 strip, const guint8 *packed, guint length)
{
    guint32 size = MIN(length, ARSIP_STRIP);

    if (strip < 0 || strip >= sheaf->n_buckets)
        return;
    if (sheaf->table == NULL)
        make_table(sheaf);
    if (sheaf->n_kept >= KEPT_MOST)
        empty(sheaf);
    keep(sheaf, strip, PACKED | sheaf->scale);
    keep(sheaf, strip, sheaf->packed->len);
    g_byte_array_append(sheaf->packed, (const guint8 *)&size, sizeof size);
    g_byte_array_append(sheaf->packed, packed, size);
    sheaf->n_kept += (guint)sizeof size + size;
}
