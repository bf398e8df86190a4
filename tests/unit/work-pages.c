/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the pages of documents are spread over the readers. */
#include "work-house.h"

#include <arsip/document.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The reader tells in the text of each page its process and how many files it has opened. */
static void
look_at(const ArsipDocument *document, GHashTable *pages_of, guint *most_opened)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        gpointer process = GINT_TO_POINTER(atoi(page->text));
        guint opened = (guint)atoi(strchr(page->text, ' '));
        guint before = GPOINTER_TO_UINT(g_hash_table_lookup(pages_of, process));

        g_hash_table_insert(pages_of, process, GUINT_TO_POINTER(before + 1));
        *most_opened = MAX(*most_opened, opened);
    }
}

static void
one_long_document_uses_all_readers_and_is_opened_once_by_each(void)
{
    House house;
    g_autofree char *pipe = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GHashTable) pages_of = g_hash_table_new(NULL, NULL);
    guint most_opened = 0;
    gint64 batch = 0;
    GError *error = NULL;

    house_open(&house);
    pipe = g_build_filename(house.folder, "pipe", NULL);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    g_setenv("WAYWARD_MEET", pipe, TRUE);
    house_put(&house, "long.pdf", "meet");
    {
        const char *const paths[] = {house.files, NULL};
        const ArsipIngestOptions options = {.paths = paths, .readers = {.readers = 2}};

        arsip_ingest(house.archive, &options, NULL, &batch, &error);
    }
    g_assert_no_error(error);

    document = arsip_document_load(house.archive, 1, TRUE, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(document->pages->len, ==, 200);
    look_at(document, pages_of, &most_opened);
    g_assert_cmpuint(g_hash_table_size(pages_of), ==, 2);
    g_assert_cmpuint(most_opened, ==, 1);
    house_close(&house);
}

/* Six documents of two pages, one reader: it opens each once. */
static void
short_documents_are_opened_once(void)
{
    House house;
    g_autoptr(GHashTable) pages_of = g_hash_table_new(NULL, NULL);
    guint most_opened = 0;
    GError *error = NULL;

    house_open(&house);
    for (guint i = 0; i < 6; i++) {
        g_autofree char *name = g_strdup_printf("%u", i);

        house_put(&house, name, name);
    }
    house_ingest(&house, FALSE, NULL, &error);
    g_assert_no_error(error);

    for (gint64 i = 1; i <= 6; i++) {
        g_autoptr(ArsipDocument) document = arsip_document_load(house.archive, i, TRUE, &error);

        g_assert_cmpuint(document->pages->len, ==, 2);
        look_at(document, pages_of, &most_opened);
    }

    g_assert_cmpuint(most_opened, ==, 6);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_autofree char *wayward = g_build_filename(g_getenv("ARSIP_TEST_HELPERS"), "wayward-reader", NULL);

    g_test_init(&argc, &argv, NULL);
    g_setenv("ARSIP_READER", wayward, TRUE);
    g_test_add_func("/work/one_long_document_uses_all_readers_and_is_opened_once_by_each",
                    one_long_document_uses_all_readers_and_is_opened_once_by_each);
    g_test_add_func("/work/short_documents_are_opened_once", short_documents_are_opened_once);
    return g_test_run();
}
