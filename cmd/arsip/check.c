/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/check.h>

#include "base/escape.h"
#include "base/json.h"

#include <math.h>
#include <unistd.h>

#define EVERY_MICROSECONDS (G_USEC_PER_SEC / 5)

typedef struct {
    char *sample, *since, *resume, *receipt, *against, *format_name;
    gboolean repairs;
    double part;
    ArsipFormat format;
    gboolean is_shown; /* the line of progress */
    gint64 last;       /* when it was written, monotonic microseconds */
} CheckWords;

static void
clear_words(CheckWords *words)
{
    g_free(words->sample);
    g_free(words->since);
    g_free(words->resume);
    g_free(words->receipt);
    g_free(words->against);
    g_free(words->format_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CheckWords, clear_words)

static void
wipe_progress(CheckWords *words)
{
    if (words->is_shown)
        fputs("\r\033[K", stderr);
    words->is_shown = FALSE;
}

static void
print_json(const ArsipFault *fault, const char *sentence)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "kind", fault->kind);
    arsip_json_text(json, "fault", sentence);
    if (fault->document != 0)
        arsip_json_number(json, "document", fault->document);
    arsip_json_truth(json, "mended", fault->is_mended);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static void
tell(const ArsipFault *fault, gpointer data)
{
    CheckWords *words = data;
    g_autofree char *masked = arsip_command_mask(fault->sentence);
    g_autofree char *safe = arsip_escape_text(masked);

    wipe_progress(words);
    if (words->format == ARSIP_FORMAT_JSONL)
        print_json(fault, masked);
    else
        printf(fault->is_mended ? _("mended: %s\n") : "%s\n", safe);
}

static void
note(const char *sentence, gpointer data)
{
    g_autofree char *masked = arsip_command_mask(sentence);
    g_autofree char *safe = arsip_escape_text(masked);

    wipe_progress(data);
    fprintf(stderr, _("note: %s\n"), safe);
}

static void
show_progress(const ArsipCheckProgress *progress, gpointer data)
{
    CheckWords *words = data;
    gint64 now = g_get_monotonic_time();
    double part = progress->bytes > 0 ? (double)progress->bytes_done / (double)progress->bytes : 1;

    if (now < words->last + EVERY_MICROSECONDS)
        return;
    words->last = now;
    words->is_shown = TRUE;
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("reading: %d of %d originals, %d %% of their bytes"), (int)progress->originals_done,
            (int)progress->originals, (int)(100 * part));
    fflush(stderr);
}

static gboolean
read_sample(CheckWords *words, int *status)
{
    char *end = NULL;
    double percent;

    if (words->sample == NULL)
        return TRUE;
    percent = g_ascii_strtod(words->sample, &end);
    if (end != words->sample && g_str_equal(end, "%") && isfinite(percent) && percent > 0 && percent <= 100) {
        words->part = percent / 100;
        return TRUE;
    }
    *status = arsip_command_usage(_("--sample %s: expected a part, from 0.01%% to 100%%"), words->sample);
    return FALSE;
}

static int
read_words(ArsipCommand *command, int argc, char **argv, CheckWords *words)
{
    const GOptionEntry entries[] = {
        {"sample", 0, 0, G_OPTION_ARG_STRING, &words->sample,
         N_("look at so much of it, chosen by chance, as in 5%"), N_("PART")},
        {"since", 0, 0, G_OPTION_ARG_STRING, &words->since,
         N_("only originals and texts that came on this day or later"), N_("DATE")},
        {"resume", 0, 0, G_OPTION_ARG_FILENAME, &words->resume,
         N_("keep how far it is in this file, and go on from there"), N_("FILE")},
        {"repair", 0, 0, G_OPTION_ARG_NONE, &words->repairs, N_("mend what nothing can be lost by"), NULL},
        {"receipt", 0, 0, G_OPTION_ARG_FILENAME, &words->receipt,
         N_("write a page that can be printed and signed, if there is no fault"), N_("FILE")},
        {"against", 0, 0, G_OPTION_ARG_FILENAME, &words->against,
         N_("prove that all that this receipt counts is there, unchanged"), N_("FILE")},
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name, N_("text or jsonl"), N_("FORMAT")},
        {0},
    };
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("- check that nothing was lost or changed"),
                             _("Reads every original again, and checks texts, events, catalogue and index."),
                             &status) ||
        !arsip_command_format(words->format_name, FALSE, &words->format, &status) ||
        !read_sample(words, &status))
        return status;
    return -1;
}

static void
print_summary(ArsipArchive *archive, const ArsipCheckCount *count)
{
    g_autofree char *size = g_format_size((guint64)count->bytes);

    fprintf(
        stderr,
        _("%s: %d originals (%s), %d texts, %d events and the index of %d documents checked, %d faults\n"),
        arsip_archive_name(archive), (int)count->originals, size, (int)count->texts, (int)count->events,
        (int)count->documents, (int)count->faults);
    if (count->mended > 0)
        fprintf(stderr, _("%d of the faults are mended\n"), (int)count->mended);
}

int
arsip_cmd_check(ArsipCommand *command, int argc, char **argv)
{
    g_auto(CheckWords) words = {0};
    g_autoptr(ArsipArchive) archive = NULL;
    ArsipCheckOptions options = {.tell = tell, .note = note, .should_stop = arsip_command_should_stop};
    ArsipCheckCount count;
    GError *error = NULL;
    gboolean is_done;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    archive = arsip_command_open(command, words.repairs ? ARSIP_ARCHIVE_WRITE : ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    options.part = words.part;
    options.since = words.since;
    options.resume = words.resume;
    options.repairs = words.repairs;
    options.receipt = words.receipt;
    options.against = words.against;
    options.data = &words;
    if (isatty(STDERR_FILENO))
        options.progress = show_progress;
    arsip_command_catch_signals();
    is_done = arsip_check(archive, &options, &count, &error);
    wipe_progress(&words);
    if (is_done || count.faults > 0)
        print_summary(archive, &count);
    if (!is_done)
        return arsip_command_fail(error);
    return count.faults == count.mended ? ARSIP_EXIT_DONE : ARSIP_EXIT_FAILED;
}
