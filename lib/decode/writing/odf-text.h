/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ODF_TEXT_H
#define ARSIP_DECODE_ODF_TEXT_H

#include "decode/writing/odf-style.h"
#include "decode/writing/package.h"

/* An OpenDocument as its parts are read, one after the other. */
typedef struct {
    ArsipPackage *package; /* NULL: one flat file */
    ArsipScribe *scribe;   /* writes the document */
    ArsipScribe *strips;   /* writes a header or a footer at a time */
    ArsipOdfStyles *styles;
} ArsipOdf;

/* styles.xml, content.xml or a flat file: styles into odf->styles, what the body says to odf->scribe. */
gboolean arsip_odf_text(ArsipXmlFeed feed, gpointer stream, ArsipOdf *odf, GError **error);

#endif
