/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-reading.h"
#include "decode/known.h"
#include "decode/pdf/layer.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* Words of the text, their boxes and lines drawn from the bytes before it. */
static ArsipSeenWords *
scatter(const guint8 *places, gsize n_places, const char *text)
{
    ArsipSeenWords *words = arsip_seen_words_new();
    g_auto(GStrv) parts = g_strsplit_set(text, " \t\n", 200);

    for (guint i = 0; parts[i] != NULL && n_places > 0; i++) {
        const guint8 place = places[i % n_places];
        ArsipSeen word = {
            .text = g_strdup(parts[i]),
            .left = place * 10 - 100,
            .top = places[(i + 1) % n_places] * 10,
            .line = i / (1 + place % 8),
            .confidence = place % 101,
        };

        word.right = word.left + (gint32)strlen(parts[i]) * 10;
        word.bottom = word.top + place % 40;
        if (*word.text != '\0')
            arsip_seen_words_add(words, &word);
        else
            g_free(word.text);
    }
    return words;
}

/* Any words are judged, counted and put into an order. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    gsize n_places = MIN(size / 4, 64);
    g_autofree char *bytes = g_strndup((const char *)data + n_places, size - n_places);
    g_autofree char *text = g_utf8_make_valid(bytes, -1);
    g_autoptr(ArsipSeenWords) words = scatter(data, n_places, text);
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    ArsipLayerPage page = {.is_scan = size % 2 == 0, .covered = size % 3 == 0 ? -1 : (double)(size % 101)};
    double share = arsip_known_share(words);

    (void)arsip_layer_is_plausible(words);
    g_assert_cmpint(arsip_layer_judge(words, &page), <=, ARSIP_LAYER_GOOD);
    g_assert_true(share >= 0 && share <= 100);
    share = arsip_known_share_of_text(text);
    g_assert_true(share >= 0 && share <= 100);
    arsip_order_words(words, reading);
    (void)arsip_layer_is_better(reading, reading, page.is_scan);
    check_reading(g_steal_pointer(&reading));
    return 0;
}
