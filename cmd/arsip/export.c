/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/bag.h>
#include <arsip/export.h>
#include <arsip/mask.h>
#include <arsip/search.h>

#include "base/escape.h"
#include "base/output.h"
#include "base/system.h"
#include "pdf.h"
#include "readers.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    char **words;
    char *format_name, *output, *originals, *separator;
    gboolean is_forced;
    ArsipExportFormat format;
    ArsipListStyle list;
    gint64 event;
    gboolean is_folder;       /* output: a file for each document goes there */
    gboolean is_personal;     /* of somebody among what was written */
    ArsipReaderWords readers; /* of PDF, whose pages a reader puts in */
} ExportWords;

static void
clear_words(ExportWords *words)
{
    g_strfreev(words->words);
    g_free(words->format_name);
    g_free(words->output);
    g_free(words->originals);
    g_free(words->separator);
    arsip_reader_words_clear(&words->readers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExportWords, clear_words)

/* A list's file that ends with .xlsx is one. -1: go on, else the exit status. */
static int
read_list_style(ExportWords *words)
{
    const char *separator = words->separator != NULL ? words->separator : ",";

    words->list.separator = g_str_equal(separator, "tab") ? '\t' : *separator;
    words->list.is_sheet = words->output != NULL && g_str_has_suffix(words->output, ".xlsx");
    if (words->separator != NULL && (!arsip_export_is_list(words->format) || words->list.is_sheet))
        return arsip_command_usage(_("--separator is for lists that are written as CSV"));
    if (!g_str_equal(separator, "tab") && (strlen(separator) != 1 || strchr(",;\t", *separator) == NULL))
        return arsip_command_usage(_("--separator %s: expected , or ; or tab"), separator);
    if (words->list.is_sheet && !arsip_export_is_list(words->format))
        return arsip_command_usage(
            _("%s: an .xlsx holds a list; choose --format daftar-berkas, daftar-isi or agenda"),
            words->output);
    return -1;
}

/* -1: go on, else the exit status. */
static int
check_bag_words(const ExportWords *words)
{
    gboolean is_bag = words->format == ARSIP_EXPORT_BAG;

    if (words->event != 0 && (!is_bag || words->event < 0))
        return arsip_command_usage(_("--event takes the number of an event, and is for --format bag"));
    if (is_bag && words->output == NULL)
        return arsip_command_usage(_("a bag is a folder, a .zip or a .tar: name it with --output"));
    if (is_bag && words->originals != NULL)
        return arsip_command_usage(_("a bag has the originals in it; --originals is for other formats"));
    return -1;
}

static int
read_words(ArsipCommand *command, int argc, char **argv, ExportWords *words)
{
    const GOptionEntry entries[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name,
         N_("jsonl (unless told otherwise), text, hocr, alto, pdf, daftar-berkas, daftar-isi, agenda or bag"),
         N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &words->output,
         N_("write to this file, or with hocr, alto and pdf into this folder (FOLDER/)"), N_("FILE")},
        {"originals", 0, 0, G_OPTION_ARG_FILENAME, &words->originals, N_("put copies of the originals here"),
         N_("DIR")},
        {"separator", 0, 0, G_OPTION_ARG_STRING, &words->separator,
         N_("what stands between the cells of a list: , (unless told otherwise) ; or tab"), N_("SIGN")},
        {"event", 0, 0, G_OPTION_ARG_INT64, &words->event, N_("a bag's log goes up to this event"), "N"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &words->is_forced, N_("overwrite an existing file"), NULL},
        {"password-file", 0, 0, G_OPTION_ARG_FILENAME, &words->readers.password_file,
         N_("passwords for locked files, one a line"), N_("FILE")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[QUERY...] - write documents out"),
            _("Writes all documents, or those that a query finds, whole: nothing is masked."), &status))
        return status;
    if (words->format_name != NULL && !arsip_export_format_from_name(words->format_name, &words->format))
        return arsip_command_usage(
            _("--format %s: expected jsonl, text, hocr, alto, pdf, daftar-berkas, daftar-isi, agenda or bag"),
            words->format_name);
    if (words->format == ARSIP_EXPORT_PDF && words->output == NULL)
        return arsip_command_usage(_("--format pdf: say with --output FILE or FOLDER/ where to write it"));
    if (!arsip_reader_words_check(&words->readers, &status))
        return status;
    status = read_list_style(words);
    if (status < 0)
        status = check_bag_words(words);
    if (status >= 0)
        return status;
    words->is_folder = words->output != NULL && arsip_export_is_single(words->format) &&
                       (g_str_has_suffix(words->output, G_DIR_SEPARATOR_S) ||
                        g_file_test(words->output, G_FILE_TEST_IS_DIR));
    if (words->output != NULL && !words->is_folder && !words->is_forced &&
        g_file_test(words->output, G_FILE_TEST_EXISTS)) {
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

/* hOCR and ALTO hold nothing that a terminal would obey. */
static gboolean
write_for_terminal(const ArsipDocument *document, const ExportWords *words)
{
    g_autofree char *text =
        words->format == ARSIP_EXPORT_JSONL ? arsip_export_json(document) : arsip_export_text(document);
    g_autofree char *safe = arsip_escape_text(text);

    return puts(safe) != EOF;
}

static gboolean
write_document(ArsipArchive *archive, gint64 id, ExportWords *words, FILE *out, GError **error)
{
    gboolean is_shown = out == stdout && !arsip_export_is_single(words->format) && isatty(STDOUT_FILENO);
    gboolean is_personal = words->is_personal;
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, is_shown, error);

    if (document == NULL ||
        (!is_personal && !arsip_document_is_personal(archive, document, &is_personal, error)))
        return FALSE;
    words->is_personal = is_personal;
    if (is_shown)
        write_for_terminal(document, words);
    else if (!arsip_export_write(archive, document, words->format, out, error))
        return FALSE;
    return words->originals == NULL || arsip_export_copy(archive, document, words->originals, NULL, error);
}

/* On a terminal nothing of it is obeyed. */
static gboolean
show_list(ArsipArchive *archive, const GArray *documents, ExportWords *words, GError **error)
{
    char *text = NULL;
    gsize length;
    FILE *memory = open_memstream(&text, &length);
    gboolean is_written = memory != NULL && arsip_export_list(archive, documents, words->format, &words->list,
                                                              memory, &words->is_personal, error);

    if (memory != NULL)
        fclose(memory);
    if (is_written) {
        g_autofree char *safe = arsip_escape_text(text);

        fputs(safe, stdout);
    }
    free(text);
    return is_written;
}

static gboolean
write_list(ArsipArchive *archive, const GArray *documents, ExportWords *words, FILE *out, GError **error)
{
    gboolean is_written = out == stdout && isatty(STDOUT_FILENO)
                              ? show_list(archive, documents, words, error)
                              : arsip_export_list(archive, documents, words->format, &words->list, out,
                                                  &words->is_personal, error);

    for (guint i = 0; is_written && words->originals != NULL && i < documents->len; i++) {
        g_autoptr(ArsipDocument) document =
            arsip_document_load(archive, g_array_index(documents, gint64, i), FALSE, error);

        is_written = document != NULL && arsip_export_copy(archive, document, words->originals, NULL, error);
    }
    return is_written;
}

static gboolean
write_all(ArsipArchive *archive, const GArray *documents, ExportWords *words, FILE *out, GError **error)
{
    gboolean is_list = arsip_export_is_list(words->format);

    if (is_list && !write_list(archive, documents, words, out, error))
        return FALSE;
    for (guint i = 0; !is_list && i < documents->len; i++)
        if (!write_document(archive, g_array_index(documents, gint64, i), words, out, error))
            return FALSE;
    if (fflush(out) == 0 && !ferror(out))
        return TRUE;
    return arsip_set_errno(error, errno, words->output != NULL ? words->output : "-", _("cannot be written"));
}

/* Whole or not at all: a neighbour takes the name when it is complete. */
static gboolean
write_to_file(ArsipArchive *archive, const GArray *documents, ExportWords *words, GError **error)
{
    g_autoptr(ArsipOutput) output = arsip_output_begin(words->output, !words->is_forced, error);

    return output != NULL && write_all(archive, documents, words, arsip_output_stream(output), error) &&
           arsip_output_finish(output, error);
}

static gboolean
write_into_folder(ArsipArchive *archive, gint64 id, ExportWords *words, GHashTable *taken, GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, FALSE, error);
    g_autofree char *name = document != NULL ? arsip_export_name(document, words->format, taken) : NULL;
    g_autofree char *path = document != NULL ? g_build_filename(words->output, name, NULL) : NULL;
    g_autoptr(ArsipOutput) output =
        document != NULL ? arsip_output_begin(path, !words->is_forced, error) : NULL;

    return output != NULL && write_document(archive, id, words, arsip_output_stream(output), error) &&
           arsip_output_finish(output, error);
}

static gboolean
write_folder(ArsipArchive *archive, const GArray *documents, ExportWords *words, GError **error)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (g_mkdir_with_parents(words->output, 0777) != 0) {
        g_autofree char *name = arsip_escape(words->output);

        return arsip_set_errno(error, errno, name, _("cannot be written"));
    }
    for (guint i = 0; i < documents->len; i++)
        if (!write_into_folder(archive, g_array_index(documents, gint64, i), words, taken, error))
            return FALSE;
    return TRUE;
}

/* A file of hOCR or ALTO is one document. */
static gboolean
check_count(const GArray *documents, const ExportWords *words)
{
    if (documents->len <= 1 || words->is_folder || !arsip_export_is_single(words->format))
        return TRUE;
    fprintf(stderr,
            _("arsip: %u documents, and a file of %s holds one: name a folder with --output FOLDER/, or one "
              "document\n"),
            documents->len, arsip_export_format_name(words->format));
    return FALSE;
}

static gboolean
write_bag(ArsipArchive *archive, const GArray *documents, ExportWords *words, GError **error)
{
    g_autofree char *query = words->words != NULL ? g_strjoinv(" ", words->words) : g_strdup("");
    const ArsipBagOptions options = {.target = words->output,
                                     .query = query,
                                     .documents = *query != '\0' ? documents : NULL,
                                     .event = words->event,
                                     .is_forced = words->is_forced};
    ArsipBagCount count;

    if (options.documents != NULL && documents->len == 0)
        return TRUE;
    if (!arsip_bag_export(archive, &options, &count, error))
        return FALSE;
    words->is_personal = count.is_personal;
    return TRUE;
}

static gboolean
write_out(ArsipArchive *archive, const GArray *documents, ExportWords *words, GError **error)
{
    if (words->format == ARSIP_EXPORT_BAG)
        return write_bag(archive, documents, words, error);
    if (words->is_folder)
        return write_folder(archive, documents, words, error);
    if (words->output != NULL)
        return write_to_file(archive, documents, words, error);
    return write_all(archive, documents, words, stdout, error);
}

/* TRUE where the rest of the command goes on; *status: what it ends with. */
static gboolean
write_pdf(ArsipArchive *archive, const GArray *documents, ExportWords *words, int *status, GError **error)
{
    ArsipPdfExport export_ = {.output = words->output,
                              .is_folder = words->is_folder,
                              .is_forced = words->is_forced,
                              .originals = words->originals,
                              .readers = arsip_reader_words_options(&words->readers)};

    if (documents->len > 0 && !arsip_pdf_export(archive, documents, &export_, error))
        return FALSE;
    words->is_personal = export_.is_personal && export_.n_written > 0;
    if (export_.n_failed > 0)
        *status = export_.n_written > 0 ? ARSIP_EXIT_PARTLY : ARSIP_EXIT_FAILED;
    return TRUE;
}

int
arsip_cmd_export(ArsipCommand *command, int argc, char **argv)
{
    g_auto(ExportWords) words = {.readers = ARSIP_READER_WORDS};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    g_autofree char *query = NULL;
    gboolean is_writable;
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
    if (!check_count(documents, &words))
        return ARSIP_EXIT_USAGE;
    if (is_writable &&
        !arsip_export_note(archive, arsip_export_format_name(words.format), query, documents->len, &error))
        return arsip_command_fail(error);
    status = documents->len > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
    if (!(words.format == ARSIP_EXPORT_PDF ? write_pdf(archive, documents, &words, &status, &error)
                                           : write_out(archive, documents, &words, &error)))
        return arsip_command_fail(error);
    if (words.is_personal)
        fprintf(stderr, "%s\n",
                _("note: this export is whole: NIK, KK, NPWP and citizens' telephones are not masked in it"));
    if (!is_writable)
        fprintf(stderr, "%s\n",
                _("note: this archive cannot be written by you, so the export is not in its log"));
    return status;
}
