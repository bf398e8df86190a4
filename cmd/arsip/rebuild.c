/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rebuild.h"

#include <arsip/search.h>

#include <unistd.h>

#define EVERY_MICROSECONDS (G_USEC_PER_SEC / 5)

static void
show_progress(gint64 done, gint64 all, gpointer data)
{
    gint64 *last = data;
    gint64 now = g_get_monotonic_time();

    if (now < *last + EVERY_MICROSECONDS)
        return;
    *last = now;
    fputs("\r\033[K", stderr);
    fprintf(stderr, _("indexing: %d %%"), all > 0 ? (int)(100 * done / all) : 100);
    fflush(stderr);
}

int
arsip_rebuild_index(const ArsipCommand *command)
{
    gint64 last = 0;
    ArsipRebuildOptions options = {.should_stop = arsip_command_should_stop, .data = &last};
    GError *error = NULL;
    gboolean is_done;
    int status;
    g_autoptr(ArsipArchive) archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);

    if (archive == NULL)
        return status;
    if (isatty(STDERR_FILENO))
        options.progress = show_progress;
    arsip_command_catch_signals();
    is_done = arsip_search_rebuild(archive, &options, &error);
    if (last != 0)
        fputs("\r\033[K", stderr);
    return is_done ? ARSIP_EXIT_DONE : arsip_command_fail(error);
}
