/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/lexicon.h"

#include <string.h>

#define SLOTS_AT_FIRST 64

/* FNV-1a (Fowler, Noll, Vo), 32 bits. */
static guint32
hash_of(const char *string)
{
    guint32 hash = 2166136261u;

    for (; *string != '\0'; string++)
        hash = (hash ^ (guchar)*string) * 16777619u;
    return hash;
}

void
arsip_lexicon_init(ArsipLexicon *lexicon)
{
    lexicon->n_slots = SLOTS_AT_FIRST;
    lexicon->slots = g_malloc0_n(lexicon->n_slots, sizeof *lexicon->slots);
    lexicon->offsets = g_array_new(FALSE, TRUE, sizeof(guint32));
    g_array_set_size(lexicon->offsets, 1);
    lexicon->bytes = g_string_new(NULL);
}

void
arsip_lexicon_clear(ArsipLexicon *lexicon)
{
    g_free(lexicon->slots);
    g_array_unref(lexicon->offsets);
    g_string_free(lexicon->bytes, TRUE);
}

guint32
arsip_lexicon_count(const ArsipLexicon *lexicon)
{
    return lexicon->offsets->len - 1;
}

/* The slot of the string, or the free one where it belongs. */
static guint32
slot_of(const ArsipLexicon *lexicon, const char *string, guint32 hash)
{
    guint32 at = hash & (lexicon->n_slots - 1);

    for (; lexicon->slots[at].number != 0; at = (at + 1) & (lexicon->n_slots - 1)) {
        if (lexicon->slots[at].hash == hash) {
            guint32 offset = g_array_index(lexicon->offsets, guint32, lexicon->slots[at].number);

            if (strcmp(lexicon->bytes->str + offset, string) == 0)
                break;
        }
    }
    return at;
}

guint32
arsip_lexicon_find(const ArsipLexicon *lexicon, const char *string)
{
    return lexicon->slots[slot_of(lexicon, string, hash_of(string))].number;
}

static void
grow(ArsipLexicon *lexicon)
{
    ArsipLexicon larger = *lexicon;

    larger.n_slots = lexicon->n_slots * 2;
    larger.slots = g_malloc0_n(larger.n_slots, sizeof *larger.slots);
    for (guint32 i = 0; i < lexicon->n_slots; i++) {
        guint32 at = lexicon->slots[i].hash & (larger.n_slots - 1);

        if (lexicon->slots[i].number == 0)
            continue;
        while (larger.slots[at].number != 0)
            at = (at + 1) & (larger.n_slots - 1);
        larger.slots[at] = lexicon->slots[i];
    }
    g_free(lexicon->slots);
    *lexicon = larger;
}

guint32
arsip_lexicon_add(ArsipLexicon *lexicon, const char *string)
{
    guint32 hash = hash_of(string);
    guint32 at = slot_of(lexicon, string, hash);

    if (lexicon->slots[at].number != 0)
        return lexicon->slots[at].number;
    if (lexicon->offsets->len * 2 > lexicon->n_slots) {
        grow(lexicon);
        at = slot_of(lexicon, string, hash);
    }
    guint32 offset = (guint32)lexicon->bytes->len;

    g_string_append_len(lexicon->bytes, string, (gssize)strlen(string) + 1);
    lexicon->slots[at].hash = hash;
    lexicon->slots[at].number = lexicon->offsets->len;
    g_array_append_val(lexicon->offsets, offset);
    return lexicon->slots[at].number;
}
