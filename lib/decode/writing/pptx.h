/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PPTX_H
#define ARSIP_DECODE_PPTX_H

#include "decode/writing/opc.h"
#include "decode/writing/scribe.h"

/* A presentation: a slide is a page, with the notes for its speaker at its end. Hidden slides are taken. */
gboolean arsip_pptx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error);

#endif
