/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decode/picture/image.h"
#include "decode/picture/tiff-any.h"

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

static ArsipPicture *
decode_page(const void *bytes, gsize length, guint number)
{
    g_autoptr(GError) error = NULL;
    const ArsipSource source = {.data = bytes, .size = length};

    ArsipPicture *picture = arsip_image_decode(&source, number, &error);
    g_assert_no_error(error);
    g_assert_nonnull(picture);
    return picture;
}

/* Turned as the file asks, it is the letter again. */
static void
check_letter(const ArsipPicture *picture)
{
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) upright = pixRotateOrth(picture->pix, picture->rotation / 90);
    g_auto(ArsipPix) ink = pixGetDepth(upright) == 1 ? pixClone(upright) : pixThresholdToBinary(upright, 128);
    g_auto(ArsipPix) expected = pixThresholdToBinary(letter, 128);
    l_float32 share = 1;

    g_assert_cmpint(pixGetWidth(ink), ==, WIDTH);
    g_assert_cmpint(pixGetHeight(ink), ==, HEIGHT);
    pixCompareBinary(ink, expected, L_COMPARE_XOR, &share, NULL);
    g_assert_cmpfloat((double)share, <, 0.01);
}

/* As a camera stores a page that is to be looked at so. */
static PIX *
store_turned(guint orientation)
{
    g_auto(ArsipPix) letter = make_letter();
    static const int turns[] = {0, 0, 0, 2, 0, 1, 3, 1, 1};
    PIX *stored = pixRotateOrth(letter, turns[orientation]);

    if (orientation == 2 || orientation == 5)
        pixFlipLR(stored, stored);
    if (orientation == 4 || orientation == 7)
        pixFlipTB(stored, stored);
    return stored;
}

/* An EXIF block: a TIFF with nothing but the tag. */
static void
append_exif(GByteArray *out, guint orientation)
{
    const guint8 block[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (guint8)orientation,
                            0,   0,   0,  0, 0, 0, 0};

    g_byte_array_append(out, (const guint8 *)"Exif\0", 6);
    g_byte_array_append(out, block, sizeof block);
}

static void
test_every_orientation_of_a_camera_comes_upright(void)
{
    for (guint orientation = 1; orientation <= 8; orientation++) {
        g_auto(ArsipPix) stored = store_turned(orientation);
        g_autoptr(GByteArray) file = g_byte_array_new();
        l_uint8 *jpeg = NULL;
        size_t size = 0;
        pixWriteMemJpeg(&jpeg, &size, stored, 90, 0);
        g_byte_array_append(file, (const guint8 *)"\xff\xd8\xff\xe1\0\x22", 6);
        append_exif(file, orientation);
        g_byte_array_append(file, jpeg + 2, (guint)size - 2);
        lept_free(jpeg);

        g_autoptr(ArsipPicture) picture = decode_page(file->data, file->len, 1);

        check_letter(picture);
        g_assert_cmpint(picture->steps != NULL, ==, orientation > 1);
    }
}

static void
test_other_formats_ask_to_be_turned_too(void)
{
    g_auto(ArsipPix) stored = store_turned(6);
    g_autoptr(GByteArray) png = g_byte_array_new();
    g_autoptr(GByteArray) block = g_byte_array_new();
    l_uint8 *plain = NULL;
    size_t size = 0;
    append_exif(block, 6);

    /* The signature and IHDR are 33 bytes; libpng does not look at the checksum of what it passes over. */
    pixWriteMemPng(&plain, &size, stored, 0);
    g_byte_array_append(png, plain, 33);
    g_byte_array_append(png,
                        (const guint8 *)"\0\0\0\x1a"
                                        "eXIf",
                        8);
    g_byte_array_append(png, block->data + 6, 26);
    g_byte_array_append(png, (const guint8 *)"\0\0\0\0", 4);
    g_byte_array_append(png, plain + 33, (guint)size - 33);
    lept_free(plain);

    g_autoptr(ArsipPicture) picture = decode_page(png->data, png->len, 1);

    g_assert_cmpint(picture->rotation, ==, 90);
    check_letter(picture);
}

typedef struct {
    guint16 tag;
    guint16 type; /* 3: two bytes, 4: four */
    guint32 value;
} Tag;

/* A directory of a TIFF in the machine's own (little) order; `next` is where the one after it stands. */
static void
append_directory(GByteArray *out, const Tag *tags, guint16 n, guint32 next)
{
    g_byte_array_append(out, (const guint8 *)&n, 2);
    for (guint i = 0; i < n; i++) {
        const guint32 one = 1;
        g_byte_array_append(out, (const guint8 *)&tags[i].tag, 2);
        g_byte_array_append(out, (const guint8 *)&tags[i].type, 2);
        g_byte_array_append(out, (const guint8 *)&one, 4);
        g_byte_array_append(out, (const guint8 *)&tags[i].value, 4);
    }
    g_byte_array_append(out, (const guint8 *)&next, 4);
}

/* Bytes of the letter, one for a dot, by tiles of that size or as they are. */
static void
append_levels(GByteArray *out, guint across, guint down)
{
    g_auto(ArsipPix) letter = make_letter();

    for (guint top = 0; top < HEIGHT; top += down)
        for (guint left = 0; left < WIDTH; left += across)
            for (guint y = top; y < top + down; y++)
                for (guint x = left; x < left + across; x++) {
                    l_uint32 level = 0;
                    pixGetPixel(letter, (l_int32)x, (l_int32)y, &level);
                    const guint8 byte = (guint8)level;
                    g_byte_array_append(out, &byte, 1);
                }
}

static void
test_smaller_copies_and_masks_are_no_pages(void)
{
    enum { N = 9, DIRECTORY = 2 + N * 12 + 4, DATA = 8 + 3 * DIRECTORY };
    static const guint32 kinds[] = {0, 1, 4};
    g_autoptr(GByteArray) file = g_byte_array_new();
    g_autoptr(GError) error = NULL;
    g_byte_array_append(file, (const guint8 *)"II*\0\10\0\0\0", 8);
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const Tag tags[N] = {{254, 4, kinds[i]}, {256, 3, WIDTH},  {257, 3, HEIGHT},
                             {258, 3, 8},        {259, 3, 1},      {262, 3, 1},
                             {273, 4, DATA},     {278, 3, HEIGHT}, {279, 4, WIDTH * HEIGHT}};
        append_directory(file, tags, N, i < 2 ? 8 + (i + 1) * DIRECTORY : 0);
    }
    append_levels(file, WIDTH, HEIGHT);
    const ArsipSource source = {.data = file->data, .size = file->len};

    g_assert_cmpint(arsip_image_count(&source, &error), ==, 1);
    g_autoptr(ArsipPicture) picture = decode_page(file->data, file->len, 1);
    check_letter(picture);
}

static void
test_a_tiff_in_tiles_is_opened(void)
{
    enum { N = 10, PLACES = 8 + 2 + N * 12 + 4, DATA = PLACES + 2 * 6 * 4 };
    const Tag tags[N] = {{256, 3, WIDTH},  {257, 3, HEIGHT},     {258, 3, 8},  {259, 3, 1},
                         {262, 3, 1},      {277, 3, 1},          {322, 3, 32}, {323, 3, 32},
                         {324, 4, PLACES}, {325, 4, PLACES + 24}};
    g_autoptr(GByteArray) file = g_byte_array_new();
    g_byte_array_append(file, (const guint8 *)"II*\0\10\0\0\0", 8);
    append_directory(file, tags, N, 0);
    file->data[8 + 2 + 8 * 12 + 4] = file->data[8 + 2 + 9 * 12 + 4] = 6;
    for (guint32 i = 0; i < 12; i++) {
        const guint32 number = i < 6 ? DATA + i * 1024 : 1024;
        g_byte_array_append(file, (const guint8 *)&number, 4);
    }
    append_levels(file, 32, 32);

    g_autoptr(ArsipPicture) picture = decode_page(file->data, file->len, 1);

    check_letter(picture);
}

static void
test_a_tiff_of_old_style_jpeg_is_opened(void)
{
    enum { N = 10, DATA = 8 + 2 + N * 12 + 4 };
    g_auto(ArsipPix) letter = make_letter();
    g_autoptr(GByteArray) file = g_byte_array_new();
    l_uint8 *jpeg = NULL;
    size_t size = 0;
    pixWriteMemJpeg(&jpeg, &size, letter, 90, 0);
    const Tag tags[N] = {{256, 3, WIDTH}, {257, 3, HEIGHT}, {258, 3, 8},
                         {259, 3, 6},     {262, 3, 1},      {273, 4, DATA},
                         {277, 3, 1},     {278, 3, HEIGHT}, {279, 4, (guint32)size},
                         {513, 4, DATA}};
    g_byte_array_append(file, (const guint8 *)"II*\0\10\0\0\0", 8);
    append_directory(file, tags, N, 0);
    g_byte_array_append(file, jpeg, (guint)size);
    lept_free(jpeg);

    g_autoptr(ArsipPicture) picture = decode_page(file->data, file->len, 1);

    check_letter(picture);
}

static void
test_the_dots_of_a_fax_become_square(void)
{
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) ink = pixThresholdToBinary(letter, 128);
    g_auto(ArsipPix) fax = pixScaleBinary(ink, 1, 0.5);
    l_uint8 *tiff = NULL;
    size_t size = 0;
    pixSetResolution(fax, 204, 102);
    pixWriteMemTiff(&tiff, &size, fax, IFF_TIFF_G4);

    g_autoptr(ArsipPicture) picture = decode_page(tiff, size, 1);
    lept_free(tiff);

    g_assert_cmpint(picture->dpi, ==, 204);
    g_assert_cmpstr(picture->steps, ==, "stretched 1 2\n");
    g_assert_cmpint(pixGetHeight(picture->pix), ==, HEIGHT);
}

static void
test_of_an_animation_the_first_picture_counts(void)
{
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) colour = pixConvertTo32(letter);
    g_autoptr(GByteArray) file = g_byte_array_new();
    l_uint8 *still = NULL;
    size_t size = 0;
    pixWriteMemWebP(&still, &size, colour, 80, 1);
    const guint32 frame = (guint32)(16 + size - 12), whole = 4 + 18 + 14 + 8 + frame;
    g_byte_array_append(file, (const guint8 *)"RIFF", 4);
    g_byte_array_append(file, (const guint8 *)&whole, 4);
    g_byte_array_append(file, (const guint8 *)"WEBPVP8X\xa\0\0\0\2\0\0\0", 16);
    g_byte_array_append(file, (const guint8[]){WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0}, 6);
    g_byte_array_append(file, (const guint8 *)"ANIM\6\0\0\0\0\0\0\0\0\0", 14);
    g_byte_array_append(file, (const guint8 *)"ANMF", 4);
    g_byte_array_append(file, (const guint8 *)&frame, 4);
    g_byte_array_append(
        file, (const guint8[]){0, 0, 0, 0, 0, 0, WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0, 9, 0, 0, 0}, 16);
    g_byte_array_append(file, still + 12, (guint)size - 12);
    lept_free(still);

    g_autoptr(ArsipPicture) picture = decode_page(file->data, file->len, 1);

    check_letter(picture);
}

static void
test_colours_of_print_are_understood(void)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", "good-cmyk.jpg", NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    l_uint32 left = 0, right = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));

    g_autoptr(ArsipPicture) picture = decode_page(bytes, length, 1);

    pixGetPixel(picture->pix, 4, 8, &left);
    pixGetPixel(picture->pix, 28, 8, &right);
    g_assert_cmpint(left, <, 40);
    g_assert_cmpint(right, >, 215);
}

/* The smallest GIF that programs take: it has no picture at all. */
static void
test_what_has_no_room_for_a_letter_is_an_empty_page(void)
{
    static const char gif[] = "GIF89a\1\0\1\0\0\0\0;";

    g_autoptr(ArsipPicture) picture = decode_page(gif, sizeof gif - 1, 1);

    g_assert_cmpint(pixGetWidth(picture->pix), ==, 1);
}

/* A page in colour is kept in grey: a fourth of the room, and the engine sees no more. */
static void
test_no_picture_keeps_its_colours(void)
{
    g_auto(ArsipPix) letter = make_letter();
    g_auto(ArsipPix) colour = pixConvertTo32(letter);
    l_uint8 *png = NULL;
    size_t size = 0;
    pixWriteMemPng(&png, &size, colour, 0);

    g_autoptr(ArsipPicture) picture = decode_page(png, size, 1);
    lept_free(png);

    g_assert_cmpint(pixGetDepth(picture->pix), ==, 8);
    check_letter(picture);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    arsip_tiff_silence();
    g_test_add_func("/image/every_orientation_of_a_camera_comes_upright",
                    test_every_orientation_of_a_camera_comes_upright);
    g_test_add_func("/image/other_formats_ask_to_be_turned_too", test_other_formats_ask_to_be_turned_too);
    g_test_add_func("/image/smaller_copies_and_masks_are_no_pages",
                    test_smaller_copies_and_masks_are_no_pages);
    g_test_add_func("/image/a_tiff_in_tiles_is_opened", test_a_tiff_in_tiles_is_opened);
    g_test_add_func("/image/a_tiff_of_old_style_jpeg_is_opened", test_a_tiff_of_old_style_jpeg_is_opened);
    g_test_add_func("/image/the_dots_of_a_fax_become_square", test_the_dots_of_a_fax_become_square);
    g_test_add_func("/image/of_an_animation_the_first_picture_counts",
                    test_of_an_animation_the_first_picture_counts);
    g_test_add_func("/image/colours_of_print_are_understood", test_colours_of_print_are_understood);
    g_test_add_func("/image/what_has_no_room_for_a_letter_is_an_empty_page",
                    test_what_has_no_room_for_a_letter_is_an_empty_page);
    g_test_add_func("/image/no_picture_keeps_its_colours", test_no_picture_keeps_its_colours);
    return g_test_run();
}
