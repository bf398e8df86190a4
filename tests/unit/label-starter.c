/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-text.h"
#include "label-papers.h"

static ArsipRules *starter_rules;

static void
test_case(gconstpointer data)
{
    const Case *tried = data;
    g_autoptr(ArsipVerdict) verdict = judge_with(starter_rules, tried->text, NULL, NULL);
    g_autofree char *labels = given_labels(verdict);
    g_autofree char *message = g_strdup_printf("got: %s", labels);

    g_test_message("%s", message);
    if (tried->label != NULL)
        g_assert_nonnull(find_given(verdict, tried->label));
    if (tried->never != NULL)
        g_assert_null(find_given(verdict, tried->never));
}

static void
test_one_type_at_most(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(ArsipVerdict) verdict = judge_with(starter_rules, cases[i].text, NULL, NULL);
        guint n_types = find_given(verdict, "perlu-tinjau") != NULL ? 1 : 0;

        for (guint k = 0; k < verdict->given->len; k++) {
            const ArsipAssignment *given = g_ptr_array_index(verdict->given, k);

            if (g_str_has_prefix(given->label, "jenis/"))
                n_types++;
        }

        g_assert_cmpuint(n_types, ==, 1);
    }
}

static void
test_no_doubts(void)
{
    g_autoptr(GPtrArray) sentences = arsip_rules_check(ARSIP_SOURCE_DIR "/rules");

    for (guint i = 0; i < sentences->len; i++)
        g_test_message("%s", (const char *)g_ptr_array_index(sentences, i));
    g_assert_cmpuint(sentences->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    int status;

    g_test_init(&argc, &argv, NULL);
    starter_rules = arsip_rules_load(ARSIP_SOURCE_DIR "/rules", &error);
    g_assert_no_error(error);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/label/%s", cases[i].name);

        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/label/every_paper_has_one_type_or_asks_for_a_person", test_one_type_at_most);
    g_test_add_func("/label/the_starter_rules_pass_their_own_check", test_no_doubts);
    status = g_test_run();
    arsip_rules_unref(starter_rules);
    return status;
}
