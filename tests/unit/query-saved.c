/* SPDX-License-Identifier: GPL-3.0-or-later */
/* @name in a query: what the parser makes of it, whoever keeps the saved searches. */
#include "query/fault.h"
#include "query/node.h"

/* @rapat and @banyak are there. */
static ArsipNode *
find(const char *name, guint column, gpointer data, GError **error)
{
    g_autoptr(GString) text = g_string_new("anggrek");
    guint *asked = data;

    ++*asked;
    if (g_str_equal(name, "banyak"))
        for (guint i = 1; i < ARSIP_QUERY_LEAVES; i++)
            g_string_append(text, " OR x");
    else if (g_str_equal(name, "rapat"))
        g_string_assign(text, "rapat OR SIDANG");
    else {
        arsip_query_fault(error, column, "no @%s", name);
        return NULL;
    }
    return arsip_query_take_root(arsip_query_parse(text->str, ARSIP_QUERY_PLAIN, error));
}

static void
assert_means(const char *text, const char *plain)
{
    guint asked = 0;
    GError *error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse_with(text, ARSIP_QUERY_PLAIN, find, &asked, &error);
    g_autofree char *printed = NULL;

    g_assert_no_error(error);
    printed = arsip_query_print(query);
    g_assert_cmpstr(printed, ==, plain);
}

static void
assert_fault(const char *text, ArsipQueryFlags flags, ArsipQuerySaved finder, const char *fault)
{
    guint asked = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse_with(text, flags, finder, &asked, &error);

    g_assert_null(query);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
    g_assert_true(g_str_has_prefix(error->message, fault));
}

static void
a_name_stands_for_its_query_as_if_in_parentheses(void)
{
    assert_means("@rapat", "rapat OR sidang");
    assert_means("@RAPAT surat", "(rapat OR sidang) surat");
    assert_means("surat OR @rapat", "surat OR rapat OR sidang");
    assert_means("NOT @rapat", "NOT (rapat OR sidang)");
    assert_means("(@rapat)(surat)", "(rapat OR sidang) surat");
}

static void
a_name_is_neither_small_letters_nor_capitals(void)
{
    assert_means("@rapat SURAT OR TUGAS", "(rapat OR sidang) surat or tugas");
    assert_means("@RAPAT surat OR tugas", "((rapat OR sidang) surat) OR tugas");
}

static void
what_is_no_name_is_as_it_was(void)
{
    assert_means("surat @ tugas", "surat tugas");
    assert_means("\"@rapat\"", "rapat");
    assert_means("surat@rapat", "\"surat rapat\"");
    assert_means("=@rapat", "=rapat");
}

static void
faults_are_told_with_their_column(void)
{
    assert_fault("surat @lain", ARSIP_QUERY_PLAIN, find, "column 7: no @lain");
    assert_fault("surat @ra_pat", ARSIP_QUERY_PLAIN, find, "column 10: ");
    assert_fault("@rapat*", ARSIP_QUERY_PLAIN, find, "column 7: ");
    assert_fault("hal:@rapat", ARSIP_QUERY_PLAIN, find, "column 5: ");
    assert_fault("hal:(surat @rapat)", ARSIP_QUERY_PLAIN, find, "column 12: ");
    assert_fault("surat NEAR @rapat", ARSIP_QUERY_PLAIN, find, "column 1");
    assert_fault("@rapat OR", ARSIP_QUERY_PLAIN, find, "column 10: ");
}

static void
neither_a_rule_nor_a_query_without_an_archive_has_any(void)
{
    assert_fault("surat @rapat", ARSIP_QUERY_AS_RULE, find, "column 7: ");
    assert_fault("surat @rapat", ARSIP_QUERY_PLAIN, NULL, "column 7: ");
}

static void
its_words_count_among_those_of_the_query(void)
{
    guint asked = 0;
    g_autoptr(ArsipQuery) query = arsip_query_parse_with("@banyak", ARSIP_QUERY_PLAIN, find, &asked, NULL);

    g_assert_nonnull(query);
    g_assert_cmpuint(asked, ==, 1);
    assert_fault("@banyak surat", ARSIP_QUERY_PLAIN, find, "column 9: ");
    assert_fault("@banyak @banyak @banyak", ARSIP_QUERY_PLAIN, find, "column 9: ");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/a_name_stands_for_its_query_as_if_in_parentheses",
                    a_name_stands_for_its_query_as_if_in_parentheses);
    g_test_add_func("/query/a_name_is_neither_small_letters_nor_capitals",
                    a_name_is_neither_small_letters_nor_capitals);
    g_test_add_func("/query/what_is_no_name_is_as_it_was", what_is_no_name_is_as_it_was);
    g_test_add_func("/query/faults_are_told_with_their_column", faults_are_told_with_their_column);
    g_test_add_func("/query/neither_a_rule_nor_a_query_without_an_archive_has_any",
                    neither_a_rule_nor_a_query_without_an_archive_has_any);
    g_test_add_func("/query/its_words_count_among_those_of_the_query",
                    its_words_count_among_those_of_the_query);
    return g_test_run();
}
