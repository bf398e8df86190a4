/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_XML_TEXT_H
#define ARSIP_DECODE_XML_TEXT_H

#include "decode/writing/scribe.h"

/*
 * An XML file that is no package. Flat OpenDocument, Word's documents in one file, Excel's XML of 2003 and
 * XHTML are read as what they are; of any other the text is taken, a line for each piece between two tags.
 */
gboolean arsip_xml_text_write(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error);

#endif
