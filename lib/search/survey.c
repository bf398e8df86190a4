/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/survey.h"

#include "archive/catalogue.h"
#include "search/leaf.h"
#include "search/tokenizer.h"

static void
clear(gpointer data)
{
    ArsipSurvey *survey = data;

    g_strfreev(survey->field_names);
    arsip_frequents_free(survey->frequents);
    arsip_labels_free(survey->labels);
    arsip_days_free(survey->days);
    arsip_lengths_free(survey->lengths);
    arsip_segments_free(survey->segments);
}

void
arsip_survey_unref(ArsipSurvey *survey)
{
    g_rc_box_release_full(survey, clear);
}

static void
unref(gpointer survey)
{
    arsip_survey_unref(survey);
}

static ArsipSurvey *
make(ArsipArchive *archive, GError **error)
{
    static const char last[] = "SELECT max(document) FROM indexed";
    g_autoptr(ArsipSurvey) survey = g_rc_box_new0(ArsipSurvey);
    GError *fault = NULL;

    survey->lengths = arsip_lengths_new(archive);
    survey->last = arsip_fetch_number(archive, 0, &fault, last, "");
    if (!arsip_rows_ended(fault, error))
        return NULL;
    survey->field_names = arsip_leaf_field_names(archive, error);
    if (survey->field_names != NULL)
        survey->frequents = arsip_frequents_open(archive, survey->last, survey->lengths, error);
    if (survey->frequents != NULL)
        survey->labels = arsip_labels_open(archive, error);
    if (survey->labels != NULL)
        survey->days = arsip_days_open(archive, error);
    if (survey->days != NULL)
        survey->segments = arsip_segments_find(archive, error);
    return survey->segments != NULL ? g_steal_pointer(&survey) : NULL;
}

/* What FTS5 has not yet written stands in no segment. */
static ArsipSurvey *
make_amid_writing(ArsipArchive *archive, GError **error)
{
    ArsipSurvey *survey = make(archive, error);

    if (survey != NULL)
        survey->segments->is_known = FALSE;
    return survey;
}

ArsipSurvey *
arsip_survey_of(ArsipArchive *archive, GError **error)
{
    sqlite3 *database = arsip_archive_database(archive);
    ArsipMemory *memory = arsip_search_memory(archive, ARSIP_MEMORY_SURVEY, error);
    GError *fault = NULL;
    gint64 version = arsip_fetch_number(archive, 0, &fault, "PRAGMA data_version", "");
    ArsipSurvey *known;

    if (memory == NULL || !arsip_rows_ended(fault, error))
        return NULL;
    if (sqlite3_txn_state(database, "main") == SQLITE_TXN_WRITE)
        return make_amid_writing(archive, error);
    known = memory->data;
    if (known != NULL && known->version == version && known->changes == sqlite3_total_changes(database) &&
        !arsip_lengths_has_failed(known->lengths))
        return g_rc_box_acquire(known);
    if (known != NULL)
        arsip_survey_unref(known);
    *memory = (ArsipMemory){make(archive, error), unref};
    known = memory->data;
    if (known == NULL)
        return NULL;
    known->version = version;
    known->changes = sqlite3_total_changes(database);
    return g_rc_box_acquire(known);
}
