/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ODF_STYLE_H
#define ARSIP_DECODE_ODF_STYLE_H

#include "decode/writing/scribe.h"
#include "decode/writing/xml.h"

/* The styles of an OpenDocument, as far as they say what stands on which page. */
typedef struct ArsipOdfStyles ArsipOdfStyles;

typedef struct {
    gboolean breaks_before, breaks_after, is_hidden;
    char *master; /* the page style that begins here, or NULL */
} ArsipOdfStyle;

/* A page style: what its headers and footers say. */
typedef struct {
    char *name;
    char *next; /* the page style of the page that follows, or NULL */
    GString *header, *footer;
    gboolean was_shown;
} ArsipOdfMaster;

ArsipOdfStyles *arsip_odf_styles_new(void);
void arsip_odf_styles_free(ArsipOdfStyles *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipOdfStyles, arsip_odf_styles_free)

/* At the start of style:style; what its parent says holds until it says otherwise. */
void arsip_odf_styles_begin(ArsipOdfStyles *styles, const ArsipXml *xml);

/* At the start of style:paragraph-properties and style:text-properties. */
void arsip_odf_styles_take(ArsipOdfStyles *styles, const ArsipXml *xml);
void arsip_odf_styles_end(ArsipOdfStyles *styles);

/* At the start of style:master-page. Borrowed. */
ArsipOdfMaster *arsip_odf_styles_add_master(ArsipOdfStyles *styles, const ArsipXml *xml);

/* NULL: there is none of that name (which may be NULL). Borrowed. */
const ArsipOdfStyle *arsip_odf_styles_find(const ArsipOdfStyles *styles, const char *name);
ArsipOdfMaster *arsip_odf_styles_find_master(const ArsipOdfStyles *styles, const char *name);

/* By its place, from 0; NULL beyond the last. */
ArsipOdfMaster *arsip_odf_styles_master(const ArsipOdfStyles *styles, guint place);

/* The page style of a text that begins with none. NULL where there are no page styles. */
ArsipOdfMaster *arsip_odf_styles_first_master(const ArsipOdfStyles *styles);

#endif
