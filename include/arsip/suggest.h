/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SUGGEST_H
#define ARSIP_SUGGEST_H

#include <arsip/archive.h>

/*
 * Rules that an archive's own documents suggest: words that tell those to which persons gave a label from the
 * rest, with the figures that a rule of them would have had. Nothing is written; a person decides.
 */

/* Documents by hand below which nothing is suggested. */
#define ARSIP_SUGGEST_LEAST 3

/* One query of a suggested rule, and where it holds by itself. */
typedef struct {
    char *query;
    const char *key;   /* static: "any", "all" or "none" */
    guint64 by_hand;   /* of the documents that persons labelled */
    guint64 elsewhere; /* of those without the label */
    double likelihood; /* Dunning's G2; 0 in `none` */
} ArsipSuggestedQuery;

typedef struct {
    gint64 id;
    char *title;
} ArsipSuggestedDocument;

/* Every string is UTF-8 and belongs to the suggestion. */
typedef struct {
    char *label;        /* of a group that nobody has labelled: a name made of what it shares */
    gboolean is_group;  /* documents to review that share something; by_hand counts them */
    guint64 documents;  /* of the archive */
    guint64 by_hand;    /* given the label by a person */
    guint64 labelled;   /* have the label, by a person or a rule */
    GPtrArray *queries; /* of ArsipSuggestedQuery; empty: nothing can be suggested */
    char *reason;       /* why not, in a sentence; NULL otherwise */
    gint priority;   /* above the rules that would win otherwise; 0: the label's namespace is not exclusive */
    guint64 matched; /* by the rule as a whole */
    guint64 right;   /* of them, with the label */
    guint64 found;   /* of them, by hand */
    GPtrArray *wrong;  /* of ArsipSuggestedDocument: matched without the label, the first of them */
    GPtrArray *missed; /* of ArsipSuggestedDocument: by hand and not matched, the first of them */
    char *rule;        /* the rule file to paste; NULL without queries */
} ArsipSuggestion;

typedef struct {
    const char *label; /* NULL: every label that persons gave, and the documents to review */
    const char *query; /* learn from the documents that it finds only; NULL: from all */
    guint limit;       /* suggestions at most */
} ArsipSuggestOptions;

/* Of ArsipSuggestion; those that persons labelled first. The caller owns it. USAGE: a label that is none. */
GPtrArray *arsip_suggest(ArsipArchive *archive, const ArsipSuggestOptions *options, GError **error);

#endif
