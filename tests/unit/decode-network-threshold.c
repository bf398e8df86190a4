/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/threshold.h"

#include "decode/picture/pix.h"
#include "decode/recognise/network.h"
#include "network-help.h"

#ifdef ARSIP_KNOWS_TESSERACT

static PIX *
new_noise(int width, int height, int depth)
{
    PIX *pix = pixCreate(width, height, depth);

    for (int i = 0; i < pixGetWpl(pix) * height; i++)
        pixGetData(pix)[i] = (l_uint32)g_test_rand_int();
    pixSetResolution(pix, 300, 200);
    return pix;
}

static void
test_tones_are_counted_as_the_library_counts_them(void)
{
    void (*count)(PIX *, int, int, int, int, int, int *);
    int ours[256], theirs[256];

    arsip_find_theirs("_ZN9tesseract13HistogramRectENS_5ImageEiiiiiPi", &count);
    for (int i = 0; i < 200; i++) {
        g_auto(ArsipPix) pix = new_noise(60 + i % 5, 31, i % 2 == 0 ? 8 : 32);
        int left = i % 7, top = i % 11, width = 1 + i % 50, height = i % 20;

        arsip_threshold_count(pix, i % 6 - 1, left, top, width, height, ours);
        count(pix, i % 6 - 1, left, top, width, height, theirs);

        g_assert_true(memcmp(ours, theirs, sizeof ours) == 0);
    }
}

static void
hold_ink(const ArsipThresholder *thresholder, PIX *pix, const int *tones, const int *highs)
{
    void (*apply)(const ArsipThresholder *, PIX *, int, const ArsipIntVector *, const ArsipIntVector *,
                  PIX **);
    int n_channels = pixGetDepth(pix) / 8;
    ArsipIntVector wanted = {tones, tones + n_channels, tones + n_channels};
    ArsipIntVector sides = {highs, highs + n_channels, highs + n_channels};
    g_auto(ArsipPix) ours = NULL, theirs = NULL;
    l_int32 is_same = 0;

    arsip_find_theirs(ARSIP_SYMBOL_THRESHOLD, &apply);
    arsip_threshold_apply(thresholder, pix, n_channels, &wanted, &sides, &ours);
    apply(thresholder, pix, n_channels, &wanted, &sides, &theirs);

    pixEqual(ours, theirs, &is_same);
    g_assert_true(is_same);
    g_assert_cmpint(pixGetXRes(ours), ==, pixGetXRes(theirs));
    g_assert_cmpint(pixGetYRes(ours), ==, pixGetYRes(theirs));
    g_assert_true(memcmp(pixGetData(ours), pixGetData(theirs),
                         (gsize)(pixGetWpl(ours) * pixGetHeight(ours)) * sizeof(l_uint32)) == 0);
}

static void
test_ink_is_found_as_the_library_finds_it(void)
{
    static const int highs[][4] = {{1, 0, -1, 1}, {0, 1, 1, 0}, {-1, -1, -1, -1}};

    for (int i = 0; i < 300; i++) {
        g_auto(ArsipPix) pix = new_noise(60 + i % 40, 31, i % 5 == 0 ? 32 : 8);
        int tones[] = {i % 260 - 2, 100, 50, 200}, margin = i % 4 == 0 ? i % 9 : 0;
        ArsipThresholder thresholder = {.left = margin,
                                        .top = margin / 2,
                                        .width = pixGetWidth(pix) - margin,
                                        .height = pixGetHeight(pix) - margin / 2};

        hold_ink(&thresholder, pix, tones, highs[i % 3]);
    }
}

static void
add_tests(void)
{
    g_assert_true(arsip_network_use(NULL)); /* without a call of it the library is not there */
    g_test_add_func("/threshold/tones_are_counted_as_the_library_counts_them",
                    test_tones_are_counted_as_the_library_counts_them);
    g_test_add_func("/threshold/ink_is_found_as_the_library_finds_it",
                    test_ink_is_found_as_the_library_finds_it);
}

#else

static void
add_tests(void)
{
}

#endif

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_tests();
    return g_test_run();
}
