/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_TOKEN_H
#define ARSIP_TEXT_TOKEN_H

#include <glib.h>

/*
 * The one tokenizer: the full-text index and the rule matcher both see a text through it, so that
 * search and labels agree. Raise the version with every change of what it gives, or of what the index keeps
 * of it: the index is rebuilt when the archive was filled by another one.
 *
 * A token is a run of letters and digits (with their combining marks), folded: NFKC, case folded.
 * Apostrophes between letters are dropped (Jum'at -> jumat).
 * Hyphens between letters, also with spaces round them and at a line's end:
 *   reduplication   surat-surat -> surat
 *                   undang-undang, undang - undang, undang undang -> undangundang
 *   with affixes    perundang-undangan -> perundangundangan, sebaik-baiknya -> sebaikbaiknya
 *                   (the second part begins with 4 or more letters that end the first)
 *   a broken word   kesela-\nmatan -> keselamatan, KESELA-\nMATAN too
 *                   (unless the hyphen is the word's own: text/hyphen.h)
 *   anything else   Bag-Umum -> bag, umum; KTP-el, KTP-\nel -> ktp, el; tamu-\nundangan -> tamu, undangan
 * So no form of "undang-undang" ever gives the token "undangan".
 */
#define ARSIP_TOKENIZER_VERSION 6

/* Longer tokens are cut here (bytes of the folded form). */
#define ARSIP_TOKEN_MAX 128

typedef struct {
    const char *folded; /* ends with a zero, and with as many as make sixteen bytes; valid during the call */
    guint32 folded_length; /* bytes */
    guint32 start;         /* bytes in the text as given */
    guint32 length;        /* bytes in the text as given */
    gboolean
        is_acronym; /* as written: 2 to 6 letters and digits, at least two letters, all of them capitals */
    gboolean is_number; /* as written: digits only */
} ArsipToken;

/* Return FALSE to stop. */
typedef gboolean (*ArsipTokenFunc)(const ArsipToken *token, gpointer data);

/* length: bytes, or -1 for a NUL-terminated text. Bytes that are no UTF-8 part tokens. */
void arsip_tokenize(const char *text, gssize length, ArsipTokenFunc each, gpointer data);

/*
 * The same for a text that comes in pieces, each of them lines of its own: the tokens and their places are
 * those of the pieces joined by line feeds. A piece is borrowed for the call only; its last tokens may be
 * given later.
 */
typedef struct ArsipTokenStream ArsipTokenStream;
ArsipTokenStream *arsip_token_stream_new(ArsipTokenFunc each, gpointer data);
void arsip_token_stream_add(ArsipTokenStream *stream, const char *text, gsize length);
/* Gives them in rows, of no more than ARSIP_ROW_MOST; one of sixteen bytes or more is a row of its own. */
#define ARSIP_ROW_MOST 64
typedef gboolean (*ArsipTokensFunc)(const ArsipToken *tokens, guint n, gpointer data);
ArsipTokenStream *arsip_token_stream_new_of_rows(ArsipTokensFunc each, gpointer data);
/* Gives what was held back; what is added next is another text. */
void arsip_token_stream_flush(ArsipTokenStream *stream);
/* The same, and frees the stream. */
void arsip_token_stream_end(ArsipTokenStream *stream);

/*
 * Whether a line of `length` bytes ends with a hyphen that breaks a word which the next line goes on with;
 * end: where the word's first part ends in the line. Values that are put together from lines, and exports,
 * then join what a search finds joined.
 */
gboolean arsip_line_breaks_word(const char *line, gsize length, const char *next, gsize next_length,
                                gsize *end);

/* The folded form of a word, as a token would have it; of several, joined by a space. The caller owns it. */
char *arsip_fold(const char *word);

#endif
