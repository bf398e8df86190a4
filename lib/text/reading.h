/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_READING_H
#define ARSIP_TEXT_READING_H

#include <arsip/error.h>

/*
 * What was read from one page, by the engine, from a text layer or by a person.
 *
 * `text` is UTF-8 (NFC), lines end with \n, an empty line parts blocks. `words` index it: word -> bytes
 * of the text -> box on the stored page. Words are in the order of the text and do not overlap.
 */
typedef struct {
    guint32 start;  /* byte offset in the text */
    guint32 length; /* bytes */
    gint32 x, y;    /* top left corner, pixels of the page as stored (before rotation) */
    gint32 width;   /* 0: this word has no box (set by hand, plain text) */
    gint32 height;
    guint8 confidence; /* 0 to 100, the engine's own; 100 where no engine was asked */
} ArsipWord;

typedef struct {
    char *text;        /* never NULL */
    GArray *words;     /* of ArsipWord; never NULL */
    double confidence; /* 0 to 100: mean of the words weighted by their length; 0 without words */
    gint32 rotation;   /* degrees clockwise that turn the stored page upright: 0, 90, 180, 270 */
    double skew;       /* degrees that were corrected after that; counter-clockwise is positive */
    gint32 width;      /* pixels of the stored page; 0 for text without a page */
    gint32 height;
    gint32 dpi;      /* of the stored page, as told by the file or guessed; 0 for unknown */
    gboolean blank;  /* a page without ink */
    char *method;    /* "text" (plain text), "layer" (a PDF's), "mail", "otsu", "sauvola", "person" */
    char *languages; /* the engine's, as in "ind+eng"; "" where no engine was asked */
    double known;    /* 0 to 100: share of the letters that stand in words of a known language; -1: unknown */
    char *steps;     /* what was done with the page: text/step.h; never NULL */
} ArsipReading;

ArsipReading *arsip_reading_new(void);
ArsipReading *arsip_reading_copy(const ArsipReading *reading);
void arsip_reading_free(ArsipReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipReading, arsip_reading_free)

/* A word's box as it stands when the page is turned upright by `rotation`; all zero without a box. */
typedef struct {
    gint32 x, y, width, height;
} ArsipBox;
ArsipBox arsip_reading_upright_box(const ArsipReading *reading, const ArsipWord *word);

/* The smallest box, on the stored page, round the words that touch the bytes; FALSE if none has a box. */
gboolean arsip_reading_box_of(const ArsipReading *reading, guint32 start, guint32 length, ArsipBox *box);

/*
 * The words as a compact versioned blob for the catalogue, and back. `text_length` bounds what the
 * blob may say; one that breaks its rules gives ARSIP_ERROR_DAMAGED.
 */
GBytes *arsip_words_pack(const GArray *words);
GArray *arsip_words_unpack(GBytes *blob, gsize text_length, GError **error);

/*
 * The whole reading as a message part, type a{sv}, and back. What comes from a reader is not trusted:
 * anything out of its range gives ARSIP_ERROR_DAMAGED.
 */
GVariant *arsip_reading_to_variant(const ArsipReading *reading);
ArsipReading *arsip_reading_from_variant(GVariant *variant, GError **error);

#endif
