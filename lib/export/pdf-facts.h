/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_FACTS_H
#define ARSIP_EXPORT_PDF_FACTS_H

#include <arsip/document.h>

/*
 * What a PDF says of the document in it, in both of the places that PDF has for that: the same in the two,
 * and nothing of the time at which it is written.
 */

/* The dictionary of the trailer's Info. The caller owns it. */
char *arsip_pdf_facts_info(const ArsipDocument *document);

/* The packet of XMP (ISO 16684-1). is_archival: it claims to be PDF/A-2b. The caller owns it. */
char *arsip_pdf_facts_xmp(const ArsipDocument *document, gboolean is_archival);

#endif
