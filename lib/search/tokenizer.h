/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_TOKENIZER_H
#define ARSIP_SEARCH_TOKENIZER_H

#include <arsip/archive.h>
#include "letter/letter.h"
#include "query/lexicon.h"

/*
 * The FTS5 tokenizer "arsip": text/token.h's tokens, so that the index holds what the matcher sees. Beside
 * its plain form a token can stand in the index, at the same position, in further forms that no text can
 * spell (private-use characters are no letters):
 *
 *   ARSIP_FORM_CAPITALS token                             the token stood in capitals (is_acronym)
 *   ARSIP_FORM_FIELD name ARSIP_FORM_FIELD [capitals] token   it stood in the field of that name
 *   ARSIP_FORM_NAME token                                 it stood in the file's name; such a one has no
 * plain form ARSIP_FORM_NAME                                       the end of the file's name, be it without
 * a word
 *
 *   ARSIP_FORM_PAIR number ARSIP_FORM_PAIR token          both are digits, the number stood right before it
 *   ARSIP_FORM_ABSENT                                     alone: a word that is written with another portion
 * of the document (search/posting.h)
 *
 * A query's strings are taken as they are, one token each: what the planner asks for is what is looked up.
 */
#define ARSIP_FORM_CAPITALS "\xee\x80\x80" /* U+E000 */
#define ARSIP_FORM_FIELD                                                                                     \
    "\xee\x80\x81"                       /* U+E001; alone: what parts two fields, so that no phrase crosses  \
                                          */
#define ARSIP_FORM_NAME   "\xee\x80\x82" /* U+E002 */
#define ARSIP_FORM_ABSENT "\xee\x80\x83" /* U+E003 */
#define ARSIP_FORM_PAIR   "\xee\x80\x84" /* U+E004 */

/* Whether a token, as it is folded, is one of those that have the form of a pair. The number of a letter has
 * parts that thousands of letters have, and two of them beside one another few: a phrase is asked for those.
 */
gboolean arsip_form_is_digits(const char *folded);

/*
 * How a column says which forms it wants: by a first byte that no UTF-8 text can have. Fields stand in one
 * column, each as ARSIP_MARK_FIELDS name ARSIP_MARK_FIELDS value.
 */
#define ARSIP_MARK_FIELDS 0xff
#define ARSIP_MARK_NAME   0xfe
#define ARSIP_MARK_COLUMN 0xfc /* then 'a' + the column, and its text */

/*
 * FTS5 takes a column as one string, which the body of a document of thousands of pages is too long for. All
 * that it does with it, in a table without content, is to hand it to the tokenizer: so a zone's column is
 * ARSIP_MARK_ZONE and the zone's number, and the tokenizer asks the pages themselves for the text.
 */
#define ARSIP_MARK_ZONE 0xfd

/*
 * Makes the tokenizer known to the archive's connection. Everything that touches the index calls this first;
 * doing it again costs next to nothing.
 */
gboolean arsip_search_attach(ArsipArchive *archive, GError **error);

/* Whose zones are meant, and which of their words: borrowed while it is lent. */
typedef struct {
    const ArsipLetter *letter;
    ArsipPages *pages;
    guint portion, n_portions;  /* the words are parted among so many; those of all others are absent */
    GHashTable *words;          /* gets every word but numbers, a set of char; or NULL */
    const ArsipLexicon *known;  /* what `words` need not get; or NULL */
    struct ArsipCensus *census; /* gets every word with its column; or NULL */
    guint64 *n_words;           /* adds up how many words stand in fields and zones; or NULL */
} ArsipLoan;

/* loan: from now on; NULL: nobody's, and a column that names a zone is an error. */
gboolean arsip_search_lend(ArsipArchive *archive, const ArsipLoan *loan, GError **error);

/* What is remembered as long as the connection lasts. */
typedef struct {
    gpointer data; /* NULL: nothing yet */
    GDestroyNotify free;
} ArsipMemory;

typedef enum {
    ARSIP_MEMORY_VOCABULARY,
    ARSIP_MEMORY_CENSUS,
    ARSIP_MEMORY_SURVEY,
    ARSIP_N_MEMORIES
} ArsipMemoryOf;

/* Borrowed; of a connection that the tokenizer was made known to. */
ArsipMemory *arsip_search_memory(ArsipArchive *archive, ArsipMemoryOf of, GError **error);

/* Takes a column's text apart as FTS5 has it done, into what it is given then: fts5_tokenizer's xToken. */
typedef int (*ArsipFormVisit)(void *context, int flags, const char *form, int length, int start, int end);
gboolean arsip_search_tokenize(const ArsipLoan *loan, const char *column, ArsipFormVisit visit,
                               gpointer context, GError **error);

#endif
