/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/vocabulary-block.h"

#include <string.h>

/* A block fits into a page of SQLite's, beside the row's head: of a longer one it reads the rest elsewhere.
 */
#define BYTES_MOST 4000
#define STRIDE     16

/* Every byte of a word set to one number. */
#define EVERY(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

static guint
read_number(const guint8 *at)
{
    return at[0] | (guint)at[1] << 8;
}

gboolean
arsip_block_open(ArsipBlock *block, const guint8 *data, gsize size)
{
    guint n = size >= 2 ? read_number(data) : 0;
    gsize before = 2 + 2 * (gsize)n + 2 * (((gsize)n + STRIDE - 1) / STRIDE);

    if (n == 0 || n > ARSIP_BLOCK_WORDS_MOST || before > size)
        return FALSE;
    *block = (ArsipBlock){n, data + 2, data + 2 + n, data + 2 + 2 * n, data + before, size - before};
    return block->common[0] == 0;
}

guint
arsip_block_next(const ArsipBlock *block, guint from, guint common)
{
    guint at = from;

    /* Eight at once: a byte below another leaves its highest bit behind (Anderson, Bit Twiddling Hacks). */
    for (; common <= 127 && at + 8 <= block->n; at += 8) {
        guint64 eight;

        memcpy(&eight, block->common + at, sizeof eight);
        if (((eight - EVERY(common)) & ~eight & EVERY(0x80)) != 0)
            break;
    }
    while (at < block->n && block->common[at] >= common)
        at++;
    return at;
}

const guint8 *
arsip_block_own(const ArsipBlock *block, guint word)
{
    gsize offset = read_number(block->offsets + 2 * (word / STRIDE));

    for (guint i = word / STRIDE * STRIDE; i < word; i++)
        offset += block->own[i];
    return offset + block->own[word] <= block->n_bytes ? block->bytes + offset : NULL;
}

struct ArsipBlockMaker {
    GByteArray *common, *own, *offsets, *bytes;
    GString *last;
};

ArsipBlockMaker *
arsip_block_maker_new(void)
{
    ArsipBlockMaker *maker = g_new0(ArsipBlockMaker, 1);

    maker->common = g_byte_array_new();
    maker->own = g_byte_array_new();
    maker->offsets = g_byte_array_new();
    maker->bytes = g_byte_array_new();
    maker->last = g_string_new(NULL);
    return maker;
}

void
arsip_block_maker_free(ArsipBlockMaker *maker)
{
    if (maker == NULL)
        return;
    g_byte_array_unref(maker->common);
    g_byte_array_unref(maker->own);
    g_byte_array_unref(maker->offsets);
    g_byte_array_unref(maker->bytes);
    g_string_free(maker->last, TRUE);
    g_free(maker);
}

static void
append_number(GByteArray *array, guint number)
{
    const guint8 bytes[] = {(guint8)(number & 0xff), (guint8)(number >> 8)};

    g_byte_array_append(array, bytes, sizeof bytes);
}

gboolean
arsip_block_maker_add(ArsipBlockMaker *maker, const char *word)
{
    gsize length = strlen(word), common = 0, n = maker->common->len;
    guint8 own;

    while (n > 0 && word[common] != '\0' && word[common] == maker->last->str[common])
        common++;
    if (n == ARSIP_BLOCK_WORDS_MOST ||
        (n > 0 && 6 + 2 * n + maker->offsets->len + maker->bytes->len + length - common > BYTES_MOST))
        return FALSE;
    own = (guint8)(length - common);
    if (n % STRIDE == 0)
        append_number(maker->offsets, maker->bytes->len);
    g_byte_array_append(maker->common, &(guint8){(guint8)common}, 1);
    g_byte_array_append(maker->own, &own, 1);
    g_byte_array_append(maker->bytes, (const guint8 *)word + common, own);
    g_string_assign(maker->last, word);
    return TRUE;
}

GBytes *
arsip_block_maker_take(ArsipBlockMaker *maker)
{
    GByteArray *const parts[] = {maker->common, maker->own, maker->offsets, maker->bytes};
    GByteArray *block;

    if (maker->common->len == 0)
        return NULL;
    block = g_byte_array_sized_new(BYTES_MOST);
    append_number(block, maker->common->len);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_byte_array_append(block, parts[i]->data, parts[i]->len);
        g_byte_array_set_size(parts[i], 0);
    }
    return g_byte_array_free_to_bytes(block);
}
