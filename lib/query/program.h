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
    guint keyword;      /* words only */
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
    GArray *usually;       /* of guint64, a bit for each program: its answer where nothing was found */
    guint longest;         /* program, in steps */
    ArsipScratch *scratch; /* NULL: none yet; used by the run in hand, so a matcher is one thread's */
    GArray *facts;         /* of guint: the slots that ask no words */
};

/* What a document gives for a slot. */
enum { ARSIP_FOUND = 1 << 0, ARSIP_FOUND_UNCITED = 1 << 1 };

#define ARSIP_NO_SLOT G_MAXUINT

/* A slot as every find needs it: with what is asked and what was given so far side by side. */
typedef struct {
    const ArsipNode *leaf;
    guint query, scope;        /* the slot's */
    guint next;                /* slot that the finds of the same keyword go to, or ARSIP_NO_SLOT */
    guint8 decides;            /* of what is found: enough for the query to match; 0: its program tells */
    guint8 is_silent;          /* the slot's */
    guint8 found;              /* ARSIP_FOUND... */
    guint8 n_cited, n_uncited; /* hits that are kept */
} ArsipTally;

/* What must be found for a slot of the program. */
static inline guint8
arsip_program_wants(const ArsipProgram *program)
{
    return program->guarded ? ARSIP_FOUND_UNCITED : ARSIP_FOUND;
}

/* tallies: one for each slot, or NULL where nothing is found; operands: room for as many as there are steps.
 */
gboolean arsip_program_run(const ArsipProgram *program, const ArsipTally *tallies, guint8 *operands);

#endif
