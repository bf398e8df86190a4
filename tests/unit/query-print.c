/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/node.h"
#include "query/query.h"

#include "query-draw.h"

static char *
random_word(void)
{
    static const char *const words[] = {"surat",     "undang", "undangan", "undangundang",
                                        "perundang", "2024",   "or",       "\303\251lan",
                                        "and",       "tugas",  "x",        "near"};

    return g_strdup(words[g_test_rand_int_range(0, G_N_ELEMENTS(words))]);
}

static ArsipNode *
random_terms(const char *scope, ArsipQueryFlags flags)
{
    ArsipNode *node = arsip_node_new(ARSIP_NODE_TERMS, 0);
    gint n = g_test_rand_int_range(1, 4);
    gint mark = g_test_rand_int_range(0, 6);

    node->scope = g_strdup(scope);
    for (gint i = 0; i < n; i++) {
        ArsipTerm term = {.folded = random_word(), .is_exact = mark == 1, .is_fuzzy = mark == 2};

        if ((flags == ARSIP_QUERY_AS_RULE || term.is_exact) && g_test_rand_int_range(0, 4) == 0) {
            g_free(term.folded);
            term.folded = g_strdup(g_test_rand_bit() ? "spp" : "sp2d");
            term.is_acronym = TRUE;
            term.is_fuzzy = FALSE;
        }
        term.is_prefix = i == n - 1 && mark == 3;
        g_array_append_val(node->terms, term);
    }
    return node;
}

static const char *
random_scope(void)
{
    static const char *const scopes[] = {NULL, NULL, "kop", "isi", "hal", "nomor", "lokasi_rak"};

    return scopes[g_test_rand_int_range(0, G_N_ELEMENTS(scopes))];
}

static ArsipNode *
random_leaf(ArsipQueryFlags flags)
{
    static const ArsipNodeKind kinds[] = {ARSIP_NODE_REGEX, ARSIP_NODE_DATE, ARSIP_NODE_HAS,
                                          ARSIP_NODE_LABEL, ARSIP_NODE_FILE, ARSIP_NODE_BATCH,
                                          ARSIP_NODE_TYPE};

    if (g_test_rand_int_range(0, 3) > 0)
        return random_terms(random_scope(), flags);
    ArsipNode *node = arsip_node_new(kinds[g_test_rand_int_range(0, G_N_ELEMENTS(kinds))], 0);
    switch (node->kind) {
    case ARSIP_NODE_REGEX:
        node->scope = g_strdup("nomor");
        node->value = g_strdup(g_test_rand_bit() ? "^R-[0-9]+/x\\\\ ( y)\"" : "a/b");
        break;
    case ARSIP_NODE_DATE:
        node->scope = g_strdup(g_test_rand_bit() ? "tanggal" : "received");
        if (g_test_rand_bit())
            g_strlcpy(node->first, "2024-01-12", sizeof node->first);
        if (node->first[0] == '\0' || g_test_rand_bit())
            g_strlcpy(node->last, g_test_rand_bit() ? "2024-01-12" : "2024-02-29", sizeof node->last);
        break;
    case ARSIP_NODE_BATCH:
        node->number = 1 + g_test_rand_int_range(0, 1000000);
        break;
    case ARSIP_NODE_LABEL:
        node->value = g_strdup(g_test_rand_bit() ? "perihal/" : "Rak =3~ (a)");
        node->is_prefix = g_test_rand_bit();
        break;
    case ARSIP_NODE_FILE:
        node->value = g_strdup(g_test_rand_bit() ? "scan 014" : "undang");
        node->is_prefix = g_test_rand_bit();
        break;
    default:
        node->value = g_strdup(g_test_rand_bit() ? "nik" : "a b");
    }
    return node;
}

static ArsipNode *
random_near(ArsipQueryFlags flags)
{
    ArsipNode *node = arsip_node_new(ARSIP_NODE_NEAR, 0);
    const char *scope = random_scope();

    node->distance = (guint)g_test_rand_int_range(0, 1001);
    for (gint n = g_test_rand_int_range(2, 4); n > 0; n--)
        arsip_node_adopt(node, random_terms(scope, flags));
    return node;
}

/* Trees as the parser makes them: no list within one of its kind, no double negation. */
static ArsipNode *
random_tree(guint depth, ArsipQueryFlags flags)
{
    gint choice = depth == 0 ? 0 : g_test_rand_int_range(0, 6);

    if (choice < 2)
        return random_leaf(flags);
    if (choice == 2)
        return random_near(flags);
    if (choice == 3) {
        ArsipNode *child = random_tree(depth - 1, flags);
        ArsipNode *negation = child;

        if (child->kind != ARSIP_NODE_NOT) {
            negation = arsip_node_new(ARSIP_NODE_NOT, 0);
            arsip_node_adopt(negation, child);
        }
        return negation;
    }
    ArsipNode *list = arsip_node_new(choice == 4 ? ARSIP_NODE_AND : ARSIP_NODE_OR, 0);
    for (gint n = g_test_rand_int_range(2, 5); n > 0; n--)
        arsip_node_adopt(list, random_tree(depth - 1, flags));
    return list;
}

static void
test_what_is_printed_is_read_back_equal(void)
{
    for (guint round = 0; round < 20000; round++) {
        ArsipQueryFlags flags = g_test_rand_bit() ? ARSIP_QUERY_AS_RULE : ARSIP_QUERY_PLAIN;
        g_autoptr(ArsipQuery) query = arsip_query_new(random_tree((guint)g_test_rand_int_range(0, 5), flags));
        g_autofree char *tree = drawn(query);
        g_autofree char *text = arsip_query_print(query);
        g_autoptr(GError) error = NULL;

        g_autoptr(ArsipQuery) back = arsip_query_parse(text, flags, &error);

        if (error != NULL)
            g_test_message("%s", text);
        g_assert_no_error(error);
        g_autofree char *tree_back = drawn(back);
        g_autofree char *text_back = arsip_query_print(back);
        g_assert_cmpstr(tree_back, ==, tree);
        g_assert_cmpstr(text_back, ==, text);
    }
}

static void
test_any_text_is_parsed_or_refused_with_a_column(void)
{
    static const char *const bits[] = {
        "a",   "OR ",  "NOT ",   "(",    ")",        "\"",    "hal:",    " ", "*",        "~",
        "=",   "/",    "..",     "AND ", "NEAR/2 ",  "NEAR ", "undang ", "-", "tanggal:", "2024",
        "SPP", "has:", "label:", "\n",   "\303\251", "file:", "batch:",  ":", "\\",       "["};

    for (guint round = 0; round < 30000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GError) error = NULL;

        for (gint n = g_test_rand_int_range(0, 16); n > 0; n--)
            g_string_append(text, bits[g_test_rand_int_range(0, G_N_ELEMENTS(bits))]);
        g_autoptr(ArsipQuery) query = arsip_query_parse(text->str, ARSIP_QUERY_PLAIN, &error);

        if (query == NULL) {
            guint64 column = g_ascii_strtoull(error->message + strlen("column "), NULL, 10);

            g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
            g_assert_cmpuint(column, >=, 1);
            g_assert_cmpuint(column, <=, (guint64)g_utf8_strlen(text->str, -1) + 1);
            continue;
        }
        g_autofree char *tree = drawn(query);
        g_autofree char *normal = arsip_query_print(query);
        g_autoptr(ArsipQuery) again = arsip_query_parse(normal, ARSIP_QUERY_PLAIN, &error);
        g_assert_no_error(error);
        g_autofree char *tree_again = drawn(again);
        if (g_strcmp0(tree, tree_again) != 0)
            g_test_message("%s", text->str);
        g_assert_cmpstr(tree_again, ==, tree);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/what_is_printed_is_read_back_equal", test_what_is_printed_is_read_back_equal);
    g_test_add_func("/query/any_text_is_parsed_or_refused_with_a_column",
                    test_any_text_is_parsed_or_refused_with_a_column);
    return g_test_run();
}
