/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents like another one, and counts of what is found, asked more than once of one archive. */
#include "search-desk.h"

#include <arsip/facets.h>
#include <arsip/like.h>

#define TEST(path, function) g_test_add(path, Desk, NULL, set_up, function, tear_down)

#define LETTERS 40

static void
set_up(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_open(desk);
}

static void
tear_down(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    desk_close(desk);
}

/* 1, 2 and 3 say the same; nobody else says anything of it. */
static void
file_many(Desk *desk)
{
    for (guint i = 1; i <= LETTERS; i++)
        desk_file_body(desk, i <= 3 ? "Peminjaman kendaraan dinas untuk survei lapangan"
                                    : "Catatan harian tentang alat tulis kantor");
}

static gint64
first_like(Desk *desk, gint64 document)
{
    const ArsipSearchOptions options = {.limit = 5};
    GError *error = NULL;
    g_autoptr(ArsipLikeness) likeness = arsip_likeness_of(desk->archive, document, &error);
    g_autoptr(ArsipAnswer) answer = NULL;

    g_assert_no_error(error);
    answer = arsip_like_search(desk->archive, document, likeness, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(answer->hits->len, ==, 2);
    g_assert_cmpuint(answer->total, ==, 2);
    return ((ArsipSearchHit *)answer->hits->pdata[0])->id;
}

static void
of_documents_that_are_as_like_one_that_shares_a_label_comes_first(Desk *desk,
                                                                  G_GNUC_UNUSED gconstpointer data)
{
    file_many(desk);
    desk_label(desk, 1, "perihal/kendaraan");
    desk_label(desk, 2, "perihal/kendaraan");
    g_assert_cmpint(first_like(desk, 1), ==, 2);

    desk_run(desk, "DELETE FROM assignment WHERE document = 2");
    desk_label(desk, 3, "perihal/kendaraan");

    g_assert_cmpint(first_like(desk, 1), ==, 3);
}

static void
a_document_of_common_words_is_like_none(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    GError *error = NULL;
    g_autoptr(ArsipLikeness) likeness = NULL;

    file_many(desk);
    likeness = arsip_likeness_of(desk->archive, LETTERS, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(likeness->query, ==, "");
}

static guint64
count_labelled(Desk *desk, const char *query)
{
    const ArsipSearchOptions options = {.query = query};
    GError *error = NULL;
    g_autoptr(ArsipFacets) facets = arsip_facets_count(desk->archive, &options, &error);

    g_assert_no_error(error);
    return facets->labels->len > 0 ? ((ArsipFacet *)facets->labels->pdata[0])->count : 0;
}

static void
counts_are_of_the_search_that_is_asked_and_of_none_before(Desk *desk, G_GNUC_UNUSED gconstpointer data)
{
    file_many(desk);
    for (gint64 i = 1; i <= LETTERS; i += 2)
        desk_label(desk, i, "uji/ganjil");

    g_assert_cmpuint(count_labelled(desk, "survei"), ==, 2);
    g_assert_cmpuint(count_labelled(desk, "survei"), ==, 2);
    g_assert_cmpuint(count_labelled(desk, "catatan"), ==, LETTERS / 2 - 2);
    g_assert_cmpuint(count_labelled(desk, ""), ==, LETTERS / 2);
    g_assert_cmpuint(count_labelled(desk, "nirwana"), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("/search/of_documents_that_are_as_like_one_that_shares_a_label_comes_first",
         of_documents_that_are_as_like_one_that_shares_a_label_comes_first);
    TEST("/search/a_document_of_common_words_is_like_none", a_document_of_common_words_is_like_none);
    TEST("/search/counts_are_of_the_search_that_is_asked_and_of_none_before",
         counts_are_of_the_search_that_is_asked_and_of_none_before);
    return g_test_run();
}
