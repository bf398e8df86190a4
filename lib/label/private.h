/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_PRIVATE_H
#define ARSIP_LABEL_PRIVATE_H

#include "label/rules.h"
#include "label/rulefile.h"

struct ArsipRules {
    gatomicrefcount references;
    GPtrArray *rules;      /* of ArsipRule, in the order of the files */
    GPtrArray *namespaces; /* of ArsipNamespace */
    ArsipMatcher *matcher;
    guint n_queries;
    char *version;
};

/*
 * Reads the folder and adds to faults all that is wrong. The rules are good to judge with only if no
 * fault was added; NULL with *error set when the folder or a file cannot be read at all.
 */
ArsipRules *arsip_rules_read(const char *folder, ArsipFaults *faults, GError **error);

/* One file's bytes, as above; for tests of what is no folder. name: "10-jenis.yaml". */
ArsipRules *arsip_rules_read_bytes(const char *name, const char *bytes, gsize length, ArsipFaults *faults);

/* "rules/10-jenis.yaml": enough for a clerk, and the same on every machine. The caller owns it. */
char *arsip_rules_shown_name(const char *folder, const char *name);

/* Adds what is doubtful in rules without faults: what can never hold or win, and what is said twice. */
void arsip_rules_doubt(const ArsipRules *rules, const char *folder, ArsipFaults *faults);

/* Adds the examples that come out otherwise than they say. */
void arsip_rules_try_examples(const ArsipRules *rules, const char *folder, ArsipFaults *faults);

#endif
