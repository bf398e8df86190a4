/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_STATUS_H
#define ARSIP_STATUS_H

#include <arsip/archive.h>

/* Counts of what is in an archive and of what waits. */

typedef struct {
    gint64 documents; /* visible, whatever their state */
    gint64 filed;
    gint64 waiting; /* documents with pages to read */
    gint64 failed;
    gint64 hidden;
    gint64 pages;
    gint64 pages_waiting;
    gint64 pages_failed;
    gint64 pages_low; /* under ARSIP_LOW_CONFIDENCE */
    gint64 to_review; /* labelled perlu-tinjau */
    gint64 originals;
    gint64 bytes; /* of originals */
    gint64 events;
    gint64 open_batches;
    char *last_batch; /* when the newest batch began, or NULL */
} ArsipStatus;

ArsipStatus *arsip_status_load(ArsipArchive *archive, GError **error);
void arsip_status_free(ArsipStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipStatus, arsip_status_free)

/* A page that was read with little confidence, or not at all: one to look at, and perhaps to scan again. */
typedef struct {
    gint64 document;
    gint64 batch;
    char *name; /* the document's */
    char *path; /* where its file came from, escaped */
    guint number;
    double confidence; /* 0 to 100 */
    char *failure;     /* why it could not be read; NULL: it was */
} ArsipLowPage;

/*
 * Pages read with less than this confidence, the worst first, of ArsipLowPage; blank pages and texts set by
 * persons are none. batch: 0 for all. limit: 0 for no limit. The array owns its rows.
 */
GPtrArray *arsip_low_pages(ArsipArchive *archive, double confidence, gint64 batch, guint limit,
                           GError **error);

/* Pages that could not be read, of ArsipLowPage, by document. */
GPtrArray *arsip_failed_pages(ArsipArchive *archive, GError **error);

#endif
