/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_WRITTEN_H
#define ARSIP_EXPORT_WRITTEN_H

#include <arsip/export.h>

/* What arsip_export_json() and arsip_export_text() give, page by page, of a document that was loaded without
 * its text. */
gboolean arsip_json_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error);
gboolean arsip_text_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error);

#endif
