/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_SHEET_H
#define ARSIP_LETTER_SHEET_H

#include "letter/letter.h"

/*
 * The pages as a person sees them: lines from top to bottom, those that stand side by side from left
 * to right. Where words have boxes, they and not the engine's reading order decide; a wide gap parts
 * a line in two, but never a caption from its colon or the colon from its value.
 */

/* Upright, deskewed, in pixels. */
typedef struct {
    double left, top, right, bottom;
} ArsipFrame;

typedef struct {
    const char *text;   /* as it stands, borrowed from the sheet */
    const char *folded; /* letters and digits in lower case; may be empty */
    guint32 at;         /* byte in the line's text */
    guint32 start;      /* byte in the page's text */
    guint32 length;     /* bytes */
    guint8 doubt;       /* 0 to ARSIP_DOUBT_MOST */
    gboolean has_frame;
    ArsipFrame frame;
} ArsipLineWord;

typedef struct {
    guint page;
    guint row;        /* lines of one row stand side by side; rises through the whole sheet */
    const char *text; /* the words with one space between them */
    guint32 length;
    guint first_word, n_words;
    gboolean has_frame;
    ArsipFrame frame;
    double gap;     /* free height above it, in heights of its letters; 2 for an empty line in plain text */
    ArsipZone zone; /* set by zone.c */
    gboolean is_zoned;
} ArsipLine;

typedef struct {
    GArray *words; /* of ArsipLineWord, line by line */
    GArray *lines; /* of ArsipLine */
    GPtrArray
        *captions; /* of ArsipCaption: what has been read at a line's beginning (letter/caption.h), or NULL */
    GStringChunk *strings;
} ArsipSheet;

ArsipSheet *arsip_sheet_new(void);

/* Pages are added in their order; `number` counts from 1. The sheet keeps no pointer to them. */
void arsip_sheet_add(ArsipSheet *sheet, const ArsipReading *page, guint number);
void arsip_sheet_free(ArsipSheet *sheet);

/* The lines from first to end, without zones, as a sheet of its own. pages_before: of the sheet, which the
 * part does not count. It shares the words of `sheet`, which must stay. */
ArsipSheet *arsip_sheet_part(const ArsipSheet *sheet, guint first, guint end, guint pages_before);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSheet, arsip_sheet_free)

ArsipLine *arsip_sheet_line(const ArsipSheet *sheet, guint i);
const ArsipLineWord *arsip_line_word(const ArsipSheet *sheet, const ArsipLine *line, guint i);

/* Height of a line's letters in pixels; 0 without boxes. */
double arsip_line_height(const ArsipLine *line);

/* The word of the line in which a byte of its text stands, or n_words past the last. */
guint arsip_line_word_at(const ArsipSheet *sheet, const ArsipLine *line, guint32 at);

/*
 * Of a line without boxes, as plain text has them: the byte of its text, past byte `from`, before which
 * blanks part it from another column. The line's length for none, and for a line with boxes, which is parted
 * already.
 */
guint32 arsip_line_column_end(const ArsipSheet *sheet, const ArsipLine *line, guint32 from);

/* Blanks and letters before byte `at` of such a line; 0 for one with boxes. */
guint32 arsip_line_blanks(const ArsipSheet *sheet, const ArsipLine *line, guint32 at);

/* The line to the right in the same row, or -1. */
gint arsip_sheet_beside(const ArsipSheet *sheet, guint i);

/* The next line below that shares the column left..right; without boxes simply the next one. -1 at the end of
 * the page. */
gint arsip_sheet_below(const ArsipSheet *sheet, guint i, const ArsipFrame *column);

/* Where the bytes from..to of a line's text stand on its page. */
ArsipPlace arsip_line_place(const ArsipSheet *sheet, const ArsipLine *line, guint32 from, guint32 to);

#endif
