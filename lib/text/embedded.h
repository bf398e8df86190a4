/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_EMBEDDED_H
#define ARSIP_TEXT_EMBEDDED_H

#include <arsip/error.h>

/*
 * A page's picture as a PDF holds it (ISO 32000-1, 8.9): what must stand in its dictionary so that the bytes
 * of its stream are understood.
 */

#define ARSIP_EMBEDDED_SIDE_MAX    1000000
#define ARSIP_EMBEDDED_COLOURS_MAX 256u

typedef enum {
    ARSIP_EMBEDDED_JPEG = 0,     /* DCTDecode: a whole JPEG file */
    ARSIP_EMBEDDED_JPEG2000 = 1, /* JPXDecode: a whole JP2 file */
    ARSIP_EMBEDDED_FAX = 2,      /* CCITTFaxDecode: group 4 */
    ARSIP_EMBEDDED_PNG = 3       /* FlateDecode, with PNG's filters before each row */
} ArsipEmbeddedCoding;

typedef enum {
    ARSIP_EMBEDDED_GREY = 1, /* the numbers are those of the colours of a dot */
    ARSIP_EMBEDDED_INDEXED = 2,
    ARSIP_EMBEDDED_RGB = 3,
    ARSIP_EMBEDDED_CMYK = 4
} ArsipEmbeddedSpace;

typedef struct {
    ArsipEmbeddedCoding coding;
    ArsipEmbeddedSpace space;
    gint32 width, height; /* of the picture in the stream */
    guint n_bits;         /* of a colour: 1, 2, 4, 8 or 16 */
    gboolean is_inverted; /* the largest number is the darkest */
    GBytes *palette;      /* INDEXED: red, green and blue of each colour; else NULL */
    gboolean is_mirrored; /* left to right, and after that */
    gint32 turn;          /* turned by so many degrees clockwise, it is the page as it is stored */
    gint32 asked;         /* degrees clockwise after that, by which the file asks to be turned */
    guint across, down;   /* dots to an inch; 0 where the file does not tell */
    gboolean is_plain;    /* of the kind that PDF/A-2 takes: no question, as with colours for printing */
} ArsipEmbedded;

void arsip_embedded_clear(ArsipEmbedded *embedded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipEmbedded, arsip_embedded_clear)

/* Degrees clockwise from 0 to 270. */
gint32 arsip_embedded_turn(gint32 degrees);

/* Whether PDF has such a picture, and a program will show it. */
gboolean arsip_embedded_is_sound(const ArsipEmbedded *embedded);

/* As a message part, type a{sv}, and back. What comes in is checked: DAMAGED where it makes no sense. */
GVariant *arsip_embedded_to_variant(const ArsipEmbedded *embedded);
gboolean arsip_embedded_from_variant(GVariant *variant, ArsipEmbedded *embedded, GError **error);

#endif
