/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "report.h"

#include <arsip/batch.h>

#include "base/json.h"

static void
print_batch(const ArsipBatch *batch, ArsipFormat format)
{
    g_autoptr(ArsipJson) json = NULL;

    if (format == ARSIP_FORMAT_TEXT) {
        g_autofree char *started = arsip_command_local_time(batch->started, FALSE);

        printf("%5d  %s  %-9s  %6d %s  %6d %s  %s\n", (int)batch->id, started, batch->state,
               (int)batch->arrivals, _("files"), (int)batch->documents, _("new"), batch->who);
        return;
    }
    json = arsip_json_new();
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_number(json, "batch", batch->id);
    arsip_json_text(json, "uuid", batch->uuid);
    arsip_json_text(json, "started", batch->started);
    arsip_json_text(json, "finished", batch->finished);
    arsip_json_text(json, "state", batch->state);
    arsip_json_number(json, "files", batch->arrivals);
    arsip_json_number(json, "new_documents", batch->documents);
    arsip_json_text(json, "who", batch->who);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static int
list_all(ArsipArchive *archive, ArsipFormat format)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) batches = arsip_batch_list(archive, &error);

    if (batches == NULL)
        return arsip_command_fail(error);
    for (guint i = 0; i < batches->len; i++)
        print_batch(batches->pdata[i], format);
    return batches->len > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}

static int
show_one(ArsipArchive *archive, gint64 number, ArsipFormat format)
{
    GError *error = NULL;
    g_autoptr(ArsipReport) report = arsip_report_make(archive, number, &error);

    if (report == NULL)
        return arsip_command_fail(error);
    arsip_report_print(archive, report, NULL, format);
    return ARSIP_EXIT_DONE;
}

static int
turn(ArsipArchive *archive, gint64 number, const char *why, gboolean undoes)
{
    GError *error = NULL;
    gint64 changed = 0;
    gboolean is_done = undoes ? arsip_batch_undo(archive, number, why, &changed, &error)
                              : arsip_batch_redo(archive, number, why, &changed, &error);

    if (!is_done)
        return arsip_command_fail(error);
    if (undoes && changed == 0)
        fprintf(stderr, _("batch %d is withdrawn; its documents stay, as other batches brought them too\n"),
                (int)number);
    else if (undoes)
        fprintf(stderr,
                _("batch %d is withdrawn: %d documents are hidden, nothing was deleted; `arsip batch redo "
                  "%d` brings them back\n"),
                (int)number, (int)changed, (int)number);
    else
        fprintf(stderr, _("batch %d is back: %d documents can be found again\n"), (int)number, (int)changed);
    return ARSIP_EXIT_DONE;
}

int
arsip_cmd_batch(ArsipCommand *command, int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *format_name = NULL;
    g_autofree char *why = NULL;
    const GOptionEntry entries[] = {
        {"why", 0, 0, G_OPTION_ARG_STRING, &why, N_("the reason, for the log"), N_("TEXT")},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text or jsonl"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    gboolean lists, shows, undoes, redoes;
    ArsipFormat format;
    gint64 number = 0;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("list | show N | undo N | redo N - batches"),
            _("Lists the batches, prints the report of one again, withdraws one or brings it back."),
            &status) ||
        !arsip_command_format(format_name, FALSE, &format, &status))
        return status;
    lists = words == NULL || (g_str_equal(words[0], "list") && words[1] == NULL);
    shows = !lists && g_str_equal(words[0], "show");
    undoes = !lists && g_str_equal(words[0], "undo");
    redoes = !lists && g_str_equal(words[0], "redo");
    if (!lists && ((!shows && !undoes && !redoes) || words[1] == NULL || words[2] != NULL))
        return arsip_command_usage(_("batch: expected list, show N, undo N or redo N"));
    if (!lists && !arsip_command_number(words[1], _("the number of a batch"), 1, &number, &status))
        return status;
    archive =
        arsip_command_open(command, undoes || redoes ? ARSIP_ARCHIVE_WRITE : ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    if (lists)
        return list_all(archive, format);
    return shows ? show_one(archive, number, format) : turn(archive, number, why, undoes);
}
