/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_SKETCH_H
#define ARSIP_EXPORT_SKETCH_H

#include <arsip/document.h>

#include "text/drawing.h"

/* What is to be marked on a page, and sentences (in notes, of char *) about what cannot be. */
typedef struct {
    ArsipDrawing *drawing;
    GPtrArray *notes;
} ArsipSketch;

void arsip_sketch_clear(ArsipSketch *sketch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipSketch, arsip_sketch_clear)

/* The words that the document's fields and labels come from; or, with a query, those that it finds. */
gboolean arsip_sketch_make(ArsipSketch *sketch, ArsipArchive *archive, const ArsipDocument *document,
                           const ArsipPage *page, const char *query, GError **error);

#endif
