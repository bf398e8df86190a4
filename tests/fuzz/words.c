/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/reading.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
check_same(const ArsipWord *one, const ArsipWord *other)
{
    g_assert_cmpuint(one->start, ==, other->start);
    g_assert_cmpuint(one->length, ==, other->length);
    g_assert_cmpuint(one->confidence, ==, other->confidence);
    g_assert_cmpint(one->width, ==, other->width);
    if (one->width == 0)
        return; /* no box */
    g_assert_cmpint(one->x, ==, other->x);
    g_assert_cmpint(one->y, ==, other->y);
    g_assert_cmpint(one->height, ==, other->height);
}

/* A blob of words from a damaged catalogue is refused, or within its text, and can be packed again. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const gsize text_length = 4096;
    g_autoptr(GBytes) blob = g_bytes_new(data, size);
    g_autoptr(GArray) words = arsip_words_unpack(blob, text_length, NULL);

    if (words == NULL)
        return 0;
    g_autoptr(GBytes) packed = arsip_words_pack(words);
    g_autoptr(GArray) again = arsip_words_unpack(packed, text_length, NULL);
    g_assert_nonnull(again);
    g_assert_cmpuint(again->len, ==, words->len);
    for (guint i = 0; i < words->len; i++) {
        const ArsipWord *word = &g_array_index(words, ArsipWord, i);

        g_assert_cmpuint((gsize)word->start + word->length, <=, text_length);
        check_same(word, &g_array_index(again, ArsipWord, i));
    }
    return 0;
}
