/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/batch.h>
#include <arsip/status.h>

#include "base/json.h"
#include "base/system.h"
#include "low.h"

static void
print_text(ArsipArchive *archive, const ArsipStatus *status)
{
    g_autofree char *size = g_format_size((guint64)status->bytes);

    printf("%s\n", arsip_archive_name(archive));
    arsip_command_print_count(_("documents"), status->documents, "");
    arsip_command_print_count(_("of them read and labelled"), status->filed, "");
    arsip_command_print_count(_("that wait to be read"), status->waiting,
                              status->waiting > 0 ? _("arsip ocr") : "");
    arsip_command_print_count(_("that could not be read"), status->failed,
                              status->failed > 0 ? _("arsip ocr --retry") : "");
    arsip_command_print_count(_("that need a look"), status->to_review,
                              status->to_review > 0 ? "arsip search label:perlu-tinjau" : "");
    arsip_command_print_count(_("withdrawn"), status->hidden, "");
    arsip_command_print_count(_("pages"), status->pages, "");
    arsip_command_print_count(_("pages that were hard to read"), status->pages_low,
                              status->pages_low > 0 ? "arsip status --low" : "");
    arsip_command_print_count(_("pages that failed"), status->pages_failed, "");
    arsip_command_print_count(_("originals"), status->originals, size);
    arsip_command_print_count(_("events in the log"), status->events, "");
    if (status->open_batches > 0)
        arsip_command_print_count(_("interrupted batches"), status->open_batches,
                                  _("run the same ingest again"));
    if (status->last_batch != NULL) {
        const char *name = _("last batch begun");
        g_autofree char *begun = arsip_command_local_time(status->last_batch, FALSE);

        printf("  %s: %s\n", name, begun);
    }
    if (!arsip_system_has_landlock())
        printf("  %s\n",
               _("this kernel has no Landlock: readers open no fonts, and pages that need one fail"));
}

static void
print_json(ArsipArchive *archive, const ArsipStatus *status)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "archive", arsip_archive_name(archive));
    arsip_json_text(json, "uuid", arsip_archive_uuid(archive));
    arsip_json_number(json, "documents", status->documents);
    arsip_json_number(json, "filed", status->filed);
    arsip_json_number(json, "waiting", status->waiting);
    arsip_json_number(json, "failed", status->failed);
    arsip_json_number(json, "to_review", status->to_review);
    arsip_json_number(json, "hidden", status->hidden);
    arsip_json_number(json, "pages", status->pages);
    arsip_json_number(json, "pages_waiting", status->pages_waiting);
    arsip_json_number(json, "pages_failed", status->pages_failed);
    arsip_json_number(json, "pages_low", status->pages_low);
    arsip_json_number(json, "originals", status->originals);
    arsip_json_number(json, "bytes", status->bytes);
    arsip_json_number(json, "events", status->events);
    arsip_json_number(json, "open_batches", status->open_batches);
    arsip_json_text(json, "last_batch", status->last_batch);
    arsip_json_truth(json, "landlock", arsip_system_has_landlock());
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static int
list_low(ArsipArchive *archive, int confidence, ArsipFormat format)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) failed = arsip_failed_pages(archive, &error);
    g_autoptr(GPtrArray) low = failed != NULL ? arsip_low_pages(archive, confidence, 0, 0, &error) : NULL;

    if (low == NULL)
        return arsip_command_fail(error);
    arsip_low_print_all(failed, format);
    arsip_low_print_all(low, format);
    if (failed->len + low->len > 0)
        return ARSIP_EXIT_DONE;
    if (format == ARSIP_FORMAT_TEXT)
        fprintf(stderr, _("every page was read, and none with less confidence than %d\n"), confidence);
    return ARSIP_EXIT_NOTHING;
}

int
arsip_cmd_status(ArsipCommand *command, int argc, char **argv)
{
    g_autofree char *format_name = NULL;
    gboolean wants_low = FALSE;
    int confidence = ARSIP_LOW_CONFIDENCE;
    const GOptionEntry entries[] = {
        {"low", 0, 0, G_OPTION_ARG_NONE, &wants_low,
         N_("list the pages that were hard to read: look at them, scan them again"), NULL},
        {"under", 0, 0, G_OPTION_ARG_INT, &confidence,
         N_("with --low: those read with less than this confidence (of 100)"), N_("CONFIDENCE")},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text or jsonl; tsv with --low"),
         N_("FORMAT")},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipStatus) counts = NULL;
    ArsipFormat format;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("- count what is in the archive"),
                             _("Counts what is in the archive and what waits."), &status) ||
        !arsip_command_format(format_name, wants_low, &format, &status))
        return status;
    if (confidence < 0 || confidence > 100)
        return arsip_command_usage(_("--under takes a confidence from 0 to 100"));
    archive = arsip_command_open(command, ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    if (wants_low)
        return list_low(archive, confidence, format);
    counts = arsip_status_load(archive, &error);
    if (counts == NULL)
        return arsip_command_fail(error);
    if (format == ARSIP_FORMAT_JSONL)
        print_json(archive, counts);
    else
        print_text(archive, counts);
    return ARSIP_EXIT_DONE;
}
