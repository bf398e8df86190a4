/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/orient.h"

#include <math.h>

/* Straightening what is under one degree reads worse than leaving it: measured on degraded letters. */
#define SKEW_MIN 1.0
#define SKEW_MAX 13.0

/* pixFindSkew's own measure: 1 for noise, 4 and more for lines of text. */
#define SKEW_SURE 3.0

/* Below Leptonica's own bar of 8 a page is turned over only on some evidence. */
#define GUESS_MIN 2.0f

typedef struct {
    l_float32 up, left; /* how much more ascenders than descenders, that way round */
    gint rotation;
    gboolean is_sure;
} Vote;

static Vote
detect(PIX *ink)
{
    l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;
    Vote vote = {0};

    if (pixOrientDetect(ink, &vote.up, &vote.left, 0, 0) != 0 ||
        makeOrientDecision(vote.up, vote.left, 0, 0, &orientation, 0) != 0)
        return vote;
    vote.is_sure = orientation != L_TEXT_ORIENT_UNKNOWN;
    if (orientation == L_TEXT_ORIENT_LEFT)
        vote.rotation = 90;
    else if (orientation == L_TEXT_ORIENT_DOWN)
        vote.rotation = 180;
    else if (orientation == L_TEXT_ORIENT_RIGHT)
        vote.rotation = 270;
    return vote;
}

/* How many spots are left when those that stand no further apart than letters of a word have run together. */
static gint
count_joined(PIX *text, gint across, gint down)
{
    g_auto(ArsipPix) joined = pixCloseSafeBrick(NULL, text, across, down);
    l_int32 count = 0;

    return joined != NULL && pixCountConnComp(joined, 8, &count) == 0 ? count : 0;
}

/*
 * Too few ascenders for a decision, as on a page of numbers. Letters stand closer along the line than lines
 * do to one another, which tells the axis; the ascenders may guess at the direction.
 */
static gint
guess(PIX *text, gint dpi, const Vote *vote)
{
    gint gap = MAX(dpi / 40, 3);
    gint along_rows = count_joined(text, gap, 1), along_columns = count_joined(text, 1, gap);

    if (along_columns * 5 < along_rows * 4)
        return vote->left >= 0 ? 90 : 270;
    return vote->up >= -GUESS_MIN ? 0 : 180;
}

static PIX *
straighten(PIX *ink, double skew)
{
    if (skew == 0)
        return pixClone(ink);
    return pixRotate(ink, (l_float32)(skew * G_PI / 180), L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0);
}

/* The same for a page that lies on its side: the lines of one of both directions tell it. */
static double
find_any_skew(PIX *ink)
{
    g_auto(ArsipPix) lying = pixRotateOrth(ink, 1);
    double sure = 0, sure_lying = 0;
    double skew = arsip_find_skew(ink, &sure);
    double skew_lying = lying != NULL ? arsip_find_skew(lying, &sure_lying) : 0;
    double found = sure_lying > sure ? skew_lying : skew;

    return fabs(found) >= SKEW_MIN && fabs(found) <= SKEW_MAX && MAX(sure, sure_lying) > SKEW_SURE ? found
                                                                                                   : 0;
}

ArsipStance
arsip_find_stance(PIX *ink, gint dpi, gint told)
{
    g_auto(ArsipPix) turned = pixRotateOrth(ink, (told / 90) % 4);
    ArsipStance stance = {.rotation = told};

    if (turned == NULL)
        return stance;
    stance.skew = find_any_skew(turned);
    g_auto(ArsipPix) straight = straighten(turned, stance.skew);
    g_auto(ArsipPix) text = straight != NULL ? arsip_ink_without_rules(straight, dpi) : NULL;
    if (text == NULL)
        return stance;
    Vote vote = detect(text);
    stance.is_sure = vote.is_sure;
    stance.rotation = (told + (vote.is_sure ? vote.rotation : guess(text, dpi, &vote))) % 360;
    return stance;
}
