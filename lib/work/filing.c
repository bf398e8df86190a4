/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/filing.h"
#include "archive/event.h"
#include "archive/record.h"
#include "base/json.h"
#include "search/index.h"

static gint64
reading_at(const ArsipFolio *folio, const ArsipPlace *place)
{
    return place->page >= 1 && place->page <= folio->n_pages ? folio->reading_ids[place->page - 1] : 0;
}

static gboolean
keep_fields(ArsipArchive *archive, const ArsipFolio *folio, GError **error)
{
    if (!arsip_field_clear_read(archive, folio->id, error))
        return FALSE;
    for (guint i = 0; i < folio->letter->fields->len; i++) {
        const ArsipField *field = folio->letter->fields->pdata[i];
        ArsipFieldRow row = {.name = field->name,
                             .value = field->value,
                             .reading = reading_at(folio, &field->place),
                             .start = field->place.start,
                             .length = field->place.length};

        if (!arsip_field_set(archive, folio->id, &row, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
keep_evidence(ArsipArchive *archive, const ArsipFolio *folio, const ArsipAssignment *given, GError **error)
{
    for (guint i = 0; i < given->evidence->len; i++) {
        const ArsipEvidence *evidence = given->evidence->pdata[i];

        if (!arsip_evidence_add(archive, folio->id, given->label, i, reading_at(folio, &evidence->place),
                                evidence->place.start, evidence->place.length, evidence->where,
                                evidence->text, evidence->cost, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
is_by_person(const ArsipFolio *folio, const char *label)
{
    return g_strv_contains((const char *const *)folio->fixed, label) ||
           g_strv_contains((const char *const *)folio->barred, label);
}

static gboolean
keep_labels(ArsipArchive *archive, const ArsipFolio *folio, const ArsipVerdict *verdict, const char *version,
            GError **error)
{
    if (!arsip_assignment_clear_rules(archive, folio->id, error))
        return FALSE;
    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *given = verdict->given->pdata[i];
        ArsipAssignmentRow row = {.label = given->label,
                                  .is_given = TRUE,
                                  .rule = given->rule,
                                  .why = given->why,
                                  .rules = version,
                                  .priority = given->priority};

        if (is_by_person(folio, given->label))
            continue;
        if (!arsip_assignment_set(archive, folio->id, &row, error) ||
            !keep_evidence(archive, folio, given, error))
            return FALSE;
    }
    return TRUE;
}

static char *
describe(const ArsipFolio *folio, char **labels, const char *version)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "pages", folio->n_pages);
    arsip_json_array(json, "labels");
    for (guint i = 0; labels[i] != NULL; i++)
        arsip_json_text(json, NULL, labels[i]);
    arsip_json_end(json);
    arsip_json_text(json, "rules", version);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

char **
arsip_folio_labels(const ArsipFolio *folio, const ArsipVerdict *verdict)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; folio->fixed[i] != NULL; i++)
        g_ptr_array_add(names, g_strdup(folio->fixed[i]));
    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *given = verdict->given->pdata[i];

        if (!is_by_person(folio, given->label))
            g_ptr_array_add(names, g_strdup(given->label));
    }
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static gboolean
file_folio(ArsipArchive *archive, const ArsipFolio *folio, const ArsipVerdict *verdict,
           const ArsipRules *rules, GError **error)
{
    if (!keep_labels(archive, folio, verdict, arsip_rules_version(rules), error))
        return FALSE;
    if (folio->is_as_filed)
        return TRUE;
    return keep_fields(archive, folio, error) &&
           arsip_index_add(archive, folio->id, folio->letter, folio->reading_ids, folio->n_pages, folio->name,
                           error) &&
           arsip_document_set_state(archive, folio->id, "filed", NULL, error);
}

gboolean
arsip_file_document(ArsipArchive *archive, gint64 id, const ArsipRules *rules, const char *what,
                    gboolean *is_changed, GError **error)
{
    g_autoptr(ArsipFolio) folio = arsip_folio_load(archive, id, error);
    g_autoptr(ArsipVerdict) verdict = folio != NULL ? arsip_folio_judge(folio, rules, error) : NULL;
    g_auto(GStrv) before = verdict != NULL ? arsip_assignment_labels(archive, id, error) : NULL;
    g_auto(GStrv) after = NULL;
    g_autofree char *detail = NULL;
    gboolean differs;

    if (before == NULL || !file_folio(archive, folio, verdict, rules, error))
        return FALSE;
    after = arsip_folio_labels(folio, verdict);
    differs = !g_strv_equal((const char *const *)before, (const char *const *)after);
    if (is_changed != NULL)
        *is_changed = differs;
    if (what == NULL && !differs)
        return TRUE;
    detail = describe(folio, after, arsip_rules_version(rules));
    return arsip_event_add(archive, what != NULL ? what : "document.relabelled", folio->uuid, detail, error);
}

gboolean
arsip_file_document_again(ArsipArchive *archive, gint64 id, const ArsipRules *rules,
                          ArsipApplication *application, gboolean *is_changed, GError **error)
{
    g_autoptr(ArsipFolio) folio = arsip_folio_recall(archive, id, error);
    g_autoptr(ArsipVerdict) verdict = folio != NULL ? arsip_folio_judge(folio, rules, error) : NULL;
    g_auto(GStrv) before = folio != NULL ? arsip_assignment_labels(archive, id, error) : NULL;
    g_auto(GStrv) after = before != NULL ? arsip_folio_labels(folio, verdict) : NULL;
    ArsipRelabelling relabelling;

    if (before == NULL)
        return FALSE;
    *is_changed = !g_strv_equal((const char *const *)before, (const char *const *)after);
    if (*is_changed && !arsip_application_take(archive, application, id, error))
        return FALSE;
    if (!file_folio(archive, folio, verdict, rules, error))
        return FALSE;
    relabelling = (ArsipRelabelling){id, folio->uuid, folio->n_pages, before, after};
    return !*is_changed || arsip_application_leave(archive, application, &relabelling, error);
}
