/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/export.h>
#include <arsip/search.h>

#include "base/escape.h"
#include "base/output.h"
#include "base/system.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char **words;
    char *format_name, *output, *originals;
    gboolean is_forced;
    gboolean is_json;
} ExportWords;

static void
clear_words(ExportWords *words)
{
    g_strfreev(words->words);
    g_free(words->format_name);
    g_free(words->output);
    g_free(words->originals);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportWords, clear_words)

static int
read_words(ArsipCommand *command, int argc, char **argv, ExportWords *words)
{
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name,
         N_("jsonl (unless told otherwise) or text"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &words->output,
         N_("write to this file instead of standard output"), N_("FILE")},
        {"originals", 0, 0, G_OPTION_ARG_FILENAME, &words->originals, N_("put copies of the originals here"),
         N_("DIR")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &words->is_forced, N_("overwrite an existing file"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[QUERY...] - write documents out"),
            _("Writes all documents, or those that a query finds, whole: nothing is masked."), &status))
        return status;
    words->is_json = words->format_name == NULL || g_str_equal(words->format_name, "jsonl");
    if (!words->is_json && !g_str_equal(words->format_name, "text"))
        return arsip_command_usage(_("--format %s: expected jsonl or text"), words->format_name);
    if (words->output != NULL && !words->is_forced && g_file_test(words->output, G_FILE_TEST_EXISTS)) {
        g_autofree char *name = arsip_escape(words->output);

        fprintf(stderr, _("arsip: %s: already exists; give another name, or --force\n"), name);
        return ARSIP_EXIT_FAILED;
    }
    return -1;
}

/* The log's entry needs a writer; who can only read still may export what he can read. */
static ArsipArchive *
open_archive(const ArsipCommand *command, gboolean *is_writable, int *status)
{
    GError *error = NULL;
    g_autofree char *folder = arsip_archive_locate(command->archive, &error);
    ArsipArchive *archive = folder != NULL ? arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, &error) : NULL;

    *is_writable = archive != NULL;
    if (archive == NULL && folder != NULL && !g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_NO_ARCHIVE)) {
        g_clear_error(&error);
        archive = arsip_archive_open(folder, ARSIP_ARCHIVE_READ, &error);
    }
    if (archive == NULL)
        *status = arsip_command_fail(error);
    return archive;
}

static gboolean
write_document(ArsipArchive *archive, gint64 id, const ExportWords *words, FILE *out, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, TRUE, error);
    g_autofree char *line = NULL;

    if (document == NULL)
        return FALSE;
    line = words->is_json ? arsip_export_json(document) : arsip_export_text(document);
    if (out == stdout && isatty(STDOUT_FILENO)) {
        g_autofree char *safe = arsip_escape_text(line);

        fputs(safe, out);
    } else
        fputs(line, out);
    fputc('\n', out);
    return words->originals == NULL || arsip_export_copy(archive, document, words->originals, NULL, error);
}

static gboolean
write_all(ArsipArchive *archive, const GArray *documents, const ExportWords *words, FILE *out, GError **error)
{
    for (guint i = 0; i < documents->len; i++)
        if (!write_document(archive, g_array_index(documents, gint64, i), words, out, error))
            return FALSE;
    if (fflush(out) == 0 && !ferror(out))
        return TRUE;
    return arsip_set_errno(error, errno, words->output != NULL ? words->output : "-", _("cannot be written"));
}

/* Whole or not at all: a neighbour takes the name when it is complete. */
static gboolean
write_to_file(ArsipArchive *archive, const GArray *documents, const ExportWords *words, GError **error)
{
    g_autoptr(ArsipOutput) output = arsip_output_begin(words->output, !words->is_forced, error);

    return output != NULL && write_all(archive, documents, words, arsip_output_stream(output), error) &&
           arsip_output_finish(output, error);
}

int
arsip_cmd_export(ArsipCommand *command, int argc, char **argv)
{
    g_auto(ExportWords) words = {0};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    g_autofree char *query = NULL;
    gboolean is_writable, is_written;
    GError *error = NULL;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    archive = open_archive(command, &is_writable, &status);
    if (archive == NULL)
        return status;
    query = words.words != NULL ? g_strjoinv(" ", words.words) : g_strdup("");
    if (!arsip_search_ids(archive, query, ARSIP_SEARCH_PLAIN, &documents, &error))
        return arsip_command_fail(error);
    if (is_writable &&
        !arsip_export_note(archive, words.is_json ? "jsonl" : "text", query, documents->len, &error))
        return arsip_command_fail(error);
    is_written = words.output != NULL ? write_to_file(archive, documents, &words, &error)
                                      : write_all(archive, documents, &words, stdout, &error);
    if (!is_written)
        return arsip_command_fail(error);
    if (!is_writable)
        fprintf(stderr, "%s\n",
                _("note: this archive cannot be written by you, so the export is not in its log"));
    return documents->len > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}
