/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "progress.h"
#include "readers.h"
#include "report.h"
#include "watch.h"

#include <arsip/ingest.h>

#include <string.h>
#include <unistd.h>

typedef struct {
    char **paths;
    char **set;
    char *failed_to;
    char *format_name;
    gboolean is_null;
    gboolean stores_only;
    gboolean removes;
    char *move_to;
    gboolean watches;
    double settle; /* seconds; negative: not given */
    ArsipReaderWords readers;
    ArsipFormat format;
} IngestWords;

static void
clear_words(IngestWords *words)
{
    g_strfreev(words->paths);
    g_strfreev(words->set);
    g_free(words->failed_to);
    g_free(words->move_to);
    g_free(words->format_name);
    arsip_reader_words_clear(&words->readers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IngestWords, clear_words)

/* Names on stdin, one a line, or ended by NUL with -0. */
static gboolean
read_names(IngestWords *words, GError **error)
{
    g_autoptr(GIOChannel) input = g_io_channel_unix_new(STDIN_FILENO);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_io_channel_set_encoding(input, NULL, error) != G_IO_STATUS_NORMAL ||
        g_io_channel_read_to_end(input, &bytes, &length, error) != G_IO_STATUS_NORMAL)
        return FALSE;
    for (gsize at = 0; at < length;) {
        const char *end = memchr(bytes + at, words->is_null ? '\0' : '\n', length - at);
        gsize name_length = end != NULL ? (gsize)(end - (bytes + at)) : length - at;
        g_autofree char *name = g_strndup(bytes + at, name_length);

        if (*name != '\0')
            g_strv_builder_add(names, name);
        at += name_length + 1;
    }
    g_strfreev(words->paths);
    words->paths = g_strv_builder_end(names);
    return TRUE;
}

/* What is said together and cannot be meant. -1: nothing. */
static int
check_words(const IngestWords *words, gboolean reads_input)
{
    if ((words->removes || words->move_to != NULL) && words->stores_only)
        return arsip_command_usage(_("--move and --move-to go not with --store-only: whether all of a file "
                                     "can be read, reading tells"));
    if (words->removes && words->move_to != NULL)
        return arsip_command_usage(_("give --move, which removes, or --move-to DIR; not both"));
    if (!words->watches)
        return words->settle >= 0 ? arsip_command_usage(_("--settle goes with --watch")) : -1;
    if (reads_input || words->paths[1] != NULL)
        return arsip_command_usage(_("--watch takes one folder"));
    if (words->stores_only || words->failed_to != NULL)
        return arsip_command_usage(_("--watch goes not with --store-only or --failed-to"));
    if (words->settle > 86400)
        return arsip_command_usage(_("--settle: a day is the longest"));
    return -1;
}

static int
read_words(ArsipCommand *command, int argc, char **argv, IngestWords *words)
{
    const GOptionEntry entries[] = {
        {"null", '0', 0, G_OPTION_ARG_NONE, &words->is_null,
         N_("read names from standard input, each ended by NUL"), NULL},
        {"store-only", 0, 0, G_OPTION_ARG_NONE, &words->stores_only,
         N_("store now, leave the reading for `arsip ocr`"), NULL},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->set,
         N_("give every new document this field; may be repeated"), N_("NAME=VALUE")},
        {"move", 0, 0, G_OPTION_ARG_NONE, &words->removes,
         N_("remove each file once it is in the archive and all of it was read"), NULL},
        {"move-to", 0, 0, G_OPTION_ARG_FILENAME, &words->move_to, N_("move it into this folder instead"),
         N_("DIR")},
        {"watch", 0, 0, G_OPTION_ARG_NONE, &words->watches,
         N_("take in what comes into a folder, until stopped"), NULL},
        {"settle", 0, 0, G_OPTION_ARG_DOUBLE, &words->settle,
         N_("with --watch: how long a file must stay the same (5)"), N_("SECONDS")},
        ARSIP_READER_ENTRIES(&words->readers),
        {"failed-to", 0, 0, G_OPTION_ARG_FILENAME, &words->failed_to,
         N_("put links to what could not be read into this folder"), N_("DIR")},
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name, N_("the report as text or jsonl"),
         N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words->paths, NULL, NULL},
        {0},
    };
    gboolean reads_input;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("PATH... - take files in"),
            _("Stores, reads, labels and indexes files and folders as one batch, and reports.\n"
              "With - or -0 the names come from standard input. Interrupted, run it again."),
            &status) ||
        !arsip_command_format(words->format_name, FALSE, &words->format, &status))
        return status;
    reads_input = words->is_null ||
                  (words->paths != NULL && g_str_equal(words->paths[0], "-") && words->paths[1] == NULL);
    if (reads_input && !read_names(words, &error))
        return arsip_command_fail(error);
    if (!reads_input && (words->paths == NULL || words->paths[0] == NULL))
        return arsip_command_usage(_("ingest: name the files or folders to take in"));
    status = check_words(words, reads_input);
    if (status >= 0)
        return status;
    return arsip_reader_words_check(&words->readers, &status) ? -1 : status;
}

static int
tell_report(ArsipArchive *archive, gint64 batch, const ArsipAway *away, const IngestWords *words)
{
    GError *error = NULL;
    g_autoptr(ArsipReport) report = arsip_report_make(archive, batch, &error);
    guint links = 0;

    if (report == NULL)
        return arsip_command_fail(error);
    if (words->readers.is_quiet)
        arsip_report_print_problems(report, away);
    else
        arsip_report_print(archive, report, away, words->format);
    if (words->failed_to != NULL && !arsip_link_failed(archive, batch, words->failed_to, &links, &error))
        return arsip_command_fail(error);
    return arsip_report_status(report, away);
}

static int
take_once(const ArsipCommand *command, const IngestWords *words, const ArsipIngestOptions *options)
{
    g_autoptr(ArsipArchive) archive = NULL;
    ArsipProgressLine line;
    ArsipWatcher watcher;
    GError *error = NULL;
    gint64 batch;
    gboolean is_done;
    int status;

    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    arsip_archive_set_patience(archive, (guint)words->readers.wait);
    watcher = arsip_progress_begin(&line, words->readers.is_quiet);
    is_done = arsip_ingest(archive, options, &watcher, &batch, &error);
    arsip_progress_end(&line);
    return is_done ? tell_report(archive, batch, options->away, words) : arsip_command_fail(error);
}

int
arsip_cmd_ingest(ArsipCommand *command, int argc, char **argv)
{
    g_auto(IngestWords) words = {.readers = ARSIP_READER_WORDS, .settle = -1};
    g_auto(ArsipAway) away = {0};
    ArsipIngestOptions options;
    ArsipWatch watch;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    options = (ArsipIngestOptions){.paths = (const char *const *)words.paths,
                                   .set = (const char *const *)words.set,
                                   .stores_only = words.stores_only,
                                   .readers = arsip_reader_words_options(&words.readers),
                                   .away = words.removes || words.move_to != NULL ? &away : NULL,
                                   .move_to = words.move_to};
    if (!words.watches)
        return take_once(command, &words, &options);
    watch = (ArsipWatch){.folder = words.paths[0],
                         .settle = words.settle >= 0 ? words.settle : 5,
                         .wait = (guint)words.readers.wait,
                         .is_quiet = words.readers.is_quiet,
                         .format = words.format};
    return arsip_watch_run(command, &watch, &options);
}
