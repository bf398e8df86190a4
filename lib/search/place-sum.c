/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/place-sum.h"

#include <string.h>

#include <sqlite3.h>
#include "search/columns.h"
#include "search/tokenizer.h"

/* FTS5 cuts longer ones. */
#define TOKEN_MOST 32768

typedef struct {
    guint column;
    guint next; /* position */
    guint64 sum;
    GHashTable *forms;
} Places;

/* The finisher of splitmix64 (Vigna, 2015). */
static guint64
mix(guint64 bits)
{
    bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return bits ^ (bits >> 31);
}

/* FNV-1a. */
guint64
arsip_place_word(const char *word, gsize length)
{
    guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);

    for (gsize i = 0; i < length; i++)
        hash = (hash ^ (guint8)word[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    return hash;
}

guint64
arsip_place_hash(guint64 word, guint column, guint position)
{
    return mix(word + mix(((guint64)column << 32 | position) + 1));
}

static int
add_place(void *context, int flags, const char *word, int length, G_GNUC_UNUSED int start,
          G_GNUC_UNUSED int end)
{
    Places *places = context;
    gsize kept = (gsize)MIN(length, TOKEN_MOST);

    if ((flags & FTS5_TOKEN_COLOCATED) == 0 || places->next == 0)
        places->next++;
    places->sum += arsip_place_hash(arsip_place_word(word, kept), places->column, places->next - 1);
    if (places->forms != NULL)
        g_hash_table_add(places->forms, g_strndup(word, kept));
    return SQLITE_OK;
}

gboolean
arsip_place_sum(const ArsipEntry *entry, guint64 *sum, GHashTable *words, GHashTable *forms, GError **error)
{
    const ArsipLoan loan = {
        .letter = entry->content->letter, .pages = entry->pages, .n_portions = 1, .words = words};
    g_auto(GStrv) columns = arsip_columns_make(entry->content);
    Places places = {.forms = forms};
    gboolean is_done = TRUE;

    for (guint i = 0; is_done && i < ARSIP_N_COLUMNS; i++) {
        places.column = i;
        places.next = 0;
        is_done = arsip_search_tokenize(&loan, columns[i], add_place, &places, error);
    }
    *sum = places.sum;
    return is_done && arsip_stored_pages_check(entry->stored, error);
}
