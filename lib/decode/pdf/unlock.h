/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_UNLOCK_H
#define ARSIP_DECODE_UNLOCK_H

#include "decode/source.h"

/*
 * Whether the password, as bytes, opens the PDF: asked of qpdf, since poppler 22.12 crashes over a password
 * that does not fit when it reads a PDF from memory.
 */
gboolean arsip_unlock_fits(const ArsipSource *source, const char *password);

/* The password in the one form in which poppler-glib hands these very bytes on: it takes UTF-8 and makes
 * Latin-1 of it, and its second try with what it was given is where it crashes. */
char *arsip_unlock_for_poppler(const char *password);

#endif
