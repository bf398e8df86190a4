/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/narrow.h"

#include <string.h>
#include "base/i18n.h"
#include "query/node.h"

static ArsipNode *
make_label(const char *label, guint column)
{
    ArsipNode *node = arsip_node_new(ARSIP_NODE_LABEL, column);

    node->is_prefix = g_str_has_suffix(label, "*");
    node->value = g_strndup(label, strlen(label) - (node->is_prefix ? 1 : 0));
    return node;
}

static gboolean
read_date(const char *text, char first[11], char last[11], GError **error)
{
    if (text == NULL || *text == '\0' || arsip_date_parse(text, first, last))
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                _("\"%s\" is no date; write 2024-03-12, 12-03-2024, \"Maret 2024\" or 2024"), text);
    return FALSE;
}

static ArsipNode *
make_dates(const char *since, const char *until, guint column, GError **error)
{
    g_autoptr(ArsipNode) node = arsip_node_new(ARSIP_NODE_DATE, column);
    char ignored[11];

    node->scope = g_strdup("tanggal");
    if (!read_date(since, node->first, ignored, error) || !read_date(until, ignored, node->last, error))
        return NULL;
    return g_steal_pointer(&node);
}

static gboolean
is_open(const char *date)
{
    return date == NULL || *date == '\0';
}

ArsipNode *
arsip_narrow(ArsipNode *root, const char *const *labels, const char *since, const char *until, GError **error)
{
    g_autoptr(ArsipNode) first = root;
    g_autoptr(ArsipNode) all = arsip_node_new(ARSIP_NODE_AND, root->column);
    ArsipNode *dates = NULL;

    if (!is_open(since) || !is_open(until)) {
        dates = make_dates(since, until, root->column, error);
        if (dates == NULL)
            return NULL;
        arsip_node_adopt(all, dates);
    }
    for (guint i = 0; labels != NULL && labels[i] != NULL; i++)
        arsip_node_adopt(all, make_label(labels[i], root->column));
    if (all->children->len == 0)
        return g_steal_pointer(&first);
    if (first->kind != ARSIP_NODE_ALL)
        arsip_node_adopt(all, g_steal_pointer(&first));
    return all->children->len > 1 ? g_steal_pointer(&all) : g_ptr_array_steal_index(all->children, 0);
}
