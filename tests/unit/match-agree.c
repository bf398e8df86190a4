/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/matcher.h"

#include "match-letter.h"
#include "match-naive.h"

/* The matcher against one that is too simple to be wrong, on random letters and queries. */

static const char *const vocabulary[] = {
    "surat",    "tugas",  "SPP",   "spp",     "undang",    "undangan", "a",     "b",       "edaran",
    "su-\nrat", "sesuai", "nomor", "tanggal", "perundang", "undamgan", "sural", "eclaran", "tuqas"};

static const char *
random_word(void)
{
    return vocabulary[g_test_rand_int_range(0, G_N_ELEMENTS(vocabulary))];
}

static char *
random_text(gint longest)
{
    static const char *const joints[] = {" ", " ", " ", " ", "\n", ". ", "-", " - ", ", ", "\n\n"};
    GString *text = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(0, longest); n > 0; n--)
        g_string_append_printf(text, "%s%s", random_word(),
                               joints[g_test_rand_int_range(0, G_N_ELEMENTS(joints))]);
    return g_string_free(text, FALSE);
}

static ArsipLetter *
random_letter(void)
{
    static const char *const names[] = {"hal", "nomor", "lokasi", "isi"};
    ArsipLetter *letter = make_letter();
    guint32 start = 0;

    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++)
        for (gint n = g_test_rand_int_range(0, 3); n > 0; n--) {
            g_autofree char *text = random_text(12);

            if (text[0] == '\0')
                continue;
            add_to_zone(letter, (ArsipZone)zone, 1, start, text);
            start += (guint32)strlen(text) + 1;
        }
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = random_text(5);

        if (g_test_rand_bit())
            add_field(letter, names[i], text);
    }
    return letter;
}

static void
append_phrase(GString *text)
{
    gint n = g_test_rand_int_range(1, 4);

    if (n == 1) {
        static const char *const marks[][2] = {{"=", ""}, {"", "~"}, {"", ""}, {"", ""}, {"", ""}};
        const char *const *mark = marks[g_test_rand_int_range(0, G_N_ELEMENTS(marks))];

        g_string_append_printf(text, "%s%s%s", mark[0], random_word(), mark[1]);
        return;
    }
    g_string_append_c(text, '"');
    for (; n > 0; n--)
        g_string_append_printf(text, "%s ", random_word());
    static const char *const ends[] = {"u*\"", "\"~", "\"", "\""};
    g_string_append(text, ends[g_test_rand_int_range(0, G_N_ELEMENTS(ends))]);
}

static void
append_query(GString *text, guint depth, gboolean may_negate)
{
    static const char *const scopes[] = {"", "", "", "isi:", "kop:", "hal:", "lokasi:"};
    gint choice = depth == 0 ? 0 : g_test_rand_int_range(0, 5);
    const char *operator= choice == 3 ? " OR " : " ";

    if (choice < 2) {
        g_string_append_printf(text, "%s(", scopes[g_test_rand_int_range(0, G_N_ELEMENTS(scopes))]);
        append_phrase(text);
        g_string_append_c(text, ')');
    } else if (choice == 2) {
        g_string_append_printf(text, "%s(", scopes[g_test_rand_int_range(0, G_N_ELEMENTS(scopes))]);
        append_phrase(text);
        guint distance = (guint)g_test_rand_int_range(0, 5);
        for (gint n = g_test_rand_int_range(1, 3); n > 0; n--) {
            g_string_append_printf(text, " NEAR/%u ", distance);
            append_phrase(text);
        }
        g_string_append_c(text, ')');
    } else {
        for (gint n = g_test_rand_int_range(1, 4), i = 0; i < n; i++) {
            g_string_append(text, i > 0 ? operator : "");
            g_string_append(text, may_negate && g_test_rand_int_range(0, 4) == 0 ? "NOT (" : "(");
            append_query(text, depth - 1, may_negate);
            g_string_append_c(text, ')');
        }
    }
}

static ArsipQuery *
random_query(gboolean may_negate)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    append_query(text, 3, may_negate);
    ArsipQuery *query = arsip_query_parse(text->str, ARSIP_QUERY_AS_RULE, &error);
    if (error != NULL)
        g_test_message("%s", text->str);
    g_assert_no_error(error);
    return query;
}

static void
tell(const ArsipLetter *letter, const ArsipQuery *query)
{
    g_autofree char *text = arsip_query_print(query);

    g_test_message("query: %s", text);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        g_test_message("%s: %s", arsip_zone_name((ArsipZone)i), letter->zones[i].text);
    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = g_ptr_array_index(letter->fields, i);

        g_test_message("%s: %s", field->name, field->value);
    }
}

static void
test_all_queries_together_answer_as_each_alone(void)
{
    for (guint round = 0; round < 60; round++) {
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(GPtrArray) queries = g_ptr_array_new();

        for (guint i = 0; i < 60; i++) {
            ArsipQuery *query = random_query(TRUE);

            arsip_matcher_add(matcher, query, FALSE);
            g_ptr_array_add(queries, query);
        }
        for (guint i = 0; i < 40; i++) {
            ArsipLetter *letter = random_letter();
            ArsipSubject subject = {.letter = letter};
            g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);

            g_assert_cmpuint(match->n_queries, ==, queries->len);
            for (guint k = 0; k < queries->len; k++) {
                const ArsipQuery *query = g_ptr_array_index(queries, k);
                gboolean expected = naive(letter, arsip_query_root(query));

                if (arsip_match_has(match, k) != expected)
                    tell(letter, query);
                g_assert_cmpint(arsip_match_has(match, k), ==, expected);
            }
            drop_letter(letter);
        }
        for (guint i = 0; i < queries->len; i++)
            arsip_query_unref(g_ptr_array_index(queries, i));
    }
}

static guint
hits_of(const ArsipMatch *match, const ArsipNode *leaf)
{
    guint n = 0;

    for (guint i = 0; i < match->hits->len; i++)
        n += g_array_index(match->hits, ArsipHit, i).leaf == leaf ? 1 : 0;
    return n;
}

static void
test_every_place_of_a_leaf_is_a_hit(void)
{
    for (guint round = 0; round < 3000; round++) {
        ArsipLetter *letter = random_letter();
        ArsipSubject subject = {.letter = letter};
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GError) error = NULL;
        guint n_places = 0;

        append_phrase(text);
        g_autoptr(ArsipQuery) query = arsip_query_parse(text->str, ARSIP_QUERY_AS_RULE, &error);
        g_assert_no_error(error);
        arsip_matcher_add(matcher, query, FALSE);
        g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);

        if (arsip_query_root(query)->kind == ARSIP_NODE_TERMS) {
            naive_leaf(letter, arsip_query_root(query), &n_places);
            g_assert_cmpuint(hits_of(match, arsip_query_root(query)), ==, n_places);
        }
        drop_letter(letter);
    }
}

/* The guard's answer from the hits of the same query without it. */
static gboolean
guarded_by_hits(const ArsipMatch *match, const ArsipNode *node)
{
    gboolean is_and = node->kind == ARSIP_NODE_AND;

    if (node->kind == ARSIP_NODE_TERMS) {
        for (guint i = 0; i < match->hits->len; i++) {
            const ArsipHit *hit = &g_array_index(match->hits, ArsipHit, i);

            if (hit->leaf == node && !hit->is_cited)
                return TRUE;
        }
        return FALSE;
    }
    for (guint i = 0; i < node->children->len; i++)
        if (guarded_by_hits(match, g_ptr_array_index(node->children, i)) != is_and)
            return !is_and;
    return is_and;
}

static gboolean
has_near(const ArsipNode *node)
{
    gboolean is_found = node->kind == ARSIP_NODE_NEAR;

    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        is_found |= has_near(g_ptr_array_index(node->children, i));
    return is_found;
}

static void
test_guarded_queries_count_what_is_not_cited(void)
{
    guint n_differing = 0;

    for (guint round = 0; round < 5000; round++) {
        ArsipLetter *letter = random_letter();
        ArsipSubject subject = {.letter = letter};
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        g_autoptr(ArsipQuery) query = random_query(FALSE);

        arsip_matcher_add(matcher, query, FALSE);
        arsip_matcher_add(matcher, query, TRUE);
        g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);
        if (!has_near(arsip_query_root(query)))
            g_assert_cmpint(arsip_match_has(match, 1), ==, guarded_by_hits(match, arsip_query_root(query)));
        g_assert_true(arsip_match_has(match, 0) || !arsip_match_has(match, 1));
        n_differing += arsip_match_has(match, 0) != arsip_match_has(match, 1) ? 1 : 0;
        drop_letter(letter);
    }
    g_assert_cmpuint(n_differing, >, 0);
}

/* ---- a body that is too long to be held */

#define LONG_PAGES 3000

static const char *const rare[] = {"langka",  "jarang", "pelik", "gaib",  "sepi", "asing",
                                   "janggal", "ganjil", "purba", "sirna", "fana", "unik"};

static const char *
rare_word(void)
{
    return rare[g_test_rand_int_range(0, G_N_ELEMENTS(rare))];
}

static char *
random_page(void)
{
    GString *text = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(1, 6); n > 0; n--) {
        g_autofree char *part = random_text(14);

        g_string_append_printf(text, "%s%s ", part, g_test_rand_int_range(0, 8) == 0 ? rare_word() : "");
    }
    while (text->len > 0 && g_ascii_isspace(text->str[text->len - 1]))
        g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

/* The same letter two times: the first holds its text, the other has to ask the pages for it. */
static GPtrArray *
long_letter(ArsipLetter *held, ArsipLetter *asking)
{
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_reading_free);
    GString *whole = g_string_new(NULL);

    for (guint page = 1; page <= LONG_PAGES; page++) {
        ArsipReading *reading = arsip_reading_new();
        ArsipPiece piece = {(guint32)(whole->len + (whole->len > 0 ? 1 : 0)), {page, 0, 0}};

        g_free(reading->text);
        reading->text = random_page();
        g_ptr_array_add(pages, reading);
        if (reading->text[0] == '\0')
            continue;
        piece.place.length = (guint32)strlen(reading->text);
        g_string_append_printf(whole, "%s%s", whole->len > 0 ? "\n" : "", reading->text);
        g_array_append_val(held->zones[ARSIP_ZONE_ISI].pieces, piece);
        g_array_append_val(asking->zones[ARSIP_ZONE_ISI].pieces, piece);
    }
    g_free(held->zones[ARSIP_ZONE_ISI].text);
    held->zones[ARSIP_ZONE_ISI].text = g_string_free(whole, FALSE);
    g_clear_pointer(&asking->zones[ARSIP_ZONE_ISI].text, g_free);
    return pages;
}

/* Of what is rare, so that the hits of a leaf come from the whole length of the body. */
static void
add_rare_queries(ArsipMatcher *matcher, GPtrArray *queries)
{
    static const char *const forms[] = {"%s", "\"%s %s\"", "\"%s %s\"~", "%s NEAR/4 %s"};

    for (guint i = 0; i < 4 * G_N_ELEMENTS(rare); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(GStrv) parts = g_strsplit(forms[i % G_N_ELEMENTS(forms)], "%s", 3);
        g_autofree char *text = g_strconcat(parts[0], rare[i / 4], parts[1],
                                            parts[2] != NULL ? random_word() : "", parts[2], NULL);
        ArsipQuery *query = arsip_query_parse(text, ARSIP_QUERY_AS_RULE, &error);

        g_assert_no_error(error);
        arsip_matcher_add(matcher, query, FALSE);
        arsip_matcher_add(matcher, query, TRUE);
        g_ptr_array_add(queries, query);
    }
}

static void
assert_same_match(const ArsipMatch *one, const ArsipMatch *other)
{
    for (guint i = 0; i < one->n_queries; i++)
        g_assert_cmpint(arsip_match_has(one, i), ==, arsip_match_has(other, i));
    g_assert_cmpuint(one->hits->len, ==, other->hits->len);
    for (guint i = 0; i < one->hits->len; i++) {
        const ArsipHit *a = &g_array_index(one->hits, ArsipHit, i);
        const ArsipHit *b = &g_array_index(other->hits, ArsipHit, i);

        g_assert_cmpuint(a->query, ==, b->query);
        g_assert_true(a->leaf == b->leaf);
        g_assert_cmpuint(a->place.page, ==, b->place.page);
        g_assert_cmpuint(a->place.start, ==, b->place.start);
        g_assert_cmpuint(a->place.length, ==, b->place.length);
        g_assert_cmpfloat(a->cost, ==, b->cost);
        g_assert_cmpint(a->is_cited, ==, b->is_cited);
    }
}

static guint
last_page_with_a_hit(const ArsipMatch *match)
{
    return g_array_index(match->hits, ArsipHit, match->hits->len - 1).place.page;
}

static void
test_pages_that_are_asked_give_the_hits_of_a_text_that_is_held(void)
{
    for (guint round = 0; round < 6; round++) {
        ArsipLetter *held = make_letter(), *asking = make_letter();
        g_autoptr(GPtrArray) pages = long_letter(held, asking);
        g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_query_unref);
        g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
        ArsipHeldPages source;
        ArsipSubject with_text = {.letter = held};
        ArsipSubject with_pages = {.letter = asking, .pages = &source.pages};

        arsip_held_pages_init(&source, (const ArsipReading *const *)pages->pdata, pages->len);
        add_rare_queries(matcher, queries);
        g_autoptr(ArsipMatch) expected = arsip_matcher_run(matcher, &with_text);
        g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &with_pages);

        assert_same_match(expected, match);
        g_assert_cmpuint(last_page_with_a_hit(match), >, LONG_PAGES / 2);
        drop_letter(held);
        drop_letter(asking);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/match/all_queries_together_answer_as_each_alone",
                    test_all_queries_together_answer_as_each_alone);
    g_test_add_func("/match/every_place_of_a_leaf_is_a_hit", test_every_place_of_a_leaf_is_a_hit);
    g_test_add_func("/match/guarded_queries_count_what_is_not_cited",
                    test_guarded_queries_count_what_is_not_cited);
    g_test_add_func("/match/pages_that_are_asked_give_the_hits_of_a_text_that_is_held",
                    test_pages_that_are_asked_give_the_hits_of_a_text_that_is_held);
    return g_test_run();
}
