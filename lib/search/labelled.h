/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LABELLED_H
#define ARSIP_SEARCH_LABELLED_H

#include <arsip/search.h>
#include "search/found.h"

/*
 * Which documents have a label, kept beside the assignments as strips (search/strip.h): a label may be given
 * to a third of a million documents, and SQLite needs a tenth of a microsecond for each. The table `labelled`
 * says which strips are as the assignments are; triggers of the catalogue strike off that of a document whose
 * labels change, and of a strip that is struck off the assignments are asked. So an answer is never stale.
 */

/* Strips that are full and struck off are made anew, so many at most, inside the caller's transaction. */
gboolean arsip_labelled_settle(ArsipArchive *archive, guint strips, GError **error);

/* All of them, in turns with who writes; stopped, it leaves the rest to those who write next. */
gboolean arsip_labelled_settle_all(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error);

/* What a query asks of them, within one snapshot of the archive. */
typedef struct ArsipLabels ArsipLabels;

ArsipLabels *arsip_labels_open(ArsipArchive *archive, GError **error);
void arsip_labels_free(ArsipLabels *labels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipLabels, arsip_labels_free)

/* The documents with the label, or with one that begins so, with the score 0. The caller owns them. */
ArsipFound *arsip_labels_find(ArsipLabels *labels, const char *label, gboolean is_prefix, GError **error);

/* Leaves of what was found what has it. */
gboolean arsip_labels_narrow(ArsipLabels *labels, const char *label, gboolean is_prefix, ArsipFound **found,
                             GError **error);

#endif
