/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/doubt.h"

#include "base/i18n.h"
#include "text/misread.h"

#include <string.h>

/* The names that a query may put before a colon without anybody having set such a field. */
static const char *const known_scopes[] = {"kop",   "judul", "kepala",  "isi",      "akhir", "nomor", "hal",
                                           "sifat", "kode",  "tanggal", "kepada",   "dari",  "has",   "label",
                                           "file",  "batch", "type",    "received", NULL};

/* What people call by another name. */
static const struct {
    const char *written, *meant;
} other_names[] = {{"perihal", "hal"}, {"tgl", "tanggal"}, {"no", "nomor"}, {"yth", "kepada"}};

/*
 * One letter too many, too few, another one, or two exchanged (Damerau 1964). Short names have too many
 * neighbours for another letter in them.
 */
static gboolean
is_near(const char *written, const char *known)
{
    gsize length = strlen(written), other = strlen(known), same = 0;

    while (written[same] != '\0' && written[same] == known[same])
        same++;
    written += same;
    known += same;
    if (length == other + 1)
        return strcmp(written + 1, known) == 0;
    if (other == length + 1)
        return strcmp(written, known + 1) == 0;
    if (length != other || *written == '\0')
        return FALSE;
    if (written[0] == known[1] && written[1] == known[0])
        return strcmp(written + 2, known + 2) == 0;
    return length > 3 && strcmp(written + 1, known + 1) == 0;
}

/* What was meant by a name that is none of the known ones, or NULL. */
static const char *
find_meant(const char *written)
{
    if (g_strv_contains(known_scopes, written))
        return NULL;
    for (guint i = 0; i < G_N_ELEMENTS(other_names); i++)
        if (strcmp(written, other_names[i].written) == 0)
            return other_names[i].meant;
    for (guint i = 0; known_scopes[i] != NULL; i++)
        if (is_near(written, known_scopes[i]))
            return known_scopes[i];
    return NULL;
}

static void
append_terms(GString *out, const ArsipNode *leaf)
{
    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);
        g_autofree char *capitals = term->is_acronym ? g_ascii_strup(term->folded, -1) : NULL;

        g_string_append_printf(out, "%s%s%s%s", i > 0 ? " " : "", capitals != NULL ? capitals : term->folded,
                               term->is_prefix ? "*" : "", term->is_fuzzy ? "~" : "");
    }
}

/* A leaf in words, equal for those that find the same; NULL for one that has no words. The caller owns it. */
static char *
describe_leaf(const ArsipNode *leaf)
{
    GString *out;

    if (leaf->kind != ARSIP_NODE_TERMS)
        return NULL;
    out = g_string_new(NULL);
    if (leaf->scope != NULL)
        g_string_append_printf(out, "%s:", leaf->scope);
    g_string_append(out, leaf->terms->len > 1 ? "\"" : "");
    append_terms(out, leaf);
    g_string_append(out, leaf->terms->len > 1 ? "\"" : "");
    return g_string_free(out, FALSE);
}

static void
doubt_scope(const ArsipRuleQuery *query, const ArsipNode *leaf, ArsipFaults *faults)
{
    const char *written = leaf->kind == ARSIP_NODE_HAS ? NULL : leaf->scope;
    const char *meant = written != NULL ? find_meant(written) : NULL;

    if (meant != NULL)
        arsip_fault_add(faults, query->line, query->column,
                        _("%s: in %s is no zone, and no field that is read from a letter: is %s: meant?"),
                        written, query->text, meant);
}

/* A mark that no word of the leaf heeds. */
static void
doubt_marks(const ArsipRuleQuery *query, const ArsipNode *leaf, ArsipFaults *faults)
{
    g_autofree char *words = describe_leaf(leaf);
    gboolean has_exact = FALSE, has_acronym = FALSE, has_fuzzy = FALSE, has_bound = FALSE;

    for (guint i = 0; i < leaf->terms->len; i++) {
        const ArsipTerm *term = &g_array_index(leaf->terms, ArsipTerm, i);

        has_exact = has_exact || term->is_exact;
        has_acronym = has_acronym || term->is_acronym;
        has_fuzzy = has_fuzzy || term->is_fuzzy;
        has_bound = has_bound || (term->is_fuzzy && arsip_misread_bound(term->folded, 1.0) > 0);
    }
    if (has_exact && !has_acronym)
        arsip_fault_add(faults, query->line, query->column,
                        _("the = of %s does nothing in a rule: words match as they are written, and only a "
                          "word of 2 to 6 capitals (=SPP) must stand in capitals"),
                        words);
    if (has_fuzzy && !has_bound)
        arsip_fault_add(
            faults, query->line, query->column,
            _("the ~ of %s does nothing: so short a word, or one with a digit, is taken as it is"), words);
}

static void
doubt_label(const ArsipRuleQuery *query, const ArsipNode *leaf, ArsipFaults *faults)
{
    if (!leaf->is_prefix && strlen(leaf->value) <= ARSIP_LABEL_MAX && !arsip_is_label(leaf->value, TRUE))
        arsip_fault_add(faults, query->line, query->column,
                        _("label:%s never holds: labels are lower case words, digits, hyphens and slashes"),
                        leaf->value);
}

static void
doubt_repeats(const ArsipRuleQuery *query, const ArsipNode *list, ArsipFaults *faults)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < list->children->len; i++) {
        char *words = describe_leaf(g_ptr_array_index(list->children, i));

        if (words != NULL && g_hash_table_contains(seen, words))
            arsip_fault_add(faults, query->line, query->column, _("%s stands twice in %s"), words,
                            query->text);
        if (words != NULL)
            g_hash_table_add(seen, words);
    }
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static void
doubt_node(const ArsipRuleQuery *query, const ArsipNode *node, ArsipFaults *faults)
{
    if (node->kind == ARSIP_NODE_AND || node->kind == ARSIP_NODE_OR)
        doubt_repeats(query, node, faults);
    for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        doubt_node(query, g_ptr_array_index(node->children, i), faults);
    doubt_scope(query, node, faults);
    if (node->kind == ARSIP_NODE_TERMS)
        doubt_marks(query, node, faults);
    if (node->kind == ARSIP_NODE_LABEL)
        doubt_label(query, node, faults);
}

static void
doubt_list(const GPtrArray *queries, const char *key, ArsipFaults *faults)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < queries->len; i++) {
        ArsipRuleQuery *query = g_ptr_array_index(queries, i);
        const ArsipRuleQuery *before = g_hash_table_lookup(seen, query->normal);

        if (before != NULL)
            arsip_fault_add(faults, query->line, query->column,
                            _("%s stands in `%s` twice (first on line %u)"), query->text, key, before->line);
        else
            g_hash_table_insert(seen, query->normal, query);
        doubt_node(query, arsip_query_root(query->query), faults);
    }
}

void
arsip_doubt_keywords(const ArsipRule *rule, ArsipFaults *faults)
{
    doubt_list(rule->any, "any", faults);
    doubt_list(rule->all, "all", faults);
    doubt_list(rule->none, "none", faults);
}
