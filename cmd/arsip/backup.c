/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/backup.h>

#include "base/escape.h"

/* For writing where that can be: the archive's log is to tell of its backups. */
static ArsipArchive *
open_source(const ArsipCommand *command, int *status)
{
    GError *error = NULL;
    g_autofree char *folder = arsip_archive_locate(command->archive, &error);
    ArsipArchive *archive = folder != NULL ? arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, &error) : NULL;

    if (archive == NULL && (g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY) ||
                            g_error_matches(error, ARSIP_ERROR, ARSIP_ERROR_PERMISSION))) {
        g_clear_error(&error);
        archive = arsip_archive_open(folder, ARSIP_ARCHIVE_READ, &error);
    }
    if (archive == NULL)
        *status = arsip_command_fail(error);
    return archive;
}

static void
print_outcome(const char *folder, const ArsipBackupCount *count)
{
    g_autofree char *masked = arsip_command_mask(folder);
    g_autofree char *name = arsip_escape(masked);
    g_autofree char *size = g_format_size(count->bytes);

    if (count->brought == 0 && !count->is_catalogue_new)
        fprintf(stderr, _("%s: nothing is new since the last backup; %d originals are there\n"), name,
                (int)(count->originals - count->faults));
    else
        fprintf(stderr, _("%s: %d originals brought (%s), %d are there\n"), name, (int)count->brought, size,
                (int)(count->originals - count->faults));
    if (count->faults > 0)
        fprintf(stderr, _("%s: %d originals could not be brought; everything else is there\n"), name,
                (int)count->faults);
}

static int
back_up(const ArsipCommand *command, const char *folder, const ArsipBackupWatcher *watcher)
{
    g_autoptr(ArsipArchive) archive = NULL;
    ArsipBackupCount count;
    GError *error = NULL;
    int status;

    archive = open_source(command, &status);
    if (archive == NULL)
        return status;
    if (!arsip_backup(archive, folder, watcher, &count, &error))
        return arsip_command_fail(error);
    print_outcome(folder, &count);
    return count.faults == 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_PARTLY;
}

static int
restore(const ArsipCommand *command, const char *backup, const ArsipBackupWatcher *watcher)
{
    GError *error = NULL;
    g_autofree char *folder = arsip_archive_locate(command->archive, &error);
    ArsipBackupCount count;

    if (folder == NULL || !arsip_backup_restore(backup, folder, watcher, &count, &error))
        return arsip_command_fail(error);
    print_outcome(folder, &count);
    return count.faults == 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_PARTLY;
}

int
arsip_cmd_backup(ArsipCommand *command, int argc, char **argv)
{
    g_autofree char *backup = NULL;
    g_auto(GStrv) folders = NULL;
    const GOptionEntry entries[] = {
        {"restore", 0, 0, G_OPTION_ARG_FILENAME, &backup,
         N_("make an archive of the backup in DIR, at the place that --archive names"), N_("DIR")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &folders, NULL, NULL},
        {0},
    };
    const ArsipBackupWatcher watcher = {arsip_command_tell, arsip_command_should_stop, NULL};
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("DIR - bring to DIR what is new in the archive"),
            _("Copies the archive to DIR while others go on working; the next time only what is new. The "
              "backup can be searched where it lies: arsip --archive DIR search QUERY."),
            &status))
        return status;
    if ((folders == NULL) == (backup == NULL) || (folders != NULL && folders[1] != NULL))
        return arsip_command_usage(_("backup takes one folder, or --restore and the folder of a backup"));
    arsip_command_catch_signals();
    return backup != NULL ? restore(command, backup, &watcher) : back_up(command, folders[0], &watcher);
}
