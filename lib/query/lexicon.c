/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/lexicon.h"

#include <string.h>

#define SLOTS_AT_FIRST_LOG 6

ArsipKey
arsip_key_of(const char *string, gsize length)
{
    ArsipKey key = {.length = (guint32)length};

    memcpy(key.head, string, MIN(length, ARSIP_KEY_HEAD));
    arsip_key_finish(&key, string);
    return key;
}

void
arsip_lexicon_init(ArsipLexicon *lexicon)
{
    lexicon->n_slots = 1u << SLOTS_AT_FIRST_LOG;
    lexicon->shift = 32 - SLOTS_AT_FIRST_LOG;
    lexicon->slots = g_aligned_alloc0(lexicon->n_slots, sizeof *lexicon->slots, sizeof *lexicon->slots);
    lexicon->n = 0;
    lexicon->bits = g_malloc0((1u << ARSIP_LEXICON_BITS_LOG) / 8);
    lexicon->bytes = g_string_new(NULL);
}

void
arsip_lexicon_clear(ArsipLexicon *lexicon)
{
    g_aligned_free(lexicon->slots);
    g_free(lexicon->bits);
    g_string_free(lexicon->bytes, TRUE);
}

guint32
arsip_lexicon_count(const ArsipLexicon *lexicon)
{
    return lexicon->n;
}

static void
grow(ArsipLexicon *lexicon)
{
    ArsipLexicon larger = *lexicon;

    larger.n_slots = lexicon->n_slots * 2;
    larger.shift = lexicon->shift - 1;
    larger.slots = g_aligned_alloc0(larger.n_slots, sizeof *larger.slots, sizeof *larger.slots);
    for (guint32 i = 0; i < lexicon->n_slots; i++) {
        guint32 at = lexicon->slots[i].hash >> larger.shift;

        if (lexicon->slots[i].number == 0)
            continue;
        while (larger.slots[at].number != 0)
            at = (at + 1) & (larger.n_slots - 1);
        larger.slots[at] = lexicon->slots[i];
    }
    g_aligned_free(lexicon->slots);
    *lexicon = larger;
}

guint32
arsip_lexicon_add(ArsipLexicon *lexicon, const char *string, gsize length)
{
    ArsipKey key = arsip_key_of(string, length);
    guint32 at = arsip_lexicon_slot(lexicon, &key, string);
    guint32 bit = key.hash >> (32 - ARSIP_LEXICON_BITS_LOG);

    if (lexicon->slots[at].number != 0)
        return lexicon->slots[at].number;
    if ((lexicon->n + 1) * 2 > lexicon->n_slots) {
        grow(lexicon);
        at = arsip_lexicon_slot(lexicon, &key, string);
    }
    memcpy(lexicon->slots[at].head, key.head, sizeof key.head);
    lexicon->slots[at].hash = key.hash;
    lexicon->slots[at].number = ++lexicon->n;
    lexicon->slots[at].offset = (guint32)lexicon->bytes->len;
    lexicon->slots[at].length = key.length;
    lexicon->bits[bit / 8] |= (guint8)(1u << bit % 8);
    g_string_append_len(lexicon->bytes, string, (gssize)length);
    return lexicon->n;
}
