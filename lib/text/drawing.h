/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_DRAWING_H
#define ARSIP_TEXT_DRAWING_H

#include "text/reading.h"

/* How a page is to be drawn: which of its words are marked, and what is told of the marks above it. */

#define ARSIP_DRAWING_SORTS_MAX 256u
#define ARSIP_DRAWING_MARKS_MAX 4096u
#define ARSIP_DRAWING_WORDS_MAX 400u /* bytes of a line above the page */
#define ARSIP_DRAWING_TAG_MAX   24u  /* bytes of what stands at a mark */

/* The rotation of a page whose reading does not tell it: as the file itself asks. */
#define ARSIP_DRAWING_AS_STORED (-1)

/* What some of the marks stand for. */
typedef struct {
    char *words;      /* UTF-8, told above the page; "": nothing is told */
    char *tag;        /* UTF-8, at the marks and before the words; may be "" */
    guint32 colour;   /* 0xRRGGBB */
    gboolean is_thin; /* a line round the words, no tint over them */
} ArsipDrawingSort;

typedef struct {
    guint32 sort;     /* which of the sorts, from 0 */
    gboolean has_tag; /* the first of those that belong together */
    ArsipBox box;     /* on the stored page */
} ArsipDrawingMark;

typedef struct {
    gint32 width, height; /* the stored page, in the pixels of the boxes; 0 where there are none */
    gint32 rotation;      /* degrees clockwise that turn it upright, or ARSIP_DRAWING_AS_STORED */
    char *title;          /* UTF-8, told first; never NULL */
    GArray *sorts;        /* of ArsipDrawingSort */
    GArray *marks;        /* of ArsipDrawingMark; later ones stand outside of those that they touch */
} ArsipDrawing;

ArsipDrawing *arsip_drawing_new(void);
void arsip_drawing_free(ArsipDrawing *drawing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDrawing, arsip_drawing_free)

/* Cut where it is too long. */
void arsip_drawing_set_title(ArsipDrawing *drawing, const char *title);

/* Copies the words, cut where they are too long; gives the sort's number. */
guint32 arsip_drawing_add_sort(ArsipDrawing *drawing, const char *words, const char *tag, guint32 colour,
                               gboolean is_thin);

/* Whether it keeps to what is said above, with every box on the page. DAMAGED if not. */
gboolean arsip_drawing_check(const ArsipDrawing *drawing, GError **error);

/* As a message part, type a{sv}, and back. What comes in is checked as above. */
GVariant *arsip_drawing_to_variant(const ArsipDrawing *drawing);
ArsipDrawing *arsip_drawing_from_variant(GVariant *variant, GError **error);

#endif
