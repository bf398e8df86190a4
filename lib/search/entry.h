/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_ENTRY_H
#define ARSIP_SEARCH_ENTRY_H

#include "archive/texts.h"
#include "search/content.h"

/* A document as the index knows it, and where its pages' text is to be had. */
typedef struct {
    ArsipContent *content;
    ArsipStoredPages *stored;
    ArsipPages *pages; /* those */
} ArsipEntry;

/* Both give NULL without error where the document is not indexed. */
GBytes *arsip_entry_blob(ArsipArchive *archive, gint64 document, GError **error);
ArsipEntry *arsip_entry_load(ArsipArchive *archive, gint64 document, GError **error);

/* An entry of what has just been packed. */
ArsipEntry *arsip_entry_from_blob(ArsipArchive *archive, GBytes *blob, GError **error);

void arsip_entry_free(ArsipEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipEntry, arsip_entry_free)

#endif
