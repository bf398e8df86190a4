/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/status.h>

#include "base/json.h"

typedef struct {
    ArsipFormat format;
} CheckWords;

static void
tell(const char *sentence, gpointer data)
{
    const CheckWords *words = data;
    g_autofree char *masked = arsip_command_mask(sentence);
    g_autoptr(ArsipJson) json = NULL;

    if (words->format == ARSIP_FORMAT_TEXT) {
        printf("%s\n", masked);
        return;
    }
    json = arsip_json_new();
    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "fault", masked);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

int
arsip_cmd_check(ArsipCommand *command, int argc, char **argv)
{
    g_autofree char *format_name = NULL;
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format_name, N_("text or jsonl"), N_("FORMAT")},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autofree char *size = NULL;
    CheckWords words;
    ArsipCheckCount count;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("- check that nothing was lost or changed"),
            _("Reads every original again, and checks the catalogue and the chain of events."), &status) ||
        !arsip_command_format(format_name, FALSE, &words.format, &status))
        return status;
    archive = arsip_command_open(command, ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    if (!arsip_check(archive, tell, &words, &count, &error))
        return arsip_command_fail(error);
    size = g_format_size((guint64)count.bytes);
    fprintf(stderr, _("%s: %d originals (%s) and %d events checked, %d faults\n"),
            arsip_archive_name(archive), (int)count.originals, size, (int)count.events, (int)count.faults);
    return count.faults == 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_FAILED;
}
