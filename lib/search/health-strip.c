/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/health-strip.h"

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/dated.h"
#include "search/frequent-bigram.h"
#include "search/frequent-strip.h"
#include "search/labelled.h"
#include "search/set.h"

/* Each takes FTS5 some milliseconds; one with all its bigrams a tenth of a second. */
#define COMPARED         100
#define COMPARED_BIGRAMS 3

static gboolean
compare_strip(ArsipArchive *archive, gint64 row, const char *word, gint64 strip,
              const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    guint8 kept[ARSIP_STRIP], known[ARSIP_STRIP];

    if (!arsip_strip_read(archive, row, strip, kept, error) ||
        !arsip_frequent_weigh_strips(archive, lengths, word, strip, 1, known, error))
        return FALSE;
    for (guint i = 0; i < ARSIP_STRIP; i++)
        if (kept[i] != known[i]) {
            options->tell(ARSIP_HEALTH_MISWEIGHED, strip * ARSIP_STRIP + i, word, options->data);
            break;
        }
    return TRUE;
}

/* ---- bigrams */

/* Of the bigrams of a part that begin with word number `first`. */
static void
tell_bigrams(const ArsipBigramWords *words, guint first, guint part, gint64 strip, GBytes *kept,
             const GByteArray *known, ArsipLengths *lengths, const ArsipHealthOptions *options)
{
    guint8 is[ARSIP_STRIP], should_be[ARSIP_STRIP];

    for (guint i = 0; i < words->rows->len; i++) {
        gint64 row = g_array_index(words->rows, gint64, i);
        g_autofree char *bigram =
            g_strdup_printf("%s %s", (char *)words->words->pdata[first], (char *)words->words->pdata[i]);

        if (row % ARSIP_BIGRAM_PARTS != part)
            continue;
        arsip_bigram_unpack(g_bytes_get_data(kept, NULL), (guint)g_bytes_get_size(kept), row, strip, lengths,
                            is);
        arsip_bigram_unpack(known->data, known->len, row, strip, lengths, should_be);
        for (guint place = 0; place < ARSIP_STRIP; place++)
            if (is[place] != should_be[place]) {
                options->tell(ARSIP_HEALTH_MISWEIGHED, strip * ARSIP_STRIP + place, bigram, options->data);
                break;
            }
    }
}

static gboolean
compare_bigrams(ArsipArchive *archive, const ArsipBigramWords *words, gint64 strip,
                const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    g_autoptr(ArsipBigramStrip) bigrams = arsip_frequent_bigram_weigh(archive, words, strip, lengths, error);

    for (guint i = 0; bigrams != NULL && i < words->rows->len * ARSIP_BIGRAM_PARTS; i++) {
        guint first = i / ARSIP_BIGRAM_PARTS, part = i % ARSIP_BIGRAM_PARTS;
        gint64 row = arsip_bigram_row(g_array_index(words->rows, gint64, first), part);
        g_autoptr(GByteArray) known = arsip_bigram_strip_pack(bigrams, first, part, words->rows);
        g_autoptr(GBytes) kept = arsip_strip_read_packed(archive, row, strip, error);

        if (kept == NULL)
            return FALSE;
        if (g_bytes_get_size(kept) != known->len ||
            (known->len > 0 && memcmp(g_bytes_get_data(kept, NULL), known->data, known->len) != 0))
            tell_bigrams(words, first, part, strip, kept, known, lengths, options);
    }
    return bigrams != NULL;
}

/* ---- some of both */

static gboolean
goes_on(const ArsipHealthOptions *options, GError **error)
{
    if (options->should_stop == NULL || !options->should_stop(options->data))
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED, _("stopped as asked"));
    return FALSE;
}

static gboolean
examine_bigrams(ArsipArchive *archive, const GArray *weighed, const ArsipHealthOptions *options,
                GError **error)
{
    g_autoptr(ArsipBigramWords) words = arsip_bigram_words_load(archive, error);
    gint64 n_left = 0, n_wanted = COMPARED_BIGRAMS;

    if (words == NULL)
        return FALSE;
    for (guint k = 0; k < weighed->len; k++)
        n_left += arsip_set_at(weighed, k) >= words->since;
    n_wanted = MIN(n_wanted, n_left);
    for (guint k = 0; k < weighed->len; k++)
        if (arsip_set_at(weighed, k) >= words->since && arsip_health_chooses(&n_wanted, n_left--) &&
            (!compare_bigrams(archive, words, arsip_set_at(weighed, k), options, error) ||
             !goes_on(options, error)))
            return FALSE;
    return TRUE;
}

static gboolean
examine_words(ArsipArchive *archive, const GArray *weighed, const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);
    gint64 n_left, n_wanted;

    if (words == NULL)
        return FALSE;
    n_left = (gint64)words->len * weighed->len;
    n_wanted = MIN(n_left, COMPARED);
    for (guint i = 0; i < words->len; i++)
        for (guint k = 0; k < weighed->len; k++)
            if (arsip_health_chooses(&n_wanted, n_left--) &&
                (!compare_strip(archive, g_array_index(rows, gint64, i), words->pdata[i],
                                arsip_set_at(weighed, k), options, error) ||
                 !goes_on(options, error)))
                return FALSE;
    return TRUE;
}

/* ---- labels and dates */

#define COMPARED_NOTES 50

static gboolean
examine_notes(ArsipArchive *archive, const ArsipUpkeep *upkeep, const ArsipHealthOptions *options,
              GError **error)
{
    g_autoptr(GArray) kept = arsip_upkeep_kept(archive, upkeep, error);
    gint64 n_left, n_wanted, wrong;

    if (kept == NULL)
        return FALSE;
    n_left = kept->len;
    n_wanted = MIN(n_left, COMPARED_NOTES);
    for (guint k = 0; k < kept->len; k++) {
        if (!arsip_health_chooses(&n_wanted, n_left--))
            continue;
        if (!upkeep->examine(archive, arsip_set_at(kept, k), &wrong, error) || !goes_on(options, error))
            return FALSE;
        if (wrong != 0)
            options->tell(ARSIP_HEALTH_MISNOTED, wrong, NULL, options->data);
    }
    return TRUE;
}

gboolean
arsip_strips_examine(ArsipArchive *archive, const ArsipHealthOptions *options, GError **error)
{
    g_autoptr(GArray) weighed = arsip_frequent_weighed(archive, error);

    return weighed != NULL && examine_words(archive, weighed, options, error) &&
           examine_bigrams(archive, weighed, options, error) &&
           examine_notes(archive, &arsip_labelled, options, error) &&
           examine_notes(archive, &arsip_dated, options, error);
}
