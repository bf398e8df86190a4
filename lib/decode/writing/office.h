/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_OFFICE_H
#define ARSIP_DECODE_OFFICE_H

#include "decode/writing/package.h"
#include "decode/writing/scribe.h"

/* What kind of document a ZIP is, told by what is in it wherever that stands. */
typedef enum {
    ARSIP_OFFICE_NONE,          /* no document: a container of files */
    ARSIP_OFFICE_WORD,          /* DOCX and its variants */
    ARSIP_OFFICE_SHEETS,        /* XLSX */
    ARSIP_OFFICE_SLIDES,        /* PPTX */
    ARSIP_OFFICE_OPEN_DOCUMENT, /* ODT, ODS, ODP, ODG */
    ARSIP_OFFICE_DAMAGED,       /* a document that cannot tell which; reading it tells why */
    ARSIP_OFFICE_OTHER          /* one document or program that is not read: EPUB, APK, XLSB, XPS */
} ArsipOfficeKind;

/* media_type: what it is registered as, where that is known; else left as it is. */
ArsipOfficeKind arsip_office_look(const ArsipSource *source, const char **media_type);

/* Whether this media type is one of a document that is read. */
gboolean arsip_office_is_known(const char *media_type);

/* Writes down what the document says. PASSWORD, DAMAGED, LIMIT. */
gboolean arsip_office_write(ArsipPackage *package, ArsipScribe *scribe, GError **error);

#endif
