/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_MASK_H
#define ARSIP_SEARCH_MASK_H

#include <arsip/mask.h>
#include "letter/letter.h"

/* As in arsip/mask.h, for whoever has the letter: what it says of its numbers is masked besides. */

/* In a page's text, of which the bytes from .. to will be shown: where the letter says that they stand, and
 * wherever else they occur there. */
void arsip_mask_page_of(char *text, const ArsipLetter *letter, guint page, gsize from, gsize to);

/* In any other text, a reason for one. */
void arsip_mask_text_of(char *text, const ArsipLetter *letter);

/* In a field's value, whose name may say what it is. */
void arsip_mask_field_of(const char *name, char *value, const ArsipLetter *letter);

/* FALSE where a text has not the digits for anything to be masked in it that no letter tells. */
gboolean arsip_mask_may_change(const char *text);

/* For whoever asks arsip_document_is_personal() of very many: whether the index knows anybody's number at
 * all; and, where it does not, what is left of that question: name, source, note and fields of the document.
 */
gboolean arsip_persons_are_known(ArsipArchive *archive, gboolean *are_known, GError **error);
gboolean arsip_document_tells_person(const ArsipDocument *document);

/* In the name or the path of its file. */
void arsip_mask_name_of(char *name, const ArsipLetter *letter);

#endif
