/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/correct.h>

static int
change(ArsipCommand *command, int argc, char **argv, const char *usage, const char *about,
       gboolean (*act)(ArsipArchive *archive, const gint64 *documents, gsize count, const char *why,
                       GError **error))
{
    g_auto(GStrv) words = NULL;
    g_autofree char *why = NULL;
    const GOptionEntry entries[] = {
        {"why", 0, 0, G_OPTION_ARG_STRING, &why, N_("the reason, for the log"), N_("TEXT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL},
        {0},
    };
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    GError *error = NULL;
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, usage, about, &status))
        return status;
    if (words == NULL)
        return arsip_command_usage(_("name a document, by its number or its UUID"));
    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL || (documents = arsip_command_documents(archive, words, &status)) == NULL)
        return status;
    if (!act(archive, (const gint64 *)(const void *)documents->data, documents->len, why, &error))
        return arsip_command_fail(error);
    return ARSIP_EXIT_DONE;
}

int
arsip_cmd_withdraw(ArsipCommand *command, int argc, char **argv)
{
    return change(command, argc, argv, _("DOC... --why TEXT - hide documents everywhere"),
                  _("Hides documents from search, lists and export. They are kept and can be restored."),
                  arsip_withdraw);
}

int
arsip_cmd_restore(ArsipCommand *command, int argc, char **argv)
{
    return change(command, argc, argv, _("DOC... - bring withdrawn documents back"),
                  _("Brings withdrawn documents back as they were."), arsip_restore);
}
