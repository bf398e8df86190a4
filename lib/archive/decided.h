/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_DECIDED_H
#define ARSIP_ARCHIVE_DECIDED_H

#include <arsip/archive.h>

/* Which labels stand on the documents that can be found, and who gave them: for whoever learns from it. */

/* The labels that persons gave, by name, NULL-terminated. */
char **arsip_decided_labels(ArsipArchive *archive, GError **error);

/* Numbers (gint64, rising) of the documents that have the label from a person, or from a rule. */
GArray *arsip_decided_documents(ArsipArchive *archive, const char *label, gboolean by_person, GError **error);

/* Of those that have the label and none that a person gave. */
GArray *arsip_decided_by_nobody(ArsipArchive *archive, const char *label, GError **error);

#endif
