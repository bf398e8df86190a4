/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch.h"

#include <arsip/tray.h>

#include <poll.h>
#include <signal.h>
#include <time.h>

#include "base/escape.h"
#include "progress.h"
#include "report.h"

/* After another writer or a full disk was in the way. */
#define TRY_AGAIN (5 * G_TIME_SPAN_SECOND)

typedef struct {
    const ArsipCommand *command;
    const ArsipWatch *watch;
    const ArsipIngestOptions *options;
    ArsipTray *tray;
    gboolean is_remembered;
    gboolean must_resume; /* a batch that was interrupted waits for the first that is due */
    gboolean is_hindered; /* and that was told */
} Watching;

/* Until the time is over, a notice comes or a signal. Those are let in only here, so that none comes between
 * the question and the sleep. */
static void
sleep_until(int descriptor, gint64 pause)
{
    struct pollfd notices = {.fd = descriptor, .events = POLLIN};
    struct timespec time = {.tv_sec = pause / G_USEC_PER_SEC, .tv_nsec = pause % G_USEC_PER_SEC * 1000};
    sigset_t held, before;

    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, &before);
    if (!arsip_command_should_stop(NULL))
        ppoll(&notices, 1, &time, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void
print_line(const ArsipReport *report, const ArsipAway *away)
{
    g_autoptr(GString) line = g_string_new(NULL);

    g_string_append_printf(line, _("batch %d: files: %d, new documents: %d, known: %d, problems: %d"),
                           (int)report->batch->id, (int)report->files, (int)report->new_documents,
                           (int)report->duplicates, (int)report->problems->len);
    if (away != NULL)
        g_string_append_printf(line, _(", taken away: %d, left: %d"), (int)away->taken, (int)away->left);
    g_string_append_printf(line, ", %.1f s", report->seconds);
    puts(line->str);
}

static gboolean
tell_batch(const Watching *watching, ArsipArchive *archive, gint64 batch, const ArsipAway *away,
           GError **error)
{
    g_autoptr(ArsipReport) report = arsip_report_make(archive, batch, error);

    if (report == NULL)
        return FALSE;
    if (watching->watch->format == ARSIP_FORMAT_JSONL)
        arsip_report_print(archive, report, away, ARSIP_FORMAT_JSONL);
    else {
        arsip_report_print_problems(report, away);
        if (!watching->watch->is_quiet)
            print_line(report, away);
    }
    fflush(stdout);
    return TRUE;
}

static gboolean
take_batch(const Watching *watching, ArsipArchive *archive, const ArsipIngestOptions *options, GError **error)
{
    g_auto(ArsipAway) away = {0};
    ArsipIngestOptions own = *options;
    ArsipProgressLine line;
    ArsipWatcher watcher = arsip_progress_begin(&line, watching->watch->is_quiet);
    gint64 batch;
    gboolean is_done;

    if (own.away != NULL)
        own.away = &away;
    is_done = arsip_ingest(archive, &own, &watcher, &batch, error);
    arsip_progress_end(&line);
    if (!is_done)
        return FALSE;
    arsip_tray_taken(watching->tray);
    return tell_batch(watching, archive, batch, own.away, error);
}

/* Once, before the first batch. */
static gboolean
remember(Watching *watching, ArsipArchive *archive, const ArsipIngestOptions *options, GError **error)
{
    GError *fault = NULL;

    if (!arsip_tray_remember(watching->tray, archive, options->away != NULL, error))
        return FALSE;
    watching->must_resume = arsip_ingest_is_interrupted(archive, options, &fault);
    watching->is_remembered = fault == NULL;
    if (fault != NULL)
        g_propagate_error(error, fault);
    return watching->is_remembered;
}

/* The archive is open for the time of a batch only: it may be moved, restored or upgraded between them. */
static gboolean
take(Watching *watching, GError **error)
{
    const char *const paths[] = {watching->watch->folder, NULL};
    ArsipIngestOptions options = *watching->options;
    g_autofree char *folder = arsip_archive_locate(watching->command->archive, error);
    g_autoptr(ArsipArchive) archive = NULL;

    if (folder != NULL)
        archive = arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, error);
    if (archive == NULL)
        return FALSE;
    arsip_archive_set_patience(archive, watching->watch->wait);
    options.paths = paths;
    options.takes = arsip_tray_takes;
    options.takes_data = watching->tray;
    if (!watching->is_remembered)
        return remember(watching, archive, &options, error);
    if (!take_batch(watching, archive, &options, error))
        return FALSE;
    watching->must_resume = FALSE;
    return TRUE;
}

/* What passes is waited for, and told once. FALSE: it ends. */
static gboolean
endures(Watching *watching, GError *fault, int *status)
{
    if (g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED)) {
        g_error_free(fault);
        *status = ARSIP_EXIT_DONE;
        return FALSE;
    }
    if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_BUSY) &&
        !g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE)) {
        *status = arsip_command_fail(fault);
        return FALSE;
    }
    if (!watching->is_hindered) {
        arsip_command_tell(fault->message, NULL);
        arsip_command_tell(_("the inbox waits, and is tried again until it can be taken in"), NULL);
    }
    watching->is_hindered = TRUE;
    g_error_free(fault);
    return TRUE;
}

/* One look, and a batch if one is due. FALSE: it ends, with the status. */
static gboolean
go_round(Watching *watching, int *status)
{
    gint64 now = g_get_monotonic_time();
    GError *fault = NULL;
    gboolean is_due, heeds_notices;
    gint64 pause;

    if (!arsip_tray_look(watching->tray, now, arsip_command_tell, NULL, &fault)) {
        *status = arsip_command_fail(fault);
        return FALSE;
    }
    is_due = !watching->is_remembered || arsip_tray_is_due(watching->tray, now) ||
             (watching->must_resume && arsip_tray_is_idle(watching->tray));
    if (is_due && !take(watching, &fault)) {
        if (!endures(watching, fault, status))
            return FALSE;
        sleep_until(-1, TRY_AGAIN);
        return TRUE;
    }
    if (is_due) {
        watching->is_hindered = FALSE;
        return TRUE;
    }
    pause = arsip_tray_pause(watching->tray, &heeds_notices);
    sleep_until(heeds_notices ? arsip_tray_descriptor(watching->tray) : -1, pause);
    return TRUE;
}

int
arsip_watch_run(const ArsipCommand *command, const ArsipWatch *watch, const ArsipIngestOptions *options)
{
    Watching watching = {.command = command, .watch = watch, .options = options};
    g_autoptr(ArsipTray) tray = NULL;
    GError *error = NULL;
    g_autofree char *archive_folder = arsip_archive_locate(command->archive, &error);
    gint64 settle = (gint64)(watch->settle * G_USEC_PER_SEC);
    int status = ARSIP_EXIT_DONE;

    if (archive_folder != NULL)
        tray = arsip_tray_open(watch->folder, archive_folder, settle, &error);
    if (tray == NULL)
        return arsip_command_fail(error);
    watching.tray = tray;
    arsip_command_catch_signals();
    while (!arsip_command_should_stop(NULL) && go_round(&watching, &status))
        ;
    return status;
}
