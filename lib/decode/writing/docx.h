/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DOCX_H
#define ARSIP_DECODE_DOCX_H

#include "decode/writing/opc.h"
#include "decode/writing/scribe.h"

/*
 * A document of Word's: its body with each section's headers before it and footers after it (each but
 * once), notes at the foot of their page. Pages are those that the writing program counted, where it noted
 * them, and those that its author asked for.
 */
gboolean arsip_docx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error);

#endif
