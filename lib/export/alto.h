/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_ALTO_H
#define ARSIP_EXPORT_ALTO_H

#include <arsip/document.h>
#include <stdio.h>

/*
 * A document as ALTO 4.2 (www.loc.gov/standards/alto), valid by 4.3 and 4.4 too: one file with a Page for
 * each of its pages, written page by page. Whether the stream took it all is the caller's to look at.
 */
gboolean arsip_alto_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error);

#endif
