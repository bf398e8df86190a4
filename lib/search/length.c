/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/length.h"

#include <math.h>

#include "search/strip.h"

#define PAGE_WORDS 250.0 /* of a letter */
#define FORM_SHARE 0.5   /* of a letter's length that says nothing about how often a word is to be expected */

#define STEPS 8.0 /* for each doubling */

/* No archive has so many; a damaged index may say so. */
#define STRIPS_MOST (1 << 20)

static guint8
step_of(guint64 n_words)
{
    return (guint8)MIN(round(STEPS * log2(1 + (double)n_words)), 255);
}

static double
share_of_step(guint step)
{
    return FORM_SHARE + (1 - FORM_SHARE) * (exp2(step / STEPS) - 1) / PAGE_WORDS;
}

gboolean
arsip_length_set(ArsipArchive *archive, gint64 document, guint64 n_words, GError **error)
{
    return arsip_strip_set(archive, ARSIP_ROW_LENGTHS, document, step_of(n_words), error);
}

double
arsip_length_share(guint64 n_words)
{
    return share_of_step(step_of(n_words));
}

typedef struct {
    guint8 steps[ARSIP_STRIP];
} Strip;

struct ArsipLengths {
    ArsipArchive *archive;
    GPtrArray *strips; /* of Strip, by number; NULL: not read yet */
    double shares[256];
};

ArsipLengths *
arsip_lengths_new(ArsipArchive *archive)
{
    ArsipLengths *lengths = g_new0(ArsipLengths, 1);

    lengths->archive = archive;
    lengths->strips = g_ptr_array_new_with_free_func(g_free);
    for (guint step = 0; step < G_N_ELEMENTS(lengths->shares); step++)
        lengths->shares[step] = share_of_step(step);
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

    arsip_strip_read(lengths->archive, ARSIP_ROW_LENGTHS, number, strip->steps, NULL);
    if (number >= lengths->strips->len)
        g_ptr_array_set_size(lengths->strips, (gint)number + 1);
    lengths->strips->pdata[number] = strip;
    return strip;
}

static const Strip *
strip_of(ArsipLengths *lengths, guint number)
{
    const Strip *strip = number < lengths->strips->len ? lengths->strips->pdata[number] : NULL;

    return strip != NULL ? strip : read_strip(lengths, number);
}

double
arsip_lengths_share(ArsipLengths *lengths, gint64 document)
{
    guint number = (guint)CLAMP(document / ARSIP_STRIP, 0, STRIPS_MOST);

    return lengths->shares[strip_of(lengths, number)->steps[document % ARSIP_STRIP]];
}

const guint8 *
arsip_lengths_strip(ArsipLengths *lengths, guint strip)
{
    return strip_of(lengths, MIN(strip, STRIPS_MOST))->steps;
}

double
arsip_lengths_share_of(const ArsipLengths *lengths, guint8 length)
{
    return lengths->shares[length];
}
