/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/reading.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A blob of words from a damaged catalogue: refused, or within its text. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const gsize text_length = 4096;
    g_autoptr(GBytes) blob = g_bytes_new(data, size);
    g_autoptr(GArray) words = arsip_words_unpack(blob, text_length, NULL);

    for (guint i = 0; words != NULL && i < words->len; i++) {
        const ArsipWord *word = &g_array_index(words, ArsipWord, i);

        g_assert_cmpuint((gsize)word->start + word->length, <=, text_length);
    }
    return 0;
}
