/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/orient.h"

#include <math.h>

#include "decode/picture/pair.h"

/* Straightening what is under one degree reads worse than leaving it: measured on degraded letters. */
#define SKEW_MIN 1.0
#define SKEW_MAX 13.0

/* pixFindSkew's own measure: 1 for noise, 4 and more for lines of text. */
#define SKEW_SURE 3.0

/* A finer page is halved before its skew is looked for. */
#define SKEW_DPI 250

/* Fewer neighbours than these say nothing; along the lines there are ten times as many as across. */
#define TIGHT_LEAST 20u
#define TIGHT_RATIO 3u

/* In standard deviations: of 200 degraded and real pages the worst had 2.3, and none pointed the wrong way.
 */
#define UPRIGHT_SURE  3.0
#define UPRIGHT_GUESS 1.5

/* Below Leptonica's own bar of 8 a page is turned over only on some evidence. */
#define VOTE_GUESS 2.0f

static double
find_skew(PIX *ink, double *confidence)
{
    l_float32 angle = 0, sure = 0;

    if (pixFindSkewSweepAndSearch(ink, &angle, &sure, 4, 2, 14.0f, 1.0f, 0.02f) != 0)
        angle = sure = 0;
    *confidence = sure;
    return angle;
}

/* Of a page whose lines run across, or (is_lying) down; the lines of the clearer direction where it is not
 * known. */
static void
find_any_skew(PIX *ink, gint dpi, gboolean is_lying, gboolean is_axis_sure, ArsipStance *stance)
{
    g_auto(ArsipPix) small = dpi > SKEW_DPI ? pixReduceRankBinary2(ink, 2, NULL) : pixClone(ink);
    g_auto(ArsipPix) lying = small != NULL && (is_lying || !is_axis_sure) ? pixRotateOrth(small, 1) : NULL;
    double sure = 0, sure_lying = 0, skew = 0, skew_lying = 0;

    if (small != NULL && (!is_lying || !is_axis_sure))
        skew = find_skew(small, &sure);
    if (lying != NULL)
        skew_lying = find_skew(lying, &sure_lying);
    double found = sure_lying > sure ? skew_lying : skew;
    stance->confidence = MAX(sure, sure_lying);
    stance->skew =
        fabs(found) >= SKEW_MIN && fabs(found) <= SKEW_MAX && stance->confidence > SKEW_SURE ? found : 0;
}

/* What letters' neighbours leave open, ascenders may tell: Leptonica's, slower, of the straightened page. */
static void
ask_ascenders(PIX *ink, gint dpi, const ArsipStance *stance, l_float32 *up, l_float32 *left)
{
    l_float32 radians = (l_float32)(stance->skew * G_PI / 180);
    g_auto(ArsipPix) straight = stance->skew != 0
                                    ? pixRotate(ink, radians, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0)
                                    : pixClone(ink);
    g_auto(ArsipPix) text = straight != NULL ? arsip_ink_without_rules(straight, dpi) : NULL;

    *up = *left = 0;
    if (text != NULL && pixOrientDetect(text, up, left, 0, 0) != 0)
        *up = *left = 0;
}

static gboolean
find_by_ascenders(PIX *ink, gint dpi, ArsipStance *stance, gint *found)
{
    l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;
    l_float32 up, left;

    ask_ascenders(ink, dpi, stance, &up, &left);
    makeOrientDecision(up, left, 0, 0, &orientation, 0);
    switch (orientation) {
    case L_TEXT_ORIENT_UP:
        *found = 0;
        return TRUE;
    case L_TEXT_ORIENT_LEFT:
        *found = 90;
        return TRUE;
    case L_TEXT_ORIENT_DOWN:
        *found = 180;
        return TRUE;
    case L_TEXT_ORIENT_RIGHT:
        *found = 270;
        return TRUE;
    default:
        *found = fabsf(up) >= fabsf(left) ? (up <= -VOTE_GUESS ? 180 : 0) : (left <= -VOTE_GUESS ? 270 : 90);
        return FALSE;
    }
}

ArsipStance
arsip_find_stance(PIX *ink, const ArsipSpots *spots, gint dpi, gint told)
{
    ArsipPairs across = arsip_pairs_count(spots, dpi, FALSE, 0),
               down = arsip_pairs_count(spots, dpi, TRUE, 0);
    gboolean is_lying = down.tight > across.tight;
    guint most = MAX(across.tight, down.tight), least = MIN(across.tight, down.tight);
    gboolean is_axis_sure = most >= TIGHT_LEAST && most >= TIGHT_RATIO * least;
    ArsipStance stance = {.rotation = told, .tight = most};
    gint found = 0;

    find_any_skew(ink, dpi, is_lying, is_axis_sure, &stance);
    ArsipPairs pairs = arsip_pairs_count(spots, dpi, is_lying, -tan(stance.skew * G_PI / 180));
    double upright = arsip_pairs_upright(&pairs);
    if (is_axis_sure && fabs(upright) >= UPRIGHT_SURE) {
        stance.is_sure = TRUE;
        stance.rotation = (is_lying ? 90 : 0) + (upright < 0 ? 180 : 0);
        return stance;
    }
    stance.is_sure =
        find_by_ascenders(ink, dpi, &stance, &found) && (!is_axis_sure || found % 180 == (is_lying ? 90 : 0));
    if (stance.is_sure)
        stance.rotation = found;
    else if (is_axis_sure && fabs(upright) >= UPRIGHT_GUESS)
        stance.rotation = (is_lying ? 90 : 0) + (upright < 0 ? 180 : 0);
    else if (is_axis_sure && told % 180 != (is_lying ? 90 : 0))
        stance.rotation = found % 180 == (is_lying ? 90 : 0) ? found : is_lying ? 90 : 0;
    return stance;
}
