/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_RECORD_H
#define ARSIP_ARCHIVE_RECORD_H

#include <arsip/document.h>

#include "archive/family.h"
#include "base/hash.h"
#include "text/reading.h"

/*
 * The catalogue's rows, one call for each thing that happens to them. All that write run inside the caller's
 * transaction (arsip_begin); none makes an event.
 */

/* ---- originals and arrivals */

typedef struct {
    gint64 batch;
    gint64 container; /* arrival of the archive that held it, or 0 */
    const char *path; /* bytes */
    const char *name; /* UTF-8 */
    gint64 modified;  /* nanoseconds */
    guint64 size;
    const guint8 *sha256;
} ArsipArrival;

/* Names the original and its arrival. original, id: their numbers; is_new: never seen before. */
gboolean arsip_arrival_add(ArsipArchive *archive, const ArsipArrival *arrival, gint64 *original, gint64 *id,
                           gboolean *is_new, GError **error);

/* Notes that this batch brought a withdrawn document back. */
gboolean arsip_arrival_brought_back(ArsipArchive *archive, gint64 batch, gint64 document, GError **error);

/* How many containers stand round it: 0 for a file that came by itself. */
guint arsip_arrival_depth(ArsipArchive *archive, gint64 id, GError **error);

/* Its path with those of the containers round it: batch.zip/surat/001.tif. Bytes; the caller owns it. */
char *arsip_arrival_path(ArsipArchive *archive, gint64 id, GError **error);

/* Gives an arrival of a container that was unpacked before the arrivals of its members, all the way down. */
gboolean arsip_arrival_copy_members(ArsipArchive *archive, gint64 id, GError **error);

/* How many those would be. */
gboolean arsip_arrival_count_copies(ArsipArchive *archive, gint64 id, ArsipFamily *copies, GError **error);

/* How often this very file (path, size, time) arrived in the batch and container: a TAR may hold a name
 * twice. */
gint64 arsip_arrival_count(ArsipArchive *archive, const ArsipArrival *arrival, GError **error);

/* The arrivals that brought an original, oldest first: `visit` for each. */
typedef void (*ArsipArrivalVisit)(gint64 id, gint64 batch, gint64 container, const char *path, gpointer data);
gboolean arsip_arrival_each(ArsipArchive *archive, gint64 original, ArsipArrivalVisit visit, gpointer data,
                            GError **error);

gboolean arsip_original_set_type(ArsipArchive *archive, gint64 original, const char *media_type,
                                 GError **error);

/* ---- documents and pages */

/* A document of one original, in state stored, with its first page waiting. */
gboolean arsip_document_add(ArsipArchive *archive, gint64 batch, const char *name, gint64 original,
                            gint64 *id, char **uuid, GError **error);

/* The first document that has a page of this original, or 0. */
gint64 arsip_document_of_original(ArsipArchive *archive, gint64 original, GError **error);

typedef struct {
    gint64 id;
    char *uuid;
    char *name;
    char *state;
    gint64 batch;
    gint64 original; /* of its first page */
    guint8 sha256[ARSIP_HASH_SIZE];
    char *media_type; /* NULL: nobody has looked */
    gboolean is_hidden;
    gboolean is_withdrawn;
} ArsipDocumentRow;
ArsipDocumentRow *arsip_document_row(ArsipArchive *archive, gint64 id, GError **error);
void arsip_document_row_free(ArsipDocumentRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDocumentRow, arsip_document_row_free)

/* failure: NULL unless the state is failed. */
gboolean arsip_document_set_state(ArsipArchive *archive, gint64 id, const char *state, const GError *failure,
                                  GError **error);
gboolean arsip_document_set_pages(ArsipArchive *archive, gint64 id, gint64 original, guint n_pages,
                                  GError **error);
gboolean arsip_document_set_name(ArsipArchive *archive, gint64 id, const char *name, const char *who,
                                 GError **error);
gboolean arsip_document_set_note(ArsipArchive *archive, gint64 id, const char *note, GError **error);
/* why: NULL brings it back. */
gboolean arsip_document_set_withdrawn(ArsipArchive *archive, gint64 id, const char *why, GError **error);
/* Hidden or not follows from withdrawn and from the batches that brought it. */
gboolean arsip_document_settle_hidden(ArsipArchive *archive, gint64 id, gboolean *is_hidden, GError **error);

/*
 * Numbers of documents with pages that wait to be read, rising, over `after`, at most `limit`. batch: 0 for
 * any.
 */
GArray *arsip_document_waiting(ArsipArchive *archive, gint64 batch, gint64 after, guint limit,
                               GError **error);
gint64 arsip_document_count_waiting(ArsipArchive *archive, gint64 batch, GError **error);
/* The highest number of all, or 0. */
gint64 arsip_document_newest(ArsipArchive *archive);
/* Those with failed pages. */
GArray *arsip_document_failed(ArsipArchive *archive, GError **error);
/* The hidden ones among those that a batch brought again. What it made itself somebody hid since. */
GArray *arsip_document_hidden_of_batch(ArsipArchive *archive, gint64 batch, GError **error);
/* All that a batch brought, also those known before it. */
GArray *arsip_document_of_batch(ArsipArchive *archive, gint64 batch, GError **error);
/* All visible ones, in state filed. */
GArray *arsip_document_filed(ArsipArchive *archive, GError **error);

typedef struct {
    gint64 id;
    guint number;
    guint original_page;
    gint64 reading;
    char *state;
    guint8 sha256[ARSIP_HASH_SIZE];
} ArsipPageRow;
void arsip_page_row_free(ArsipPageRow *row);
/* Of ArsipPageRow, by number. */
GPtrArray *arsip_page_rows(ArsipArchive *archive, gint64 document, GError **error);

/*
 * A new reading that counts from now on. who: the person who set the text, or NULL. id may be NULL. A person
 * may set a page's text while a reader has the page in hand: what that reader gives is kept, but does not
 * count.
 */
gboolean arsip_page_add_reading(ArsipArchive *archive, gint64 page, const ArsipReading *reading,
                                const char *who, gint64 *id, GError **error);
/* Not where a person set the text. */
gboolean arsip_page_set_failed(ArsipArchive *archive, gint64 page, const GError *failure, GError **error);
/* A container's page is none. */
gboolean arsip_page_set_none(ArsipArchive *archive, gint64 document, GError **error);
/* Not where a person set the text. What was read before counts until the page has been read again. */
gboolean arsip_page_set_waiting(ArsipArchive *archive, gint64 page, GError **error);
/* Waits no more: what was read before goes on to count. */
gboolean arsip_page_keep_reading(ArsipArchive *archive, gint64 page, GError **error);
/* is_by_person may be NULL. */
ArsipReading *arsip_reading_load(ArsipArchive *archive, gint64 reading, gboolean *is_by_person,
                                 GError **error);

/* ---- fields and labels */

typedef struct {
    const char *name;
    const char *value;
    const char *who; /* NULL: read from the page */
    gint64 reading;  /* 0: none */
    guint32 start, length;
} ArsipFieldRow;
/* What a person set stays when who is NULL. */
gboolean arsip_field_set(ArsipArchive *archive, gint64 document, const ArsipFieldRow *field, GError **error);
/* name, value, name, value ... of what persons set, NULL-terminated; an empty value: there is none. */
char **arsip_field_by_persons(ArsipArchive *archive, gint64 document, GError **error);
/* Drops what was read from the pages; what persons set stays. */
gboolean arsip_field_clear_read(ArsipArchive *archive, gint64 document, GError **error);

typedef struct {
    const char *label;
    const char *who; /* NULL: a rule */
    gboolean is_given;
    const char *rule;
    const char *why;
    const char *rules;
    gint priority;
} ArsipAssignmentRow;
gboolean arsip_assignment_set(ArsipArchive *archive, gint64 document, const ArsipAssignmentRow *row,
                              GError **error);
/* The names of the labels that it has, in their order. */
char **arsip_assignment_labels(ArsipArchive *archive, gint64 document, GError **error);
/* Drops what rules gave; what persons gave or took away stays. */
gboolean arsip_assignment_clear_rules(ArsipArchive *archive, gint64 document, GError **error);
/* Forgets what a person decided about this label. */
gboolean arsip_assignment_forget(ArsipArchive *archive, gint64 document, const char *label, GError **error);
gboolean arsip_evidence_add(ArsipArchive *archive, gint64 document, const char *label, guint ordinal,
                            gint64 reading, guint32 start, guint32 length, const char *where,
                            const char *text, double cost, GError **error);

/* ---- problems of a batch */

gboolean arsip_problem_add(ArsipArchive *archive, gint64 batch, const char *path, gint64 document, guint page,
                           const GError *problem, GError **error);
/* One for each file that has any. */
typedef struct {
    char *path;      /* bytes */
    gint64 document; /* 0: none */
} ArsipRawProblem;
GPtrArray *arsip_problem_list(ArsipArchive *archive, gint64 batch, GError **error);
/* Forgets the problems of a document that is being read again, or of a path that is being taken again. */
gboolean arsip_problem_clear_document(ArsipArchive *archive, gint64 document, GError **error);
gboolean arsip_problem_clear_paths(ArsipArchive *archive, gint64 batch, GError **error);

/* ---- settings */
char *arsip_setting_get(ArsipArchive *archive, const char *name, GError **error); /* NULL: not set */
/* value: NULL unsets it. */
gboolean arsip_setting_set(ArsipArchive *archive, const char *name, const char *value, GError **error);
/* The rule-set version that labelled last. */
char *arsip_archive_rules_version(ArsipArchive *archive, GError **error);
gboolean arsip_archive_set_rules_version(ArsipArchive *archive, const char *version, GError **error);

#endif
