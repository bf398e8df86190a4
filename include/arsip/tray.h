/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TRAY_H
#define ARSIP_TRAY_H

#include <arsip/archive.h>
#include <sys/stat.h>

/*
 * A folder that a scanner, a share or a person puts files into, and what in it may be taken. A file is ripe
 * once its size, time and inode have stayed the same for `settle`, it seems complete by the end of its
 * format, and nobody is known to have it open for writing; where that is in doubt, once it has stayed the
 * same for a minute. Names that begin with a dot, or end with .part, .crdownload, .tmp or ~, are those of
 * files that are still being written. The truth is what a look finds; the kernel's notices (inotify) only
 * bring the next look forward, so that nothing hangs on one that is lost. Times are microseconds of the
 * monotonic clock.
 */
typedef struct ArsipTray ArsipTray;

/* archive_folder: is not looked into where it lies within. NOT_FOUND, PERMISSION, USAGE when the inbox lies
 * in the archive. */
ArsipTray *arsip_tray_open(const char *folder, const char *archive_folder, gint64 settle, GError **error);
void arsip_tray_free(ArsipTray *tray);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipTray, arsip_tray_free)

/* Looks at every file. What cannot be taken is told to `tell` once. NOT_FOUND when the folder is gone. */
gboolean arsip_tray_look(ArsipTray *tray, gint64 now, void (*tell)(const char *sentence, gpointer data),
                         gpointer data, GError **error);

/*
 * After the first look: what the archive took from here before (path, size and time) is not taken again. With
 * takes_away all of it is but what did not go well then, so that what a killed run has left lying goes away.
 */
gboolean arsip_tray_remember(ArsipTray *tray, ArsipArchive *archive, gboolean takes_away, GError **error);

/*
 * Whether a batch should be begun: something is ripe, and nothing new has come for `settle`, or it has come
 * for ten times that.
 */
gboolean arsip_tray_is_due(ArsipTray *tray, gint64 now);

/* Whether nothing waits to be taken, or to ripen, as of then. */
gboolean arsip_tray_is_idle(const ArsipTray *tray);

/* How long to wait for the next look, and whether a notice ends the wait. */
gint64 arsip_tray_pause(const ArsipTray *tray, gboolean *heeds_notices);
/* Readable when something has happened. Borrowed. */
int arsip_tray_descriptor(const ArsipTray *tray);

/* For ArsipIngestOptions.takes: the files that were ripe when is_due was asked. */
gboolean arsip_tray_takes(const char *path, const struct stat *info, gpointer tray);
/* A batch with them is done: they are not taken again, unless they change. */
void arsip_tray_taken(ArsipTray *tray);

#endif
