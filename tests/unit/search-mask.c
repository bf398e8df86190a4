/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of persons are hidden wherever the letter's reader would find them. */
#include <string.h>

#include "letter/personal.h"
#include "search/mask.h"

static char *
mask(const char *text, ArsipTextKind kind)
{
    char *masked = g_strdup(text);
    ArsipEvent event = {.detail = masked};

    if (kind == ARSIP_TEXT_JSON)
        arsip_mask_event(&event);
    else if (kind == ARSIP_TEXT_NAME)
        arsip_mask_name(masked);
    else
        arsip_mask_text(masked);
    return masked;
}

static void
assert_masked(const char *text, ArsipTextKind kind, const char *expected)
{
    g_autofree char *masked = mask(text, kind);

    g_assert_cmpstr(masked, ==, expected);
}

static void
numbers_are_hidden_but_for_their_beginning(void)
{
    assert_masked("NIK 3273014507900003", ARSIP_TEXT_WORDS, "NIK 3273************");
    assert_masked("NIK 32730145079OOO03 dan lain", ARSIP_TEXT_WORDS, "NIK 3273************ dan lain");
    assert_masked("KTP3273014507900003A.pdf", ARSIP_TEXT_NAME, "KTP3273************A.pdf");
    assert_masked("Telepon 0812 3456 7890, NIP 198212252007011003", ARSIP_TEXT_WORDS,
                  "Telepon 0812 3456 7890, NIP 198212252007011003");
}

static void
a_number_that_a_lines_end_breaks_is_hidden_in_an_event_too(void)
{
    assert_masked("{\"before\":\"NIK 16050112\\n05700003\"}", ARSIP_TEXT_JSON,
                  "{\"before\":\"NIK 1605****\\n********\"}");
}

/* What is looked at first, as it costs little, passes over nothing that is found. */
static void
whatever_is_found_is_hidden(void)
{
    static const char *const parts[] = {
        "NIK",      "nik", "KK",   "NPWP", " ",  " ",    "\n",    "\\n",
        "-",        ".",   "3273", "0145", "07", "9000", "03",    "3273014507900003",
        "32730145", "O",   "l",    "S",    "B",  "Z",    "surat", "/",
        "\\\"",     "79",  "|",    ":",    "1"};
    g_autoptr(GRand) random = g_rand_new_with_seed(17);
    guint n_found = 0;

    for (guint i = 0; i < 60000; i++) {
        ArsipTextKind kind = i % 3 == 0 ? ARSIP_TEXT_WORDS : i % 3 == 1 ? ARSIP_TEXT_NAME : ARSIP_TEXT_JSON;
        g_autoptr(GString) text = g_string_new(i % 2 ? "NIK " : NULL);
        g_autoptr(GPtrArray) found = NULL;
        g_autofree char *masked = NULL;

        for (gint left = g_rand_int_range(random, 1, 12); left > 0; left--)
            g_string_append(text, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
        found = arsip_personal_find_in(text->str, kind);
        masked = mask(text->str, kind);
        if (found->len > 0 && strcmp(masked, text->str) == 0)
            g_error("\"%s\" is not hidden", text->str);
        n_found += found->len;
    }
    g_assert_cmpuint(n_found, >, 1000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mask/numbers_are_hidden_but_for_their_beginning",
                    numbers_are_hidden_but_for_their_beginning);
    g_test_add_func("/mask/a_number_that_a_lines_end_breaks_is_hidden_in_an_event_too",
                    a_number_that_a_lines_end_breaks_is_hidden_in_an_event_too);
    g_test_add_func("/mask/whatever_is_found_is_hidden", whatever_is_found_is_hidden);
    return g_test_run();
}
