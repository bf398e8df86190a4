/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/lexicon.h"

#include <string.h>

#define SLOTS_AT_FIRST_LOG 9
#define SLOTS_FOR_EACH     8

/* Of no key. */
#define LENGTH_OF_NONE G_MAXUINT32

/* Without a place in `bytes` and a hash. */
static ArsipLexiconEntry
entry_of(const char *string, gsize length)
{
    ArsipLexiconEntry entry = {.length = (guint32)length};

    memcpy(entry.head, string, MIN(length, ARSIP_KEY_HEAD));
    return entry;
}

static guint64
hash_of(const ArsipLexiconEntry *entry, const char *string)
{
    guint64 hash = arsip_key_hash(entry->head[0], entry->head[1]);

    /* FNV-1a (Fowler, Noll, Vo) over what few words have: a seventeenth byte. */
    for (gsize i = ARSIP_KEY_HEAD; i < entry->length; i++)
        hash = (hash ^ (guchar)string[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return hash;
}

guint64
arsip_lexicon_hash(const char *string, gsize length)
{
    ArsipLexiconEntry entry = entry_of(string, length);

    return hash_of(&entry, string);
}

void
arsip_lexicon_init(ArsipLexicon *lexicon)
{
    lexicon->n_slots = 1u << SLOTS_AT_FIRST_LOG;
    lexicon->shift = 32 - SLOTS_AT_FIRST_LOG;
    lexicon->slots = g_new0(guint32, lexicon->n_slots);
    lexicon->n = 0;
    lexicon->room = lexicon->n_slots / SLOTS_FOR_EACH;
    lexicon->entries = g_new(ArsipLexiconEntry, lexicon->room + 1);
    lexicon->entries[0] = (ArsipLexiconEntry){.length = LENGTH_OF_NONE};
    lexicon->bytes = g_string_new(NULL);
}

void
arsip_lexicon_clear(ArsipLexicon *lexicon)
{
    g_free(lexicon->slots);
    g_free(lexicon->entries);
    g_string_free(lexicon->bytes, TRUE);
}

guint32
arsip_lexicon_count(const ArsipLexicon *lexicon)
{
    return lexicon->n;
}

static gboolean
is_same(const ArsipLexicon *lexicon, const ArsipLexiconEntry *entry, const ArsipLexiconEntry *other,
        const char *string)
{
    return entry->head[0] == other->head[0] && entry->head[1] == other->head[1] &&
           entry->length == other->length &&
           (entry->length <= ARSIP_KEY_HEAD ||
            memcmp(lexicon->bytes->str + entry->offset + ARSIP_KEY_HEAD, string + ARSIP_KEY_HEAD,
                   entry->length - ARSIP_KEY_HEAD) == 0);
}

/* The slot of the string, or the free one where it belongs. */
static guint32
slot_of(const ArsipLexicon *lexicon, const ArsipLexiconEntry *entry, const char *string)
{
    guint32 at = entry->hash >> lexicon->shift;

    while (lexicon->slots[at] != 0 && !is_same(lexicon, &lexicon->entries[lexicon->slots[at]], entry, string))
        at = (at + 1) & (lexicon->n_slots - 1);
    return at;
}

guint32
arsip_lexicon_find(const ArsipLexicon *lexicon, const char *string, gsize length)
{
    ArsipLexiconEntry entry = entry_of(string, length);

    entry.hash = arsip_key_hash_finish(hash_of(&entry, string));
    return lexicon->slots[slot_of(lexicon, &entry, string)];
}

gboolean
arsip_lexicon_is(const ArsipLexicon *lexicon, guint32 number, const char *string, gsize length)
{
    ArsipLexiconEntry entry = entry_of(string, length);

    return is_same(lexicon, &lexicon->entries[number], &entry, string);
}

static void
grow(ArsipLexicon *lexicon)
{
    lexicon->n_slots *= 2;
    lexicon->shift--;
    lexicon->room *= 2;
    lexicon->entries = g_renew(ArsipLexiconEntry, lexicon->entries, lexicon->room + 1);
    g_free(lexicon->slots);
    lexicon->slots = g_new0(guint32, lexicon->n_slots);
    for (guint32 number = 1; number <= lexicon->n; number++) {
        guint32 at = lexicon->entries[number].hash >> lexicon->shift;

        while (lexicon->slots[at] != 0)
            at = (at + 1) & (lexicon->n_slots - 1);
        lexicon->slots[at] = number;
    }
}

guint32
arsip_lexicon_add(ArsipLexicon *lexicon, const char *string, gsize length)
{
    ArsipLexiconEntry entry = entry_of(string, length);
    guint32 at;

    entry.hash = arsip_key_hash_finish(hash_of(&entry, string));
    at = slot_of(lexicon, &entry, string);
    if (lexicon->slots[at] != 0)
        return lexicon->slots[at];
    if (lexicon->n == lexicon->room) {
        grow(lexicon);
        at = slot_of(lexicon, &entry, string);
    }
    entry.offset = lexicon->bytes->len;
    lexicon->slots[at] = ++lexicon->n;
    lexicon->entries[lexicon->n] = entry;
    g_string_append_len(lexicon->bytes, string, (gssize)length);
    return lexicon->n;
}
