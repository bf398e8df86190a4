/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/system.h"
#include "decode-help.h"
#include "decode/picture/embed.h"

#define WIDTH  96
#define HEIGHT 64

/* An F of bars, which is no other when turned or mirrored. */
static PIX *
make_letter(void)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, 8);

    pixSetAll(pix);
    pixRasterop(pix, 16, 8, 8, 48, PIX_CLR, NULL, 0, 0);
    pixRasterop(pix, 16, 8, 64, 8, PIX_CLR, NULL, 0, 0);
    pixRasterop(pix, 16, 28, 32, 8, PIX_CLR, NULL, 0, 0);
    return pix;
}

static GBytes *
as_bytes(l_uint8 *raw, size_t length)
{
    GBytes *bytes = g_bytes_new(raw, length);

    lept_free(raw);
    return bytes;
}

static GBytes *
as_jpeg(PIX *pix)
{
    l_uint8 *raw = NULL;
    size_t length = 0;

    g_assert_cmpint(pixWriteMemJpeg(&raw, &length, pix, 90, 0), ==, 0);
    return as_bytes(raw, length);
}

static GBytes *
as_png(PIX *pix)
{
    l_uint8 *raw = NULL;
    size_t length = 0;

    g_assert_cmpint(pixWriteMemPng(&raw, &length, pix, 0), ==, 0);
    return as_bytes(raw, length);
}

static GBytes *
as_tiff(PIX *pix, l_int32 compression)
{
    l_uint8 *raw = NULL;
    size_t length = 0;

    g_assert_cmpint(pixWriteMemTiff(&raw, &length, pix, compression), ==, 0);
    return as_bytes(raw, length);
}

static GBytes *
embed(GBytes *file, ArsipEmbedded *embedded)
{
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    const guint8 *data = g_bytes_get_data(file, &length);
    const ArsipSource source = {data, length};
    GBytes *bytes = arsip_embed_image(&source, 1, embedded, &error);

    g_assert_no_error(error);
    g_assert_nonnull(bytes);
    return bytes;
}

static gboolean
holds(GBytes *file, GBytes *part)
{
    gsize length = 0, part_length = 0;
    const guint8 *data = g_bytes_get_data(file, &length), *wanted = g_bytes_get_data(part, &part_length);

    return memmem(data, length, wanted, part_length) != NULL;
}

static void
a_jpeg_goes_in_byte_for_byte(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipPix) letter = make_letter();
    pixSetResolution(letter, 200, 200);
    g_autoptr(GBytes) file = as_jpeg(letter);

    g_autoptr(GBytes) bytes = embed(file, &embedded);

    g_assert_true(g_bytes_equal(bytes, file));
    g_assert_cmpint(embedded.coding, ==, ARSIP_EMBEDDED_JPEG);
    g_assert_cmpint(embedded.space, ==, ARSIP_EMBEDDED_GREY);
    g_assert_cmpint(embedded.width, ==, WIDTH);
    g_assert_cmpint(embedded.height, ==, HEIGHT);
    g_assert_cmpuint(embedded.across, ==, 200);
    g_assert_true(embedded.is_plain);
}

static void
a_jpeg_for_printing_says_that_its_inks_are_the_wrong_way_round(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipFd) fd = open_sample("good-cmyk.jpg");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);

    g_autoptr(GBytes) bytes = arsip_embed_image(source, 1, &embedded, NULL);

    g_assert_cmpuint(g_bytes_get_size(bytes), ==, source->size);
    g_assert_cmpint(embedded.space, ==, ARSIP_EMBEDDED_CMYK);
    g_assert_true(embedded.is_inverted);
    g_assert_false(embedded.is_plain);
}

static void
a_telephones_turn_is_told(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipFd) fd = open_sample("good-exif-6.jpg");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);

    g_autoptr(GBytes) bytes = arsip_embed_image(source, 1, &embedded, NULL);

    g_assert_nonnull(bytes);
    g_assert_cmpint(embedded.asked, ==, 90);
    g_assert_cmpint(embedded.turn, ==, 0);
    g_assert_false(embedded.is_mirrored);
}

static void
the_data_of_a_png_goes_in_as_it_is(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipPix) letter = make_letter();
    g_autoptr(GBytes) file = as_png(letter);

    g_autoptr(GBytes) bytes = embed(file, &embedded);

    g_assert_true(holds(file, bytes));
    g_assert_cmpint(embedded.coding, ==, ARSIP_EMBEDDED_PNG);
    g_assert_cmpuint(embedded.n_bits, ==, 8);
}

static void
the_colours_of_a_png_with_a_palette_come_along(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) few = pixThresholdTo2bpp(letter, 4, 1);
    pixcmapResetColor(pixGetColormap(few), 0, 200, 10, 20);
    g_autoptr(GBytes) file = as_png(few);

    g_autoptr(GBytes) bytes = embed(file, &embedded);

    g_assert_true(holds(file, bytes));
    g_assert_cmpint(embedded.space, ==, ARSIP_EMBEDDED_INDEXED);
    const guint8 *colours = g_bytes_get_data(embedded.palette, NULL);
    g_assert_cmpuint(colours[0], ==, 200);
    g_assert_cmpuint(colours[2], ==, 20);
}

static void
a_png_that_is_transparent_stands_on_white_paper(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipFd) fd = open_sample("good-alpha.png");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);

    g_autoptr(GBytes) bytes = arsip_embed_image(source, 1, &embedded, NULL);

    g_assert_nonnull(bytes);
    g_assert_cmpint(embedded.coding, ==, ARSIP_EMBEDDED_PNG);
    g_assert_cmpint(embedded.space, !=, ARSIP_EMBEDDED_CMYK);
    g_assert_false(holds(g_bytes_new_static(source->data, source->size), bytes));
}

static void
a_fax_of_one_strip_goes_in_as_it_is(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) ink = pixThresholdToBinary(letter, 128);
    pixSetResolution(ink, 300, 300);
    g_autoptr(GBytes) file = as_tiff(ink, IFF_TIFF_G4);

    g_autoptr(GBytes) bytes = embed(file, &embedded);

    g_assert_true(holds(file, bytes));
    g_assert_cmpint(embedded.coding, ==, ARSIP_EMBEDDED_FAX);
    g_assert_cmpuint(embedded.down, ==, 300);
}

/* Put back into a TIFF's own words, what was packed anew shows the same. */
static void
other_black_and_white_becomes_a_fax_without_loss(void)
{
    static const l_int32 others[] = {IFF_TIFF_PACKBITS, IFF_TIFF_LZW, IFF_TIFF_G3, IFF_TIFF};
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) ink = pixThresholdToBinary(letter, 128);
    g_auto(ArsipEmbedded) wanted = {0};
    g_autoptr(GBytes) fax = as_tiff(ink, IFF_TIFF_G4);
    g_autoptr(GBytes) expected = embed(fax, &wanted);

    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        g_auto(ArsipEmbedded) embedded = {0};
        g_autoptr(GBytes) file = as_tiff(ink, others[i]);

        g_autoptr(GBytes) bytes = embed(file, &embedded);

        g_assert_true(g_bytes_equal(bytes, expected));
        g_assert_cmpint(embedded.is_inverted, ==, wanted.is_inverted);
    }
}

static void
colours_of_a_tiff_stay_colours(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) colour = pixConvertTo32(letter);
    g_autoptr(GBytes) file = as_tiff(colour, IFF_TIFF_LZW);

    g_autoptr(GBytes) bytes = embed(file, &embedded);

    g_assert_cmpuint(g_bytes_get_size(bytes), >, 0);
    g_assert_cmpint(embedded.coding, ==, ARSIP_EMBEDDED_PNG);
    g_assert_cmpint(embedded.space, ==, ARSIP_EMBEDDED_RGB);
}

static void
what_is_damaged_fails(gconstpointer name)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_autoptr(GError) error = NULL;
    g_auto(ArsipFd) fd = open_sample(name);
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);

    g_autoptr(GBytes) bytes = arsip_embed_image(source, 1, &embedded, &error);

    g_assert_null(bytes);
    g_assert_nonnull(error);
}

static void
no_page_is_put_in_for_one_that_is_not_there(void)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_autoptr(GError) error = NULL;
    g_auto(ArsipFd) fd = open_sample("good-three-pages.tif");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);

    g_autoptr(GBytes) third = arsip_embed_image(source, 3, &embedded, NULL);
    g_autoptr(GBytes) fourth = arsip_embed_image(source, 4, &embedded, &error);

    g_assert_nonnull(third);
    g_assert_null(fourth);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

static void
what_is_told_of_a_picture_arrives(void)
{
    g_auto(ArsipEmbedded) told = {.coding = ARSIP_EMBEDDED_PNG,
                                  .space = ARSIP_EMBEDDED_INDEXED,
                                  .width = 10,
                                  .height = 20,
                                  .n_bits = 4,
                                  .palette = g_bytes_new("abcdef", 6),
                                  .turn = 90,
                                  .asked = 270,
                                  .across = 300,
                                  .down = 200,
                                  .is_mirrored = TRUE,
                                  .is_plain = TRUE};
    g_auto(ArsipEmbedded) heard = {0};
    g_autoptr(GVariant) message = g_variant_ref_sink(arsip_embedded_to_variant(&told));

    g_assert_true(arsip_embedded_from_variant(message, &heard, NULL));

    g_assert_true(g_bytes_equal(heard.palette, told.palette));
    g_assert_cmpint(heard.width, ==, 10);
    g_assert_cmpint(heard.height, ==, 20);
    g_assert_cmpint(heard.turn, ==, 90);
    g_assert_cmpint(heard.asked, ==, 270);
    g_assert_cmpuint(heard.across, ==, 300);
    g_assert_true(heard.is_mirrored);
}

static void
what_makes_no_sense_is_not_believed(void)
{
    const ArsipEmbedded sound = {
        .coding = ARSIP_EMBEDDED_JPEG, .space = ARSIP_EMBEDDED_RGB, .width = 10, .height = 20, .n_bits = 8};
    ArsipEmbedded lies[8];

    for (gsize i = 0; i < G_N_ELEMENTS(lies); i++)
        lies[i] = sound;
    lies[0].width = 0;
    lies[1].height = -5;
    lies[2].n_bits = 3;
    lies[3].turn = 45;
    lies[4].asked = 360;
    lies[5].space = ARSIP_EMBEDDED_INDEXED;
    lies[6].coding = (ArsipEmbeddedCoding)9;
    lies[7].width = ARSIP_EMBEDDED_SIDE_MAX + 1;
    for (gsize i = 0; i < G_N_ELEMENTS(lies); i++) {
        g_auto(ArsipEmbedded) heard = {0};
        g_autoptr(GError) error = NULL;
        g_autoptr(GVariant) message = g_variant_ref_sink(arsip_embedded_to_variant(&lies[i]));

        g_assert_false(arsip_embedded_from_variant(message, &heard, &error));
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/embed/a_jpeg_goes_in_byte_for_byte", a_jpeg_goes_in_byte_for_byte);
    g_test_add_func("/embed/a_jpeg_for_printing_says_that_its_inks_are_the_wrong_way_round",
                    a_jpeg_for_printing_says_that_its_inks_are_the_wrong_way_round);
    g_test_add_func("/embed/a_telephones_turn_is_told", a_telephones_turn_is_told);
    g_test_add_func("/embed/the_data_of_a_png_goes_in_as_it_is", the_data_of_a_png_goes_in_as_it_is);
    g_test_add_func("/embed/the_colours_of_a_png_with_a_palette_come_along",
                    the_colours_of_a_png_with_a_palette_come_along);
    g_test_add_func("/embed/a_png_that_is_transparent_stands_on_white_paper",
                    a_png_that_is_transparent_stands_on_white_paper);
    g_test_add_func("/embed/a_fax_of_one_strip_goes_in_as_it_is", a_fax_of_one_strip_goes_in_as_it_is);
    g_test_add_func("/embed/other_black_and_white_becomes_a_fax_without_loss",
                    other_black_and_white_becomes_a_fax_without_loss);
    g_test_add_func("/embed/colours_of_a_tiff_stay_colours", colours_of_a_tiff_stay_colours);
    g_test_add_data_func("/embed/a_tiff_that_is_cut_short_fails", "bad-cut-short.tif", what_is_damaged_fails);
    g_test_add_data_func("/embed/a_picture_that_is_too_large_fails", "bad-60000-pixels.tif",
                         what_is_damaged_fails);
    g_test_add_func("/embed/no_page_is_put_in_for_one_that_is_not_there",
                    no_page_is_put_in_for_one_that_is_not_there);
    g_test_add_func("/embed/what_is_told_of_a_picture_arrives", what_is_told_of_a_picture_arrives);
    g_test_add_func("/embed/what_makes_no_sense_is_not_believed", what_makes_no_sense_is_not_believed);
    return g_test_run();
}
