/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BATCH_H
#define ARSIP_BATCH_H

#include <arsip/archive.h>

/* A batch: what one ingest brought. All strings belong to the record. */
typedef struct {
    gint64 id;
    char *uuid;
    char *who;
    char *started;    /* UTC, RFC 3339 */
    char *finished;   /* NULL while it is open */
    char *state;      /* "open" (interrupted or under way), "done", "withdrawn" */
    gint64 arrivals;  /* files that came with it, also known ones */
    gint64 documents; /* made by it */
} ArsipBatch;

void arsip_batch_free(ArsipBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipBatch, arsip_batch_free)

/* All of them, oldest first, of ArsipBatch. */
GPtrArray *arsip_batch_list(ArsipArchive *archive, GError **error);
ArsipBatch *arsip_batch_load(ArsipArchive *archive, gint64 id, GError **error);

/*
 * What a batch came to, counted from the catalogue at the time of asking: so `batch show` tells the same as
 * the ingest did, and more once waiting pages have been read.
 */
typedef struct {
    char *path;      /* escaped */
    gint64 document; /* 0: it never became one */
    guint page;      /* 0: the whole file */
    gint code;       /* ArsipError */
    char *reason;
} ArsipProblem;

typedef struct {
    char *name;
    gint64 count;
} ArsipCount;

typedef struct {
    ArsipBatch *batch;
    gint64 files;      /* found: top level and inside containers */
    gint64 containers; /* of them, opened ones */
    gint64 bytes;
    gint64 new_documents;
    gint64 duplicates;   /* files whose bytes were known */
    gint64 brought_back; /* documents that were withdrawn and came again */
    gint64 pages;        /* of the new documents */
    gint64 pages_read;
    gint64 pages_blank;
    gint64 pages_failed;
    gint64 pages_waiting;
    gint64 pages_low; /* read with a confidence under ARSIP_LOW_CONFIDENCE */
    gint64 to_review; /* documents labelled perlu-tinjau */
    gint64 unlabelled;
    gint64 several;      /* documents that hold another letter behind the first (the field surat-lain) */
    double seconds;      /* from begin to end; 0 while open */
    GPtrArray *labels;   /* of ArsipCount, by name */
    GPtrArray *problems; /* of ArsipProblem */
    GPtrArray *low;      /* of ArsipLowPage (status.h): the worst of pages_low */
} ArsipReport;

/*
 * Percent; pages under it are named as hard to read. Measured: letters, however degraded, that were read with
 * few faults have 90 and more, pages in a language that the engine was not told of 88; scribbles, photographs
 * and what was not recovered have 66 at most.
 */
#define ARSIP_LOW_CONFIDENCE 75

ArsipReport *arsip_report_make(ArsipArchive *archive, gint64 batch, GError **error);
void arsip_report_free(ArsipReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipReport, arsip_report_free)

/*
 * Withdraws a whole batch, or brings it back to exactly what it was. Documents that another batch brought too
 * stay visible. hidden: documents that went out of sight (or came back). NOT_FOUND, USAGE when it is so
 * already, BUSY.
 */
gboolean arsip_batch_undo(ArsipArchive *archive, gint64 batch, const char *why, gint64 *changed,
                          GError **error);
gboolean arsip_batch_redo(ArsipArchive *archive, gint64 batch, const char *why, gint64 *changed,
                          GError **error);

#endif
