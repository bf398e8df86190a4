/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_WHOLE_H
#define ARSIP_ARCHIVE_WHOLE_H

#include "archive/record.h"
#include "base/arena.h"

/*
 * A document whole: all that the catalogue holds of it, so that another archive can hold the same. Readings
 * are told by their place: page 1, reading 1 is the first that was made of the first page; 0 and 0: none. All
 * strings, and what the arrays point to, are in the arena of the document or the page; UTF-8 but for paths;
 * NULL where the catalogue has NULL.
 */

typedef struct {
    guint page, reading;
    guint32 start, length;
} ArsipWholeSpan;

typedef struct {
    guint8 sha256[ARSIP_HASH_SIZE];
    guint64 size;
    char *media_type;
} ArsipWholeOriginal;

typedef struct {
    guint original;  /* of the record's, from 0 */
    char *batch;     /* UUID of the batch that brought it, in the archive that it came to first */
    char *path;      /* bytes */
    gint64 modified; /* nanoseconds */
    /* What it was in, as far as that goes along: the container's original and its arrival, from 1; 0: none.
     */
    guint8 holder[ARSIP_HASH_SIZE];
    guint holder_arrival;
} ArsipWholeArrival;

typedef struct {
    char *name, *value, *who;
    ArsipWholeSpan span;
} ArsipWholeField;

typedef struct {
    ArsipWholeSpan span;
    char *where, *text;
    double cost;
} ArsipWholeProof;

typedef struct {
    char *name, *who;
    gboolean is_given;
    char *rule, *why, *rules;
    gint priority;
    guint proofs, n_proofs; /* of the record's: the first, and how many */
} ArsipWholeLabel;

typedef struct {
    char *made, *who;
    const char *words; /* as arsip_words_pack() gives them */
    gsize words_size;
    char *text;
    double confidence;
    gint rotation;
    double skew;
    gint width, height, dpi;
    gboolean is_blank;
    char *method, *languages;
    double known;
    char *steps;
} ArsipWholeReading;

typedef struct {
    ArsipArena *arena;
    guint number;
    guint original; /* of the record's, from 0 */
    guint original_page;
    char *state;
    gint code; /* 0: none */
    char *failure;
    guint counts;        /* which of the readings, from 1; 0: none */
    GPtrArray *readings; /* of ArsipWholeReading */
} ArsipWholePage;

typedef struct {
    ArsipArena *arena;
    gint64 id; /* of this archive; 0 in a record from elsewhere */
    char *uuid, *name, *named_by, *state;
    gint code; /* 0: none */
    char *failure, *received, *note;
    guint n_pages;
    GPtrArray *originals; /* of ArsipWholeOriginal, in the order of the pages */
    GPtrArray *arrivals;  /* of ArsipWholeArrival, of each original, oldest first */
    GPtrArray *fields;    /* of ArsipWholeField, by name */
    GPtrArray *labels;    /* of ArsipWholeLabel, by name */
    GPtrArray *proofs;    /* of ArsipWholeProof, of one label after the other */
    GPtrArray *pages;     /* of ArsipWholePage, for those that were loaded with it */
    guint n_held;         /* of the pages, from the first: each is handed out once */
} ArsipWhole;

ArsipWhole *arsip_whole_new(void);
void arsip_whole_free(ArsipWhole *whole);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipWhole, arsip_whole_free)
ArsipWholePage *arsip_whole_page_new(void);
void arsip_whole_page_free(ArsipWholePage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipWholePage, arsip_whole_page_free)

/* Nothing is left but the memory, for another one. */
void arsip_whole_empty(ArsipWhole *whole);
void arsip_whole_page_empty(ArsipWholePage *page);

/* ---- out of the catalogue */

/* Whether a document goes along, by its number: a holder that stays behind becomes part of the path. */
typedef gboolean (*ArsipWholeGoes)(gint64 document, gpointer data);
/* Goes through documents, which are told by names, of ArsipWholeName. Inside one transaction, so that all of
 * them are of one moment; one walk at a time. Of many, up to 48 MiB of the catalogue are held in memory
 * meanwhile, as their order is not the catalogue's. */
typedef struct ArsipWholeWalk ArsipWholeWalk;
ArsipWholeWalk *arsip_whole_walk_new(ArsipArchive *archive, const GArray *names, ArsipWholeGoes goes,
                                     gpointer data, GError **error);
void arsip_whole_walk_free(ArsipWholeWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipWholeWalk, arsip_whole_walk_free)
/* The next, into `whole`, in the place of what is there; as often as there are names. */
gboolean arsip_whole_walk_next(ArsipWholeWalk *walk, ArsipWhole *whole, GError **error);
/* A page with its readings' texts, into `page`; of a whole that was loaded. Each is asked for once: what is
 * held of it is handed out. */
gboolean arsip_whole_load_page(ArsipArchive *archive, ArsipWhole *whole, guint number, ArsipWholePage *page,
                               GError **error);

/* A document's number and its UUID. */
typedef struct {
    guint8 uuid[16];
    gint64 id;
} ArsipWholeName;
/* FALSE for what is no UUID. */
gboolean arsip_whole_name_pack(const char *uuid, ArsipWholeName *name);
gint arsip_whole_name_compare(gconstpointer a, gconstpointer b);
/* Of all that can be seen, opened containers too, or of those whose numbers are given; by UUID. */
GArray *arsip_whole_names(ArsipArchive *archive, const GArray *documents, GError **error);

/* ---- into the catalogue, inside the caller's transaction; none makes an event */

/* The document that is of the same bytes: that has this UUID or a page of its first original; 0: none.
 * DAMAGED where this UUID is that of other bytes. */
gint64 arsip_whole_find(ArsipArchive *archive, const ArsipWhole *whole, GError **error);
/* The document with its originals, in a batch. Pages, and then marks, follow. */
gboolean arsip_whole_add(ArsipArchive *archive, gint64 batch, const ArsipWhole *whole, gint64 *id,
                         GError **error);
/* readings: the numbers that its readings got are appended, of gint64. */
gboolean arsip_whole_add_page(ArsipArchive *archive, gint64 document, const ArsipWhole *whole,
                              const ArsipWholePage *page, GArray *readings, GError **error);
/*
 * Arrivals with a batch, those that it has not brought yet; after the document, as of other documents its
 * originals. ids: the number of each, also of those that were there, is appended, of gint64; 0 where its
 * original is not in the archive. *n_new: the others. What they were in: arsip_whole_put_within().
 */
gboolean arsip_whole_add_arrivals(ArsipArchive *archive, gint64 batch, const ArsipWhole *whole, GArray *ids,
                                  guint *n_new, GError **error);
gboolean arsip_whole_put_within(ArsipArchive *archive, gint64 arrival, gint64 container, GError **error);
/* Whether its bytes are known: then they are durable too. */
gboolean arsip_whole_has_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE],
                                  GError **error);
/* readings: of each page, of GArray of gint64. */
gboolean arsip_whole_add_marks(ArsipArchive *archive, gint64 document, const ArsipWhole *whole,
                               const GPtrArray *readings, GError **error);
/* What persons decided of it elsewhere, where no person of this archive decided. *n: how much that was. */
gboolean arsip_whole_add_decisions(ArsipArchive *archive, gint64 document, const ArsipWhole *whole, guint *n,
                                   GError **error);
/* A text that a person set, for a page on which no person of this archive did. *is_taken: so it is. */
gboolean arsip_whole_add_correction(ArsipArchive *archive, gint64 document, const ArsipWholePage *page,
                                    gboolean *is_taken, GError **error);

#endif
