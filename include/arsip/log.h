/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LOG_H
#define ARSIP_LOG_H

#include <arsip/archive.h>

/* The log: every act that changes something or takes something out leaves an event, chained to the one before
 * it. */
typedef struct {
    gint64 id;
    char *at;      /* UTC, RFC 3339 */
    char *who;     /* the real user's name */
    char *what;    /* "document.stored", "label.added" ... */
    char *subject; /* UUID of a document or batch, or "" */
    char *detail;  /* one JSON object */
} ArsipEvent;

void arsip_event_free(ArsipEvent *event);

/* Newest last, of ArsipEvent. subject: a UUID, or NULL for all. limit: so many of the newest; 0 for all. */
GPtrArray *arsip_event_list(ArsipArchive *archive, const char *subject, guint limit, GError **error);

#endif
