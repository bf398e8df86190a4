/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/bigram.h"

#include <string.h>

#include "search/weight.h"

struct ArsipBigramStrip {
    GArray *bigrams;    /* of ArsipBigram, in the order in which they were written */
    gboolean is_sorted; /* or in their own */
    guint8 steps[ARSIP_STRIP];
};

ArsipBigramStrip *
arsip_bigram_strip_new(void)
{
    ArsipBigramStrip *strip = g_new0(ArsipBigramStrip, 1);

    strip->bigrams = g_array_new(FALSE, FALSE, sizeof(ArsipBigram));
    return strip;
}

void
arsip_bigram_strip_free(ArsipBigramStrip *strip)
{
    if (strip == NULL)
        return;
    g_array_unref(strip->bigrams);
    g_free(strip);
}

void
arsip_bigram_strip_clear(ArsipBigramStrip *strip)
{
    g_array_set_size(strip->bigrams, 0);
    strip->is_sorted = FALSE;
}

static guint
place_of(ArsipBigram bigram)
{
    return bigram >> ARSIP_BIGRAM_PLACE & ((1 << (ARSIP_BIGRAM_SECOND - ARSIP_BIGRAM_PLACE)) - 1);
}

void
arsip_bigram_strip_add(ArsipBigramStrip *strip, guint place, guint8 step, const GArray *bigrams)
{
    guint from = strip->bigrams->len;

    g_array_append_vals(strip->bigrams, bigrams->data, bigrams->len);
    for (guint i = from; i < strip->bigrams->len; i++)
        g_array_index(strip->bigrams, ArsipBigram, i) |= place << ARSIP_BIGRAM_PLACE;
    strip->steps[place] = step;
    strip->is_sorted = FALSE;
}

void
arsip_bigram_strip_drop(ArsipBigramStrip *strip, guint place)
{
    guint kept = 0;

    for (guint i = 0; i < strip->bigrams->len; i++) {
        ArsipBigram bigram = g_array_index(strip->bigrams, ArsipBigram, i);

        if (place_of(bigram) != place)
            g_array_index(strip->bigrams, ArsipBigram, kept++) = bigram;
    }
    g_array_set_size(strip->bigrams, kept);
}

/* ---- sorted */

/* By the byte from that bit on, and otherwise in the order in which they are. */
static void
sort_by_byte(const ArsipBigram *bigrams, guint n, guint bit, ArsipBigram *sorted)
{
    guint starts[257] = {0};

    for (guint i = 0; i < n; i++)
        starts[(bigrams[i] >> bit & 0xff) + 1]++;
    for (guint byte = 0; byte < 256; byte++)
        starts[byte + 1] += starts[byte];
    for (guint i = 0; i < n; i++)
        sorted[starts[bigrams[i] >> bit & 0xff]++] = bigrams[i];
}

static int
compare(gconstpointer one, gconstpointer other)
{
    ArsipBigram a = *(const ArsipBigram *)one, b = *(const ArsipBigram *)other;

    return (a > b) - (a < b);
}

/* Documents are written by rising number, and a document by columns, nearly always: then it is enough to sort
 * by the words. */
static void
sort(ArsipBigramStrip *strip)
{
    guint n = strip->bigrams->len;
    ArsipBigram *bigrams = (ArsipBigram *)(gpointer)strip->bigrams->data;
    g_autofree ArsipBigram *by_second = NULL;

    if (strip->is_sorted)
        return;
    by_second = g_new(ArsipBigram, n);
    sort_by_byte(bigrams, n, ARSIP_BIGRAM_SECOND, by_second);
    sort_by_byte(by_second, n, ARSIP_BIGRAM_FIRST, bigrams);
    strip->is_sorted = TRUE;
    for (guint i = 1; i < n && strip->is_sorted; i++)
        strip->is_sorted = bigrams[i - 1] <= bigrams[i];
    if (!strip->is_sorted)
        g_array_sort(strip->bigrams, compare);
    strip->is_sorted = TRUE;
}

/* Where those from this number on begin. */
static guint
find(const ArsipBigramStrip *strip, guint64 bigram)
{
    guint low = 0, high = strip->bigrams->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(strip->bigrams, ArsipBigram, middle) < bigram)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- packed */

/* How often nearly all stand in a document, so that their presence need not be kept. */
static const ArsipOften usual[] = {
    {.in_body = 1},     /* once in the body */
    {.elsewhere = 0.8}, /* once in the letterhead or among the signatures (search/weight.c) */
    {.elsewhere = 2},   /* once in the head of the letter */
};
#define UNUSUAL    G_N_ELEMENTS(usual)
#define USUAL_BITS 2
G_STATIC_ASSERT(UNUSUAL < 1 << USUAL_BITS);

static guint
usual_of(const ArsipOften *often)
{
    guint i = 0;

    while (i < UNUSUAL && (often->in_body != usual[i].in_body || often->elsewhere != usual[i].elsewhere))
        i++;
    return i;
}

/* A number of up to 32 bits, the least significant first, in seven a byte: NUMBER_MOST bytes at most, and
 * PLACE_MOST of a place, with a presence. */
#define NUMBER_MOST 5
#define PLACE_MOST  3

static guint8 *
put_number(guint8 *at, guint32 number)
{
    for (; number > G_MAXINT8; number >>= 7)
        *at++ = (guint8)(number | 0x80);
    *at++ = (guint8)number;
    return at;
}

static gboolean
take_number(const guint8 **at, const guint8 *end, guint32 *number)
{
    *number = 0;
    for (guint shift = 0; *at < end && shift < 32; shift += 7) {
        guint8 byte = *(*at)++;

        *number |= (guint32)(byte & 0x7f) << shift;
        if (byte <= G_MAXINT8)
            return TRUE;
    }
    return FALSE;
}

/* How many of them are of one second word, and of one document. */
static guint
count_alike(const ArsipBigram *bigrams, guint n, guint bit)
{
    guint alike = 1;

    while (alike < n && bigrams[alike] >> bit == bigrams[0] >> bit)
        alike++;
    return alike;
}

static ArsipOften
add_up(const ArsipBigram *bigrams, guint n)
{
    ArsipOften often = {0};

    for (guint i = 0; i < n; i++)
        arsip_often_add(&often, (ArsipColumn)(bigrams[i] & ((1 << ARSIP_BIGRAM_PLACE) - 1)));
    return often;
}

/* Of one second word: how many documents stand between each and the one before, and its usual. */
static guint8 *
put_places(const ArsipBigramStrip *strip, const ArsipBigram *bigrams, guint n, guint8 *at)
{
    guint next = 0;

    for (guint i = 0, alike; i < n; i += alike) {
        guint place = place_of(bigrams[i]);
        ArsipOften often;
        guint which;

        alike = count_alike(bigrams + i, n - i, ARSIP_BIGRAM_PLACE);
        often = add_up(bigrams + i, alike);
        which = usual_of(&often);
        at = put_number(at, (guint32)(place - next) << USUAL_BITS | which);
        if (which == UNUSUAL)
            *at++ = arsip_presence(&often, arsip_length_share_of_step(strip->steps[place]));
        next = place + 1;
    }
    return at;
}

static void
append_second(const ArsipBigramStrip *strip, const ArsipBigram *bigrams, guint n, gint64 row, GByteArray *out)
{
    guint8 head[2 * NUMBER_MOST], places[ARSIP_STRIP * PLACE_MOST];
    guint8 *end = put_places(strip, bigrams, n, places);
    guint8 *behind = put_number(put_number(head, (guint32)row), (guint32)(end - places));

    g_byte_array_append(out, head, (guint)(behind - head));
    g_byte_array_append(out, places, (guint)(end - places));
}

GByteArray *
arsip_bigram_strip_pack(ArsipBigramStrip *strip, guint first, guint part, const GArray *rows)
{
    GByteArray *out = g_byte_array_new();
    const ArsipBigram *bigrams;
    guint end;

    sort(strip);
    bigrams = (const ArsipBigram *)(gpointer)strip->bigrams->data;
    end = find(strip, ((guint64)first + 1) << ARSIP_BIGRAM_FIRST);
    for (guint i = find(strip, (guint64)first << ARSIP_BIGRAM_FIRST), alike; i < end; i += alike) {
        gint64 row = g_array_index(rows, gint64, bigrams[i] >> ARSIP_BIGRAM_SECOND & 0xff);

        alike = count_alike(bigrams + i, end - i, ARSIP_BIGRAM_SECOND);
        if (row % ARSIP_BIGRAM_PARTS == part)
            append_second(strip, bigrams + i, alike, row, out);
    }
    return out;
}

/* The presence of what is usual in a document of each step of length. */
typedef guint8 Usual[UNUSUAL][256];

static const Usual *
usual_presences(void)
{
    static Usual presences;
    static gsize is_done = 0;

    if (g_once_init_enter(&is_done)) {
        for (guint i = 0; i < UNUSUAL; i++)
            for (guint step = 0; step < G_N_ELEMENTS(presences[i]); step++)
                presences[i][step] = arsip_presence(&usual[i], arsip_length_share_of_step((guint8)step));
        g_once_init_leave(&is_done, 1);
    }
    return (const Usual *)&presences;
}

static void
unpack_places(const guint8 *at, const guint8 *end, const guint8 *steps, guint8 bytes[ARSIP_STRIP])
{
    const Usual *presences = usual_presences();
    guint32 number, place = 0;

    for (; take_number(&at, end, &number); place++) {
        guint which = number & ((1 << USUAL_BITS) - 1);

        place += number >> USUAL_BITS;
        if (place >= ARSIP_STRIP || (which == UNUSUAL && at == end))
            return;
        bytes[place] = which == UNUSUAL ? *at++ : (*presences)[which][steps[place]];
    }
}

gboolean
arsip_bigram_unpack(const guint8 *packed, guint length, gint64 row, gint64 strip, ArsipLengths *lengths,
                    guint8 bytes[ARSIP_STRIP])
{
    const guint8 *at = packed, *end = packed + length;
    guint32 second, size;

    memset(bytes, 0, ARSIP_STRIP);
    while (take_number(&at, end, &second) && take_number(&at, end, &size) && size <= (gsize)(end - at)) {
        if (second == row)
            unpack_places(at, at + size, arsip_lengths_steps(lengths, strip), bytes);
        if (second >= row)
            return second == row;
        at += size;
    }
    return FALSE;
}
