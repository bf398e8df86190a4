/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

#include <math.h>

#include "decode/picture/dark.h"
#include "decode/picture/image.h"
#include "decode/picture/orient.h"
#include "decode/picture/scale.h"
#include "decode/picture/stamp.h"
#include "decode/picture/tone.h"
#include "decode/recognise/noise.h"
#include "decode/recognise/recognise.h"
#include "decode/recognise/rescue.h"
#include "decode/recognise/spacing.h"

/* A letter, in black and white at 200 dpi, as it comes out of its file. */
static ArsipPicture *
take_letter(void)
{
    g_auto(ArsipFd) fd = open_sample("good-three-pages.tif");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);
    ArsipPicture *picture = arsip_image_decode(source, 1, NULL);

    g_assert_nonnull(picture);
    return picture;
}

static ArsipPicture *
make_picture(PIX *pix)
{
    pixSetResolution(pix, 200, 200);
    return arsip_picture_new(pix, 0);
}

/* The letter in grey: ink of 30 on paper of 230. */
static PIX *
make_grey_letter(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();

    return pixConvert1To8(NULL, letter->pix, 230, 30);
}

static ArsipReading *
recognise(ArsipPicture *taken)
{
    g_autoptr(ArsipPicture) picture = taken;
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", NULL);
    ArsipReading *reading = arsip_recognise_picture(engine, picture, NULL);

    g_assert_nonnull(reading);
    g_test_message("%s", reading->steps);
    return reading;
}

static void
check_is_letter(const ArsipReading *reading)
{
    g_test_message("read: %s", reading->text);
    g_assert_nonnull(strstr(reading->text, "Nomor : 005/117-Um/2024\n"));
    g_assert_nonnull(strstr(reading->text, "Hal : Undangan Rapat\n"));
}

static void
two_thirds_keep_the_ink(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();
    g_auto(ArsipPix) small = arsip_scale(letter->pix, 2.0 / 3);
    g_auto(ArsipPix) grey = pixConvertTo8(letter->pix, FALSE);
    g_auto(ArsipPix) small_grey = arsip_scale(grey, 2.0 / 3);
    l_float32 before = 0, after = 0, after_grey = 0;

    pixGetAverageMasked(grey, NULL, 0, 0, 1, L_MEAN_ABSVAL, &before);
    pixGetAverageMasked(small, NULL, 0, 0, 1, L_MEAN_ABSVAL, &after);
    pixGetAverageMasked(small_grey, NULL, 0, 0, 1, L_MEAN_ABSVAL, &after_grey);

    g_assert_cmpint(pixGetWidth(small), ==, pixGetWidth(letter->pix) * 2 / 3);
    g_assert_cmpint(pixGetHeight(small), ==, pixGetHeight(letter->pix) * 2 / 3);
    g_assert_cmpfloat_with_epsilon(after, before, 1);
    g_assert_cmpfloat_with_epsilon(after_grey, before, 1);
}

static void
what_is_turned_and_turned_back_is_the_same(void)
{
    g_auto(ArsipPix) grey = make_grey_letter();
    g_auto(ArsipPix) there = arsip_scale_turn(grey, 9);
    g_auto(ArsipPix) back = arsip_scale_turn(there, -9);
    gint32 left = (pixGetWidth(back) - pixGetWidth(grey)) / 2,
           top = (pixGetHeight(back) - pixGetHeight(grey)) / 2;
    BOX box = {.x = left, .y = top, .w = pixGetWidth(grey), .h = pixGetHeight(grey)};
    g_auto(ArsipPix) same = pixClipRectangle(back, &box, NULL);
    l_float32 difference = 255;

    g_assert_cmpint(pixCompareGray(grey, same, L_COMPARE_ABS_DIFF, 0, NULL, &difference, NULL, NULL), ==, 0);

    g_assert_cmpfloat(difference, <, 6);
}

static void
paper_in_the_shade_becomes_white(void)
{
    g_auto(ArsipPix) grey = pixCreate(800, 800, 8);
    gboolean was_even = TRUE;
    l_uint32 lit = 0, shaded = 0;

    for (gint y = 0; y < 800; y++)
        for (gint x = 0; x < 800; x++)
            pixSetPixel(grey, x, y, (l_uint32)(240 - x / 8));
    g_auto(ArsipPix) even = arsip_tone_even(grey, &was_even);
    pixGetPixel(even, 40, 400, &lit);
    pixGetPixel(even, 760, 400, &shaded);

    g_assert_false(was_even);
    g_assert_cmpint((gint)lit, >, 240);
    g_assert_cmpint((gint)shaded, >, 240);
}

static void
draw(PIX *ink, gint x, gint y, gint width, gint height)
{
    BOX box = {.x = x, .y = y, .w = width, .h = height};

    pixSetInRect(ink, &box);
}

static gboolean
is_black(PIX *ink, gint x, gint y)
{
    l_uint32 value = 0;

    pixGetPixel(ink, x, y, &value);
    return value != 0;
}

static void
specks_go_but_full_stops_stay(void)
{
    g_auto(ArsipPix) ink = pixCreate(600, 600, 1);

    draw(ink, 100, 100, 20, 30); /* a letter */
    draw(ink, 128, 126, 4, 4);   /* its full stop, thinned */
    draw(ink, 300, 300, 4, 4);
    draw(ink, 126, 110, 2, 2);
    g_autoptr(GArray) spots = arsip_ink_spots(ink);
    guint n = arsip_ink_remove_specks(ink, NULL, ARSIP_PAPER, spots, 300);

    g_assert_cmpuint(n, ==, 2);
    g_assert_true(is_black(ink, 110, 110));
    g_assert_true(is_black(ink, 129, 127));
    g_assert_false(is_black(ink, 301, 301));
    g_assert_false(is_black(ink, 126, 110));
}

static ArsipStance
find_stance(PIX *ink, gint told)
{
    g_autoptr(GArray) spots = arsip_ink_spots(ink);

    return arsip_find_stance(ink, spots, 200, told);
}

static void
each_way_round_is_told_from_the_letters(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();

    for (gint quarters = 0; quarters < 4; quarters++) {
        g_auto(ArsipPix) turned = pixRotateOrth(letter->pix, quarters);
        ArsipStance stance = find_stance(turned, 0);

        g_assert_cmpint(stance.rotation, ==, (360 - quarters * 90) % 360);
        g_assert_true(stance.is_sure);
        g_assert_cmpfloat(stance.skew, ==, 0);
    }
}

static void
crooked_pages_are_measured_to_twelve_degrees(void)
{
    static const double angles[] = {-12, -3, 3, 12};
    g_auto(ArsipPix) grey = make_grey_letter();

    for (gsize i = 0; i < G_N_ELEMENTS(angles); i++) {
        g_auto(ArsipPix) crooked = arsip_scale_turn(grey, angles[i]);
        g_auto(ArsipPix) ink = pixThresholdToBinary(crooked, 128);
        g_auto(ArsipPix) upside_down = pixRotateOrth(ink, 2);
        ArsipStance stance = find_stance(ink, 0), turned = find_stance(upside_down, 0);

        g_assert_cmpfloat_with_epsilon(stance.skew, -angles[i], 0.3);
        g_assert_cmpint(stance.rotation, ==, 0);
        g_assert_cmpfloat_with_epsilon(turned.skew, -angles[i], 0.3);
        g_assert_cmpint(turned.rotation, ==, 180);
    }
}

static void
a_page_without_letters_stays_as_the_file_says(void)
{
    g_auto(ArsipPix) ink = pixCreate(1600, 2200, 1);
    draw(ink, 300, 300, 500, 6);

    ArsipStance stance = find_stance(ink, 90);

    g_assert_cmpint(stance.rotation, ==, 90);
    g_assert_false(stance.is_sure);
}

static void
white_writing_on_black_is_read(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();
    g_auto(ArsipPix) grey = make_grey_letter();

    g_autoptr(ArsipReading) bitonal = recognise(make_picture(pixInvert(NULL, letter->pix)));
    g_autoptr(ArsipReading) in_grey = recognise(make_picture(pixInvert(NULL, grey)));

    check_is_letter(bitonal);
    check_is_letter(in_grey);
    g_assert_nonnull(strstr(bitonal->steps, "inverted\n"));
    g_assert_nonnull(strstr(in_grey->steps, "inverted\n"));
}

static void
a_black_bar_with_white_writing_is_inverted(void)
{
    g_auto(ArsipPix) grey = make_grey_letter();
    g_autoptr(ArsipReading) plain = recognise(make_picture(pixCopy(NULL, grey)));
    gint height = pixGetHeight(grey) / 4;

    pixRasterop(grey, 0, height, pixGetWidth(grey), height, PIX_NOT(PIX_DST), NULL, 0, 0);
    g_autoptr(ArsipReading) reading = recognise(make_picture(pixClone(grey)));

    g_assert_nonnull(strstr(reading->steps, "inverted-areas 1\n"));
    g_assert_cmpuint(reading->words->len, >=, plain->words->len - 3);
}

static void
a_dark_lid_becomes_paper(void)
{
    g_auto(ArsipPix) grey = make_grey_letter();
    PIX *lid = pixCreate(pixGetWidth(grey) + 200, pixGetHeight(grey) + 150, 8);

    pixSetAllGray(lid, 20);
    pixRasterop(lid, 50, 100, pixGetWidth(grey), pixGetHeight(grey), PIX_SRC, grey, 0, 0);
    g_autoptr(ArsipReading) reading = recognise(make_picture(lid));

    check_is_letter(reading);
    g_assert_nonnull(strstr(reading->steps, "border 48 96 "));
}

/* The threshold that parts a blot from the page loses the print. */
static void
pale_print_beside_a_blot_is_no_blank_page(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();
    PIX *pale = pixConvert1To8(NULL, letter->pix, 250, 195);
    BOX blot = {.x = 700, .y = 1000, .w = 60, .h = 60};

    pixSetInRectArbitrary(pale, &blot, 10);
    g_autoptr(ArsipReading) reading = recognise(make_picture(pale));

    g_assert_false(reading->blank);
    g_assert_nonnull(strstr(reading->text, "005/117"));
}

static void
draw_ring(PIX *grey, double x, double y, double radius, l_uint32 level)
{
    for (gint row = (gint)(y - radius - 3); row < y + radius + 3; row++)
        for (gint column = (gint)(x - radius - 3); column < x + radius + 3; column++)
            if (fabs(hypot(column - x, row - y) - radius) < 2.5) {
                l_uint32 before = 255;
                pixGetPixel(grey, column, row, &before);
                pixSetPixel(grey, column, row, MIN(before, level));
            }
}

static guint
count_pale(PIX *grey)
{
    guint n = 0;

    for (gint y = 0; y < pixGetHeight(grey); y++)
        for (gint x = 0; x < pixGetWidth(grey); x++) {
            l_uint32 level = 0;
            pixGetPixel(grey, x, y, &level);
            n += level > 130 && level < 160 ? 1 : 0;
        }
    return n;
}

static void
a_pale_stamp_goes_and_print_stays(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();
    g_autoptr(ArsipPrepared) prepared = g_new0(ArsipPrepared, 1);
    prepared->grey = pixConvert1To8(NULL, letter->pix, 250, 30);
    prepared->dpi = 200;
    prepared->threshold = 128;
    prepared->dark = 30;
    draw_ring(prepared->grey, 420, 480, 150, 145);
    draw_ring(prepared->grey, 420, 480, 100, 145);
    prepared->ink = pixThresholdToBinary(prepared->grey, 128);
    guint before = count_pale(prepared->grey);

    guint n = arsip_stamps_clear(prepared);

    g_assert_cmpuint(n, ==, 1);
    g_assert_cmpuint(count_pale(prepared->grey) * 20, <, before);
    g_auto(ArsipPix) difference = pixXor(NULL, prepared->ink, letter->pix);
    l_int32 n_changed = 0;
    pixCountPixels(difference, &n_changed, NULL);
    g_assert_cmpint(n_changed, <, 200);
}

static void
add(ArsipSeenWords *words, const char *text, gint32 top, gint32 height, guint32 line, guint8 confidence)
{
    ArsipSeen word = {g_strdup(text), 100, top, 200, top + height, line, confidence};

    arsip_seen_words_add(words, &word);
}

static char *
join(const ArsipSeenWords *words)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "", g_array_index(words, ArsipSeen, i).text);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
what_an_emblem_gives_is_dropped(void)
{
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    add(words, "AD", 20, 80, 1, 47);
    add(words, "SURAT", 20, 60, 2, 70); /* a title */
    add(words, "Nomor", 120, 24, 3, 95);
    add(words, ":", 120, 24, 3, 95);
    add(words, ".", 140, 3, 3, 92);
    add(words, "2024", 160, 60, 4, 60);
    add(words, "wate", 200, 24, 5, 50); /* as high as the rest: may be a name */
    add(words, "hadir", 240, 24, 6, 95);
    add(words, "rapat", 270, 24, 7, 95);

    guint n = arsip_noise_drop(words);
    g_autofree char *left = join(words);

    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpstr(left, ==, "SURAT Nomor : 2024 wate hadir rapat");
}

static void
words_are_parted_where_the_ink_is(void)
{
    g_autoptr(ArsipPrepared) prepared = g_new0(ArsipPrepared, 1);
    g_autoptr(ArsipSeenWords) words = arsip_seen_words_new();
    static const gint digits[] = {100, 118, 154, 190, 208, 226}; /* 12 3 456 */
    prepared->ink = pixCreate(400, 200, 1);
    for (gsize i = 0; i < G_N_ELEMENTS(digits); i++)
        draw(prepared->ink, digits[i], 20, 12, 20);
    draw(prepared->ink, 100, 80, 3, 14); /* ":CV" printed apart */
    draw(prepared->ink, 120, 80, 12, 20);
    draw(prepared->ink, 136, 80, 12, 20);
    ArsipSeen number = {g_strdup("123456"), 100, 20, 238, 40, 1, 90};
    ArsipSeen colon = {g_strdup(":CV"), 100, 80, 148, 100, 2, 90};
    arsip_seen_words_add(words, &number);
    arsip_seen_words_add(words, &colon);

    arsip_spacing_mend(prepared, words);
    g_autofree char *parted = join(words);

    g_assert_cmpstr(parted, ==, "12 3 456 : CV");
    g_assert_cmpint(g_array_index(words, ArsipSeen, 1).left, ==, 154);
    g_assert_cmpint(g_array_index(words, ArsipSeen, 0).right, ==, 130);
}

/* What the engine left out, as under a stamp: here the words are taken from it. */
static void
letters_in_no_word_are_read(void)
{
    g_autoptr(ArsipPicture) letter = take_letter();
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new(letter, 0);
    g_autoptr(ArsipPrepared) prepared = arsip_prepare(sheet, 0, 0);
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", NULL);
    g_autoptr(ArsipSeenWords) words = arsip_engine_recognise(engine, prepared->ink, prepared->dpi, NULL);
    guint32 line = 0;

    for (guint i = 0; i < words->len; i++)
        if (strstr(g_array_index(words, ArsipSeen, i).text, "005/117-Um/2024") != NULL)
            line = g_array_index(words, ArsipSeen, i).line;
    for (guint i = words->len; i > 0; i--)
        if (g_array_index(words, ArsipSeen, i - 1).line == line)
            g_array_remove_index(words, i - 1);
    guint n = arsip_rescue(engine, prepared, words);
    g_autofree char *text = join(words);

    g_assert_cmpuint(line, >, 0);
    g_assert_cmpuint(n, >=, 1);
    g_test_message("read: %s", text);
    g_assert_nonnull(strstr(text, "005/117-Um/2024"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/prepare/two_thirds_keep_the_ink", two_thirds_keep_the_ink);
    g_test_add_func("/prepare/what_is_turned_and_turned_back_is_the_same",
                    what_is_turned_and_turned_back_is_the_same);
    g_test_add_func("/prepare/paper_in_the_shade_becomes_white", paper_in_the_shade_becomes_white);
    g_test_add_func("/prepare/specks_go_but_full_stops_stay", specks_go_but_full_stops_stay);
    g_test_add_func("/prepare/each_way_round_is_told_from_the_letters",
                    each_way_round_is_told_from_the_letters);
    g_test_add_func("/prepare/crooked_pages_are_measured_to_twelve_degrees",
                    crooked_pages_are_measured_to_twelve_degrees);
    g_test_add_func("/prepare/a_page_without_letters_stays_as_the_file_says",
                    a_page_without_letters_stays_as_the_file_says);
    g_test_add_func("/prepare/white_writing_on_black_is_read", white_writing_on_black_is_read);
    g_test_add_func("/prepare/a_black_bar_with_white_writing_is_inverted",
                    a_black_bar_with_white_writing_is_inverted);
    g_test_add_func("/prepare/a_dark_lid_becomes_paper", a_dark_lid_becomes_paper);
    g_test_add_func("/prepare/pale_print_beside_a_blot_is_no_blank_page",
                    pale_print_beside_a_blot_is_no_blank_page);
    g_test_add_func("/prepare/a_pale_stamp_goes_and_print_stays", a_pale_stamp_goes_and_print_stays);
    g_test_add_func("/prepare/what_an_emblem_gives_is_dropped", what_an_emblem_gives_is_dropped);
    g_test_add_func("/prepare/words_are_parted_where_the_ink_is", words_are_parted_where_the_ink_is);
    g_test_add_func("/prepare/letters_in_no_word_are_read", letters_in_no_word_are_read);
    return g_test_run();
}
