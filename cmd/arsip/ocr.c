/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "progress.h"
#include "readers.h"

#include <arsip/ingest.h>

#include <string.h>

typedef struct {
    char **words;
    char *query;
    char *pages;
    gboolean retries, redoes, takes_worse;
    ArsipReaderWords readers;
} OcrWords;

static void
clear_words(OcrWords *words)
{
    g_strfreev(words->words);
    g_free(words->query);
    g_free(words->pages);
    arsip_reader_words_clear(&words->readers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OcrWords, clear_words)

#define MOST_PAGES 100000

/* "2,5-7" -> 2 5 6 7 0; NULL after telling. */
static guint *
parse_pages(const char *list, int *status)
{
    g_autoptr(GArray) pages = g_array_new(TRUE, TRUE, sizeof(guint));
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);

    for (guint i = 0; parts[i] != NULL; i++) {
        char *dash = strchr(parts[i], '-');
        gint64 first, last;

        if (dash != NULL)
            *dash = '\0';
        if (!arsip_command_number(parts[i], _("the number of a page"), 1, &first, status))
            return NULL;
        last = first;
        if (dash != NULL && !arsip_command_number(dash + 1, _("the number of a page"), first, &last, status))
            return NULL;
        for (gint64 page = first; page <= last && pages->len < MOST_PAGES; page++) {
            guint number = (guint)page;

            g_array_append_val(pages, number);
        }
    }
    return (guint *)(void *)g_array_free(g_steal_pointer(&pages), FALSE);
}

static int
read_words(ArsipCommand *command, int argc, char **argv, OcrWords *words)
{
    const GOptionEntry entries[] = {
        {"query", 0, 0, G_OPTION_ARG_STRING, &words->query, N_("the documents that this query finds"),
         N_("QUERY")},
        {"retry", 0, 0, G_OPTION_ARG_NONE, &words->retries, N_("read again what failed"), NULL},
        {"redo", 0, 0, G_OPTION_ARG_NONE, &words->redoes,
         N_("read again what was read; a page keeps the better text, and text set by hand"), NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &words->takes_worse, N_("take the new text even if it is worse"),
         NULL},
        {"pages", 0, 0, G_OPTION_ARG_STRING, &words->pages, N_("only these pages, for example 2,5-7"),
         N_("LIST")},
        ARSIP_READER_ENTRIES(&words->readers),
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[DOC...] - read pages"),
            _("Reads the pages that wait to be read, of all documents or of those that are named."), &status))
        return status;
    if (words->query != NULL && words->words != NULL)
        return arsip_command_usage(_("name documents, or give --query; not both"));
    if (words->takes_worse && !words->redoes)
        return arsip_command_usage(_("--force goes with --redo"));
    if (words->pages != NULL && !words->retries && !words->redoes)
        return arsip_command_usage(_("--pages goes with --retry or --redo"));
    return arsip_reader_words_check(&words->readers, &status) ? -1 : status;
}

static void
print_count(ArsipArchive *archive, const ArsipReadCount *count)
{
    fprintf(stderr, _("%s: %d documents, %d pages read, %d not readable\n"), arsip_archive_name(archive),
            (int)count->documents, (int)count->pages, (int)count->failed);
    if (count->kept > 0)
        fprintf(stderr, _("%d of the pages keep their older text; --force takes the new one all the same\n"),
                (int)count->kept);
}

int
arsip_cmd_ocr(ArsipCommand *command, int argc, char **argv)
{
    g_auto(OcrWords) words = {.readers = ARSIP_READER_WORDS};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    g_autofree guint *pages = NULL;
    ArsipProgressLine line;
    ArsipWatcher watcher;
    ArsipReadOptions options;
    ArsipReadCount count;
    GError *error = NULL;
    gboolean is_done;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    if (words.pages != NULL && (pages = parse_pages(words.pages, &status)) == NULL)
        return status;
    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    if (words.words != NULL && (documents = arsip_command_documents(archive, words.words, &status)) == NULL)
        return status;
    arsip_archive_set_patience(archive, (guint)words.readers.wait);
    options = (ArsipReadOptions){.documents = documents,
                                 .query = words.query,
                                 .retries = words.retries,
                                 .redoes = words.redoes,
                                 .takes_worse = words.takes_worse,
                                 .pages = pages,
                                 .readers = arsip_reader_words_options(&words.readers)};
    watcher = arsip_progress_begin(&line, words.readers.is_quiet);
    watcher.tell = arsip_progress_tell;
    is_done = arsip_read_waiting(archive, &options, &watcher, &count, &error);
    arsip_progress_end(&line);
    if (!is_done)
        return arsip_command_fail(error);
    if (!words.readers.is_quiet)
        print_count(archive, &count);
    return count.failed > 0 ? ARSIP_EXIT_PARTLY : ARSIP_EXIT_DONE;
}
