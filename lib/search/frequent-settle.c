/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strips of frequent words and bigrams: weighed, kept, and weighed again when they were struck off. */
#include "search/frequent.h"

#include "archive/catalogue.h"
#include "search/census.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/set.h"
#include "search/turn.h"

/* ---- by asking FTS5 */

/* So many strips of a word are weighed at once: FTS5 goes through all that stands before them. */
#define WEIGHED_AT_ONCE 8

/* How many of the set follow one another from its strip number `at` on. */
static guint
count_run(const GArray *strips, guint at)
{
    guint n = 1;

    while (n < WEIGHED_AT_ONCE && at + n < strips->len &&
           arsip_set_at(strips, at + n) == arsip_set_at(strips, at) + n)
        n++;
    return n;
}

gboolean
arsip_frequent_weigh_word(ArsipArchive *archive, ArsipLengths *lengths, const char *word, gint64 row,
                          const GArray *strips, GError **error)
{
    g_autofree guint8 *bytes = g_malloc(WEIGHED_AT_ONCE * ARSIP_STRIP);

    for (guint at = 0, n; at < strips->len; at += n) {
        gint64 first = arsip_set_at(strips, at);

        n = count_run(strips, at);
        if (!arsip_frequent_weigh_strips(archive, lengths, word, first, n, bytes, error))
            return FALSE;
        for (guint i = 0; i < n; i++)
            if (!arsip_strip_write(archive, row, first + i, bytes + (gsize)i * ARSIP_STRIP, error))
                return FALSE;
    }
    return TRUE;
}

static gboolean
weigh_bigrams(ArsipArchive *archive, ArsipLengths *lengths, gint64 strip, GError **error)
{
    g_autoptr(ArsipBigramWords) words = arsip_bigram_words_load(archive, error);
    g_autoptr(ArsipBigramStrip) bigrams =
        words != NULL ? arsip_frequent_bigram_weigh(archive, words, strip, lengths, error) : NULL;

    return bigrams != NULL && arsip_frequent_bigram_keep(archive, words, strip, bigrams, error);
}

/* ---- all of them */

static gboolean
note_weighed(ArsipArchive *archive, gint64 strip, GError **error)
{
    static const char sql[] = "INSERT INTO weighed (strip) VALUES (?1)";

    return arsip_execute(archive, error, sql, "i", strip);
}

/* As it was counted when the documents were written. */
static gboolean
keep_census(ArsipArchive *archive, gint64 strip, const GArray *rows, const GPtrArray *words, GError **error)
{
    ArsipCensus *census = arsip_census_of(archive, error);

    if (census == NULL)
        return FALSE;
    for (guint i = 0; i < words->len; i++)
        if (!arsip_strip_write(archive, g_array_index(rows, gint64, i), strip,
                               arsip_census_strip(census, strip, words->pdata[i]), error))
            return FALSE;
    return arsip_frequent_bigram_keep(archive, arsip_census_bigram_words(census), strip,
                                      arsip_census_bigrams(census, strip), error);
}

static gboolean
is_full(gint64 strip, gint64 last)
{
    return strip < ARSIP_STRIPS_MOST && (strip + 1) * ARSIP_STRIP <= last + 1;
}

/* Of the strips that are full and not weighed, those that the census holds, which weighed, a set, gets. */
static gboolean
keep_held(ArsipArchive *archive, gint64 last, GArray *weighed, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);
    g_autoptr(GArray) before = g_array_copy(weighed);

    for (gint64 strip = 0; words != NULL && is_full(strip, last); strip++) {
        gboolean is_held;

        if (arsip_set_has(before, strip))
            continue;
        if (!arsip_census_holds(archive, strip, &is_held, error) ||
            (is_held &&
             (!keep_census(archive, strip, rows, words, error) || !note_weighed(archive, strip, error))))
            return FALSE;
        if (is_held)
            arsip_set_append(weighed, strip);
    }
    arsip_set_settle(weighed);
    return words != NULL;
}

/* The others, so many at most. */
static gboolean
weigh_others(ArsipArchive *archive, gint64 last, const GArray *weighed, guint most, GError **error)
{
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);
    g_autoptr(GArray) struck = arsip_set_new();

    for (gint64 strip = 0; is_full(strip, last) && struck->len < most; strip++)
        if (!arsip_set_has(weighed, strip))
            arsip_set_append(struck, strip);
    for (guint i = 0; words != NULL && i < words->len && struck->len > 0; i++)
        if (!arsip_frequent_weigh_word(archive, lengths, words->pdata[i], g_array_index(rows, gint64, i),
                                       struck, error))
            return FALSE;
    for (guint i = 0; i < struck->len; i++)
        if (!weigh_bigrams(archive, lengths, arsip_set_at(struck, i), error) ||
            !note_weighed(archive, arsip_set_at(struck, i), error))
            return FALSE;
    return words != NULL;
}

gboolean
arsip_frequent_settle(ArsipArchive *archive, gint64 least, guint strips, GError **error)
{
    static const char last_sql[] = "SELECT max(document) FROM indexed";
    static const char chosen_sql[] = "SELECT max(chosen) FROM frequent";
    GError *fault = NULL;
    gint64 last = arsip_fetch_number(archive, 0, &fault, last_sql, "");
    gint64 chosen = fault == NULL ? arsip_fetch_number(archive, 0, &fault, chosen_sql, "") : 0;
    g_autoptr(GArray) weighed = NULL;

    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (last < least)
        return TRUE;
    weighed = arsip_frequent_weighed(archive, error);
    /* What was counted is of the words as they were. */
    return weighed != NULL && keep_held(archive, last, weighed, error) &&
           (chosen >= last / 2 || arsip_frequent_choose(archive, last, weighed, error)) &&
           weigh_others(archive, last, weighed, strips, error);
}

/* ---- in turns with who writes */

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
