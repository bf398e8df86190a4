/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_SUBJECT_H
#define ARSIP_LETTER_SUBJECT_H

#include "letter/caption.h"

/* The lines of the text behind TENTANG, which ends at byte `behind` of line i. An array of ArsipExtent. */
GArray *arsip_subject_of_title(const ArsipSheet *sheet, guint i, guint32 behind);

/* The line past that text. */
guint arsip_subject_end(const ArsipSheet *sheet, guint i, guint32 behind);

/* The lines of the value of Hal, which the caption begins on line i; empty for none. An array of ArsipExtent.
 */
GArray *arsip_subject_of_caption(const ArsipSheet *sheet, guint i, const ArsipCaption *caption);

#endif
