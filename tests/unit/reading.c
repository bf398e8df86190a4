/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "text/reading.h"

static void
add_word(ArsipReading *reading, guint32 start, guint32 length, ArsipBox box, guint8 confidence)
{
    ArsipWord word = {start, length, box.x, box.y, box.width, box.height, confidence};

    g_array_append_val(reading->words, word);
}

/* "Hal Undangan\nRapat" on an A4 page at 300 dpi; the last word has no box. */
static ArsipReading *
sample(void)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    g_free(reading->method);
    reading->text = g_strdup("Hal Undangan\nRapat");
    reading->method = g_strdup("otsu");
    reading->confidence = 91.5;
    reading->skew = -1.25;
    reading->width = 2480;
    reading->height = 3508;
    reading->dpi = 300;
    add_word(reading, 0, 3, (ArsipBox){100, 200, 60, 40}, 96);
    add_word(reading, 4, 8, (ArsipBox){180, 198, 200, 44}, 87);
    add_word(reading, 13, 5, (ArsipBox){0}, 0);
    return reading;
}

static void
assert_words_equal(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const ArsipWord *one = &g_array_index(a, ArsipWord, i);
        const ArsipWord *other = &g_array_index(b, ArsipWord, i);

        g_assert_cmpuint(one->start, ==, other->start);
        g_assert_cmpuint(one->length, ==, other->length);
        g_assert_cmpuint(one->confidence, ==, other->confidence);
        g_assert_cmpint(one->x, ==, other->x);
        g_assert_cmpint(one->y, ==, other->y);
        g_assert_cmpint(one->width, ==, other->width);
        g_assert_cmpint(one->height, ==, other->height);
    }
}

static void
test_packed_words_come_back(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GError) error = NULL;

    g_autoptr(GBytes) blob = arsip_words_pack(reading->words);
    g_autoptr(GArray) words = arsip_words_unpack(blob, strlen(reading->text), &error);

    g_assert_no_error(error);
    assert_words_equal(words, reading->words);
}

static void
test_any_packed_words_come_back(void)
{
    for (guint round = 0; round < 500; round++) {
        g_autoptr(GArray) words = g_array_new(FALSE, TRUE, sizeof(ArsipWord));
        g_autoptr(GError) error = NULL;
        guint32 end = 0;

        for (gint n = g_test_rand_int_range(0, 60); n > 0; n--) {
            ArsipWord word = {0};

            word.start = end + (guint32)g_test_rand_int_range(0, 300);
            word.length = (guint32)g_test_rand_int_range(1, 300);
            word.confidence = (guint8)g_test_rand_int_range(0, 101);
            if (g_test_rand_bit()) {
                word.x = g_test_rand_int_range(0, 60000);
                word.y = g_test_rand_int_range(0, 60000);
                word.width = g_test_rand_int_range(1, 60000);
                word.height = g_test_rand_int_range(1, 60000);
            }
            end = word.start + word.length;
            g_array_append_val(words, word);
        }

        g_autoptr(GBytes) blob = arsip_words_pack(words);
        g_autoptr(GArray) back = arsip_words_unpack(blob, end, &error);

        g_assert_no_error(error);
        assert_words_equal(back, words);
    }
}

static void
test_a_line_of_words_costs_few_bytes(void)
{
    g_autoptr(ArsipReading) reading = arsip_reading_new();

    for (guint i = 0; i < 100; i++)
        add_word(reading, i * 8, 7, (ArsipBox){(gint32)(i % 10) * 200, (gint32)(i / 10) * 60, 180, 40}, 95);
    g_autoptr(GBytes) blob = arsip_words_pack(reading->words);

    g_assert_cmpuint(g_bytes_get_size(blob), <=, 100 * 6);
}

/* sample() as the first archives have it. */
static const guint8 first_blob[] = {1, 3, 0,    3,  0xe0, 200, 1, 144, 3, 60, 80,
                                    1, 8, 0xd7, 40, 3,    200, 1, 8,   1, 5,  0};

static void
test_words_of_the_first_archives_come_back(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GBytes) blob = g_bytes_new_static(first_blob, sizeof first_blob);
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) words = arsip_words_unpack(blob, strlen(reading->text), &error);

    g_assert_no_error(error);
    assert_words_equal(words, reading->words);
}

static void
assert_cut_or_changed_is_harmless(GBytes *blob)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(blob, &size);

    for (gsize cut = 0; cut < size; cut++) {
        g_autoptr(GBytes) part = g_bytes_new(bytes, cut);
        g_autoptr(GError) error = NULL;

        g_assert_null(arsip_words_unpack(part, 18, &error));
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    }
    for (gsize at = 0; at < size * 256; at++) {
        g_autofree guint8 *changed = g_memdup2(bytes, size);

        changed[at / 256] = (guint8)at;
        g_autoptr(GBytes) other = g_bytes_new(changed, size);
        g_autoptr(GArray) words = arsip_words_unpack(other, 18, NULL);
        for (guint i = 0; words != NULL && i < words->len; i++) {
            const ArsipWord *word = &g_array_index(words, ArsipWord, i);

            g_assert_cmpuint((guint64)word->start + word->length, <=, 18);
            g_assert_cmpuint(word->confidence, <=, 100);
            g_assert_cmpint(word->x, >=, 0);
        }
    }
}

static void
test_no_cut_or_changed_blob_is_believed_beyond_its_text(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GBytes) blob = arsip_words_pack(reading->words);
    g_autoptr(GBytes) first = g_bytes_new_static(first_blob, sizeof first_blob);

    assert_cut_or_changed_is_harmless(blob);
    assert_cut_or_changed_is_harmless(first);
}

static void
test_words_beyond_the_text_are_refused(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) blob = arsip_words_pack(reading->words);

    g_autoptr(GArray) words = arsip_words_unpack(blob, 17, &error);

    g_assert_null(words);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

static void
test_a_message_gives_the_same_reading(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GError) error = NULL;

    g_autoptr(GVariant) message = g_variant_ref_sink(arsip_reading_to_variant(reading));
    g_autoptr(ArsipReading) back = arsip_reading_from_variant(message, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(back->text, ==, reading->text);
    g_assert_cmpstr(back->method, ==, reading->method);
    g_assert_cmpfloat(back->confidence, ==, reading->confidence);
    g_assert_cmpfloat(back->skew, ==, reading->skew);
    g_assert_cmpint(back->width, ==, 2480);
    g_assert_cmpint(back->height, ==, 3508);
    g_assert_cmpint(back->dpi, ==, 300);
    g_assert_cmpint(back->rotation, ==, 0);
    g_assert_false(back->blank);
    assert_words_equal(back->words, reading->words);
}

static void
test_boxes_over_the_edge_are_clipped_for_a_message(void)
{
    g_autoptr(ArsipReading) reading = sample();
    ArsipWord *words = &g_array_index(reading->words, ArsipWord, 0);
    g_autoptr(GError) error = NULL;

    words[0].x = -5;
    words[1].x = 2400;
    g_autoptr(GVariant) message = g_variant_ref_sink(arsip_reading_to_variant(reading));
    g_autoptr(ArsipReading) back = arsip_reading_from_variant(message, &error);

    g_assert_no_error(error);
    words = &g_array_index(back->words, ArsipWord, 0);
    g_assert_cmpint(words[0].x, ==, 0);
    g_assert_cmpint(words[0].width, ==, 55);
    g_assert_cmpint(words[1].width, ==, 80);
}

static void
refuse_with(const char *key, GVariant *value)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GVariant) sound = g_variant_ref_sink(arsip_reading_to_variant(reading));
    g_autoptr(GError) error = NULL;
    GVariantDict dict;

    g_variant_dict_init(&dict, sound);
    g_variant_dict_insert_value(&dict, key, value);
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_dict_end(&dict));
    g_autoptr(ArsipReading) back = arsip_reading_from_variant(message, &error);

    g_test_message("%s", key);
    g_assert_null(back);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

static void
test_a_message_out_of_range_is_refused(void)
{
    refuse_with("rotation", g_variant_new_int32(45));
    refuse_with("confidence", g_variant_new_double(NAN));
    refuse_with("confidence", g_variant_new_double(100.5));
    refuse_with("skew", g_variant_new_double(INFINITY));
    refuse_with("width", g_variant_new_int32(-1));
    refuse_with("width", g_variant_new_int32(150)); /* the first word's box stands beyond it */
    refuse_with("height", g_variant_new_int32(2000000));
    refuse_with("dpi", g_variant_new_int32(-300));
    refuse_with("method", g_variant_new_string(""));
    refuse_with("method", g_variant_new_string("\033[2J"));
    refuse_with("text", g_variant_new_string("too short"));
    refuse_with("text", g_variant_new_int32(3));
    refuse_with("text",
                g_variant_new_string("Ha\303\251 Undangan Rapat")); /* a word would end inside a character */
    refuse_with("words", g_variant_new_string("no bytes"));
}

static void
test_a_message_that_lacks_a_part_is_refused(void)
{
    g_autoptr(ArsipReading) reading = sample();
    g_autoptr(GVariant) sound = g_variant_ref_sink(arsip_reading_to_variant(reading));
    g_autoptr(GError) error = NULL;
    GVariantDict dict;

    g_variant_dict_init(&dict, sound);
    g_variant_dict_remove(&dict, "blank");
    g_autoptr(GVariant) message = g_variant_ref_sink(g_variant_dict_end(&dict));
    g_autoptr(ArsipReading) back = arsip_reading_from_variant(message, &error);

    g_assert_null(back);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

static void
test_boxes_turn_with_the_page(void)
{
    g_autoptr(ArsipReading) reading = sample();
    ArsipWord word = {.x = 10, .y = 20, .width = 30, .height = 5};

    reading->width = 100;
    reading->height = 200;
    const struct {
        gint32 rotation;
        ArsipBox expected;
    } cases[] = {
        {0, {10, 20, 30, 5}}, {90, {175, 10, 5, 30}}, {180, {60, 175, 30, 5}}, {270, {20, 60, 5, 30}}};

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        reading->rotation = cases[i].rotation;
        ArsipBox box = arsip_reading_upright_box(reading, &word);
        g_assert_cmpint(memcmp(&box, &cases[i].expected, sizeof box), ==, 0);
    }
}

static void
test_the_box_of_a_phrase_holds_all_its_words(void)
{
    g_autoptr(ArsipReading) reading = sample();
    ArsipBox box;

    g_assert_true(arsip_reading_box_of(reading, 1, 6, &box));
    g_assert_cmpint(box.x, ==, 100);
    g_assert_cmpint(box.y, ==, 198);
    g_assert_cmpint(box.width, ==, 280);
    g_assert_cmpint(box.height, ==, 44);
    g_assert_true(arsip_reading_box_of(reading, 3, 2, &box));
    g_assert_cmpint(box.x, ==, 180);
    g_assert_false(arsip_reading_box_of(reading, 13, 5, &box));
    g_assert_false(arsip_reading_box_of(reading, 3, 1, &box));
}

static void
test_a_copy_stands_alone(void)
{
    g_autoptr(ArsipReading) reading = sample();

    g_autoptr(ArsipReading) copy = arsip_reading_copy(reading);
    g_array_set_size(reading->words, 0);
    reading->text[0] = 'X';

    g_assert_cmpstr(copy->text, ==, "Hal Undangan\nRapat");
    g_assert_cmpuint(copy->words->len, ==, 3);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/packed_words_come_back", test_packed_words_come_back);
    g_test_add_func("/words/any_packed_words_come_back", test_any_packed_words_come_back);
    g_test_add_func("/words/a_line_of_words_costs_few_bytes", test_a_line_of_words_costs_few_bytes);
    g_test_add_func("/words/words_of_the_first_archives_come_back",
                    test_words_of_the_first_archives_come_back);
    g_test_add_func("/words/no_cut_or_changed_blob_is_believed_beyond_its_text",
                    test_no_cut_or_changed_blob_is_believed_beyond_its_text);
    g_test_add_func("/words/beyond_the_text_are_refused", test_words_beyond_the_text_are_refused);
    g_test_add_func("/reading/a_message_gives_the_same_reading", test_a_message_gives_the_same_reading);
    g_test_add_func("/reading/boxes_over_the_edge_are_clipped_for_a_message",
                    test_boxes_over_the_edge_are_clipped_for_a_message);
    g_test_add_func("/reading/a_message_out_of_range_is_refused", test_a_message_out_of_range_is_refused);
    g_test_add_func("/reading/a_message_that_lacks_a_part_is_refused",
                    test_a_message_that_lacks_a_part_is_refused);
    g_test_add_func("/reading/boxes_turn_with_the_page", test_boxes_turn_with_the_page);
    g_test_add_func("/reading/the_box_of_a_phrase_holds_all_its_words",
                    test_the_box_of_a_phrase_holds_all_its_words);
    g_test_add_func("/reading/a_copy_stands_alone", test_a_copy_stands_alone);
    return g_test_run();
}
