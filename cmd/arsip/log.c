/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/document.h>
#include <arsip/log.h>
#include <arsip/mask.h>

#include "base/escape.h"
#include "base/json.h"

#define LIMIT 50

static void
print_event(const ArsipEvent *event, ArsipFormat format)
{
    g_autoptr(ArsipJson) json = NULL;
    g_autofree char *detail = NULL;
    g_autofree char *at = NULL;

    if (format == ARSIP_FORMAT_TEXT) {
        detail = arsip_escape_text(event->detail);
        at = arsip_command_local_time(event->at, TRUE);
        printf("%6d  %s  %-10s %-22s %.8s  %s\n", (int)event->id, at, event->who, event->what, event->subject,
               detail);
        return;
    }
    json = arsip_json_new();
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_number(json, "event", event->id);
    arsip_json_text(json, "at", event->at);
    arsip_json_text(json, "who", event->who);
    arsip_json_text(json, "what", event->what);
    arsip_json_text(json, "subject", event->subject);
    arsip_json_text(json, "detail", event->detail);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static gboolean
note_lifted(ArsipArchive *archive, const ArsipDocument *document, GError **error)
{
    const char *const documents[] = {document != NULL ? document->uuid : "", NULL};

    return arsip_mask_note_lifted(archive, "log", NULL, documents, error);
}

int
arsip_cmd_log(ArsipCommand *command, int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *format_name = NULL;
    gboolean is_unmasked = FALSE;
    int limit = LIMIT;
    const GOptionEntry entries[] = {
        {"limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("how many entries, newest last (50; 0: all)"), "N"},
        {"unmask", 0, 0, G_OPTION_ARG_NONE, &is_unmasked,
         N_("show NIK, KK and NPWP whole; this too leaves an event"), NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text or jsonl"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GPtrArray) events = NULL;
    g_autoptr(GArray) documents = NULL;
    ArsipFormat format;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[DOC] - show what was done"),
            _("Shows what was done in the archive, or to one document: when, by whom, what."), &status) ||
        !arsip_command_format(format_name, FALSE, &format, &status))
        return status;
    if ((words != NULL && words[1] != NULL) || limit < 0)
        return arsip_command_usage(_("log: name one document at most, and a limit from 0 up"));
    archive = arsip_command_open_to_show(command, is_unmasked, &status);
    if (archive == NULL || (documents = arsip_command_documents(archive, words, &status)) == NULL)
        return status;
    if (documents->len > 0) {
        document = arsip_document_load(archive, g_array_index(documents, gint64, 0), FALSE, &error);
        if (document == NULL)
            return arsip_command_fail(error);
    }
    events = arsip_event_list(archive, document != NULL ? document->uuid : NULL, (guint)limit, &error);
    if (events == NULL)
        return arsip_command_fail(error);
    if (is_unmasked && !note_lifted(archive, document, &error))
        return arsip_command_fail(error);
    for (guint i = 0; i < events->len; i++) {
        if (!is_unmasked)
            arsip_mask_event(events->pdata[i]);
        print_event(events->pdata[i], format);
    }
    return events->len > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}
