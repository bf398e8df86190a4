/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress.h"
#include "command.h"

#include "base/escape.h"

#include <math.h>
#include <unistd.h>

#define EVERY_MICROSECONDS (G_USEC_PER_SEC / 5)

static char *
time_left(const ArsipProgress *progress)
{
    double per_page = progress->seconds / (double)progress->pages_done;
    /* Documents not yet opened count as one page each: a guess that is soon put right. */
    double left = (double)(progress->pages_known - progress->pages_done) * per_page;
    guint64 minutes = (guint64)ceil(left / 60);

    return minutes <= 1 ? g_strdup(_("less than a minute left"))
                        : g_strdup_printf(_("about %d min left"), (int)minutes);
}

static char *
describe(const ArsipProgress *progress)
{
    g_autofree char *left = NULL;

    switch (progress->phase) {
    case ARSIP_PHASE_LOOK:
        return g_strdup_printf(_("looking: %d files"), (int)progress->files_total);
    case ARSIP_PHASE_STORE:
        return g_strdup_printf(_("storing: %d of %d files"), (int)progress->files_done,
                               (int)progress->files_total);
    case ARSIP_PHASE_READ:
        break;
    }
    if (progress->pages_done < 2 || progress->seconds < 1)
        return g_strdup_printf(_("reading: %d of %d documents"), (int)progress->files_done,
                               (int)progress->files_total);
    left = time_left(progress);
    return g_strdup_printf(_("reading: %d of %d documents, %d pages, %d pages a minute, %s"),
                           (int)progress->files_done, (int)progress->files_total, (int)progress->pages_done,
                           (int)(60 * (double)progress->pages_done / progress->seconds), left);
}

static void
show(const ArsipProgress *progress, gpointer data)
{
    ArsipProgressLine *line = data;
    g_autofree char *words = NULL;
    gint64 now = g_get_monotonic_time();
    ArsipProgress shown = *progress;

    if (now - line->last < EVERY_MICROSECONDS)
        return;
    line->last = now;
    line->is_shown = TRUE;
    if (shown.files_total > shown.files_done)
        shown.pages_known = MAX(shown.pages_known, shown.pages_done + (shown.files_total - shown.files_done));
    words = arsip_command_should_stop(NULL)
                ? g_strdup(_("stopping after the pages in hand; once more, and it ends at once"))
                : describe(&shown);
    fprintf(stderr, "\r\033[K%s", words);
    fflush(stderr);
}

ArsipWatcher
arsip_progress_begin(ArsipProgressLine *line, gboolean is_quiet)
{
    ArsipWatcher watcher = {.should_stop = arsip_command_should_stop, .data = line};

    *line = (ArsipProgressLine){0};
    if (!is_quiet && isatty(STDERR_FILENO))
        watcher.progress = show;
    arsip_command_catch_signals();
    return watcher;
}

void
arsip_progress_tell(const char *sentence, gpointer data)
{
    g_autofree char *masked = arsip_command_mask(sentence);
    g_autofree char *safe = arsip_escape_text(masked);

    arsip_progress_end(data);
    fprintf(stderr, "arsip: %s\n", safe);
}

void
arsip_progress_end(ArsipProgressLine *line)
{
    if (line->is_shown)
        fputs("\r\033[K", stderr);
    line->is_shown = FALSE;
}
