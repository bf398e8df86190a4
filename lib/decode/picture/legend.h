/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LEGEND_H
#define ARSIP_DECODE_LEGEND_H

#include "decode/picture/pix.h"
#include "text/drawing.h"

/* Words on a page that is drawn, in Leptonica's own letters: no font is opened. They have ASCII alone; other
 * letters are told by the nearest of those. */
typedef struct ArsipLetters ArsipLetters;

ArsipLetters *arsip_letters_new(void);
void arsip_letters_free(ArsipLetters *letters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLetters, arsip_letters_free)

/* A mark's tag beside the frame round it, where it covers least of what is dark; the page is 32 bpp. */
void arsip_letters_put_tag(const ArsipLetters *letters, PIX *page, const ArsipDrawingSort *sort,
                           const ArsipBox *frame);

/* The page with the title and what the marks stand for above it: a new raster, or NULL. */
PIX *arsip_letters_put_legend(const ArsipLetters *letters, PIX *page, const ArsipDrawing *drawing);

#endif
