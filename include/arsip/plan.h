/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_PLAN_H
#define ARSIP_PLAN_H

#include <arsip/archive.h>

/*
 * Labelling in two steps: a plan says what the rules in force would change and changes nothing; applying it
 * does exactly that. Each application has a number, by which it can be taken back. What a person gave or took
 * away is never touched.
 */

typedef struct {
    char *rule; /* "10-jenis.yaml:12" */
    char *why;  /* what it says of itself; may be "" */
    guint64 documents;
} ArsipPlanReason;

typedef struct {
    gint64 id;
    char *title;
    char *words; /* what a rule found, and where, or why the label goes; may be "" */
} ArsipPlanExample;

/* Documents that would lose and gain the same labels of one namespace; a document may be in more than one. */
typedef struct {
    char *lost;   /* names, with commas; "" */
    char *gained; /* the same */
    guint64 documents;
    GPtrArray *reasons;  /* of ArsipPlanReason: the rules that give what comes, the most frequent first */
    GPtrArray *examples; /* of ArsipPlanExample, the first 3 */
} ArsipPlanGroup;

typedef struct {
    char *label;
    guint64 gained, lost; /* documents */
} ArsipPlanLabel;

typedef struct {
    guint64 documents; /* that were held against the rules */
    guint64 changed;
    guint64 by_hand;   /* of documents: those with a label that a person gave or took away */
    guint64 passed;    /* asked for, but withdrawn or not read yet */
    guint64 other;     /* of changed: in no group, as there were too many kinds of change */
    GPtrArray *labels; /* of ArsipPlanLabel, by name */
    GPtrArray *groups; /* of ArsipPlanGroup, the largest first */
} ArsipPlanSummary;
void arsip_plan_summary_free(ArsipPlanSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPlanSummary, arsip_plan_summary_free)

/*
 * Writes the plan to a new file, whole or not at all, and reads the archive only. documents: of gint64,
 * rising, or NULL for all that are filed.
 */
ArsipPlanSummary *arsip_plan_make(ArsipArchive *archive, const GArray *documents, const char *path,
                                  GError **error);

/* A document that changed since, so that it is left as it is. */
typedef struct {
    gint64 id;
    char *title;
    char *reason; /* a sentence */
} ArsipMoved;

typedef struct {
    gint64 application; /* its number; 0: nothing was to be changed */
    gboolean was_done;  /* this plan was applied before, and nothing was done since */
    guint64 documents;  /* whose labels were changed */
    guint64 left;       /* that moved on */
    GPtrArray *moved;   /* of ArsipMoved: the first 20 of those */
} ArsipOutcome;
void arsip_outcome_clear(ArsipOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipOutcome, arsip_outcome_clear)

/*
 * Does what the plan says, in one transaction. It fails, and nothing is changed, where the file is not as it
 * was written (DAMAGED), or where archive, rules or any of its documents are others than then; outcome names
 * those also after failure.
 */
gboolean arsip_plan_apply(ArsipArchive *archive, const char *path, ArsipOutcome *outcome, GError **error);

/*
 * Takes an application back (0: the newest), in one transaction: documents whose labels nobody touched since
 * get those that they had, with rules and evidence. It fails where it was taken back already, or no document
 * could be given anything back.
 */
gboolean arsip_label_undo(ArsipArchive *archive, gint64 application, ArsipOutcome *outcome, GError **error);

#endif
