/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/ink.h"

/* Sizes in pixels at 300 dpi: a full stop of 9 points has 5, a small letter 15, a title's capital 150. */
#define SPECK_MAX  4
#define LETTER_MIN 9
#define LETTER_MAX 180

/* A rule is longer than this, in inches; no stroke of a letter is. */
#define RULE_INCHES 0.4

static gint
at_resolution(gint size, gint dpi)
{
    return MAX(size * dpi / 300, 1);
}

ArsipInk
arsip_ink_count(PIX *ink, gint dpi)
{
    BOXA *boxes = pixConnCompBB(ink, 8);
    double area = (double)pixGetWidth(ink) * pixGetHeight(ink);
    ArsipInk count = {0};

    for (l_int32 i = 0; boxes != NULL && i < boxaGetCount(boxes); i++) {
        l_int32 x = 0, y = 0, width = 0, height = 0;
        boxaGetBoxGeometry(boxes, i, &x, &y, &width, &height);
        gint size = MAX(width, height);
        if (x == 0 || y == 0 || x + width >= pixGetWidth(ink) || y + height >= pixGetHeight(ink))
            continue;
        count.specks += size <= at_resolution(SPECK_MAX, dpi) ? 1 : 0;
        count.letters +=
            size >= at_resolution(LETTER_MIN, dpi) && size <= at_resolution(LETTER_MAX, dpi) ? 1 : 0;
        count.large += size > at_resolution(LETTER_MAX, dpi) ? 1 : 0;
        count.share += size >= at_resolution(LETTER_MIN, dpi) ? (double)width * height / area : 0;
    }
    boxaDestroy(&boxes);
    return count;
}

gboolean
arsip_ink_is_peppered(const ArsipInk *count)
{
    return count->specks > 300 && count->specks * 3 > count->letters;
}

PIX *
arsip_ink_specks(PIX *ink, gint dpi)
{
    gint size = at_resolution(SPECK_MAX, dpi);

    return pixSelectBySize(ink, size, size, 8, L_SELECT_IF_BOTH, L_SELECT_IF_LTE, NULL);
}

PIX *
arsip_ink_without_rules(PIX *ink, gint dpi)
{
    gint length = MAX((gint)(RULE_INCHES * dpi), 30);
    g_auto(ArsipPix) rules = pixOpenCompBrick(NULL, ink, length, 1);
    g_auto(ArsipPix) down = pixOpenCompBrick(NULL, ink, 1, length);

    if (rules == NULL || down == NULL)
        return pixClone(ink);
    pixOr(rules, rules, down);
    return pixSubtract(NULL, ink, rules);
}
