/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_LABELLED_H
#define ARSIP_SEARCH_LABELLED_H

#include "search/found.h"
#include "search/upkeep.h"

/*
 * Which documents have a label, as strips beside the assignments: a label may be given to a third of a
 * million documents, and SQLite needs a tenth of a microsecond for each.
 */
extern const ArsipUpkeep arsip_labelled;

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
