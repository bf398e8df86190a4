/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ENGINE_H
#define ARSIP_DECODE_ENGINE_H

#include <arsip/error.h>

#include "decode/picture/pix.h"
#include "decode/recognise/order.h"

/* Tesseract. One engine a process: it holds some 60 MB and takes a quarter of a second to load. */
typedef struct ArsipEngine ArsipEngine;

ArsipEngine *arsip_engine_new(const char *languages, GError **error);
void arsip_engine_free(ArsipEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipEngine, arsip_engine_free)

/* Words of an upright picture (1 or 8 bpp), in its pixels and the engine's order. */
ArsipSeenWords *arsip_engine_recognise(ArsipEngine *engine, PIX *pix, gint dpi, GError **error);

/* The same for a cut-out with nothing but lines of text under one another; NULL on failure. */
ArsipSeenWords *arsip_engine_recognise_block(ArsipEngine *engine, PIX *pix, gint dpi);

/* The same for a single line. */
ArsipSeenWords *arsip_engine_recognise_line(ArsipEngine *engine, PIX *pix, gint dpi);

#endif
