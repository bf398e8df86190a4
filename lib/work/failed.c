/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/batch.h>
#include <arsip/document.h>
#include <arsip/ingest.h>

#include "archive/intake.h"
#include "archive/record.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* The file as the clerk gave it, while it is there; else the original. */
static char *
target_of(ArsipArchive *archive, const ArsipRawProblem *problem)
{
    g_autofree char *given = g_canonicalize_filename(problem->path, NULL);
    g_autoptr(ArsipDocumentRow) row = NULL;
    g_autofree char *relative = NULL;

    if (g_file_test(given, G_FILE_TEST_IS_REGULAR) || problem->document == 0)
        return g_steal_pointer(&given);
    row = arsip_document_row(archive, problem->document, NULL);
    if (row == NULL)
        return g_steal_pointer(&given);
    relative = arsip_original_path(row->sha256);
    return g_canonicalize_filename(relative, arsip_archive_folder(archive));
}

static gboolean
link_one(ArsipArchive *archive, const ArsipRawProblem *problem, const char *folder, guint *count,
         GError **error)
{
    g_autofree char *target = target_of(archive, problem);
    g_autofree char *base = g_path_get_basename(problem->path);

    for (guint try = 1; try < 10000; try++) {
        g_autofree char *name = try == 1 ? g_strdup(base) : g_strdup_printf("%u-%s", try, base);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *there = g_file_read_link(path, NULL);

        if (there != NULL && g_str_equal(there, target))
            return TRUE;
        if (symlink(target, path) == 0) {
            ++*count;
            return TRUE;
        }
        if (errno != EEXIST) {
            int saved_errno = errno;
            g_autofree char *shown = arsip_escape(path);

            return arsip_set_errno(error, saved_errno, shown, _("the link cannot be made"));
        }
    }
    return TRUE;
}

gboolean
arsip_link_failed(ArsipArchive *archive, gint64 batch, const char *folder, guint *count, GError **error)
{
    g_autoptr(GPtrArray) problems = arsip_problem_list(archive, batch, error);

    *count = 0;
    if (problems != NULL && problems->len > 0 && g_mkdir_with_parents(folder, 0777) != 0) {
        int saved_errno = errno;
        g_autofree char *shown = arsip_escape(folder);

        return arsip_set_errno(error, saved_errno, shown, _("the folder for the links cannot be made"));
    }
    for (guint i = 0; problems != NULL && i < problems->len; i++)
        if (!link_one(archive, problems->pdata[i], folder, count, error))
            return FALSE;
    return problems != NULL;
}
