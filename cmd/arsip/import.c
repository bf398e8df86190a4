/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "progress.h"
#include "readers.h"
#include "report.h"

#include <arsip/bag.h>

typedef struct {
    char **paths;
    char *format_name;
    ArsipReaderWords readers;
    ArsipFormat format;
} ImportWords;

static void
clear_words(ImportWords *words)
{
    g_strfreev(words->paths);
    g_free(words->format_name);
    arsip_reader_words_clear(&words->readers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ImportWords, clear_words)

static int
read_words(ArsipCommand *command, int argc, char **argv, ImportWords *words)
{
    const GOptionEntry entries[] = {
        ARSIP_READER_ENTRIES(&words->readers),
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name, N_("the report as text or jsonl"),
         N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words->paths, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("BAG - take a bag in"),
                             _("Verifies a BagIt bag (a folder, a ZIP or a TAR) and takes what is in it into "
                               "the archive, with\n"
                               "all that its own archive knew of it. Interrupted, run it again."),
                             &status) ||
        !arsip_command_format(words->format_name, FALSE, &words->format, &status))
        return status;
    if (words->paths == NULL || words->paths[0] == NULL || words->paths[1] != NULL)
        return arsip_command_usage(_("import: name one bag"));
    return arsip_reader_words_check(&words->readers, &status) ? -1 : status;
}

static int
tell_report(ArsipArchive *archive, gint64 batch, const ImportWords *words)
{
    GError *error = NULL;
    g_autoptr(ArsipReport) report = arsip_report_make(archive, batch, &error);

    if (report == NULL)
        return arsip_command_fail(error);
    if (words->readers.is_quiet)
        arsip_report_print_problems(report, NULL);
    else
        arsip_report_print(archive, report, NULL, words->format);
    return arsip_report_status(report, NULL);
}

int
arsip_cmd_import(ArsipCommand *command, int argc, char **argv)
{
    g_auto(ImportWords) words = {.readers = ARSIP_READER_WORDS};
    g_autoptr(ArsipArchive) archive = NULL;
    ArsipProgressLine line;
    ArsipWatcher watcher;
    ArsipReaderOptions readers;
    GError *error = NULL;
    gint64 batch;
    gboolean is_done;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    arsip_archive_set_patience(archive, (guint)words.readers.wait);
    readers = arsip_reader_words_options(&words.readers);
    watcher = arsip_progress_begin(&line, words.readers.is_quiet);
    is_done = arsip_bag_import(archive, words.paths[0], &readers, &watcher, &batch, &error);
    arsip_progress_end(&line);
    return is_done ? tell_report(archive, batch, &words) : arsip_command_fail(error);
}
