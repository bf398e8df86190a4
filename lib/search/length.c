/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/length.h"

#include <math.h>

#include "search/strip.h"

#define PAGE_WORDS 250.0 /* of a letter */
#define FORM_SHARE 0.5   /* of a letter's length that says nothing about how often a word is to be expected */

#define STEPS 8.0 /* for each doubling */

guint8
arsip_length_step(guint64 n_words)
{
    return (guint8)MIN(round(STEPS * log2(1 + (double)n_words)), 255);
}

double
arsip_length_share_of_step(guint8 step)
{
    static double shares[256];
    static gsize is_done = 0;

    if (g_once_init_enter(&is_done)) {
        for (guint i = 0; i < G_N_ELEMENTS(shares); i++)
            shares[i] = FORM_SHARE + (1 - FORM_SHARE) * (exp2(i / STEPS) - 1) / PAGE_WORDS;
        g_once_init_leave(&is_done, 1);
    }
    return shares[step];
}

gboolean
arsip_length_set(ArsipArchive *archive, gint64 document, guint64 n_words, GError **error)
{
    return arsip_strip_set(archive, ARSIP_ROW_LENGTHS, document, arsip_length_step(n_words), error);
}

typedef struct {
    guint8 steps[ARSIP_STRIP];
} Strip;

struct ArsipLengths {
    ArsipArchive *archive;
    GPtrArray *strips; /* of Strip, by number; NULL: not read yet */
    gboolean has_failed;
};

ArsipLengths *
arsip_lengths_new(ArsipArchive *archive)
{
    ArsipLengths *lengths = g_new0(ArsipLengths, 1);

    lengths->archive = archive;
    lengths->strips = g_ptr_array_new_with_free_func(g_free);
    return lengths;
}

void
arsip_lengths_free(ArsipLengths *lengths)
{
    if (lengths == NULL)
        return;
    g_clear_pointer(&lengths->strips, g_ptr_array_unref);
    g_free(lengths);
}

static const Strip *
read_strip(ArsipLengths *lengths, guint number)
{
    Strip *strip = g_new(Strip, 1);

    if (!arsip_strip_read(lengths->archive, ARSIP_ROW_LENGTHS, number, strip->steps, NULL))
        lengths->has_failed = TRUE;
    if (number >= lengths->strips->len)
        g_ptr_array_set_size(lengths->strips, (gint)number + 1);
    lengths->strips->pdata[number] = strip;
    return strip;
}

gboolean
arsip_lengths_has_failed(const ArsipLengths *lengths)
{
    return lengths->has_failed;
}

const guint8 *
arsip_lengths_steps(ArsipLengths *lengths, gint64 strip)
{
    guint number = (guint)CLAMP(strip, 0, ARSIP_STRIPS_MOST);
    const Strip *known = number < lengths->strips->len ? lengths->strips->pdata[number] : NULL;

    return known != NULL ? known->steps : read_strip(lengths, number)->steps;
}

double
arsip_lengths_share(ArsipLengths *lengths, gint64 document)
{
    return arsip_length_share_of_step(
        arsip_lengths_steps(lengths, document / ARSIP_STRIP)[document % ARSIP_STRIP]);
}
