/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_PROGRAM_H
#define ARSIP_QUERY_PROGRAM_H

#include "query/keywords.h"
#include "query/matcher.h"

/* What a matcher makes of its queries: slots, one for each leaf or NEAR, and trees as steps from the leaves
 * up. */

#define ARSIP_SCOPE_ANY     0u
#define ARSIP_SCOPE_UNNAMED G_MAXUINT /* a section that no query names */

typedef struct {
    guint query;
    const ArsipNode *node;
    guint scope;        /* number of the zone or field; words and NEAR only */
    gboolean is_silent; /* under a NOT: found, but no hit */
    GArray *keywords;   /* of guint: a NEAR's phrases, in order; otherwise NULL */
    GRegex *regex;
} ArsipSlot;

typedef enum {
    ARSIP_STEP_SLOT, /* argument: slot */
    ARSIP_STEP_TRUE,
    ARSIP_STEP_AND, /* argument: number of operands */
    ARSIP_STEP_OR,
    ARSIP_STEP_NOT
} ArsipStepKind;

typedef struct {
    ArsipStepKind kind;
    guint argument;
} ArsipStep;

typedef struct {
    ArsipQuery *query;
    ArsipStep *steps;
    guint n_steps;
    gboolean guarded;
} ArsipProgram;

/* What a run over a document needs, kept for the next one. */
typedef struct ArsipScratch ArsipScratch;
void arsip_scratch_free(ArsipScratch *scratch);

struct ArsipMatcher {
    ArsipKeywords *keywords;
    GHashTable *scopes;    /* name -> number */
    GArray *slots;         /* of ArsipSlot */
    GArray *programs;      /* of ArsipProgram */
    GByteArray *usually;   /* a program's answer where nothing was found */
    guint longest;         /* program, in steps */
    ArsipScratch *scratch; /* NULL: none yet; used by the run in hand, so a matcher is one thread's */
    GPtrArray *slots_of;   /* keyword -> GArray of guint */
    GArray *is_near;       /* of gboolean, for each keyword: it is a NEAR's */
    GArray *facts;         /* of guint: the slots that ask no words */
};

/* What a document gave for a slot. */
enum { ARSIP_FOUND = 1 << 0, ARSIP_FOUND_UNCITED = 1 << 1 };

/* found: one for each slot; operands: room for as many as there are steps. */
gboolean arsip_program_run(const ArsipProgram *program, const guint8 *found, guint8 *operands);

#endif
