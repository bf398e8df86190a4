/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

#include "decode/picture/image.h"
#include "decode/recognise/recognise.h"

/* Pages at which a clerk says: of course that can be read. They do not tell their resolution. */

/* The letter in grey, as a machine of 200 * scale dots per inch scans it. */
static PIX *
scan_letter(int paper, int ink, float scale, float grain)
{
    g_auto(ArsipFd) fd = open_sample("good-three-pages.tif");
    g_autoptr(ArsipSource) source = arsip_source_map(fd, NULL);
    g_autoptr(ArsipPicture) letter = arsip_image_decode(source, 1, NULL);
    g_auto(ArsipPix) sharp = pixConvert1To8(NULL, letter->pix, (l_uint8)paper, (l_uint8)ink);
    g_auto(ArsipPix) coarse = pixScaleSmooth(sharp, scale, scale);
    g_auto(ArsipPix) soft = pixBlockconv(coarse, 1, 1);
    g_auto(ArsipPix) blend = pixBlend(coarse, soft, 0, 0, 0.5f);
    PIX *scan = grain > 0 ? pixAddGaussianNoise(blend, grain) : pixClone(blend);

    g_assert_nonnull(scan);
    pixSetResolution(scan, 0, 0);
    return scan;
}

static ArsipReading *
recognise(PIX *scan)
{
    g_autoptr(ArsipPicture) picture = arsip_picture_new(scan, 0);
    g_autoptr(ArsipEngine) engine = arsip_engine_new("ind+eng", NULL);
    ArsipReading *reading = arsip_recognise_picture(engine, picture, NULL);

    g_assert_nonnull(reading);
    g_test_message("%s\n%.0f: %s", reading->steps, reading->confidence, reading->text);
    return reading;
}

static gboolean
has_step(const ArsipReading *reading, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(reading->steps, "\n", -1);

    for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix(lines[i], name))
            return TRUE;
    return FALSE;
}

static void
test_a_coarse_scan_is_made_finer(void)
{
    g_autoptr(ArsipReading) reading = recognise(scan_letter(230, 30, 0.45f, 0));

    g_assert_true(has_step(reading, "scaled 2"));
    g_assert_nonnull(strstr(reading->text, "Undangan Rapat"));
    g_assert_cmpfloat(reading->confidence, >, 85);
}

static void
test_faint_print_in_the_papers_grain_is_no_blank_page(void)
{
    g_autoptr(ArsipReading) reading = recognise(scan_letter(222, 180, 0.5f, 6));

    g_assert_false(reading->blank);
    g_assert_true(has_step(reading, "faint"));
    g_assert_nonnull(strstr(reading->text, "Undangan Rapat"));
}

static void
test_what_shines_through_from_the_back_is_a_blank_page(void)
{
    PIX *scan = scan_letter(222, 180, 0.5f, 6);

    g_assert_nonnull(pixFlipLR(scan, scan));
    g_autoptr(ArsipReading) reading = recognise(scan);

    g_assert_true(has_step(reading, "read-mirrored"));
    g_assert_true(reading->blank);
    g_assert_cmpstr(reading->text, ==, "");
}

static void
test_the_papers_grain_alone_is_a_blank_page(void)
{
    g_autoptr(ArsipReading) reading = recognise(scan_letter(222, 222, 0.5f, 9));

    g_assert_true(reading->blank);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/faint/a_coarse_scan_is_made_finer", test_a_coarse_scan_is_made_finer);
    g_test_add_func("/faint/faint_print_in_the_papers_grain_is_no_blank_page",
                    test_faint_print_in_the_papers_grain_is_no_blank_page);
    g_test_add_func("/faint/what_shines_through_from_the_back_is_a_blank_page",
                    test_what_shines_through_from_the_back_is_a_blank_page);
    g_test_add_func("/faint/the_papers_grain_alone_is_a_blank_page",
                    test_the_papers_grain_alone_is_a_blank_page);
    return g_test_run();
}
