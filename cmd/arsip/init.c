/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/ingest.h>

#include "base/escape.h"

int
arsip_cmd_init(ArsipCommand *command, int argc, char **argv)
{
    g_autofree char *group = NULL;
    gboolean group_writes = FALSE;
    g_auto(GStrv) folders = NULL;
    const GOptionEntry entries[] = {
        {"shared", 0, 0, G_OPTION_ARG_STRING, &group, N_("let the members of this group read the archive"),
         N_("GROUP")},
        {"shared-write", 0, 0, G_OPTION_ARG_NONE, &group_writes, N_("let them write to it too"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &folders, NULL, NULL},
        {0},
    };
    g_autofree char *folder = NULL;
    g_autofree char *name = NULL;
    ArsipInitOptions options;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(
            command, &argc, &argv, entries, _("[DIR] - make an archive"),
            _("Makes an archive with the starter rules in DIR, or where the archive is looked for."),
            &status))
        return status;
    if (folders != NULL && folders[1] != NULL)
        return arsip_command_usage(_("init takes one folder"));
    if (group_writes && group == NULL)
        return arsip_command_usage(_("--shared-write goes with --shared=GROUP"));
    folder = arsip_archive_locate(folders != NULL ? folders[0] : command->archive, &error);
    options = (ArsipInitOptions){group, group_writes};
    if (folder == NULL || !arsip_init(folder, &options, &error))
        return arsip_command_fail(error);
    name = arsip_escape(folder);
    fprintf(stderr, _("%s: an archive was made; take files in with: arsip --archive %s ingest PATH...\n"),
            name, name);
    return ARSIP_EXIT_DONE;
}
