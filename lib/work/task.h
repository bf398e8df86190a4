/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_TASK_H
#define ARSIP_WORK_TASK_H

#include "archive/record.h"
#include "reader/pool.h"

/* One document under way: opened, then its waiting pages read. */
typedef enum {
    ARSIP_TASK_OPENING,
    ARSIP_TASK_READING,
    ARSIP_TASK_CONTAINER, /* nothing but files: unpacked when its turn comes */
    ARSIP_TASK_FAILED     /* as a whole: failure */
} ArsipTaskState;

typedef struct ArsipTask ArsipTask;

/* What the tasks of one run share. */
typedef struct {
    ArsipPool *pool;
    gsize held; /* bytes of readings that are done and not kept */
} ArsipTaskRoom;

/*
 * Readings wait for those of the documents before: while one page takes its two minutes, text layers come in
 * at thousands a second. Beyond this only pages of the first document are submitted.
 */
#define ARSIP_TASK_HELD_MOST (16u << 20)

typedef struct {
    ArsipTask *task;
    ArsipPageRow *row;
    gboolean is_done;
    ArsipReading *reading; /* one of the two when done */
    GError *failure;
} ArsipTaskPage;

struct ArsipTask {
    ArsipTaskRoom *room;
    ArsipDocumentRow *row;
    char *path; /* bytes: where it came from, for the report */
    char *name; /* the same, escaped */
    char *key;  /* hash, for the reader's memory of the last opened file */
    int fd;
    ArsipTaskState state;
    GError *failure;
    char *media_type;   /* when opening told it */
    guint opened_pages; /* as opening told */
    guint n_pages;
    gboolean was_opened; /* opening is to be kept in the catalogue */
    GPtrArray *pages;    /* of ArsipTaskPage: those that wait */
    guint next_submitted, next_kept;
    guint n_failed; /* of the pages kept so far */

    /* What is inside beside the pages: attachments. Stored before the pages are kept, so that whoever has
     * those has these. */
    gboolean has_members;    /* and they are still to be unpacked, when its turn comes */
    gboolean was_unpacked;   /* the outcome is to be kept with the document */
    guint n_members;         /* that were told of, */
    guint n_members_failed;  /* and of them those that did not come out; also of a container */
    GError *members_failure; /* why not all did; NULL: they did */
};

/*
 * Loads a document and submits its opening or, when it was opened before, goes straight to its pages. Once a
 * reader has opened it or read a page of it, the next pages are submitted at once: that reader goes on with
 * the file that it has open.
 */
ArsipTask *arsip_task_begin(ArsipArchive *archive, ArsipTaskRoom *room, gint64 document, GError **error);
void arsip_task_free(ArsipTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipTask, arsip_task_free)

/* Submits its next page; FALSE when it has none to submit now. */
gboolean arsip_task_submit_page(ArsipTask *task);

/* Frees a reading that has been kept. */
void arsip_task_drop_reading(ArsipTaskPage *page);

/* Whether something has to be unpacked before it can be kept. */
gboolean arsip_task_holds_members(const ArsipTask *task);

/* Whether nothing of it is with the readers or still to be submitted. */
gboolean arsip_task_is_complete(const ArsipTask *task);

/* Pages that are done and not yet kept, from next_kept on without a gap. */
guint arsip_task_ready_pages(const ArsipTask *task);

#endif
