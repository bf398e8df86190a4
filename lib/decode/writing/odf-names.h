/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ODF_NAMES_H
#define ARSIP_DECODE_ODF_NAMES_H

#include "decode/writing/xml.h"

/* The elements of OpenDocument that matter for what a document says. */
enum {
    ARSIP_ODF_STYLE = 1,
    ARSIP_ODF_PROPERTIES, /* of a style: of its paragraphs, tables or characters */
    ARSIP_ODF_MASTER,     /* a page style */
    ARSIP_ODF_HEADER,
    ARSIP_ODF_FOOTER,
    ARSIP_ODF_BODY_OF_TEXT,
    ARSIP_ODF_BODY_OF_SHEETS,
    ARSIP_ODF_BODY_OF_SLIDES,
    ARSIP_ODF_PARAGRAPH,
    ARSIP_ODF_SPAN,
    ARSIP_ODF_SECTION,
    ARSIP_ODF_BLANKS,
    ARSIP_ODF_TAB,
    ARSIP_ODF_LINE_BREAK,
    ARSIP_ODF_PAGE_BREAK,
    ARSIP_ODF_NOTE,
    ARSIP_ODF_TABLE,
    ARSIP_ODF_ROW,
    ARSIP_ODF_CELL,
    ARSIP_ODF_SLIDE,
    ARSIP_ODF_NOTES,
    ARSIP_ODF_FRAME,
    ARSIP_ODF_BOX, /* whatever may hold text beside the text */
    ARSIP_ODF_IMAGE,
    ARSIP_ODF_LEFT_OUT /* nothing of it is taken */
};

extern const ArsipXmlName arsip_odf_names[];

#endif
