/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_ADDRESSEE_H
#define ARSIP_LETTER_ADDRESSEE_H

#include "letter/caption.h"

/* Whom a letter is addressed to. */
typedef struct {
    GArray *extents;   /* of ArsipExtent: the words of the value */
    GArray *lines;     /* of guint: all lines of the block, Kepada and di Tempat included */
    gboolean is_named; /* what stands below is an address */
} ArsipAddressee;

/* The block whose caption (Kepada, Yth.) begins line i. */
ArsipAddressee *arsip_addressee_read(const ArsipSheet *sheet, guint i, const ArsipCaption *caption);

/* "menginstruksikan kepada X untuk": within the opening of an instruction, between two lines; NULL for none.
 */
ArsipAddressee *arsip_addressee_of_instruction(const ArsipSheet *sheet, guint first, guint end);

void arsip_addressee_free(ArsipAddressee *addressee);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipAddressee, arsip_addressee_free)

/* The value; NULL where nobody is named. The caller owns it. */
char *arsip_addressee_print(const ArsipSheet *sheet, const ArsipAddressee *addressee);

#endif
