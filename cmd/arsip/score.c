/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score.h"

#include <stdio.h>

#include "base/escape.h"
#include "base/i18n.h"

/* From here on the number is an estimate. */
#define COUNTED 1000

static void
print_factor(const ArsipSearchFactor *factor)
{
    g_autofree char *words = arsip_escape_text(factor->words);

    printf("         %6.3f  %s: ", factor->rarity * factor->presence, words);
    printf(_("rarity %.3f"), factor->rarity);
    if (factor->n_documents >= COUNTED)
        printf(_(" (in about %d documents)"), (int)factor->n_documents);
    else if (factor->n_documents > 0)
        printf(_(" (documents with it: %d)"), (int)factor->n_documents);
    printf(_(" x presence %.3f (%s)\n"), factor->presence, factor->places);
}

void
arsip_score_print(const ArsipSearchHit *hit)
{
    printf(_("       score %.3f, found as \"%s\"\n"), hit->score, hit->by);
    for (guint i = 0; hit->factors != NULL && i < hit->factors->len; i++)
        print_factor(hit->factors->pdata[i]);
    if (hit->nearness > 0)
        printf(_("         %6.3f  words that stand together\n"), hit->nearness);
}

void
arsip_score_write(const ArsipSearchHit *hit, ArsipJson *json)
{
    arsip_json_array(json, "factors");
    for (guint i = 0; hit->factors != NULL && i < hit->factors->len; i++) {
        const ArsipSearchFactor *factor = hit->factors->pdata[i];

        arsip_json_object(json, NULL);
        arsip_json_text(json, "words", factor->words);
        arsip_json_number(json, "documents", (gint64)factor->n_documents);
        arsip_json_real(json, "rarity", factor->rarity, 4);
        arsip_json_real(json, "presence", factor->presence, 4);
        arsip_json_text(json, "places", factor->places);
        arsip_json_end(json);
    }
    arsip_json_end(json);
    arsip_json_real(json, "nearness", hit->nearness, 4);
}
