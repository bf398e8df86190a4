/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_LEXER_H
#define ARSIP_QUERY_LEXER_H

#include <arsip/error.h>

/* A query's text in pieces: operators, parentheses, and values with the scope that stands before them. */
typedef enum {
    ARSIP_LEXEME_END,
    ARSIP_LEXEME_AND,
    ARSIP_LEXEME_OR,
    ARSIP_LEXEME_NOT,
    ARSIP_LEXEME_NEAR, /* distance */
    ARSIP_LEXEME_OPEN, /* ( */
    ARSIP_LEXEME_CLOSE,
    ARSIP_LEXEME_WORD, /* a word or a phrase */
    ARSIP_LEXEME_REGEX,
    ARSIP_LEXEME_SAVED /* @name */
} ArsipLexemeKind;

typedef struct {
    ArsipLexemeKind kind;
    char *scope;        /* OPEN, WORD, REGEX: what stands before the colon, in lower case; or NULL */
    char *value;        /* WORD: without quotes, =, ~ and *; REGEX: without its slashes; SAVED:
                           the name in lower case */
    const char *source; /* where it begins in the query; borrowed */
    gsize length;       /* bytes of the source */
    guint column;       /* from 1, in characters; at the end: just behind the last piece */
    guint value_column; /* of what stands behind the scope */
    guint distance;
    gboolean is_exact, is_fuzzy, is_prefix;
} ArsipLexeme;

typedef struct {
    const char *at;
    const char *counted; /* `column` is that of this place */
    guint column;
    gboolean is_in_capitals; /* all bare words are: then AND and its kin are words too */
    ArsipLexeme lexeme;      /* the one in hand */
} ArsipLexer;

/* text: valid UTF-8, outlives the lexer. Nothing is in hand before the first arsip_lexer_next(). */
void arsip_lexer_init(ArsipLexer *lexer, const char *text);
void arsip_lexer_clear(ArsipLexer *lexer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipLexer, arsip_lexer_clear)

gboolean arsip_lexer_next(ArsipLexer *lexer, GError **error);

#endif
