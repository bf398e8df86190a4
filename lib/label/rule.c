/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/rule.h"

#include "base/i18n.h"

#include <string.h>

/* Bounds that no rule of an office comes near; they keep a broken or hostile file cheap. */
#define WHY_MAX      1000
#define QUERY_MAX    4096
#define EXAMPLE_MAX  (64 * 1024)
#define PRIORITY_MAX 1000000

static void
free_rule_query(ArsipRuleQuery *query)
{
    g_clear_pointer(&query->query, arsip_query_unref);
    g_free(query->text);
    g_free(query->normal);
    g_free(query);
}

static void
free_example(ArsipExample *example)
{
    g_free(example->text);
    g_free(example);
}

void
arsip_rule_free(ArsipRule *rule)
{
    if (rule == NULL)
        return;
    g_ptr_array_unref(rule->any);
    g_ptr_array_unref(rule->all);
    g_ptr_array_unref(rule->none);
    g_ptr_array_unref(rule->examples);
    g_free(rule->label);
    g_free(rule->why);
    g_free(rule->file);
    g_free(rule);
}

char *
arsip_label_namespace(const char *label)
{
    const char *slash = strchr(label, '/');

    return slash == NULL ? NULL : g_strndup(label, (gsize)(slash - label));
}

gboolean
arsip_is_label(const char *text, gboolean may_have_slash)
{
    gboolean is_start = TRUE;

    for (const char *at = text; *at != '\0'; at++) {
        gboolean joins = *at == '-' || (may_have_slash && *at == '/');

        if (joins && is_start)
            return FALSE;
        if (!joins && !g_ascii_islower(*at) && !g_ascii_isdigit(*at))
            return FALSE;
        is_start = joins;
    }
    return !is_start && strlen(text) <= ARSIP_LABEL_MAX;
}

char *
arsip_rule_read_label(const ArsipTree *node, const char *key, ArsipFaults *faults)
{
    const char *text = arsip_tree_text(node, key, ARSIP_LABEL_MAX, faults);

    if (text == NULL)
        return NULL;
    if (!arsip_is_label(text, TRUE)) {
        arsip_fault_add(faults, node->line, node->column,
                        _("`%s` is no label: expected lower case words, digits, hyphens and slashes, such as "
                          "jenis/surat-tugas"),
                        text);
        return NULL;
    }
    return g_strdup(text);
}

static void
read_priority(const ArsipTree *node, ArsipRule *rule, ArsipFaults *faults)
{
    const char *text = arsip_tree_text(node, "priority", 16, faults);
    gint64 number;

    if (text == NULL)
        return;
    if (!g_ascii_string_to_signed(text, 10, -PRIORITY_MAX, PRIORITY_MAX, &number, NULL)) {
        arsip_fault_add(faults, node->line, node->column,
                        _("priority `%s`: expected a whole number, such as 40"), text);
        return;
    }
    rule->priority = (gint)number;
}

static void
read_why(const ArsipTree *node, ArsipRule *rule, ArsipFaults *faults)
{
    rule->why = g_strdup(arsip_tree_text(node, "why", WHY_MAX, faults));
    if (rule->why != NULL)
        g_strstrip(rule->why);
}

static void
read_guard(const ArsipTree *node, ArsipRule *rule, ArsipFaults *faults)
{
    static const char *const yes[] = {"yes", "true", "ya", NULL};
    static const char *const no[] = {"no", "false", "tidak", NULL};
    const char *text = arsip_tree_text(node, "guard", 16, faults);

    if (text == NULL)
        return;
    if (!g_strv_contains(yes, text) && !g_strv_contains(no, text)) {
        arsip_fault_add(faults, node->line, node->column, _("guard `%s`: expected yes or no"), text);
        return;
    }
    rule->is_guarded = g_strv_contains(yes, text);
}

static void
read_query(const ArsipTree *node, const char *key, GPtrArray *queries, ArsipFaults *faults)
{
    const char *text = arsip_tree_text(node, key, QUERY_MAX, faults);
    g_autoptr(GError) error = NULL;
    ArsipRuleQuery *read;
    ArsipQuery *query;

    if (text == NULL)
        return;
    /* `any:` with nothing behind it would be the query that holds for every document. */
    if (text[strspn(text, " \t\n")] == '\0') {
        arsip_fault_add(faults, node->line, node->column, _("an empty query in `%s`"), key);
        return;
    }
    query = arsip_query_parse(text, ARSIP_QUERY_AS_RULE, &error);
    if (query == NULL) {
        arsip_fault_add(faults, node->line, node->column, _("in the query %s: %s"), text, error->message);
        return;
    }
    read = g_new0(ArsipRuleQuery, 1);
    read->text = g_strdup(text);
    read->normal = arsip_query_print(query);
    read->query = query;
    read->line = node->line;
    read->column = node->column;
    g_ptr_array_add(queries, read);
}

static void
read_example(const ArsipTree *node, const char *key, GPtrArray *examples, ArsipFaults *faults)
{
    const char *text = arsip_tree_text(node, key, EXAMPLE_MAX, faults);
    ArsipExample *example;

    if (text == NULL)
        return;
    example = g_new0(ArsipExample, 1);
    example->text = g_strdup(text);
    example->must_match = strcmp(key, "match") == 0;
    example->line = node->line;
    example->column = node->column;
    g_ptr_array_add(examples, example);
}

static void
read_examples(const ArsipTree *node, ArsipRule *rule, ArsipFaults *faults)
{
    if (node->kind != ARSIP_TREE_MAPPING) {
        arsip_fault_add(faults, node->line, node->column,
                        _("`examples` must have the lists `match` and `no match`"));
        return;
    }
    for (guint i = 0; i < node->children->len; i += 2) {
        const ArsipTree *key = g_ptr_array_index(node->children, i);
        const ArsipTree *value = g_ptr_array_index(node->children, i + 1);

        if (!arsip_tree_is_new_key(node, i, faults))
            continue;
        if (strcmp(key->text, "match") != 0 && strcmp(key->text, "no match") != 0)
            arsip_fault_add(faults, key->line, key->column, _("unknown key `%s`: expected match or no match"),
                            key->text);
        else
            arsip_tree_each(value, key->text, rule->examples, faults, read_example);
    }
}

static void
read_rule_key(ArsipRule *rule, const ArsipTree *key, const ArsipTree *value, ArsipFaults *faults)
{
    const char *name = key->text;

    if (strcmp(name, "label") == 0)
        rule->label = arsip_rule_read_label(value, name, faults);
    else if (strcmp(name, "priority") == 0)
        read_priority(value, rule, faults);
    else if (strcmp(name, "why") == 0)
        read_why(value, rule, faults);
    else if (strcmp(name, "guard") == 0)
        read_guard(value, rule, faults);
    else if (strcmp(name, "any") == 0)
        arsip_tree_each(value, name, rule->any, faults, read_query);
    else if (strcmp(name, "all") == 0)
        arsip_tree_each(value, name, rule->all, faults, read_query);
    else if (strcmp(name, "none") == 0)
        arsip_tree_each(value, name, rule->none, faults, read_query);
    else if (strcmp(name, "examples") == 0)
        read_examples(value, rule, faults);
    else
        arsip_fault_add(
            faults, key->line, key->column,
            _("unknown key `%s`: expected label, priority, why, any, all, none, guard or examples"), name);
}

static ArsipRule *
new_rule(const ArsipTree *node, const char *file)
{
    ArsipRule *rule = g_new0(ArsipRule, 1);

    rule->file = g_strdup(file);
    rule->line = node->line;
    rule->column = node->column;
    rule->is_guarded = TRUE;
    rule->any = g_ptr_array_new_with_free_func((GDestroyNotify)free_rule_query);
    rule->all = g_ptr_array_new_with_free_func((GDestroyNotify)free_rule_query);
    rule->none = g_ptr_array_new_with_free_func((GDestroyNotify)free_rule_query);
    rule->examples = g_ptr_array_new_with_free_func((GDestroyNotify)free_example);
    return rule;
}

void
arsip_rule_read(const ArsipTree *node, const char *file, GPtrArray *rules, ArsipFaults *faults)
{
    guint faults_before = faults->n_found;
    ArsipRule *rule;

    if (node->kind != ARSIP_TREE_MAPPING) {
        arsip_fault_add(faults, node->line, node->column,
                        _("a rule must be a mapping that begins with `- label: ...`"));
        return;
    }
    rule = new_rule(node, file);
    for (guint i = 0; i < node->children->len; i += 2)
        if (arsip_tree_is_new_key(node, i, faults))
            read_rule_key(rule, g_ptr_array_index(node->children, i),
                          g_ptr_array_index(node->children, i + 1), faults);
    /* What is missing is told only when nothing else is wrong: a misspelt key should not be two faults. */
    if (faults->n_found == faults_before && rule->label == NULL)
        arsip_fault_add(faults, node->line, node->column, _("this rule has no `label`"));
    if (faults->n_found == faults_before && rule->any->len == 0 && rule->all->len == 0)
        arsip_fault_add(faults, node->line, node->column,
                        _("the rule for %s asks for nothing: it needs `any` or `all`"), rule->label);
    if (faults->n_found == faults_before)
        g_ptr_array_add(rules, rule);
    else
        arsip_rule_free(rule);
}
