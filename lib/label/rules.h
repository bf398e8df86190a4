/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_RULES_H
#define ARSIP_LABEL_RULES_H

#include "query/matcher.h"

/* The rules of an archive: all *.yaml of its rules folder, in the order of their names. */
typedef struct ArsipRules ArsipRules;

/*
 * Faults (unknown key, query that cannot parse, label twice in one rule, ...) are ARSIP_ERROR_SYNTAX,
 * "rules/10-jenis.yaml:12:9: ...". arsip_rules_check() collects all of them instead of the first.
 */
ArsipRules *arsip_rules_load(const char *folder, GError **error);
ArsipRules *arsip_rules_ref(ArsipRules *rules);
void arsip_rules_unref(ArsipRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipRules, arsip_rules_unref)

/* SHA-256, in hexadecimal, over the files' names and bytes. */
const char *arsip_rules_version(const ArsipRules *rules);
guint arsip_rules_count(const ArsipRules *rules);

/* Whether the label is of an exclusive namespace. */
gboolean arsip_rules_is_exclusive(const ArsipRules *rules, const char *label);

/* Faults and doubts as sentences with file:line:column, one each; empty when all is well. The caller owns it.
 */
GPtrArray *arsip_rules_check(const char *folder);

typedef struct {
    ArsipPlace place;
    char *where; /* zone or field */
    char *text;  /* the words as they stand */
    double cost; /* 0: as written */
} ArsipEvidence;

typedef struct {
    char *label;
    char *rule; /* "10-jenis.yaml:12", and in `why` what it says of itself */
    char *why;
    gint priority;
    GPtrArray *evidence; /* of ArsipEvidence */
} ArsipAssignment;

/* A label that a rule wanted and did not give, for --explain. */
typedef struct {
    ArsipAssignment *assignment;
    char *reason; /* in words: "jenis/nota-dinas has the higher priority (60 over 40)", "spoken against by
                     ..." */
} ArsipRefusal;

typedef struct {
    GPtrArray *given;   /* of ArsipAssignment, in the order of their labels */
    GPtrArray *refused; /* of ArsipRefusal */
} ArsipVerdict;

/*
 * fixed: labels that a person set (they win in their exclusive namespace), NULL-terminated;
 * barred: labels that a person removed. Both may be NULL. The subject's pages give the words as they stand
 * for evidence; without them it has none.
 */
ArsipVerdict *arsip_rules_judge(const ArsipRules *rules, const ArsipSubject *subject,
                                const char *const *fixed, const char *const *barred);
void arsip_verdict_free(ArsipVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipVerdict, arsip_verdict_free)

#endif
