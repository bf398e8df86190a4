/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_APPLICATION_H
#define ARSIP_WORK_APPLICATION_H

#include <arsip/archive.h>

/* An application while it is made: it gets its number with the first document that gets other labels. */
typedef struct {
    gint64 id;         /* 0: none yet */
    const char *rules; /* version; borrowed */
    const char *plan;  /* its seal, or NULL; borrowed */
} ArsipApplication;

/* What one document's event tells. */
typedef struct {
    gint64 document;
    const char *uuid;
    guint n_pages;
    char **before, **after; /* names of labels */
} ArsipRelabelling;

/* All of these inside the caller's transaction. */

/*
 * Closes what an interrupted run left open, unless this run goes on with it: one without a plan, by the same
 * rules.
 */
gboolean arsip_application_begin(ArsipArchive *archive, ArsipApplication *application, GError **error);
/* Before a document's labels change: keeps them. */
gboolean arsip_application_take(ArsipArchive *archive, ArsipApplication *application, gint64 document,
                                GError **error);
/* After that: what it was left as, and its event. */
gboolean arsip_application_leave(ArsipArchive *archive, const ArsipApplication *application,
                                 const ArsipRelabelling *relabelling, GError **error);
/* Closes it, with the event that binds its documents together. */
gboolean arsip_application_end(ArsipArchive *archive, ArsipApplication *application, GError **error);

#endif
