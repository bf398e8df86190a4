/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/ingest.h>

#include "archive/create.h"
#include "archive/event.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/output.h"
#include "search/index.h"

#include <glib/gstdio.h>

static gboolean
fill(ArsipArchive *archive, GError **error)
{
    return arsip_index_create(archive, error) && arsip_event_add(archive, "archive.made", "", NULL, error);
}

/* Rules go to the archive's rules, lists of words (search/synonym.h) to its words. NULL: it is neither. */
static const char *
place_of(const char *name)
{
    return g_str_has_suffix(name, ".yaml") ? "rules" : g_str_has_suffix(name, ".txt") ? "words" : NULL;
}

static gboolean
copy_starter_file(const char *archive_folder, const char *from_folder, const char *name, GError **error)
{
    g_autofree char *from = g_build_filename(from_folder, name, NULL);
    g_autofree char *to = g_build_filename(archive_folder, place_of(name), name, NULL);
    g_autofree char *text = NULL;
    g_autoptr(ArsipOutput) output = NULL;

    /* By an interrupted run, which may not have come to sharing it. */
    if (g_file_test(to, G_FILE_TEST_EXISTS))
        return arsip_archive_share(archive_folder, to, FALSE, error);
    if (!g_file_get_contents(from, &text, NULL, error) ||
        (output = arsip_output_begin(to, TRUE, error)) == NULL)
        return FALSE;
    fputs(text, arsip_output_stream(output));
    return arsip_output_finish(output, error) && arsip_archive_share(archive_folder, to, FALSE, error);
}

/* What an interrupted run has left half written. */
static void
sweep_parts(const char *archive_folder, const char *inside)
{
    g_autofree char *folder = g_build_filename(archive_folder, inside, NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_str_has_suffix(name, ".part"))
            g_unlink(path);
    }
}

/* Before the catalogue: an archive that is there has its rules. */
static gboolean
copy_starter_rules(const char *archive_folder, GError **error)
{
    g_autofree char *data = arsip_data_folder();
    g_autofree char *rules = g_build_filename(data, "rules", NULL);
    g_autoptr(GDir) entries = g_dir_open(rules, 0, NULL);
    const char *name;

    if (entries == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("%s: the starter rules are missing; install arsip again"), rules);
        return FALSE;
    }
    sweep_parts(archive_folder, "rules");
    sweep_parts(archive_folder, "words");
    while ((name = g_dir_read_name(entries)) != NULL)
        if (place_of(name) != NULL && !copy_starter_file(archive_folder, rules, name, error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_init(const char *folder, const ArsipInitOptions *options, GError **error)
{
    ArsipSharing sharing = {options->group, options->group_writes};

    return arsip_archive_create(folder, &sharing, copy_starter_rules, fill, error);
}
