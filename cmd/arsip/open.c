/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/export.h>
#include <arsip/mask.h>

#include "base/escape.h"

/*
 * Without --to the copy goes to the user's runtime or cache folder: the desktop's program outlives this one,
 * so it cannot be removed here.
 */
static char *
scratch_folder(void)
{
    return g_build_filename(g_get_user_runtime_dir(), "arsip", NULL);
}

static gboolean
show_on_desktop(const char *path, GError **error)
{
    char *argv[] = {(char *)"xdg-open", (char *)path, NULL};

    return g_spawn_async(NULL, argv, NULL,
                         G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                         NULL, NULL, error);
}

int
arsip_cmd_open(ArsipCommand *command, int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *to = NULL;
    const GOptionEntry entries[] = {
        {"to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_("put the copy here and print its path, open nothing"),
         N_("DIR")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GArray) documents = NULL;
    g_autofree char *folder = NULL;
    g_auto(GStrv) paths = NULL;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("DOC - open a copy of the original"),
                             _("Makes a read-only copy of the original under a proper name and opens it."),
                             &status))
        return status;
    if (words == NULL || words[1] != NULL)
        return arsip_command_usage(_("open: name one document, by its number or its UUID"));
    archive = arsip_command_open(command, ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL || (documents = arsip_command_documents(archive, words, &status)) == NULL)
        return status;
    document = arsip_document_load(archive, g_array_index(documents, gint64, 0), FALSE, &error);
    folder = to != NULL ? g_strdup(to) : scratch_folder();
    /* The copy's name is seen in its folder and by whoever it is sent to. */
    if (document == NULL || !arsip_mask_document(archive, document, &error) ||
        !arsip_export_copy(archive, document, folder, &paths, &error) ||
        (to != NULL && !arsip_export_settle(to, &error)))
        return arsip_command_fail(error);
    for (guint i = 0; paths[i] != NULL; i++) {
        g_autofree char *name = arsip_escape(paths[i]);

        printf("%s\n", name);
        if (to == NULL && !show_on_desktop(paths[i], &error)) {
            g_prefix_error(&error, _("no program of the desktop could be started; the copy is at %s: "),
                           name);
            return arsip_command_fail(error);
        }
    }
    return ARSIP_EXIT_DONE;
}
