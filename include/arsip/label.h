/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_H
#define ARSIP_LABEL_H

#include <arsip/archive.h>

/* Labelling by the rules in force. Labels by hand are in correct.h. */

typedef struct {
    guint64 documents;
    guint64 changed;    /* of them, with other labels than before */
    gint64 application; /* the number by which plan.h takes it back; 0: nothing was changed */
} ArsipRelabelCount;

/* documents: of gint64, or NULL for all that are filed. SYNTAX when a rule file has a fault; then nothing is
 * changed. */
gboolean arsip_relabel(ArsipArchive *archive, const GArray *documents, ArsipRelabelCount *count,
                       GError **error);

/* Faults and doubts in the archive's rule files, one sentence each, of char *; empty when all is well. */
GPtrArray *arsip_label_check(ArsipArchive *archive);

/*
 * Why a document has its labels and not others, by the rules in force, in words; lines end with \n. The
 * caller owns it.
 */
char *arsip_label_explain(ArsipArchive *archive, gint64 document, GError **error);

#endif
