/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/bigram.h"

#include "search/segment.h"
#include "search/weight.h"

/* ---- of a document */

struct ArsipBigrams {
    guint n_words;
    ArsipOften *often; /* by first and second word */
    GArray *touched;   /* of guint32: which of them */
};

ArsipBigrams *
arsip_bigrams_new(guint n_words)
{
    ArsipBigrams *bigrams = g_new0(ArsipBigrams, 1);

    g_assert(n_words <= ARSIP_BIGRAM_WORDS);
    bigrams->n_words = n_words;
    bigrams->often = g_new0(ArsipOften, n_words * n_words);
    bigrams->touched = g_array_new(FALSE, FALSE, sizeof(guint32));
    return bigrams;
}

void
arsip_bigrams_free(ArsipBigrams *bigrams)
{
    if (bigrams == NULL)
        return;
    g_free(bigrams->often);
    g_array_unref(bigrams->touched);
    g_free(bigrams);
}

void
arsip_bigrams_note(ArsipBigrams *bigrams, guint first, guint second, ArsipColumn column)
{
    guint32 bigram = first * bigrams->n_words + second;
    ArsipOften *often = &bigrams->often[bigram];

    if (often->in_body + often->elsewhere <= 0)
        g_array_append_val(bigrams->touched, bigram);
    arsip_often_add(often, column);
}

void
arsip_bigrams_clear(ArsipBigrams *bigrams)
{
    for (guint i = 0; i < bigrams->touched->len; i++)
        bigrams->often[g_array_index(bigrams->touched, guint32, i)] = (ArsipOften){0};
    g_array_set_size(bigrams->touched, 0);
}

/* ---- of a strip */

/* One of a document: its second word, the document's place and the presence, from the highest byte on. */
#define SECOND_SHIFT 24
#define PLACE_SHIFT  8
G_STATIC_ASSERT(ARSIP_BIGRAM_WORDS <= G_MAXUINT8 && ARSIP_STRIP <= G_MAXUINT16);

static guint
second_of(guint32 entry)
{
    return entry >> SECOND_SHIFT;
}

static guint
place_of(guint32 entry)
{
    return (entry >> PLACE_SHIFT) & G_MAXUINT16;
}

struct ArsipBigramStrip {
    guint n_words;
    GArray **entries; /* of guint32, by first word */
};

ArsipBigramStrip *
arsip_bigram_strip_new(guint n_words)
{
    ArsipBigramStrip *strip = g_new0(ArsipBigramStrip, 1);

    strip->n_words = n_words;
    strip->entries = g_new(GArray *, n_words);
    for (guint i = 0; i < n_words; i++)
        strip->entries[i] = g_array_new(FALSE, FALSE, sizeof(guint32));
    return strip;
}

void
arsip_bigram_strip_free(ArsipBigramStrip *strip)
{
    if (strip == NULL)
        return;
    for (guint i = 0; i < strip->n_words; i++)
        g_array_unref(strip->entries[i]);
    g_free(strip->entries);
    g_free(strip);
}

void
arsip_bigram_strip_clear(ArsipBigramStrip *strip)
{
    for (guint i = 0; i < strip->n_words; i++)
        g_array_set_size(strip->entries[i], 0);
}

void
arsip_bigram_strip_add(ArsipBigramStrip *strip, guint place, ArsipBigrams *bigrams, double length_share)
{
    for (guint i = 0; i < bigrams->touched->len; i++) {
        guint32 bigram = g_array_index(bigrams->touched, guint32, i);
        guint32 second = bigram % bigrams->n_words;
        guint32 entry = second << SECOND_SHIFT | (guint32)place << PLACE_SHIFT |
                        arsip_presence(&bigrams->often[bigram], length_share);

        g_array_append_val(strip->entries[bigram / bigrams->n_words], entry);
    }
    arsip_bigrams_clear(bigrams);
}

void
arsip_bigram_strip_drop(ArsipBigramStrip *strip, guint place)
{
    for (guint i = 0; i < strip->n_words; i++) {
        GArray *entries = strip->entries[i];
        guint kept = 0;

        for (guint k = 0; k < entries->len; k++) {
            guint32 entry = g_array_index(entries, guint32, k);

            if (place_of(entry) != place)
                g_array_index(entries, guint32, kept++) = entry;
        }
        g_array_set_size(entries, kept);
    }
}

/* ---- as they are kept */

/* Where the entries of each second word begin when they are put in its order; [n_words]: the end. */
static void
find_starts(const GArray *entries, guint n_words, guint starts[ARSIP_BIGRAM_WORDS + 1])
{
    guint at = 0;

    memset(starts, 0, (n_words + 1) * sizeof *starts);
    for (guint i = 0; i < entries->len; i++)
        starts[second_of(g_array_index(entries, guint32, i))]++;
    for (guint word = 0; word <= n_words; word++) {
        guint n = starts[word];

        starts[word] = at;
        at += n;
    }
}

static GArray *
sort(const GArray *entries, const guint *starts, guint n_words)
{
    GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(guint32), entries->len);
    g_autofree guint *next = g_memdup2(starts, n_words * sizeof *starts);

    g_array_set_size(sorted, entries->len);
    for (guint i = 0; i < entries->len; i++) {
        guint32 entry = g_array_index(entries, guint32, i);

        g_array_index(sorted, guint32, next[second_of(entry)]++) = entry;
    }
    return sorted;
}

static void
append_number(GByteArray *out, guint64 number)
{
    guint8 bytes[10];
    guint n = sizeof bytes;

    bytes[--n] = number & 0x7f;
    while ((number >>= 7) > 0)
        bytes[--n] = (guint8)(0x80 | (number & 0x7f));
    g_byte_array_append(out, bytes + n, (guint)sizeof bytes - n);
}

static void
append_second(GByteArray *out, gint64 row, const guint32 *entries, guint n)
{
    guint8 bytes[ARSIP_STRIP] = {0}, packed[ARSIP_STRIP_PACKED_MOST];
    guint length;

    for (guint i = 0; i < n; i++)
        bytes[place_of(entries[i])] = (guint8)entries[i];
    length = arsip_strip_pack(bytes, packed);
    append_number(out, (guint64)row);
    append_number(out, length);
    g_byte_array_append(out, packed, length);
}

GByteArray *
arsip_bigram_strip_pack(ArsipBigramStrip *strip, guint first, const GArray *rows)
{
    const GArray *entries = strip->entries[first];
    GByteArray *out = g_byte_array_new();
    guint starts[ARSIP_BIGRAM_WORDS + 1];
    g_autoptr(GArray) sorted = NULL;

    find_starts(entries, strip->n_words, starts);
    sorted = sort(entries, starts, strip->n_words);
    for (guint word = 0; word < strip->n_words; word++)
        if (starts[word + 1] > starts[word])
            append_second(out, g_array_index(rows, gint64, word),
                          &g_array_index(sorted, guint32, starts[word]), starts[word + 1] - starts[word]);
    return out;
}

gboolean
arsip_bigram_find(const guint8 *bytes, guint length, gint64 row, const guint8 **packed, guint *packed_length)
{
    const guint8 *at = bytes, *end = bytes + length;
    guint64 second, size;

    while (arsip_segment_number(&at, end, &second) && arsip_segment_number(&at, end, &size) &&
           size <= (guint64)(end - at)) {
        if (second == (guint64)row) {
            *packed = at;
            *packed_length = (guint)size;
            return TRUE;
        }
        at += size;
    }
    return FALSE;
}
