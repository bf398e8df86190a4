/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_SOURCE_H
#define ARSIP_EXPORT_PDF_SOURCE_H

#include <arsip/archive.h>

#include "base/system.h"
#include "reader/answer.h"

/*
 * Where the pages of a PDF come from: the original in hand, and a reader that looks into it. Both are
 * borrowed but for the descriptors.
 */
typedef struct {
    ArsipArchive *archive;
    ArsipPool *pool;
    char *sha256; /* of the original; NULL: none is in hand */
    int original;
    int scratch; /* a file without a name, in which readers leave what they make */
} ArsipPdfSource;

/* path: of the PDF, in whose folder there is room for one of its size. */
gboolean arsip_pdf_source_begin(ArsipPdfSource *source, const char *path, GError **error);
void arsip_pdf_source_clear(ArsipPdfSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipPdfSource, arsip_pdf_source_clear)

/* Opens the original, unless it is in hand; DAMAGED where it is not what was stored. */
gboolean arsip_pdf_source_take(ArsipPdfSource *source, const char *sha256, GError **error);

/* What the original in hand is. */
gboolean arsip_pdf_source_look(ArsipPdfSource *source, ArsipOpenedFile *opened, GError **error);

/* Leaves the picture of a page of the original in hand in the scratch file. */
gboolean arsip_pdf_source_embed(ArsipPdfSource *source, guint page, ArsipEmbedded *embedded, guint64 *size,
                                GError **error);

/*
 * Writes the original in hand, a PDF, into output, with the layers that are a PDF in the scratch file. pages:
 * as for arsip_pool_overlay().
 */
gboolean arsip_pdf_source_overlay(ArsipPdfSource *source, GVariant *pages, int output, gboolean *was_signed,
                                  GError **error);

#endif
