/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/orient.h"

#include <math.h>

/* Straightening what is under one degree reads worse than leaving it: measured on degraded letters. */
#define SKEW_MIN 1.0
#define SKEW_MAX 13.0

static gint
detect(PIX *ink, gboolean *is_sure)
{
    l_float32 up = 0, left = 0;
    l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;

    *is_sure = FALSE;
    if (pixOrientDetect(ink, &up, &left, 0, 0) != 0 || makeOrientDecision(up, left, 0, 0, &orientation, 0) != 0)
        return 0;
    *is_sure = orientation != L_TEXT_ORIENT_UNKNOWN;
    switch (orientation) {
    case L_TEXT_ORIENT_LEFT:
        return 90;
    case L_TEXT_ORIENT_DOWN:
        return 180;
    case L_TEXT_ORIENT_RIGHT:
        return 270;
    default:
        return 0;
    }
}

ArsipStance
arsip_find_stance(PIX *ink, gint told)
{
    g_auto(ArsipPix) turned = pixRotateOrth(ink, (told / 90) % 4);
    g_auto(ArsipPix) lying = turned != NULL ? pixRotateOrth(turned, 1) : NULL;
    double sure = 0, sure_lying = 0;
    ArsipStance stance = {.rotation = told};

    if (lying == NULL)
        return stance;
    double skew = arsip_find_skew(turned, &sure);
    double skew_lying = arsip_find_skew(lying, &sure_lying);
    gboolean lies = sure_lying > 2 * sure && sure_lying > 3;
    double found = lies ? skew_lying : skew;
    gboolean is_skewed = fabs(found) >= SKEW_MIN && fabs(found) <= SKEW_MAX && MAX(sure, sure_lying) > 3;

    g_auto(ArsipPix) straight = is_skewed ? pixRotate(turned, (l_float32)(found * G_PI / 180), L_ROTATE_SAMPLING,
                                                      L_BRING_IN_WHITE, 0, 0)
                                          : pixClone(turned);
    gint more = straight != NULL ? detect(straight, &stance.is_sure) : 0;
    if (!stance.is_sure && lies)
        more = 90;
    stance.rotation = (told + more) % 360;
    stance.skew = is_skewed ? found : 0;
    return stance;
}
