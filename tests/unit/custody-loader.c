/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents loaded whole, ahead of who takes them. */
#include "work-house.h"

#include "custody/loader.h"

/* Together more than the loader may be ahead by. */
#define N       40
#define LETTERS 300000

static void
fill(House *house)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *filler = g_strnfill(LETTERS, 'a');

    house_open(house);
    for (guint i = 0; i < N; i++) {
        g_autofree char *name = g_strdup_printf("%02u.txt", i);
        g_autoptr(GString) text = g_string_new(filler);

        for (guint at = 60; at < text->len; at += 61)
            text->str[at] = at % 1000 < 61 ? '\n' : ' ';
        g_string_append_printf(text, "\nundangan nomor %u\n", i);
        house_put(house, name, text->str);
    }
    house_ingest(house, FALSE, NULL, &error);
    g_assert_no_error(error);
}

static gboolean
goes(G_GNUC_UNUSED gint64 document, G_GNUC_UNUSED gpointer data)
{
    return TRUE;
}

typedef struct {
    guint n_seen, most;
} Seen;

static gboolean
see(G_GNUC_UNUSED const ArsipWhole *whole, gpointer data, GError **error)
{
    Seen *seen = data;

    if (seen->n_seen++ < seen->most)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED, "enough");
    return FALSE;
}

/* How many documents come, each with all its pages; and what ends them. */
static guint
take_all(House *house, guint most, GError **error)
{
    g_autoptr(GArray) names = arsip_whole_names(house->archive, NULL, error);
    Seen seen = {0, most};
    g_autoptr(ArsipLoader) loader = arsip_loader_new(house->archive, names, goes, see, &seen);
    const ArsipWhole *whole;
    guint n = 0;

    for (; (whole = arsip_loader_document(loader, error)) != NULL; n++) {
        const ArsipWholePage *page;

        g_assert_cmpint(whole->id, ==, g_array_index(names, ArsipWholeName, n).id);
        g_assert_cmpuint(whole->n_pages, ==, 1);
        page = arsip_loader_page(loader, error);
        g_assert_nonnull(page);
        g_assert_cmpuint(strlen(((const ArsipWholeReading *)page->readings->pdata[0])->text), >, LETTERS / 2);
    }
    return n;
}

static void
all_documents_come_in_their_order(gconstpointer house)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(take_all((House *)house, N, &error), ==, N);
    g_assert_no_error(error);
}

static void
what_is_amiss_ends_them_where_it_is(gconstpointer house)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpuint(take_all((House *)house, 7, &error), ==, 7);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED);
}

static void
who_has_enough_may_leave(gconstpointer data)
{
    House *house = (House *)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) names = arsip_whole_names(house->archive, NULL, &error);

    for (guint taken = 0; taken < 4; taken++) {
        Seen seen = {0, N};
        g_autoptr(ArsipLoader) loader = arsip_loader_new(house->archive, names, goes, see, &seen);

        for (guint i = 0; i < taken; i++) {
            g_assert_nonnull(arsip_loader_document(loader, &error));
            /* Of the last one the page is left where it is. */
            if (i + 1 < taken)
                g_assert_nonnull(arsip_loader_page(loader, &error));
        }
    }
    g_assert_no_error(error);
    g_assert_cmpuint(take_all(house, N, &error), ==, N);
}

int
main(int argc, char **argv)
{
    House house;
    int outcome;

    g_test_init(&argc, &argv, NULL);
    fill(&house);
    g_test_add_data_func("/loader/all_documents_come_in_their_order", &house,
                         all_documents_come_in_their_order);
    g_test_add_data_func("/loader/what_is_amiss_ends_them_where_it_is", &house,
                         what_is_amiss_ends_them_where_it_is);
    g_test_add_data_func("/loader/who_has_enough_may_leave", &house, who_has_enough_may_leave);
    outcome = g_test_run();
    house_close(&house);
    return outcome;
}
