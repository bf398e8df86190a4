/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_MATCHER_H
#define ARSIP_QUERY_MATCHER_H

#include "query/query.h"

/*
 * Many queries held against one document in one reading of it: a trie over word identities finds the
 * leaves of all of them together, the trees are then evaluated from the leaves up. The cost is the text's and
 * that of what is found in it, whatever the number of queries. For one thread at a time.
 */
typedef struct ArsipMatcher ArsipMatcher;

/* What a query can ask of a document besides its words. Borrowed for the call. */
typedef struct {
    const ArsipLetter *letter;
    ArsipPages *pages;         /* that it was read from; NULL will do where it holds its zones' texts */
    const char *file_name;     /* UTF-8, may be NULL */
    const char *media_type;    /* may be NULL */
    const char *received;      /* YYYY-MM-DD, may be NULL */
    gint64 batch;              /* 0: none */
    const char *const *labels; /* NULL-terminated, may be NULL */
    gboolean is_certain;       /* no word is taken for a misread one but where the query says ~ */
} ArsipSubject;

/* A place where a leaf of a query was found. */
typedef struct {
    guint query;           /* as arsip_matcher_add() numbered it */
    const ArsipNode *leaf; /* borrowed from the query */
    const char *scope;     /* static or borrowed from the letter: the zone or field it was found in */
    ArsipPlace place;      /* page 0: in a value that stands on no page */
    double cost;       /* of taking it for the words of the leaf (text/misread.h); 0: as they are written */
    gboolean is_cited; /* in a zone, behind a citing word (berdasarkan, sesuai, ...) or before `Nomor ...
                          tanggal` */
} ArsipHit;

ArsipMatcher *arsip_matcher_new(void);
void arsip_matcher_free(ArsipMatcher *matcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMatcher, arsip_matcher_free)

/*
 * Keeps a reference. guarded: leaves found only in citations (the citation guard) do not count; judul and the
 * fields cite nothing. A NEAR is cited where one of its words is; its hits are those of its words.
 */
guint arsip_matcher_add(ArsipMatcher *matcher, ArsipQuery *query, gboolean guarded);

/* Of each leaf this many hits are kept, and as many cited ones. */
#define ARSIP_HITS_OF_LEAF 64

typedef struct {
    GArray *hits; /* of ArsipHit: of every leaf that is not under a NOT, in reading order (those on no page
                     last), also of queries that did not match */
    guint64 *matched; /* a bit for each query, from the lowest: arsip_match_has() */
    guint n_queries;
} ArsipMatch;

/* Whether the query matches. */
static inline gboolean
arsip_match_has(const ArsipMatch *match, guint query)
{
    return (match->matched[query / 64] >> query % 64 & 1) != 0;
}

/*
 * A phrase stands within one zone or one field's value, over lines and pages but never over two of them.
 * Without a scope any zone or field will do. A hit in a field has the field's place; a leaf that asks of the
 * document as a whole (label:, file:, received: and so on) has page 0 and its own name for a scope. A word~
 * is found as it may have been misread (query/vague.h).
 */
ArsipMatch *arsip_matcher_run(ArsipMatcher *matcher, const ArsipSubject *subject);
void arsip_match_free(ArsipMatch *match);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMatch, arsip_match_free)

#endif
