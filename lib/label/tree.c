/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/tree.h"

#include "base/i18n.h"

#include <string.h>
#include <yaml.h>

/* A rule file is 4 levels deep (file, rules, rule, examples, texts); more is a mistake, and costs libyaml
 * quadratic time. */
#define DEPTH_MAX  8
#define NODES_MAX  200000
#define FAULTS_MAX 200
#define KEYS_MAX   100 /* of one mapping: they are compared with one another */
#define LIST_MAX   10000

typedef struct {
    GPtrArray *open; /* of ArsipTree, borrowed: from the root down to where the next value belongs */
    ArsipTree *root;
    guint n_nodes;
    gboolean has_document;
    ArsipFaults *faults;
} Builder;

void
arsip_fault_add(ArsipFaults *faults, guint line, guint column, const char *format, ...)
{
    g_autofree char *sentence = NULL;
    va_list arguments;

    if (faults->n_found++ >= FAULTS_MAX)
        return;
    va_start(arguments, format);
    sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(faults->sentences, g_strdup_printf("%s:%u:%u: %s", faults->file, line, column, sentence));
}

void
arsip_tree_free(ArsipTree *tree)
{
    if (tree == NULL)
        return;
    g_clear_pointer(&tree->children, g_ptr_array_unref);
    g_free(tree->text);
    g_free(tree);
}

static void
add_fault_at(Builder *builder, yaml_mark_t mark, const char *sentence)
{
    arsip_fault_add(builder->faults, (guint)mark.line + 1, (guint)mark.column + 1, "%s", sentence);
}

/* A value takes its place in what is open; the first of all is the root. */
static gboolean
add_node(Builder *builder, ArsipTreeKind kind, yaml_mark_t mark, ArsipTree **added)
{
    ArsipTree *parent = NULL;
    ArsipTree *node;

    if (builder->open->len > 0)
        parent = g_ptr_array_index(builder->open, builder->open->len - 1);
    if (++builder->n_nodes > NODES_MAX ||
        (parent != NULL && parent->kind == ARSIP_TREE_MAPPING && parent->children->len >= 2 * KEYS_MAX)) {
        add_fault_at(builder, mark, _("too many values for one rule file"));
        return FALSE;
    }
    node = g_new0(ArsipTree, 1);
    node->kind = kind;
    node->line = (guint)mark.line + 1;
    node->column = (guint)mark.column + 1;
    if (kind != ARSIP_TREE_TEXT)
        node->children = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_tree_free);
    if (parent == NULL)
        builder->root = node;
    else
        g_ptr_array_add(parent->children, node);
    *added = node;
    return TRUE;
}

static gboolean
add_text(Builder *builder, const yaml_event_t *event)
{
    const char *bytes = (const char *)event->data.scalar.value;
    gsize length = event->data.scalar.length;
    ArsipTree *node;

    if (memchr(bytes, '\0', length) != NULL) {
        add_fault_at(builder, event->start_mark, _("a NUL character in a text"));
        return FALSE;
    }
    if (!add_node(builder, ARSIP_TREE_TEXT, event->start_mark, &node))
        return FALSE;
    node->text = g_strndup(bytes, length);
    return TRUE;
}

static gboolean
open_node(Builder *builder, ArsipTreeKind kind, yaml_mark_t mark)
{
    ArsipTree *node;

    if (builder->open->len >= DEPTH_MAX) {
        add_fault_at(builder, mark, _("lists and mappings stand too deep in one another"));
        return FALSE;
    }
    if (!add_node(builder, kind, mark, &node))
        return FALSE;
    g_ptr_array_add(builder->open, node);
    return TRUE;
}

static gboolean
begin_document(Builder *builder, yaml_mark_t mark)
{
    if (builder->has_document) {
        add_fault_at(builder, mark, _("a second document (`---`): a rule file holds one"));
        return FALSE;
    }
    builder->has_document = TRUE;
    return TRUE;
}

static gboolean
take_event(Builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return begin_document(builder, event->start_mark);
    case YAML_ALIAS_EVENT:
        add_fault_at(builder, event->start_mark,
                     _("an alias (`*name`): write the value out, or put the query in quotes"));
        return FALSE;
    case YAML_SCALAR_EVENT:
        return add_text(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(builder, ARSIP_TREE_LIST, event->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_node(builder, ARSIP_TREE_MAPPING, event->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        g_ptr_array_set_size(builder->open, (gint)builder->open->len - 1);
        return TRUE;
    default:
        return TRUE;
    }
}

static void
add_yaml_fault(Builder *builder, const yaml_parser_t *parser)
{
    g_autofree char *sentence = NULL;

    sentence = g_strdup_printf(_("this is no YAML: %s"),
                               parser->problem != NULL ? parser->problem : _("out of memory"));
    /* Bytes that are no UTF-8 are met ahead of the parser, whose problem_mark is not set for them. */
    add_fault_at(builder, parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark, sentence);
}

static gboolean
take_all_events(Builder *builder, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        gboolean is_end, is_good;

        if (!yaml_parser_parse(parser, &event)) {
            add_yaml_fault(builder, parser);
            return FALSE;
        }
        is_end = event.type == YAML_STREAM_END_EVENT;
        is_good = take_event(builder, &event);
        yaml_event_delete(&event);
        if (is_end || !is_good)
            return is_good;
    }
}

ArsipTree *
arsip_tree_parse(const char *bytes, gsize length, ArsipFaults *faults)
{
    g_autoptr(GPtrArray) open = g_ptr_array_new();
    Builder builder = {.open = open, .faults = faults};
    yaml_parser_t parser;

    if (!yaml_parser_initialize(&parser)) {
        arsip_fault_add(faults, 1, 1, "%s", _("out of memory"));
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    if (!take_all_events(&builder, &parser))
        g_clear_pointer(&builder.root, arsip_tree_free);
    yaml_parser_delete(&parser);
    return builder.root;
}

const char *
arsip_tree_text(const ArsipTree *node, const char *key, gsize limit, ArsipFaults *faults)
{
    if (node->kind != ARSIP_TREE_TEXT) {
        arsip_fault_add(faults, node->line, node->column, _("`%s` must be a text, not a list or a mapping"),
                        key);
        return NULL;
    }
    if (strlen(node->text) > limit) {
        arsip_fault_add(faults, node->line, node->column, _("`%s` is longer than %zu bytes"), key, limit);
        return NULL;
    }
    return node->text;
}

gboolean
arsip_tree_is_new_key(const ArsipTree *mapping, guint at, ArsipFaults *faults)
{
    const ArsipTree *key = g_ptr_array_index(mapping->children, at);

    if (key->kind != ARSIP_TREE_TEXT) {
        arsip_fault_add(faults, key->line, key->column, _("a key must be a word"));
        return FALSE;
    }
    for (guint i = 0; i < at; i += 2) {
        const ArsipTree *before = g_ptr_array_index(mapping->children, i);

        if (before->kind == ARSIP_TREE_TEXT && strcmp(before->text, key->text) == 0) {
            arsip_fault_add(faults, key->line, key->column,
                            _("`%s` is given a second time (first on line %u)"), key->text, before->line);
            return FALSE;
        }
    }
    return TRUE;
}

void
arsip_tree_each(const ArsipTree *node, const char *key, GPtrArray *into, ArsipFaults *faults,
                ArsipTreeRead read)
{
    if (node->kind == ARSIP_TREE_TEXT) {
        read(node, key, into, faults);
        return;
    }
    if (node->kind == ARSIP_TREE_MAPPING) {
        arsip_fault_add(faults, node->line, node->column,
                        _("`%s` must be a list; is there a query with `: ` in it that wants quotes?"), key);
        return;
    }
    if (node->children->len > LIST_MAX) {
        arsip_fault_add(faults, node->line, node->column, _("`%s` has more than %d entries"), key, LIST_MAX);
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        read(g_ptr_array_index(node->children, i), key, into, faults);
}
