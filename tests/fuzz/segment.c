/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "archive/catalogue.h"
#include "archive/create.h"
#include "query/query.h"
#include "search/direct.h"
#include "search/doclist.h"
#include "search/index.h"
#include "search/places.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

#define DOCUMENTS 400

static char *folder;
static ArsipArchive *archive;

static gboolean
needs_no_files(G_GNUC_UNUSED const char *path, G_GNUC_UNUSED GError **error)
{
    return TRUE;
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) inside = g_dir_open(path, 0, NULL);
    const char *name;

    while (inside != NULL && (name = g_dir_read_name(inside)) != NULL) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        remove_tree(below);
    }
    g_remove(path);
}

static void
clean_up(void)
{
    arsip_archive_close(archive);
    remove_tree(folder);
    g_free(folder);
}

/* Words that go over pages, in two segments, some of them deleted. */
static void
make_archive(void)
{
    static const char add[] = "INSERT INTO words (rowid, isi, hal) VALUES (?1, ?2, 'rapat dinas')";
    static const char drop[] =
        "INSERT INTO words (words, rowid, isi, hal) VALUES ('delete', ?1, ?2, 'rapat dinas')";
    const ArsipSharing sharing = {NULL, FALSE};

    folder = g_dir_make_tmp("arsip-fuzz-XXXXXX", NULL);
    arsip_archive_create(folder, &sharing, needs_no_files, arsip_index_create, NULL);
    archive = arsip_archive_open(folder, ARSIP_ARCHIVE_WRITE, NULL);
    g_assert_nonnull(archive);
    g_assert_true(arsip_search_attach(archive, NULL));
    atexit(clean_up);
    for (gint64 i = 1; i <= DOCUMENTS; i++) {
        g_autofree char *text = g_strdup_printf("rapat dinas kata%d rapat surat 005 117", (int)(i % 50));

        g_assert_true(arsip_execute(archive, NULL, add, "is", i, text));
        if (i % 9 == 0)
            g_assert_true(arsip_execute(archive, NULL, drop, "is", i, text));
    }
}

static void
find(const char *text)
{
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, ARSIP_QUERY_PLAIN, NULL);
    g_autoptr(ArsipSegments) segments = arsip_segments_find(archive, NULL);
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    g_autoptr(ArsipFound) found = segments != NULL && segments->is_known
                                      ? arsip_direct_find(segments, arsip_query_root(query), 1, lengths, NULL)
                                      : NULL;
    const GArray *list = found != NULL ? arsip_found_list(found) : NULL;

    for (guint i = 1; list != NULL && i < list->len; i++)
        g_assert_cmpint(g_array_index(list, ArsipPlaced, i - 1).id, <,
                        g_array_index(list, ArsipPlaced, i).id);
}

/* In one walk. */
static void
find_together(const char *const *words)
{
    g_autoptr(ArsipSegments) segments = arsip_segments_find(archive, NULL);
    g_autoptr(ArsipLengths) lengths = arsip_lengths_new(archive);
    g_autoptr(ArsipSheaf) sheaf = arsip_sheaf_new(lengths, DOCUMENTS);
    g_autoptr(ArsipDoclist) list =
        segments != NULL && segments->is_known ? arsip_doclist_begin(segments) : NULL;
    g_autoptr(ArsipFound) found = NULL;

    for (guint i = 0; list != NULL && words[i] != NULL; i++)
        if (!arsip_doclist_advance(list, words[i], NULL) ||
            !arsip_direct_gather(list, 1, lengths, sheaf, NULL))
            return;
    found = arsip_sheaf_end(sheaf);
    g_assert_cmpuint(arsip_found_count(found), <=, DOCUMENTS + 1);
}

static gboolean
take_word(G_GNUC_UNUSED const char *word, G_GNUC_UNUSED gsize length, G_GNUC_UNUSED gpointer data,
          G_GNUC_UNUSED GError **error)
{
    return TRUE;
}

static void
take_place(G_GNUC_UNUSED gint64 document, G_GNUC_UNUSED guint column, G_GNUC_UNUSED guint position,
           G_GNUC_UNUSED gpointer data)
{
}

/* The first byte says which block of the index is replaced by the others. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const char replace[] = "UPDATE words_data SET block = ?2 WHERE id ="
                                  " (SELECT id FROM words_data WHERE id >= 10 ORDER BY id LIMIT 1 OFFSET ?1)";
    static const char *const words[] = {"005", "dinas", "kata12", "kata19", "kata4", "kata7", "rapat", NULL};
    const ArsipPlacesVisitor visitor = {take_word, take_place, NULL};
    g_autoptr(GBytes) block = NULL;

    if (size == 0)
        return 0;
    if (archive == NULL)
        make_archive();
    block = g_bytes_new_static(data + 1, size - 1);
    arsip_begin(archive, NULL);
    arsip_execute(archive, NULL, replace, "ib", (gint64)(data[0] % 16), block);
    find("rapat");
    find("\"rapat dinas\"");
    find("\"dinas kata7\"");
    find("\"005 117\"");
    find_together(words);
    find_together(words + 3);
    arsip_places_each(archive, &visitor, NULL);
    arsip_rollback(archive);
    return 0;
}
