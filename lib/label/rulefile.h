/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_RULEFILE_H
#define ARSIP_LABEL_RULEFILE_H

#include "label/rule.h"

/* A namespace of which a document keeps one label. */
typedef struct {
    char *name;      /* "jenis" */
    char *otherwise; /* the label of a document that gets none of them, or NULL */
    char *file;
    guint line;          /* of `otherwise`, where there is one */
    char *declared_file; /* the first that calls it exclusive */
    guint declared_line, declared_column;
} ArsipNamespace;

void arsip_namespace_free(ArsipNamespace *space);

/* Adds what a file says to rules and namespaces, and to faults what is wrong with it. file: its bare name. */
void arsip_rulefile_read(const ArsipTree *tree, const char *file, GPtrArray *rules, GPtrArray *namespaces,
                         ArsipFaults *faults);

#endif
