/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_QUERY_H
#define ARSIP_QUERY_QUERY_H

#include <arsip/error.h>
#include "letter/letter.h"

/*
 * The query language: words -> tree, for searching and for labelling (man arsip-query.7 has the grammar).
 *
 *   word   "a phrase"   pre*   a b (and)   a OR b   NOT a   ( )   a NEAR/5 b   word~   =word
 *   kop: judul: kepala: isi: akhir:   nomor: hal: kepada: dari: sifat: kode:  or any other field name
 *   nomor:/^R-/   tanggal:2024-01..2024-03   has:nik   label:jenis/undangan   label:perihal/ *
 *   file:scan*   batch:3   type:pdf   received:2024-03
 *
 *   @name (a saved search)
 *
 * AND OR NOT also DAN ATAU BUKAN; in a query whose bare words (those outside quotation marks) are all in
 * capitals they are words. NEAR alone is NEAR/10. A word that the tokenizer splits (005/117-Um) is a phrase
 * of its tokens. A scope (zone or field) holds for the word, phrase or parenthesis after the colon and is
 * pushed down to the leaves.
 */
typedef enum {
    ARSIP_NODE_AND,
    ARSIP_NODE_OR,
    ARSIP_NODE_NOT,   /* one child */
    ARSIP_NODE_NEAR,  /* children are TERMS leaves of one scope; `distance` */
    ARSIP_NODE_TERMS, /* a word or a phrase: `terms` */
    ARSIP_NODE_REGEX, /* `scope` is a field; `value` the expression */
    ARSIP_NODE_DATE,  /* tanggal: or received:, `first`..`last` */
    ARSIP_NODE_HAS,   /* `value`, in lower case: nik kk npwp telepon, or a field's name */
    ARSIP_NODE_LABEL, /* `value`, `is_prefix` */
    ARSIP_NODE_FILE,  /* `value` folded, `is_prefix`: the document's file name */
    ARSIP_NODE_BATCH, /* `number` */
    ARSIP_NODE_TYPE,  /* `value`: pdf tiff jpeg png text ... or a media type */
    ARSIP_NODE_ALL    /* every document: the empty query */
} ArsipNodeKind;

typedef struct {
    char *folded;       /* one token (text/token.h) */
    gboolean is_prefix; /* pre* */
    gboolean is_exact;  /* =word */
    gboolean is_fuzzy;  /* word~: as it may have been misread (query/vague.h); never with is_acronym */
    gboolean
        is_acronym; /* must stand in capitals: `=SPP`, or any word in capitals of up to 5 letters in a rule */
} ArsipTerm;

typedef struct ArsipNode ArsipNode;
struct ArsipNode {
    ArsipNodeKind kind;
    GPtrArray *children; /* of ArsipNode; AND, OR, NOT, NEAR */
    GArray *terms;       /* of ArsipTerm; TERMS */
    char *scope;         /* zone or field name, or NULL for anywhere (all zones and all fields) */
    char *value;
    char first[11], last[11]; /* DATE, both ends included; an empty string is open */
    gint64 number;
    guint distance;
    gboolean is_prefix;
    char *
        stands_for; /* TERMS: folded words, parted by spaces, as which it weighs (search/rarity.h); or NULL */
    guint column;   /* from 1, in characters of the query: where this stood */
};

typedef struct ArsipQuery ArsipQuery;

typedef enum {
    ARSIP_QUERY_PLAIN = 0,
    ARSIP_QUERY_AS_RULE = 1 << 0 /* as a rule reads it: words of 2 to 5 capitals are acronyms */
} ArsipQueryFlags;

/*
 * Fails with ARSIP_ERROR_SYNTAX, "column 7: expected ...". Depth, leaves and size are bounded; the
 * parser uses no recursion that input can exhaust.
 */
ArsipQuery *arsip_query_parse(const char *text, ArsipQueryFlags flags, GError **error);

/*
 * The same where saved searches can stand in the query: `find` gives the tree that @name stands for, which
 * the parser takes over, or NULL with the fault and `column` in it. Leaves of that tree count among those of
 * the query. A rule has none, and without `find` there is none.
 */
#define ARSIP_SAVED_LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-"
typedef ArsipNode *(*ArsipQuerySaved)(const char *name, guint column, gpointer data, GError **error);
ArsipQuery *arsip_query_parse_with(const char *text, ArsipQueryFlags flags, ArsipQuerySaved find,
                                   gpointer data, GError **error);

ArsipQuery *arsip_query_ref(ArsipQuery *query);
void arsip_query_unref(ArsipQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipQuery, arsip_query_unref)

const ArsipNode *arsip_query_root(const ArsipQuery *query);

/*
 * The expression of a REGEX node, compiled, with limits on what a match may cost (one that goes beyond them
 * is no match). Case counts, as printed. The caller owns it.
 */
GRegex *arsip_query_regex(const char *expression, GError **error);

/* Whether the `value` of a TYPE node (pdf, jpg, image, image/tiff, ...) means a media type. */
gboolean arsip_query_type_matches(const char *value, const char *media_type);

/* In normal form; parsing it again gives an equal tree. The caller owns it. */
char *arsip_query_print(const ArsipQuery *query);

#endif
