/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_PDF_WORDS_H
#define ARSIP_PDF_WORDS_H

#include <arsip/ingest.h>

/* An export as PDF: what was asked for, and what has become of it. */
typedef struct {
    const char *output; /* a file for one document, else a folder */
    gboolean is_folder;
    gboolean is_forced;
    const char *originals; /* put there too, or NULL */
    ArsipReaderOptions readers;
    gboolean is_personal; /* numbers of persons are in it */
    guint n_written, n_failed;
} ArsipPdfExport;

/*
 * Writes the documents (of gint64), and tells of each that could not be written or not wholly. FALSE: what
 * stopped it all.
 */
gboolean arsip_pdf_export(ArsipArchive *archive, const GArray *documents, ArsipPdfExport *export_,
                          GError **error);

#endif
