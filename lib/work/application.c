/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/application.h"
#include "archive/application.h"
#include "archive/event.h"
#include "base/json.h"

static gboolean
close_row(ArsipArchive *archive, const ArsipApplicationRow *row, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();
    GError *fault = NULL;
    gint64 documents = arsip_application_count(archive, row->id, &fault);

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    arsip_json_object(json, NULL);
    arsip_json_number(json, "application", row->id);
    arsip_json_number(json, "documents", documents);
    arsip_json_text(json, "rules", row->rules);
    if (row->plan != NULL)
        arsip_json_text(json, "plan", row->plan);
    arsip_json_end(json);
    return arsip_event_add(archive, "labels.applied", "", arsip_json_line(json), error) &&
           arsip_application_close(archive, row->id, error);
}

gboolean
arsip_application_begin(ArsipArchive *archive, ArsipApplication *application, GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipApplicationRow) newest = arsip_application_row(archive, 0, &fault);

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (newest == NULL || newest->state != ARSIP_APPLICATION_OPEN)
        return TRUE;
    if (application->plan != NULL || !g_str_equal(newest->rules, application->rules))
        return close_row(archive, newest, error);
    application->id = newest->id;
    return TRUE;
}

gboolean
arsip_application_take(ArsipArchive *archive, ArsipApplication *application, gint64 document, GError **error)
{
    if (application->id == 0)
        application->id = arsip_application_add(archive, application->rules, application->plan, error);
    return application->id != 0 && arsip_application_keep(archive, application->id, document, error);
}

static void
add_names(ArsipJson *json, const char *key, char **names)
{
    arsip_json_array(json, key);
    for (guint i = 0; names[i] != NULL; i++)
        arsip_json_text(json, NULL, names[i]);
    arsip_json_end(json);
}

gboolean
arsip_application_leave(ArsipArchive *archive, const ArsipApplication *application,
                        const ArsipRelabelling *relabelling, GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "application", application->id);
    arsip_json_number(json, "pages", relabelling->n_pages);
    add_names(json, "before", relabelling->before);
    add_names(json, "labels", relabelling->after);
    arsip_json_text(json, "rules", application->rules);
    arsip_json_end(json);
    return arsip_application_settle(archive, application->id, relabelling->document, error) &&
           arsip_event_add(archive, "document.relabelled", relabelling->uuid, arsip_json_line(json), error);
}

gboolean
arsip_application_end(ArsipArchive *archive, ArsipApplication *application, GError **error)
{
    g_autoptr(ArsipApplicationRow) row =
        application->id != 0 ? arsip_application_row(archive, application->id, error) : NULL;

    if (application->id == 0)
        return TRUE;
    return row != NULL && close_row(archive, row, error);
}
