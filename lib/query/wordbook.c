/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/wordbook.h"

static const char *
string_of(const ArsipLexicon *lexicon, guint32 number)
{
    return lexicon->bytes->str + lexicon->entries[number].offset;
}

static ArsipBookWord
book_word(const ArsipKeywords *keywords, guint32 number)
{
    const ArsipLexiconEntry *entry = &keywords->words.lexicon.entries[number];
    const ArsipKeyWord *word = &g_array_index(keywords->words.words, ArsipKeyWord, number);
    const ArsipTrieNode *first = &g_array_index(keywords->nodes, ArsipTrieNode, word->symbol.first);
    gboolean is_keyword = first->keyword != 0;

    return (ArsipBookWord){.head = {entry->head[0], entry->head[1]},
                           .bit = arsip_symbol_bit(word->symbol.number),
                           .edges = first->edges,
                           .keyword = first->keyword,
                           .length = entry->length,
                           .number = number,
                           .symbol = word->symbol,
                           .in_capitals = word->in_capitals,
                           .is_seen = {is_keyword ? 1 : 0, is_keyword || word->in_capitals.number != 0},
                           .citation = word->citation};
}

void
arsip_wordbook_init(ArsipWordbook *book, const ArsipKeywords *keywords)
{
    const ArsipLexicon *lexicon = &keywords->words.lexicon;
    guint32 n = arsip_lexicon_count(lexicon);
    g_autofree guint64 *hashes = g_new(guint64, n);

    for (guint32 i = 0; i < n; i++)
        hashes[i] = arsip_lexicon_hash(string_of(lexicon, i + 1), lexicon->entries[i + 1].length);
    book->lexicon = lexicon;
    book->is_by_number = !arsip_perfect_init(&book->places, hashes, n);
    /* A free place is like no word, as none is without letters. */
    book->words = g_aligned_alloc0(book->places.n_places + 1, sizeof *book->words, ARSIP_CACHE_LINE);
    for (guint32 i = 0; i < n; i++)
        book->words[book->is_by_number ? i + 1 : arsip_perfect_place(&book->places, hashes[i])] =
            book_word(keywords, i + 1);
}

void
arsip_wordbook_clear(ArsipWordbook *book)
{
    arsip_perfect_clear(&book->places);
    g_aligned_free(book->words);
}

/* A word of any length. */
static const ArsipBookWord *
search(const ArsipWordbook *book, const char *folded, guint32 length)
{
    const ArsipBookWord *word;

    if (book->is_by_number)
        return &book->words[arsip_lexicon_find(book->lexicon, folded, length)];
    word = &book->words[arsip_perfect_place(&book->places, arsip_lexicon_hash(folded, length))];
    if (word->number == 0 || !arsip_lexicon_is(book->lexicon, word->number, folded, length))
        return book->words;
    return word;
}

/* Of up to sixteen bytes each. All places are known, and their lines on the way, before the first is read. */
static void
find_short(const ArsipWordbook *book, const ArsipToken *tokens, guint n, const ArsipBookWord **words)
{
    const ArsipBookWord *all = book->words;
    ArsipPerfect places = book->places;
    guint32 at[ARSIP_ROW_MOST];
    guint64 head[2], differs;

    for (guint i = 0; i < n; i++) {
        memcpy(head, tokens[i].folded, sizeof head);
        at[i] = arsip_perfect_place(&places, arsip_key_hash(head[0], head[1]));
        __builtin_prefetch(&all[at[i]]);
    }
    for (guint i = 0; i < n; i++) {
        const ArsipBookWord *word = &all[at[i]];

        memcpy(head, tokens[i].folded, sizeof head);
        differs =
            (word->head[0] ^ head[0]) | (word->head[1] ^ head[1]) | (word->length ^ tokens[i].folded_length);
        words[i] = &all[at[i] & -(guint32)(differs == 0)];
    }
}

void
arsip_wordbook_find(const ArsipWordbook *book, const ArsipToken *tokens, guint n, const ArsipBookWord **words)
{
    if (!book->is_by_number && tokens[0].folded_length <= ARSIP_KEY_HEAD) {
        find_short(book, tokens, n, words);
        return;
    }
    for (guint i = 0; i < n; i++)
        words[i] = search(book, tokens[i].folded, tokens[i].folded_length);
}
