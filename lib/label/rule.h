/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_RULE_H
#define ARSIP_LABEL_RULE_H

#include "label/tree.h"
#include "query/query.h"

/* What a document gets when the rules of an exclusive namespace contradict each other. */
#define ARSIP_LABEL_TO_REVIEW "perlu-tinjau"

#define ARSIP_LABEL_MAX 64 /* bytes */

/* One query of a rule. */
typedef struct {
    char *text;   /* as written */
    char *normal; /* as arsip_query_print() gives it: equal for equal queries */
    ArsipQuery *query;
    guint line;
    guint column;
    guint number; /* in the matcher */
} ArsipRuleQuery;

typedef struct {
    char *text;
    gboolean must_match;
    guint line;
    guint column;
} ArsipExample;

typedef struct {
    char *label;
    char *why;  /* NULL when the file does not say */
    char *file; /* "10-jenis.yaml" */
    guint line;
    guint column;
    gint priority;
    gboolean is_guarded;
    GPtrArray *any; /* of ArsipRuleQuery; empty, never NULL, where the file has none */
    GPtrArray *all;
    GPtrArray *none;
    GPtrArray *examples; /* of ArsipExample */
} ArsipRule;

void arsip_rule_free(ArsipRule *rule);

/* "jenis" for "jenis/undangan"; what is before the first slash. The caller owns it. NULL without a slash. */
char *arsip_label_namespace(const char *label);

/* Lower case words, digits, hyphens and, if it may have them, slashes. */
gboolean arsip_is_label(const char *text, gboolean may_have_slash);

/* NULL after a fault was added. The caller owns it. */
char *arsip_rule_read_label(const ArsipTree *node, const char *key, ArsipFaults *faults);

/* Adds the rule to rules, or to faults what is wrong with it. file: its bare name. */
void arsip_rule_read(const ArsipTree *node, const char *file, GPtrArray *rules, ArsipFaults *faults);

#endif
