/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/rulefile.h"

#include "base/i18n.h"

#include <string.h>

void
arsip_namespace_free(ArsipNamespace *space)
{
    if (space == NULL)
        return;
    g_free(space->name);
    g_free(space->otherwise);
    g_free(space->file);
    g_free(space->declared_file);
    g_free(space);
}

static void
read_rules(const ArsipTree *node, const char *file, GPtrArray *rules, ArsipFaults *faults)
{
    if (node->kind != ARSIP_TREE_LIST) {
        arsip_fault_add(faults, node->line, node->column,
                        _("`rules` must be a list: each rule begins with `- label: ...`"));
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        arsip_rule_read(g_ptr_array_index(node->children, i), file, rules, faults);
}

static ArsipNamespace *
find_namespace(GPtrArray *namespaces, const char *name)
{
    for (guint i = 0; i < namespaces->len; i++) {
        ArsipNamespace *space = g_ptr_array_index(namespaces, i);

        if (strcmp(space->name, name) == 0)
            return space;
    }
    return NULL;
}

static void
read_namespace(const ArsipTree *node, const char *key, GPtrArray *into, ArsipFaults *faults)
{
    const char *text = arsip_tree_text(node, key, ARSIP_LABEL_MAX, faults);
    ArsipNamespace *space;

    if (text == NULL)
        return;
    if (!arsip_is_label(text, FALSE)) {
        arsip_fault_add(
            faults, node->line, node->column,
            _("`%s` is no namespace: expected the part of a label before its slash, such as jenis"), text);
        return;
    }
    if (find_namespace(into, text) != NULL)
        return;
    space = g_new0(ArsipNamespace, 1);
    space->name = g_strdup(text);
    space->declared_line = node->line;
    space->declared_column = node->column;
    g_ptr_array_add(into, space);
}

/* Two files may both name a namespace, but must not answer differently for documents without a label of it.
 */
static void
merge_namespaces(GPtrArray *own, const ArsipTree *otherwise_node, const char *otherwise, const char *file,
                 GPtrArray *namespaces, ArsipFaults *faults)
{
    for (guint i = 0; i < own->len; i++) {
        ArsipNamespace *mine = g_ptr_array_index(own, i);
        ArsipNamespace *space = find_namespace(namespaces, mine->name);

        if (space == NULL) {
            space = g_new0(ArsipNamespace, 1);
            space->name = g_strdup(mine->name);
            space->declared_file = g_strdup(file);
            space->declared_line = mine->declared_line;
            space->declared_column = mine->declared_column;
            g_ptr_array_add(namespaces, space);
        }
        if (otherwise == NULL || g_strcmp0(space->otherwise, otherwise) == 0)
            continue;
        if (space->otherwise != NULL) {
            arsip_fault_add(faults, otherwise_node->line, otherwise_node->column,
                            _("`otherwise` for %s is %s already (%s, line %u)"), space->name,
                            space->otherwise, space->file, space->line);
            continue;
        }
        space->otherwise = g_strdup(otherwise);
        space->file = g_strdup(file);
        space->line = otherwise_node->line;
    }
}

void
arsip_rulefile_read(const ArsipTree *tree, const char *file, GPtrArray *rules, GPtrArray *namespaces,
                    ArsipFaults *faults)
{
    g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_namespace_free);
    g_autofree char *otherwise = NULL;
    const ArsipTree *otherwise_node = NULL;

    if (tree->kind != ARSIP_TREE_MAPPING) {
        arsip_fault_add(faults, tree->line, tree->column,
                        _("expected `exclusive:`, `otherwise:` or `rules:`"));
        return;
    }
    for (guint i = 0; i < tree->children->len; i += 2) {
        const ArsipTree *key = g_ptr_array_index(tree->children, i);
        const ArsipTree *value = g_ptr_array_index(tree->children, i + 1);

        if (!arsip_tree_is_new_key(tree, i, faults))
            continue;
        if (strcmp(key->text, "rules") == 0) {
            read_rules(value, file, rules, faults);
        } else if (strcmp(key->text, "exclusive") == 0) {
            arsip_tree_each(value, key->text, own, faults, read_namespace);
        } else if (strcmp(key->text, "otherwise") == 0) {
            otherwise_node = value;
            otherwise = arsip_rule_read_label(value, key->text, faults);
        } else {
            arsip_fault_add(faults, key->line, key->column,
                            _("unknown key `%s`: expected rules, exclusive or otherwise"), key->text);
        }
    }
    if (otherwise_node != NULL && own->len == 0)
        arsip_fault_add(faults, otherwise_node->line, otherwise_node->column,
                        _("`otherwise` stands beside `exclusive` only"));
    merge_namespaces(own, otherwise_node, otherwise, file, namespaces, faults);
}
