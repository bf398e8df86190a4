/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DOCUMENT_H
#define ARSIP_DOCUMENT_H

#include <arsip/archive.h>

/*
 * A document as the catalogue has it: an ordered list of pages of originals, with what was read from it.
 * Records to look at: every string is UTF-8 and belongs to the record, none is NULL unless said.
 */

/* Pixels of the stored page, from its top left corner; all zero: no box. */
typedef struct {
    gint x, y, width, height;
} ArsipRectangle;

/* Bytes of the text of a reading, which may be an older one of the page. */
typedef struct {
    gint64 reading; /* 0: none */
    guint32 start, length;
} ArsipSpan;

typedef struct {
    guint number;  /* from 1 */
    char *state;   /* "waiting", "read", "failed", "none" (a container's) */
    char *failure; /* NULL unless failed */
    char *sha256;  /* of the original, hexadecimal */
    guint original_page;
    gint64 reading; /* 0: none */
    char *text;
    double confidence;       /* 0 to 100 */
    gint rotation;           /* degrees clockwise that turn the stored page upright */
    double skew;             /* degrees */
    gint width, height, dpi; /* of the stored page; 0 unknown */
    gboolean is_blank;
    char *method; /* "text", "layer", "otsu", "sauvola", "person"; "" before it is read */
} ArsipPage;

typedef struct {
    char *name;
    char *value;
    char *who;  /* the person who set it; NULL: read from the page */
    guint page; /* 0: stands on none */
    ArsipRectangle box;
    ArsipSpan span;
} ArsipFieldValue;

typedef struct {
    guint page;
    char *text;  /* the words as they stand */
    char *where; /* zone or field */
    ArsipRectangle box;
    ArsipSpan span;
    double cost; /* 0: as written */
} ArsipProof;

typedef struct {
    char *name;
    char *who;         /* the person; NULL: a rule */
    gboolean is_given; /* FALSE: a person took it away for good */
    char *rule;        /* "10-jenis.yaml:12", or NULL */
    char *why;         /* the rule's or the person's reason; may be "" */
    char *rules;       /* rule-set version, or NULL */
    gint priority;
    GPtrArray *proofs; /* of ArsipProof */
} ArsipLabel;

typedef struct {
    gint64 id;
    char *uuid;
    char *name;
    char *state;   /* "stored", "read", "filed", "failed", "container" */
    char *failure; /* NULL unless failed */
    gint code;     /* ArsipError, with failure */
    gboolean is_hidden;
    char *withdrawn;  /* the reason, or NULL */
    char *media_type; /* of the first original; NULL before a reader has looked */
    char *source;     /* where the first original came from, escaped */
    char *received;   /* YYYY-MM-DD */
    char *note;
    gint64 batch;
    GPtrArray *pages;  /* of ArsipPage */
    GPtrArray *labels; /* of ArsipLabel, by name; taken-away ones too */
    GPtrArray *fields; /* of ArsipFieldValue, nomor tanggal hal sifat kode kepada dari first */
} ArsipDocument;

/*
 * id: as arsip_document_find() gives it. with_text: whether pages hold their text (they are the bulk).
 * NOT_FOUND where there is none.
 */
ArsipDocument *arsip_document_load(ArsipArchive *archive, gint64 id, gboolean with_text, GError **error);
void arsip_document_free(ArsipDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDocument, arsip_document_free)

/*
 * The text of one page of a document that was loaded without: a document of thousands of pages is better
 * looked at one by one. The caller owns it.
 */
char *arsip_page_text(ArsipArchive *archive, const ArsipPage *page, GError **error);

/* Borrowed from the document; NULL where it has none. */
const char *arsip_document_field(const ArsipDocument *document, const char *name);

/* Another document, as it is named beside one. */
typedef struct {
    gint64 id;
    char *name; /* under which it arrived */
} ArsipCompanion;

/*
 * The documents that came inside this one (a mail's attachments, an archive's files), and those inside which
 * it came: of ArsipCompanion, those that can be seen, in the order of their coming, at most `limit`.
 */
GPtrArray *arsip_document_members(ArsipArchive *archive, gint64 id, guint limit, GError **error);
GPtrArray *arsip_document_holders(ArsipArchive *archive, gint64 id, guint limit, GError **error);

/*
 * `tanggal · nomor · hal · dari`, then the name: how a document is shown to people. The caller owns it.
 */
char *arsip_document_title(const ArsipDocument *document);

/*
 * What was done with a page when it was read, as sentences in the order in which it happened: for whoever
 * wonders why its text is what it is. NULL-terminated; the caller owns it. NOT_FOUND where there is no such
 * page.
 */
char **arsip_page_story(ArsipArchive *archive, gint64 document, guint number, GError **error);

/* A number, a UUID or its first 8 or more characters. NOT_FOUND, or FAILED when it means more than one. */
gint64 arsip_document_find(ArsipArchive *archive, const char *words, GError **error);

#endif
