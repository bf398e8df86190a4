/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/weight.h"

#include <math.h>
#include "archive/catalogue.h"
#include "base/i18n.h"

#define POINTER "arsip-weighing"

#define SATURATION 1.2
#define PAGE_WORDS 250.0 /* of a letter */
#define FORM_SHARE 0.5   /* of a letter's length that says nothing about how often a word is to be expected */

/* A length is kept as eight steps for each doubling. */
#define LENGTH_STEPS 8.0

double
arsip_column_weight(ArsipColumn column)
{
    /* What a letter says of itself outweighs what it says: a word in `hal` counts as eight in the body. kop
     * and akhir (letterhead, signatures) stand alike on most letters of an office. */
    static const double weights[ARSIP_N_COLUMNS] = {
        [ARSIP_COLUMN_FILE] = 1,    [ARSIP_COLUMN_NOMOR] = 8,  [ARSIP_COLUMN_HAL] = 8,
        [ARSIP_COLUMN_KEPADA] = 4,  [ARSIP_COLUMN_DARI] = 4,   [ARSIP_COLUMN_SIFAT] = 2,
        [ARSIP_COLUMN_KODE] = 6,    [ARSIP_COLUMN_OTHER] = 3,  [ARSIP_COLUMN_KOP] = 0.8,
        [ARSIP_COLUMN_JUDUL] = 8,   [ARSIP_COLUMN_KEPALA] = 2, [ARSIP_COLUMN_ISI] = 1,
        [ARSIP_COLUMN_AKHIR] = 0.8,
    };

    return weights[column];
}

/* ---- length */

static guint8
step_of_length(guint64 n_words)
{
    return (guint8)MIN(round(LENGTH_STEPS * log2(1 + (double)n_words)), 255);
}

static double
share_of_length(guint8 step)
{
    return FORM_SHARE + (1 - FORM_SHARE) * (exp2(step / LENGTH_STEPS) - 1) / PAGE_WORDS;
}

gboolean
arsip_weight_set_length(ArsipArchive *archive, gint64 document, guint64 n_words, GError **error)
{
    return arsip_strip_set(archive, ARSIP_ROW_LENGTHS, document, step_of_length(n_words), error);
}

/* Rows come by rising number, so that one strip at a time is enough. */
static guint8
look_up_length(ArsipWeighing *weighing, gint64 document)
{
    gint64 strip = document / ARSIP_STRIP;

    if (weighing->strip != strip + 1) {
        arsip_strip_read(weighing->archive, ARSIP_ROW_LENGTHS, strip, weighing->lengths, NULL);
        weighing->strip = strip + 1;
    }
    return weighing->lengths[document % ARSIP_STRIP];
}

/* ---- the functions */

ArsipWeighing *
arsip_weighing_of(int n_values, sqlite3_value **values)
{
    return n_values == 1 ? sqlite3_value_pointer(values[0], POINTER) : NULL;
}

/* How often the phrase stands in the row, each time by its column. */
static double
add_up(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, double length_share)
{
    Fts5PhraseIter each;
    double sum = 0, in_body = 0;
    int column, offset;

    if (api->xPhraseFirst(row, phrase, &each, &column, &offset) != SQLITE_OK)
        return 0;
    for (; column >= 0; api->xPhraseNext(row, &each, &column, &offset)) {
        if (column == ARSIP_COLUMN_ISI)
            in_body += arsip_column_weight((ArsipColumn)column);
        else if (column < ARSIP_N_COLUMNS)
            sum += arsip_column_weight((ArsipColumn)column);
    }
    return sum + in_body / length_share;
}

static guint8
presence_of(double frequency)
{
    if (frequency <= 0)
        return 0;
    return (guint8)(1 + (ARSIP_PRESENCE_MOST - 1) * frequency / (frequency + SATURATION));
}

guint8
arsip_presence_of_weight(double weight)
{
    return (guint8)CLAMP(lround(weight * ARSIP_PRESENCE_MOST), 0, ARSIP_PRESENCE_MOST);
}

static void
weigh(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
      sqlite3_value **values)
{
    ArsipWeighing *weighing = arsip_weighing_of(n_values, values);
    int n_phrases = api->xPhraseCount(row);
    double share, score = 0;

    if (weighing == NULL) {
        sqlite3_result_error(context, "arsip_weight: nothing to weigh with", -1);
        return;
    }
    share = share_of_length(look_up_length(weighing, api->xRowid(row)));
    for (int i = 0; i < n_phrases && (guint)i < weighing->n_weights; i++)
        if (weighing->weights[i] > 0)
            score +=
                (double)weighing->weights[i] * presence_of(add_up(api, row, i, share)) / ARSIP_PRESENCE_MOST;
    sqlite3_result_double(context, score);
}

/* "hal 1, isi 2": where a phrase stands, and how often. */
static char *
list_places(const Fts5ExtensionApi *api, Fts5Context *row, int phrase)
{
    guint counts[ARSIP_N_COLUMNS] = {0};
    GString *list = g_string_new(NULL);
    Fts5PhraseIter each;
    int column, offset;

    if (api->xPhraseFirst(row, phrase, &each, &column, &offset) == SQLITE_OK)
        for (; column >= 0; api->xPhraseNext(row, &each, &column, &offset))
            if (column < ARSIP_N_COLUMNS)
                counts[column]++;
    for (guint i = 0; i < ARSIP_N_COLUMNS; i++)
        if (counts[i] > 0)
            g_string_append_printf(list, "%s%s %u", list->len > 0 ? ", " : "",
                                   arsip_column_name((ArsipColumn)i), counts[i]);
    return g_string_free(list, FALSE);
}

static void
tell_places(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
            sqlite3_value **values)
{
    int phrase = n_values == 1 ? sqlite3_value_int(values[0]) : -1;

    if (phrase >= 0 && phrase < api->xPhraseCount(row))
        sqlite3_result_text(context, list_places(api, row, phrase), -1, g_free);
}

gboolean
arsip_weighing_bind(ArsipWeighing *weighing, sqlite3_stmt *statement, int parameter, GError **error)
{
    if (sqlite3_bind_pointer(statement, parameter, weighing, POINTER, NULL) == SQLITE_OK)
        return TRUE;
    return arsip_database_fail(arsip_archive_database(weighing->archive), error,
                               _("the index cannot be asked"));
}

gboolean
arsip_weight_attach(ArsipArchive *archive, fts5_api *api, GError **error)
{
    if (api->xCreateFunction(api, "arsip_weight", NULL, weigh, NULL) == SQLITE_OK &&
        api->xCreateFunction(api, "arsip_places", NULL, tell_places, NULL) == SQLITE_OK)
        return TRUE;
    return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be opened"));
}
