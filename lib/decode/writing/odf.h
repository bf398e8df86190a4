/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ODF_H
#define ARSIP_DECODE_ODF_H

#include "decode/writing/package.h"
#include "decode/writing/scribe.h"

/*
 * OpenDocument (ISO/IEC 26300): texts with the headers and footers of their page styles, sheets as pages
 * with their names last, slides as pages with their notes. As with Word's documents, what was deleted,
 * remarks and hidden text are left out. PASSWORD where it is locked.
 */
gboolean arsip_odf_write(ArsipPackage *package, ArsipScribe *scribe, GError **error);

/* The same in one XML file (.fodt, .fods, .fodp). Its pictures are left out. */
gboolean arsip_odf_write_flat(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error);

#endif
