/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/document.h>
#include <arsip/mask.h>
#include "base/escape.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t is_asked_to_stop;

static int
status_of(const GError *error)
{
    if (error->domain == G_OPTION_ERROR)
        return ARSIP_EXIT_USAGE;
    if (error->domain != ARSIP_ERROR)
        return ARSIP_EXIT_FAILED;
    switch (error->code) {
    case ARSIP_ERROR_USAGE:
    case ARSIP_ERROR_SYNTAX:
        return ARSIP_EXIT_USAGE;
    case ARSIP_ERROR_BUSY:
        return ARSIP_EXIT_BUSY;
    default:
        return ARSIP_EXIT_FAILED;
    }
}

char *
arsip_command_mask(const char *text)
{
    char *masked = g_strdup(text);

    if (masked != NULL)
        arsip_mask_name(masked);
    return masked;
}

void
arsip_command_tell(const char *sentence, gpointer data)
{
    g_autofree char *masked = arsip_command_mask(sentence);
    g_autofree char *safe = arsip_escape_text(masked);

    (void)data;
    fprintf(stderr, "arsip: %s\n", safe);
}

int
arsip_command_fail(GError *error)
{
    int status = status_of(error);
    g_autofree char *masked = arsip_command_mask(error->message);
    g_autofree char *safe = arsip_escape_text(masked);

    fprintf(stderr, "arsip: %s\n", safe);
    g_error_free(error);
    return status;
}

int
arsip_command_usage(const char *format, ...)
{
    g_autofree char *message = NULL;
    g_autofree char *masked = NULL;
    g_autofree char *safe = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    masked = arsip_command_mask(message);
    safe = arsip_escape_text(masked);
    fprintf(stderr, "arsip: %s\n", safe);
    return ARSIP_EXIT_USAGE;
}

gboolean
arsip_command_parse(ArsipCommand *command, int *argc, char ***argv, const GOptionEntry *entries,
                    const char *usage, const char *about, int *status)
{
    g_autofree char *verb = g_strdup((*argv)[0]);
    g_autofree char *parameters = g_strdup_printf("%s", usage);
    g_autoptr(GOptionContext) context = g_option_context_new(parameters);
    g_autofree char *program = g_strdup_printf("arsip %s", verb);
    GOptionEntry common[] = {
        {"archive", 'a', 0, G_OPTION_ARG_FILENAME, &command->archive, N_("the archive's folder"), N_("DIR")},
        {0},
    };
    GError *error = NULL;

    g_set_prgname(program);
    g_option_context_add_main_entries(context, entries, GETTEXT_PACKAGE);
    g_option_context_add_main_entries(context, common, GETTEXT_PACKAGE);
    g_option_context_set_summary(context, about);
    if (g_option_context_parse(context, argc, argv, &error))
        return TRUE;
    g_prefix_error(&error, "%s: ", verb);
    *status = arsip_command_fail(error);
    fprintf(stderr, _("Try: arsip %s --help\n"), verb);
    return FALSE;
}

ArsipArchive *
arsip_command_open(const ArsipCommand *command, ArsipArchiveMode mode, int *status)
{
    GError *error = NULL;
    g_autofree char *folder = arsip_archive_locate(command->archive, &error);
    ArsipArchive *archive = folder != NULL ? arsip_archive_open(folder, mode, &error) : NULL;

    if (archive == NULL)
        *status = arsip_command_fail(error);
    else
        arsip_command_note_age(archive);
    return archive;
}

void
arsip_command_note_age(ArsipArchive *archive)
{
    ArsipStanding standing = arsip_archive_standing(archive);
    g_autofree char *age = NULL;
    g_autofree char *local = NULL;

    if (standing == ARSIP_STANDING_LIVING)
        return;
    age = arsip_archive_age(archive);
    local = age != NULL ? arsip_command_local_time(age, FALSE) : NULL;
    fprintf(stderr,
            standing == ARSIP_STANDING_BACKUP
                ? _("%s: this is a backup; it shows the archive as it was at %s\n")
                : _("%s: nobody can write here; it shows the archive as it was at %s\n"),
            arsip_archive_name(archive), local != NULL ? local : "?");
}

ArsipArchive *
arsip_command_open_to_show(const ArsipCommand *command, gboolean is_unmasked, int *status)
{
    GError *error = NULL;
    g_autofree char *folder = NULL;
    ArsipArchive *archive;

    if (!is_unmasked)
        return arsip_command_open(command, ARSIP_ARCHIVE_READ, status);
    folder = arsip_archive_locate(command->archive, &error);
    archive = folder != NULL ? arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, &error) : NULL;
    if (archive == NULL) {
        g_prefix_error(&error, "%s: ", _("--unmask has to leave an event in the log first, and cannot"));
        *status = arsip_command_fail(error);
    }
    return archive;
}

gboolean
arsip_command_format(const char *name, gboolean has_tsv, ArsipFormat *format, int *status)
{
    *format = ARSIP_FORMAT_TEXT;
    if (name == NULL || g_str_equal(name, "text"))
        return TRUE;
    if (g_str_equal(name, "jsonl")) {
        *format = ARSIP_FORMAT_JSONL;
        return TRUE;
    }
    if (has_tsv && g_str_equal(name, "tsv")) {
        *format = ARSIP_FORMAT_TSV;
        return TRUE;
    }
    *status = arsip_command_usage(has_tsv ? _("--format %s: expected text, jsonl or tsv")
                                          : _("--format %s: expected text or jsonl"),
                                  name);
    return FALSE;
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

    return left < right ? -1 : left > right;
}

GArray *
arsip_command_documents(ArsipArchive *archive, char **words, int *status)
{
    g_autoptr(GArray) documents = g_array_new(FALSE, FALSE, sizeof(gint64));

    for (guint i = 0; words != NULL && words[i] != NULL; i++) {
        GError *error = NULL;
        gint64 document = arsip_document_find(archive, words[i], &error);

        if (document == 0) {
            *status = arsip_command_fail(error);
            return NULL;
        }
        g_array_append_val(documents, document);
    }
    g_array_sort(documents, compare_numbers);
    for (guint i = documents->len; i > 1; i--)
        if (g_array_index(documents, gint64, i - 1) == g_array_index(documents, gint64, i - 2))
            g_array_remove_index(documents, i - 1);
    return g_steal_pointer(&documents);
}

gboolean
arsip_command_number(const char *words, const char *what, gint64 least, gint64 *number, int *status)
{
    if (g_ascii_string_to_signed(words, 10, least, G_MAXINT32, number, NULL))
        return TRUE;
    *status = arsip_command_usage(_("%s: expected %s, a whole number from %d up"), words, what, (int)least);
    return FALSE;
}

char *
arsip_command_local_time(const char *time, gboolean with_seconds)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(time, NULL);
    g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local(utc) : NULL;

    if (local == NULL)
        return g_strdup(time);
    return g_date_time_format(local, with_seconds ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d %H:%M");
}

void
arsip_command_print_count(const char *name, gint64 count, const char *remark)
{
    /* printf counts bytes, and a translation may have letters of two. */
    int gap = 34 - (int)g_utf8_strlen(name, -1);

    printf("  %s%*s %8" G_GINT64_FORMAT "%s%s\n", name, MAX(gap, 0), "", count, *remark != '\0' ? "   " : "",
           remark);
}

/* Asked a second time it ends at once, as the signal would have ended it; the archive stands any end. */
static void
ask_to_stop(int number)
{
    if (is_asked_to_stop) {
        signal(number, SIG_DFL);
        raise(number);
    }
    is_asked_to_stop = 1;
}

void
arsip_command_catch_signals(void)
{
    struct sigaction action = {.sa_handler = ask_to_stop};

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

gboolean
arsip_command_should_stop(gpointer data)
{
    (void)data;
    return is_asked_to_stop != 0;
}
