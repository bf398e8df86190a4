/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_TREE_H
#define ARSIP_LABEL_TREE_H

#include <glib.h>

/*
 * A YAML file as a tree in which every value keeps its place. Rule files need only a part of YAML: one
 * document of mappings, lists and texts. Anchors and aliases are refused: no rule needs them, and they let a
 * few bytes stand for billions.
 */
typedef enum { ARSIP_TREE_TEXT, ARSIP_TREE_LIST, ARSIP_TREE_MAPPING } ArsipTreeKind;

typedef struct {
    ArsipTreeKind kind;
    char *text;          /* TEXT: UTF-8, never NULL; otherwise NULL */
    GPtrArray *children; /* of ArsipTree: a LIST's items; a MAPPING's key, value, key, value */
    guint line;          /* from 1 */
    guint column;        /* from 1, in characters */
} ArsipTree;

/* The sentences about one set of files, each with its place. */
typedef struct {
    GPtrArray *sentences; /* of char */
    guint n_found;        /* also of those beyond the last one kept */
    const char *file;     /* the file that is being read, as it is told to people; borrowed */
} ArsipFaults;

/* "FILE:LINE:COLUMN: what is wrong". Beyond the 200th they are counted only. */
void arsip_fault_add(ArsipFaults *faults, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* NULL when there is nothing but comments, or after a fault was added: a file that breaks the rules of YAML
 * gives one fault. */
ArsipTree *arsip_tree_parse(const char *bytes, gsize length, ArsipFaults *faults);
void arsip_tree_free(ArsipTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipTree, arsip_tree_free)

/* Borrowed from the node; NULL after a fault was added: it is no text, or longer than `limit` bytes. */
const char *arsip_tree_text(const ArsipTree *node, const char *key, gsize limit, ArsipFaults *faults);

/* Whether the key at this index of a mapping is a word that did not come before; if not, a fault is added. */
gboolean arsip_tree_is_new_key(const ArsipTree *mapping, guint at, ArsipFaults *faults);

/* Reads the items of a list; one text stands for a list of one. */
typedef void (*ArsipTreeRead)(const ArsipTree *item, const char *key, GPtrArray *into, ArsipFaults *faults);
void arsip_tree_each(const ArsipTree *node, const char *key, GPtrArray *into, ArsipFaults *faults,
                     ArsipTreeRead read);

#endif
