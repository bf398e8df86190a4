/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_FLOW_H
#define ARSIP_DECODE_FLOW_H

#include "decode/writing/scribe.h"

/*
 * Adds text in which blanks and line breaks in a row count as one blank, wherever its pieces part.
 * *ends_with_blank: whether what stands before ended with one (or is the beginning of a line).
 */
void arsip_flow_add(ArsipScribe *scribe, const char *text, gsize length, gboolean *ends_with_blank);

#endif
