/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/worth.h"

#define MARGIN         0.02
#define MARGIN_LETTERS 5.0

gsize
arsip_reading_letters(const ArsipReading *reading)
{
    gsize letters = 0;

    for (const char *at = reading->text; *at != '\0'; at = g_utf8_next_char(at))
        letters += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    return letters;
}

/* A blank page says no words, which is no different from having said them badly. */
static gboolean
has_confidence(const ArsipReading *reading)
{
    return reading->blank || g_str_equal(reading->method, "otsu") ||
           g_str_equal(reading->method, "sauvola") || *reading->languages != '\0';
}

static gboolean
has_known(const ArsipReading *reading)
{
    return reading->blank || reading->known >= 0;
}

static double
worth(const ArsipReading *reading, gboolean with_confidence, gboolean with_known)
{
    double sure = with_confidence && with_known ? (reading->confidence + reading->known) / 2
                  : with_confidence             ? reading->confidence
                                                : reading->known;

    return (double)arsip_reading_letters(reading) * (sure / 100) * (sure / 100);
}

gboolean
arsip_reading_is_worse(const ArsipReading *reading, const ArsipReading *than)
{
    gboolean with_confidence = has_confidence(reading) && has_confidence(than);
    gboolean with_known = has_known(reading) && has_known(than);
    double before, lost;

    if (!with_confidence && !with_known)
        return FALSE;
    before = worth(than, with_confidence, with_known);
    lost = before - worth(reading, with_confidence, with_known);
    return lost > MARGIN_LETTERS && lost > before * MARGIN;
}
