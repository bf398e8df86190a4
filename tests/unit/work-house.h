/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_UNIT_WORK_HOUSE_H
#define TESTS_UNIT_WORK_HOUSE_H

#include <arsip/batch.h>
#include <arsip/ingest.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "archive/create.h"
#include "archive/event.h"
#include "archive/transaction.h"
#include "base/file.h"
#include "search/index.h"

/* An archive with one rule, and a folder of files beside it. */
typedef struct {
    char *folder;
    char *files;
    char *place; /* of the archive */
    ArsipArchive *archive;
} House;

static inline gboolean
house_furnish(const char *folder, GError **error)
{
    g_autofree char *rules = g_build_filename(folder, "rules", "10-jenis.yaml", NULL);

    return g_file_set_contents(rules, "rules:\n  - label: jenis/undangan\n    any: [ 'isi:undangan' ]\n", -1,
                               error);
}

static inline gboolean
house_fill(ArsipArchive *archive, GError **error)
{
    return arsip_index_create(archive, error) && arsip_event_add(archive, "archive.made", "", NULL, error);
}

static inline void
house_reopen(House *house)
{
    GError *error = NULL;

    g_clear_pointer(&house->archive, arsip_archive_close);
    house->archive = arsip_archive_open(house->place, ARSIP_ARCHIVE_WRITE, &error);
    g_assert_no_error(error);
}

static inline void
house_open(House *house)
{
    const ArsipSharing sharing = {NULL, FALSE};
    GError *error = NULL;

    *house = (House){0};
    house->folder = g_dir_make_tmp("arsip-house-XXXXXX", &error);
    g_assert_no_error(error);
    house->files = g_build_filename(house->folder, "scans", NULL);
    house->place = g_build_filename(house->folder, "archive", NULL);
    g_assert_cmpint(g_mkdir(house->files, 0700), ==, 0);
    arsip_archive_create(house->place, &sharing, house_furnish, house_fill, &error);
    g_assert_no_error(error);
    house_reopen(house);
}

static inline void
house_close(House *house)
{
    arsip_archive_close(house->archive);
    arsip_folder_remove(house->folder);
    g_free(house->place);
    g_free(house->files);
    g_free(house->folder);
}

static inline void
house_put(const House *house, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(house->files, name, NULL);
    GError *error = NULL;

    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

/* The whole folder of files as one batch; gives its number. */
static inline gint64
house_ingest(const House *house, gboolean stores_only, const ArsipWatcher *watcher, GError **error)
{
    const char *const paths[] = {house->files, NULL};
    const ArsipIngestOptions options = {
        .paths = paths, .stores_only = stores_only, .readers = {.readers = 1}};
    gint64 batch = 0;

    arsip_ingest(house->archive, &options, watcher, &batch, error);
    return batch;
}

static inline ArsipReport *
house_report(const House *house, gint64 batch)
{
    GError *error = NULL;
    ArsipReport *report = arsip_report_make(house->archive, batch, &error);

    g_assert_no_error(error);
    return report;
}

#endif
