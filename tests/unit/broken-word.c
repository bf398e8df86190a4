/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"
#include "query/matcher.h"

/* A word broken at a line's end, as labels see it: rules match the whole word, their evidence holds both
 * parts. */

static const char picture[] = "    Mohon hadir pada rapat mengenai kesela-\n"
                              "matan kerja bersama tamu-\n"
                              "undangan sesuai undang-\n"
                              "undang tentang tenaga kerja\n";

typedef struct {
    ArsipReading *reading;
    ArsipLetter *letter;
} Page;

static void
set_up(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    page->reading = page_of_picture(picture, FALSE, 0);
    page->letter = arsip_letter_read((const ArsipReading *const *)&page->reading, 1);
}

static void
tear_down(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    arsip_letter_free(page->letter);
    arsip_reading_free(page->reading);
}

/* Where a rule finds it; length 0 if nowhere. */
static ArsipPlace
place_of(const Page *page, const char *rule)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse(rule, ARSIP_QUERY_AS_RULE, &error);
    g_autoptr(ArsipMatcher) matcher = arsip_matcher_new();
    ArsipSubject subject = {.letter = page->letter};
    ArsipPlace nowhere = {0};

    g_assert_no_error(error);
    arsip_matcher_add(matcher, query, FALSE);
    g_autoptr(ArsipMatch) match = arsip_matcher_run(matcher, &subject);
    return match->hits->len > 0 ? g_array_index(match->hits, ArsipHit, 0).place : nowhere;
}

static void
evidence_holds_both_parts(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    ArsipPlace place = place_of(page, "keselamatan");
    g_autofree char *words = g_strndup(page->reading->text + place.start, place.length);
    const ArsipWord *first, *second;
    ArsipBox box;

    g_assert_cmpstr(words, ==, "kesela-\nmatan");
    g_assert_true(arsip_reading_box_of(page->reading, place.start, place.length, &box));
    first = &g_array_index(page->reading->words, ArsipWord, 5);
    second = &g_array_index(page->reading->words, ArsipWord, 6);
    g_assert_cmpint(box.x, ==, second->x);
    g_assert_cmpint(box.y, ==, first->y);
    g_assert_cmpint(box.x + box.width, ==, first->x + first->width);
    g_assert_cmpint(box.y + box.height, ==, second->y + second->height);
}

static void
rules_match_whole_words_and_no_parts(Page *page, G_GNUC_UNUSED gconstpointer data)
{
    g_assert_cmpuint(place_of(page, "\"mengenai keselamatan kerja\"").length, >, 0);
    g_assert_cmpuint(place_of(page, "\"tamu undangan\"").length, >, 0);
    g_assert_cmpuint(place_of(page, "undang-undang").length, >, 0);
    g_assert_cmpuint(place_of(page, "matan").length, ==, 0);
    g_assert_cmpuint(place_of(page, "kesela").length, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/broken_word/evidence_holds_both_parts", Page, NULL, set_up, evidence_holds_both_parts,
               tear_down);
    g_test_add("/broken_word/rules_match_whole_words_and_no_parts", Page, NULL, set_up,
               rules_match_whole_words_and_no_parts, tear_down);
    return g_test_run();
}
