/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_H
#define ARSIP_SEARCH_H

#include <arsip/document.h>

/*
 * Finding documents. Hidden documents (withdrawn, or of an undone batch) and containers are never found. One
 * call sees one state of the archive, whatever other processes write meanwhile; it writes nothing.
 */

typedef enum {
    ARSIP_SEARCH_PLAIN = 0,
    ARSIP_SEARCH_AS_RULE =
        1 << 0, /* read the query as a label rule reads it: words in capitals must stand in capitals */
    ARSIP_SEARCH_EXACT = 1 << 1,       /* words as they are written, and no other form of them */
    ARSIP_SEARCH_EXPLAIN = 1 << 3,     /* say of each hit what its score is made of */
    ARSIP_SEARCH_UNMASKED = 1 << 2,    /* NIK, KK and NPWP whole; see arsip_mask_note_lifted() */
    ARSIP_SEARCH_NO_SYNONYMS = 1 << 4, /* leave ARCHIVE/words alone */
    ARSIP_SEARCH_FUZZY = 1 << 5        /* other forms, other names and what is near even where enough is found
                                          without, and more of what is near */
} ArsipSearchFlags;

typedef enum {
    ARSIP_SORT_BEST,   /* by score; among equals, and where the query has no words, newest first */
    ARSIP_SORT_NEWEST, /* by the letter's own date; undated ones last */
    ARSIP_SORT_OLDEST
} ArsipSort;

/* Everything that is 0 or NULL asks for nothing. */
typedef struct {
    const char *query; /* the query language (arsip-query.7), UTF-8; "" or NULL: every document */
    ArsipSearchFlags flags;
    const char *const
        *labels; /* NULL-terminated: all of them must be there; `perihal/` followed by a star: any such */
    const char
        *since; /* the letter's own date, both ends included: 2024-03-12, 12-03-2024, "Maret 2024", 2024 */
    const char *until;
    guint limit;  /* hits at most; 0: none, the counts alone */
    guint offset; /* hits to pass over */
    ArsipSort sort;
} ArsipSearchOptions;

/* Bytes of a snippet. */
typedef struct {
    guint32 start;
    guint32 length;
} ArsipMark;

typedef struct {
    char *name;
    char *value; /* NIK, KK and NPWP are masked: arsip/mask.h */
} ArsipHitField;

/* What a word or phrase of the query adds to a score: rarity x presence. */
typedef struct {
    char *words;         /* as they are folded; with the zone or field that they were asked in */
    guint64 n_documents; /* that hold it (of a phrase: its rarest word), about; 0: not counted */
    double rarity;       /* ln(1 + all documents / n_documents); of a phrase the sum over its words */
    double presence;     /* 0 .. 1: how often the document has it, and where */
    char *places;        /* "hal 1, isi 2": columns (zones, fields, "name", "other"), and how often */
} ArsipSearchFactor;

/* A document that was found. Every string is UTF-8; none is NULL. */
typedef struct {
    gint64 id;
    char *uuid;
    char *name;     /* file name, masked as fields are */
    char *state;    /* "stored", "read", "filed", "failed" */
    double score;   /* higher is better; 0 where no word was weighed. To be compared within one answer only */
    const char *by; /* static: how its words were found: "exact", "form" (in another form: pelantikan for
                       melantik, 12-03-2024 for 12 Maret 2024), "synonym" (by another name that ARCHIVE/words
                       gives: Disdukcapil) or "near" (as they may have been misread or misspelt) */
    guint page;     /* where the snippet stands, from 1; 0: on none (a value set by hand, nothing read) */
    char
        *snippet; /* one line, about 160 characters, white space collapsed; masked as fields are; may be "" */
    GArray *marks;      /* of ArsipMark, rising, without overlap: the words that were asked for */
    char **labels;      /* by name, NULL-terminated */
    GPtrArray *factors; /* of ArsipSearchFactor, with EXPLAIN; NULL otherwise */
    double nearness;    /* with EXPLAIN: what words that stand together add to the score */
    GPtrArray *fields;  /* of ArsipHitField: nomor tanggal hal sifat kode kepada dari, then others by name;
                           none is "" */
} ArsipSearchHit;

/* What may have been meant, and in how many documents it stands. */
typedef struct {
    char *word;
    guint64 n_documents; /* hidden ones too */
    gboolean is_more;    /* it stands in more: they were counted no further */
} ArsipGuess;

/* A word of the query that stands in the archive in no form; or two, with a space between, that stand in it
 * as one. */
typedef struct {
    char *word;
    GPtrArray *guesses; /* of ArsipGuess, the likeliest first; one at least */
} ArsipUnknown;

typedef struct {
    GPtrArray *hits;   /* of ArsipSearchHit, in the order asked for */
    guint64 total;     /* documents that match, whatever limit and offset */
    gboolean is_about; /* very many: total is an estimate */
    gint64 undated;    /* that match but for since or until, having no date of their own; -1: among so many
                          that they were not counted */
    GPtrArray *forms;  /* of char: other forms of the words that were asked for too, the likeliest first; none
                          where enough was found without */
    GPtrArray *synonyms; /* the same of other names, as ARCHIVE/words writes them */
    GPtrArray *faults;   /* of char: lines of ARCHIVE/words that cannot be understood, and were passed over */
    GPtrArray *near;     /* the same of words that may be meant, or may have been misread for it */
    GPtrArray *unknown;  /* of ArsipUnknown; none where enough was found */
    gboolean is_stale;   /* another version filled the index: some words may be missed until the next command
                            that writes */
} ArsipAnswer;

/*
 * Answers a query. Where its words as they are written give fewer hits than were asked for, and neither EXACT
 * nor AS_RULE is set, hits in other forms of them follow, then hits under other names, then hits in words
 * that they may have been misread or misspelt for; with FUZZY always. `total` counts what was looked for.
 * ARSIP_ERROR_SYNTAX for a fault in the query, with its column; ARSIP_ERROR_USAGE for dates that are none;
 * BUSY, DAMAGED. The caller owns the answer.
 */
ArsipAnswer *arsip_search(ArsipArchive *archive, const ArsipSearchOptions *options, GError **error);
void arsip_answer_free(ArsipAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipAnswer, arsip_answer_free)

/* The value, or NULL; borrowed from the hit. */
const char *arsip_search_hit_field(const ArsipSearchHit *hit, const char *name);

/*
 * The numbers of all documents that a query matches: *ids is a GArray of gint64, rising, without repetition;
 * the caller owns it. Errors as above.
 */
gboolean arsip_search_ids(ArsipArchive *archive, const char *query, ArsipSearchFlags flags, GArray **ids,
                          GError **error);

/* A place on a document's page where something that a query asks for stands. */
typedef struct {
    guint page; /* from 1 */
    ArsipSpan span;
} ArsipSearchPlace;

/*
 * All of them in one document, page by page: *places is a GArray of ArsipSearchPlace, empty where the query
 * asks for nothing that stands on a page; the caller owns it. Whether the document matches is not asked.
 * Errors as above.
 */
gboolean arsip_search_places(ArsipArchive *archive, gint64 document, const char *query,
                             ArsipSearchFlags flags, GArray **places, GError **error);

typedef struct {
    guint portion; /* microseconds that a transaction takes, and those between two; 0: what is best */
    void (*progress)(gint64 done, gint64 all, gpointer data); /* documents; may be NULL */
    gboolean (*should_stop)(gpointer data);                   /* then INTERRUPTED; may be NULL */
    gpointer data;
} ArsipRebuildOptions;

/*
 * Makes the index anew from the stored text. Searches go on in the old one meanwhile, and others may write:
 * none waits for it longer than a second, unless a document has megabytes of text. One that was interrupted
 * goes on when it is asked for again, here or in another process; so many as like may work at it at once.
 */
gboolean arsip_search_rebuild(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error);

#endif
