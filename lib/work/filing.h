/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_FILING_H
#define ARSIP_WORK_FILING_H

#include "archive/texts.h"
#include "label/rules.h"
#include "letter/letter.h"
#include "work/application.h"

/*
 * Filing: from the readings of a document's pages to its fields, its labels and its place in the index. Done
 * when its pages have been read, when a person has corrected something, and when the rules have changed.
 */

/* A document as the letter, label and index rooms want it. */
typedef struct {
    gint64 id;
    char *uuid;
    char *name;
    char *media_type; /* may be NULL */
    char *received;
    gint64 batch;
    guint n_pages;
    gint64 *reading_ids;     /* 0: none */
    ArsipStoredPages *pages; /* their texts */
    ArsipLetter *letter;     /* with the values that persons set */
    char **fixed;            /* labels that persons gave */
    char **barred;           /* labels that persons took away */
    gboolean is_as_filed;    /* the letter is what fields and index hold already */
} ArsipFolio;

ArsipFolio *arsip_folio_load(ArsipArchive *archive, gint64 document, GError **error);

/* The same, but the letter is not read again where it is known what would come of it. */
ArsipFolio *arsip_folio_recall(ArsipArchive *archive, gint64 document, GError **error);
void arsip_folio_free(ArsipFolio *folio);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFolio, arsip_folio_free)

/* What the rules in force say of it. Borrows the folio for the call only. */
ArsipVerdict *arsip_folio_judge(const ArsipFolio *folio, const ArsipRules *rules, GError **error);

/* The names of all labels that it would have then, in their order; NULL-terminated, the caller owns it. */
char **arsip_folio_labels(const ArsipFolio *folio, const ArsipVerdict *verdict);

/* The rules of an archive. */
ArsipRules *arsip_folio_rules(ArsipArchive *archive, GError **error);

/*
 * Fields, labels and index of one document, inside the caller's transaction. what: the event that it leaves
 * ("document.filed"); NULL: "document.relabelled", and only if its labels changed. is_changed (may be NULL):
 * whether they did.
 */
gboolean arsip_file_document(ArsipArchive *archive, gint64 document, const ArsipRules *rules,
                             const char *what, gboolean *is_changed, GError **error);

/* The same as a part of an application, if its labels change. */
gboolean arsip_file_document_again(ArsipArchive *archive, gint64 document, const ArsipRules *rules,
                                   ArsipApplication *application, gboolean *is_changed, GError **error);

#endif
