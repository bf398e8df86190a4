/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_APPLICATION_H
#define ARSIP_ARCHIVE_APPLICATION_H

#include <arsip/archive.h>

/*
 * An application: one run of the rules over documents, with what their labels were before, so that it can be
 * taken back. All that write run inside the caller's transaction; none makes an event.
 */

/*
 * SHA-256, in hexadecimal, over what a document's labels follow from, and over who gave which: the readings
 * of its pages, what persons set, its name, type and batch, and its labels' names. Equal revisions: nobody
 * touched it meanwhile. Whether it is withdrawn does not count. The caller owns it.
 */
char *arsip_document_revision(ArsipArchive *archive, gint64 document, GError **error);
/* The same over the names of its labels alone, and who gave or took away which. */
char *arsip_document_labels_revision(ArsipArchive *archive, gint64 document, GError **error);

/* Closed: its documents are all that it will ever have. */
typedef enum {
    ARSIP_APPLICATION_OPEN,
    ARSIP_APPLICATION_DONE,
    ARSIP_APPLICATION_UNDONE
} ArsipApplicationState;

typedef struct {
    gint64 id;
    char *made; /* UTC, RFC 3339 */
    char *rules;
    char *plan;   /* or NULL */
    gint64 event; /* that closed it; 0 while it is open */
    ArsipApplicationState state;
} ArsipApplicationRow;
void arsip_application_row_free(ArsipApplicationRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipApplicationRow, arsip_application_row_free)

/* id: 0 for the newest. NULL without *error where there is none. */
ArsipApplicationRow *arsip_application_row(ArsipArchive *archive, gint64 id, GError **error);
/* plan: the seal, or NULL. Gives its number; 0 after a failure. */
gint64 arsip_application_add(ArsipArchive *archive, const char *rules, const char *plan, GError **error);
/* The newest event is the one that closes it. */
gboolean arsip_application_close(ArsipArchive *archive, gint64 id, GError **error);
gboolean arsip_application_set_undone(ArsipArchive *archive, gint64 id, GError **error);
gint64 arsip_application_count(ArsipArchive *archive, gint64 id, GError **error);
/* Its documents, of gint64, rising. */
GArray *arsip_application_documents(ArsipArchive *archive, gint64 id, GError **error);

/* Keeps what rules gave a document until now. */
gboolean arsip_application_keep(ArsipArchive *archive, gint64 id, gint64 document, GError **error);
/* As what its labels were left, once they have changed. */
gboolean arsip_application_settle(ArsipArchive *archive, gint64 id, gint64 document, GError **error);
/* The revision of its labels then. The caller owns it. */
char *arsip_application_revision(ArsipArchive *archive, gint64 id, gint64 document, GError **error);
/* Gives a document back what it kept, in the place of what rules gave since. */
gboolean arsip_application_give_back(ArsipArchive *archive, gint64 id, gint64 document, GError **error);

#endif
