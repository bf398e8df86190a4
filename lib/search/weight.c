/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/weight.h"

#include <math.h>
#include "archive/catalogue.h"
#include "base/i18n.h"

#define POINTER "arsip-weighing"

#define SATURATION 1.2

/* What a letter says of itself outweighs what it says: a word in `hal` counts as eight in the body. kop and
 * akhir (letterhead, signatures) stand alike on most letters of an office. */
static const double column_weights[ARSIP_N_COLUMNS] = {
    [ARSIP_COLUMN_ISI] = 1,     [ARSIP_COLUMN_FILE] = 1,  [ARSIP_COLUMN_NOMOR] = 8, [ARSIP_COLUMN_HAL] = 8,
    [ARSIP_COLUMN_KEPADA] = 4,  [ARSIP_COLUMN_DARI] = 4,  [ARSIP_COLUMN_SIFAT] = 2, [ARSIP_COLUMN_KODE] = 6,
    [ARSIP_COLUMN_OTHER] = 3,   [ARSIP_COLUMN_KOP] = 0.8, [ARSIP_COLUMN_JUDUL] = 8, [ARSIP_COLUMN_KEPALA] = 2,
    [ARSIP_COLUMN_AKHIR] = 0.8,
};

/* ---- the functions */

ArsipWeighing *
arsip_weighing_of(int n_values, sqlite3_value **values)
{
    return n_values == 1 ? sqlite3_value_pointer(values[0], POINTER) : NULL;
}

void
arsip_often_add(ArsipOften *often, ArsipColumn column)
{
    if (column == ARSIP_COLUMN_ISI)
        often->in_body += column_weights[column];
    else
        often->elsewhere += column_weights[column];
}

/* How often the phrase stands in the row. */
static ArsipOften
add_up(const Fts5ExtensionApi *api, Fts5Context *row, int phrase)
{
    ArsipOften often = {0};
    Fts5PhraseIter each;
    int column, offset;

    if (api->xPhraseFirst(row, phrase, &each, &column, &offset) == SQLITE_OK)
        for (; column >= 0; api->xPhraseNext(row, &each, &column, &offset))
            if (column < ARSIP_N_COLUMNS)
                arsip_often_add(&often, (ArsipColumn)column);
    return often;
}

guint8
arsip_presence(const ArsipOften *often, double length_share)
{
    double frequency = often->elsewhere + often->in_body / length_share;

    if (frequency <= 0)
        return 0;
    return (guint8)(1 + (ARSIP_PRESENCE_MOST - 1) * frequency / (frequency + SATURATION));
}

guint8
arsip_presence_of_weight(double weight)
{
    return (guint8)CLAMP(lround(weight * ARSIP_PRESENCE_MOST), 0, ARSIP_PRESENCE_MOST);
}

static double
score_of(const Fts5ExtensionApi *api, Fts5Context *row, ArsipWeighing *weighing)
{
    int n_phrases = MIN(api->xPhraseCount(row), (int)weighing->n_weights);
    double share = n_phrases > 0 ? arsip_lengths_share(weighing->lengths, api->xRowid(row)) : 1;
    double score = 0;

    for (int i = 0; i < n_phrases; i++) {
        ArsipOften often;

        if (weighing->weights[i] <= 0)
            continue;
        often = add_up(api, row, i);
        score += (double)weighing->weights[i] * arsip_presence(&often, share) / ARSIP_PRESENCE_MOST;
    }
    return score;
}

static void
weigh(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
      sqlite3_value **values)
{
    ArsipWeighing *weighing = arsip_weighing_of(n_values, values);

    if (weighing != NULL)
        sqlite3_result_double(context, score_of(api, row, weighing));
    else
        sqlite3_result_error(context, "arsip_weight: nothing to weigh with", -1);
}

/* Never true: so no row comes back, and one step goes through them all. */
static void
gather(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int n_values,
       sqlite3_value **values)
{
    ArsipWeighing *weighing = arsip_weighing_of(n_values, values);

    if (weighing != NULL)
        arsip_found_add(weighing->found, api->xRowid(row), score_of(api, row, weighing));
    sqlite3_result_int(context, 0);
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
        api->xCreateFunction(api, "arsip_gather", NULL, gather, NULL) == SQLITE_OK &&
        api->xCreateFunction(api, "arsip_places", NULL, tell_places, NULL) == SQLITE_OK)
        return TRUE;
    return arsip_database_fail(arsip_archive_database(archive), error, _("the index cannot be opened"));
}
