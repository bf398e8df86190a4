/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>
#include <string.h>

#include "decode/picture/morphology.h"

typedef PIX *(*Operation)(PIX *pixd, PIX *pixs, SEL *sel);

static const struct {
    const char *name;
    Operation ours;
} operations[] = {{"pixErode", pixErode}, {"pixDilate", pixDilate}, {"pixHMT", pixHMT}};

/* The one that stands behind ours: Leptonica's. */
static Operation
theirs(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    Operation operation;

    g_assert_nonnull(found);
    memcpy(&operation, &found, sizeof operation);
    return operation;
}

/* black: of 100 pixels. */
static PIX *
draw(GRand *rand, gint width, gint height, gint black)
{
    PIX *pix = pixCreate(width, height, 1);

    for (gint y = 0; y < height; y++)
        for (gint x = 0; x < width; x++)
            if (g_rand_int_range(rand, 0, 100) < black)
                pixSetPixel(pix, x, y, 1);
    return pix;
}

static SEL *
draw_brick(GRand *rand, gint longest)
{
    gint width = g_rand_int_range(rand, 1, longest + 1), height = g_rand_int_range(rand, 1, longest + 1);
    gint shape = g_rand_int_range(rand, 0, 3);

    width = shape == 0 ? 1 : width;
    height = shape == 1 ? 1 : height;
    return selCreateBrick(height, width, g_rand_int_range(rand, 0, height), g_rand_int_range(rand, 0, width),
                          SEL_HIT);
}

/* Hits and misses anywhere, an origin that may stand beside them. */
static SEL *
draw_any(GRand *rand)
{
    gint width = g_rand_int_range(rand, 1, 9), height = g_rand_int_range(rand, 1, 9);
    SEL *sel = selCreate(height, width, NULL);

    selSetOrigin(sel, g_rand_int_range(rand, -2, height + 2), g_rand_int_range(rand, -2, width + 2));
    for (gint i = 0; i < height; i++)
        for (gint j = 0; j < width; j++)
            if (g_rand_int_range(rand, 0, 3) == 0)
                selSetElement(sel, i, j, g_rand_int_range(rand, 0, 3) != 0 ? SEL_HIT : SEL_MISS);
    selSetElement(sel, 0, 0, SEL_HIT);
    return sel;
}

static void
check_equal(const char *name, PIX *pix, SEL *sel)
{
    Operation other = theirs(name);
    l_int32 is_equal = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(operations); i++) {
        if (strcmp(operations[i].name, name) != 0)
            continue;
        g_auto(ArsipPix) mine = operations[i].ours(NULL, pix, sel);
        g_auto(ArsipPix) wanted = other(NULL, pix, sel);
        g_auto(ArsipPix) in_place = pixCopy(NULL, pix);
        g_auto(ArsipPix) into_another = pixCreate(7, 5, 1);

        g_assert_true(pixEqual(mine, wanted, &is_equal) == 0 && is_equal);
        g_assert_true(operations[i].ours(in_place, in_place, sel) == in_place);
        g_assert_true(pixEqual(in_place, wanted, &is_equal) == 0 && is_equal);
        g_assert_true(operations[i].ours(into_another, pix, sel) == into_another);
        g_assert_true(pixEqual(into_another, wanted, &is_equal) == 0 && is_equal);
    }
}

static void
compare(guint n, gint longest)
{
    GRand *rand = g_rand_new_with_seed(41);

    for (guint i = 0; i < n; i++) {
        g_auto(ArsipPix) pix = draw(rand, g_rand_int_range(rand, 1, 200), g_rand_int_range(rand, 1, 120),
                                    g_rand_int_range(rand, 1, 100));
        SEL *sel = longest > 0 ? draw_brick(rand, longest) : draw_any(rand);

        for (gsize j = 0; j < G_N_ELEMENTS(operations); j++)
            check_equal(operations[j].name, pix, sel);
        selDestroy(&sel);
    }
    g_rand_free(rand);
}

static void
test_small_bricks_give_leptonicas_pictures(void)
{
    compare(300, 8);
}

static void
test_bricks_of_rules_give_leptonicas_pictures(void)
{
    compare(100, 140);
}

static void
test_other_elements_give_leptonicas_pictures(void)
{
    compare(500, 0);
}

/* Bits beyond the right edge are nobody's, and some of Leptonica's functions leave them set. */
static void
test_what_lies_beyond_the_edge_is_white(void)
{
    g_auto(ArsipPix) pix = pixCreate(37, 3, 1);
    SEL *sel = selCreateBrick(1, 9, 0, 4, SEL_HIT);

    memset(pixGetData(pix), 0xff, (gsize)pixGetWpl(pix) * 3 * sizeof(l_uint32));
    for (gsize i = 0; i < G_N_ELEMENTS(operations); i++)
        check_equal(operations[i].name, pix, sel);
    selDestroy(&sel);
}

/* As pixErode(pixd, ...) does it: what was given is given back, and nothing is made. */
static void
test_what_is_no_picture_in_black_and_white_is_refused(void)
{
    g_auto(ArsipPix) grey = pixCreate(20, 20, 8);
    g_auto(ArsipPix) given = pixCreate(3, 3, 1);
    SEL *sel = selCreateBrick(3, 3, 1, 1, SEL_HIT);

    for (gsize i = 0; i < G_N_ELEMENTS(operations); i++) {
        g_assert_null(operations[i].ours(NULL, grey, sel));
        g_assert_null(operations[i].ours(NULL, NULL, sel));
        g_assert_null(operations[i].ours(NULL, given, NULL));
        g_assert_true(operations[i].ours(given, grey, sel) == given);
        g_assert_cmpint(pixGetWidth(given), ==, 3);
    }
    selDestroy(&sel);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    arsip_morphology_use();
    g_test_add_func("/morphology/small_bricks_give_leptonicas_pictures",
                    test_small_bricks_give_leptonicas_pictures);
    g_test_add_func("/morphology/bricks_of_rules_give_leptonicas_pictures",
                    test_bricks_of_rules_give_leptonicas_pictures);
    g_test_add_func("/morphology/other_elements_give_leptonicas_pictures",
                    test_other_elements_give_leptonicas_pictures);
    g_test_add_func("/morphology/what_lies_beyond_the_edge_is_white",
                    test_what_lies_beyond_the_edge_is_white);
    g_test_add_func("/morphology/what_is_no_picture_in_black_and_white_is_refused",
                    test_what_is_no_picture_in_black_and_white_is_refused);
    return g_test_run();
}
