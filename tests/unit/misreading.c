/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/misreading.h"

#include <string.h>

#include "text/form-trail.h"
#include "text/misread.h"

/* Letters that are often confused, some that are not, and one of two bytes. */
static const char *const letters[] = {"a", "c", "d", "e", "h", "i", "l", "m",       "n",
                                      "r", "u", "v", "w", "k", "0", "1", "\xc3\xa9"};

static char *
draw_word(guint longest)
{
    GString *word = g_string_new(NULL);

    for (gint n = g_test_rand_int_range(4, (gint32)longest + 1); n > 0; n--)
        g_string_append(word, letters[g_test_rand_int_range(0, G_N_ELEMENTS(letters))]);
    return g_string_free(word, FALSE);
}

/* A letter another, out or in, two swapped; so that many are near one another. */
static char *
spoil(const char *word)
{
    GString *spoilt = g_string_new(NULL);

    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at)) {
        gint fault = g_test_rand_int_range(0, 12);

        if (fault == 0)
            continue;
        if (fault == 3 && *g_utf8_next_char(at) != '\0') {
            const char *other = g_utf8_next_char(at);

            g_string_append_unichar(spoilt, g_utf8_get_char(other));
            g_string_append_unichar(spoilt, g_utf8_get_char(at));
            at = other;
            continue;
        }
        if (fault <= 2)
            g_string_append(spoilt, letters[g_test_rand_int_range(0, G_N_ELEMENTS(letters))]);
        if (fault != 1)
            g_string_append_unichar(spoilt, g_utf8_get_char(at));
    }
    return g_string_free(spoilt, FALSE);
}

static gboolean
is_found_from(const char *meant, const char *read, guint bound, gboolean is_backward)
{
    g_autofree ArsipMisreading *misreading = g_new0(ArsipMisreading, 1);
    g_autofree char *turned = is_backward ? g_utf8_strreverse(read, -1) : g_strdup(read);
    guint n = 0;

    arsip_misreading_begin(misreading, meant, bound, is_backward);
    for (const char *at = turned; *at != '\0'; at = g_utf8_next_char(at))
        if (!arsip_misreading_push(misreading, ++n, g_utf8_get_char(at)))
            return FALSE;
    return arsip_misreading_is(misreading, n);
}

static void
test_what_is_within_the_bound_is_found_from_one_end_or_the_other(void)
{
    static const guint bounds[] = {50, 90, 100, 150, 200, 300};
    guint n_within = 0;

    for (guint i = 0; i < 20000; i++) {
        g_autofree char *meant = draw_word(14);
        g_autofree char *read = spoil(meant);
        guint bound = bounds[g_test_rand_int_range(0, G_N_ELEMENTS(bounds))];
        gboolean is_within =
            arsip_misread_hundredths(arsip_misread_cost(meant, read, (double)bound / 100)) <= bound;
        gboolean is_found =
            is_found_from(meant, read, bound, FALSE) || is_found_from(meant, read, bound, TRUE);

        n_within += (guint)is_within;
        if (is_within != is_found)
            g_test_message("%s read as %s, %u", meant, read, bound);
        g_assert_cmpint(is_within, ==, is_found);
    }
    g_assert_cmpuint(n_within, >, 3000);
}

static void
test_most_beginnings_are_turned_away_at_the_second_letter(void)
{
    g_autofree ArsipMisreading *misreading = g_new0(ArsipMisreading, 1);

    arsip_misreading_begin(misreading, "keputusan", 150, FALSE);

    g_assert_true(arsip_misreading_push(misreading, 1, 'k'));
    g_assert_true(arsip_misreading_push(misreading, 2, 'c'));
    g_assert_false(arsip_misreading_push(misreading, 2, 'z'));
    g_assert_true(arsip_misreading_push(misreading, 2, 'e'));
}

/* ---- forms */

static const char *
choose(const char *const *from, gsize n)
{
    return from[g_test_rand_int_range(0, (gint32)n)];
}

/* Some root with others that are but a letter from it, or stand in it. */
static const char *
draw_root(gsize group)
{
    static const char *const roots[][3] = {{"sewa", "ewa", "kewa"},        {"kira", "ira", "uji"},
                                           {"tulis", "ulis", "lis"},       {"pindah", "indah", "lantik"},
                                           {"tengah", "etengah", "engah"}, {"tahu", "ketahu", "kerja"}};

    return roots[group % G_N_ELEMENTS(roots)][g_test_rand_int_range(0, 3)];
}

/* A root with affixes before and behind it, be it that the language would put them so or not. */
static char *
draw_form(gsize group)
{
    static const char *const before[] = {"",    "",    "",     "",     "di",   "ke",  "se",
                                         "ber", "me",  "meng", "meny", "mem",  "men", "pe",
                                         "pen", "per", "ter",  "peng", "penge"};
    static const char *const behind[] = {"", "", "kan", "an", "i", "nya", "lah", "x"};

    return g_strconcat(choose(before, G_N_ELEMENTS(before)), choose(before, G_N_ELEMENTS(before)),
                       draw_root(group), choose(behind, G_N_ELEMENTS(behind)),
                       choose(behind, G_N_ELEMENTS(behind)), NULL);
}

static gboolean
is_let_through(const ArsipForms *forms, const char *word)
{
    g_autoptr(ArsipFormTrail) trail = arsip_form_trail_new(forms);
    g_autofree char *turned = g_utf8_strreverse(word, -1);

    for (guint n = 1; turned[n - 1] != '\0'; n++)
        if (!arsip_form_trail_push(trail, n, turned[n - 1]))
            return FALSE;
    return TRUE;
}

static void
test_every_form_is_let_through_byte_by_byte_from_its_end(void)
{
    guint n_forms = 0, n_through = 0;

    for (guint i = 0; i < 30000; i++) {
        g_autofree char *word = draw_form(i);
        g_autofree char *other = draw_form(i);
        g_autoptr(ArsipForms) forms = arsip_forms_new(word);
        g_auto(GStrv) family = arsip_forms_family(forms);
        gboolean is_form = family == NULL && arsip_forms_has(forms, other);
        gboolean is_through = is_let_through(forms, other);

        n_forms += (guint)is_form;
        n_through += (guint)is_through;
        if (is_form && !is_through)
            g_test_message("%s, a form of %s", other, word);
        g_assert_true(is_through || !is_form);
    }
    g_assert_cmpuint(n_forms, >, 400);
    g_assert_cmpuint(n_through, <, 15000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/misreading/what_is_within_the_bound_is_found_from_one_end_or_the_other",
                    test_what_is_within_the_bound_is_found_from_one_end_or_the_other);
    g_test_add_func("/misreading/most_beginnings_are_turned_away_at_the_second_letter",
                    test_most_beginnings_are_turned_away_at_the_second_letter);
    g_test_add_func("/misreading/every_form_is_let_through_byte_by_byte_from_its_end",
                    test_every_form_is_let_through_byte_by_byte_from_its_end);
    return g_test_run();
}
