/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_STUDY_H
#define ARSIP_WORK_STUDY_H

#include <arsip/archive.h>
#include "label/trait.h"

/*
 * What some documents share: their traits, each with the number of those documents that have it. Of many
 * documents a sample is read, and of traits those that came once only are forgotten when there are too many,
 * so that memory stays small.
 */
typedef struct {
    ArsipTrait *trait;
    guint count;       /* documents of the sample */
    guint beside;      /* documents of another sample, as arsip_study_count_beside() counted */
    double likelihood; /* 0 before it is weighed */
    double weight;     /* likelihood, with titles and subjects before body words */
} ArsipSharedTrait;

typedef struct {
    GHashTable *shared; /* query -> ArsipSharedTrait */
    guint n_read;       /* documents of the sample */
} ArsipStudy;

/* documents: of gint64. */
ArsipStudy *arsip_study_read(ArsipArchive *archive, const GArray *documents, GError **error);
void arsip_study_free(ArsipStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipStudy, arsip_study_free)

/* Counts the traits of the study in a sample of other documents; n_read: its size. */
gboolean arsip_study_count_beside(ArsipStudy *study, ArsipArchive *archive, const GArray *documents,
                                  guint *n_read, GError **error);

/*
 * The traits that `least` of the documents have at least, weighed against an archive of n_all documents, the
 * best first, at most `most` (of ArsipSharedTrait, borrowed). n_label: how many documents the sample stands
 * for; n_beside: how many the other sample stands for, which speak neither for nor against; n_beside_read:
 * its size.
 */
typedef struct {
    guint least, most;
    guint64 n_all, n_label, n_beside;
    guint n_beside_read;
} ArsipWeighing;
GPtrArray *arsip_study_weigh(ArsipStudy *study, ArsipArchive *archive, const ArsipWeighing *weighing,
                             GError **error);

#endif
