/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_MASK_H
#define ARSIP_MASK_H

#include <arsip/document.h>
#include <arsip/log.h>

/*
 * What people look at shows of a NIK, a KK or a NPWP the first four digits only: a star stands in the place
 * of each other digit, so that no byte moves. The first four say which province and regency a number is of,
 * which tells it for what it is. The end is hidden: region and date of birth often stand beside a number in
 * plain words, and with its last four digits whoever reads the page would have it whole. A NIP, a telephone
 * and a letter number are never masked.
 */

/* In place, in a text that belongs to no document. */
void arsip_mask_text(char *text);

/* The same in the name or the path of a file, or a message that tells one. */
void arsip_mask_name(char *name);

/*
 * In place: names, fields, reasons, evidence and the text of a document, with what the index knows of its
 * numbers. BUSY, DAMAGED; the document is then not to be shown.
 */
gboolean arsip_mask_document(ArsipArchive *archive, ArsipDocument *document, GError **error);

/*
 * What is put over a document's pages one after another, where its text is too much to be loaded with it.
 * BUSY, DAMAGED.
 */
typedef struct ArsipMask ArsipMask;
ArsipMask *arsip_mask_new(ArsipArchive *archive, const ArsipDocument *document, GError **error);
void arsip_mask_free(ArsipMask *mask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMask, arsip_mask_free)

/* In place: text is that of the document's page. */
void arsip_mask_page(const ArsipMask *mask, const ArsipPage *page, char *text);

/* In place: what an event tells besides. */
void arsip_mask_event(ArsipEvent *event);

/* Whether anything of the document would be masked, or a citizen's telephone stands on it. */
gboolean arsip_document_is_personal(ArsipArchive *archive, const ArsipDocument *document,
                                    gboolean *is_personal, GError **error);

/*
 * Leaves an event in the log for each of the documents (UUIDs, NULL-terminated; "" for none in particular)
 * that are going to be shown unmasked. command: the verb; query: what was asked, or NULL. The archive must be
 * open for writing; nothing may be shown after a failure.
 */
gboolean arsip_mask_note_lifted(ArsipArchive *archive, const char *command, const char *query,
                                const char *const *documents, GError **error);

#endif
