/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_EXPORT_PDF_PROFILE_H
#define ARSIP_EXPORT_PDF_PROFILE_H

#include <glib.h>

/* sRGB (IEC 61966-2-1) as an ICC profile of version 4.2 (ICC.1:2004-10): what the colours of a PDF/A mean. */
GByteArray *arsip_pdf_profile_make(void);

#endif
