/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/beginning.h"

#include <string.h>

#include "archive/catalogue.h"
#include "query/node.h"
#include "search/index.h"
#include "search/vocabulary.h"

/* More words than these, which are held in memory, are left to FTS5. */
#define MOST 30000

/* Greater than every word that begins so. */
#define LAST_STRING "\xf4\x8f\xbf\xbf"

struct ArsipBeginnings {
    ArsipArchive *archive;
    ArsipRarities *rarities;
    GHashTable *words; /* leaf -> ArsipNode */
};

static void
free_node(gpointer node)
{
    arsip_node_free(node);
}

/* The vocabulary has neither numbers nor very short words. */
static const char *
beginning_of(const ArsipNode *leaf)
{
    const ArsipTerm *term;

    if (leaf->kind != ARSIP_NODE_TERMS || leaf->scope != NULL || leaf->terms->len != 1)
        return NULL;
    term = &g_array_index(leaf->terms, ArsipTerm, 0);
    return term->is_prefix && !term->is_acronym && strlen(term->folded) >= ARSIP_WORD_READ_LEAST &&
                   g_unichar_isalpha(g_utf8_get_char(term->folded))
               ? term->folded
               : NULL;
}

static void
add_word(ArsipNode *any, const ArsipNode *leaf, const char *word)
{
    ArsipNode *made = arsip_node_new(ARSIP_NODE_TERMS, leaf->column);
    ArsipTerm term = {.folded = g_strdup(word)};

    g_array_append_val(made->terms, term);
    arsip_node_adopt(any, made);
}

static ArsipNode *
list_words(const ArsipBeginnings *beginnings, const ArsipNode *leaf, const char *beginning, GError **error)
{
    static const char sql[] = "SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?2"
                              " ORDER BY word LIMIT ?3";
    g_autofree char *last = g_strconcat(beginning, LAST_STRING, NULL);
    g_autoptr(ArsipNode) any = arsip_node_new(ARSIP_NODE_OR, leaf->column);
    g_autoptr(ArsipStatement) statement = arsip_statement(beginnings->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "ssi", beginning, last, (gint64)MOST + 1))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        add_word(any, leaf, arsip_column_text(statement, 0));
        arsip_rarities_assume_prefix(beginnings->rarities, arsip_column_text(statement, 0));
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&any) : NULL;
}

static gboolean
add_leaf(ArsipBeginnings *beginnings, const ArsipNode *leaf, const char *beginning, GError **error)
{
    g_autoptr(ArsipNode) any = list_words(beginnings, leaf, beginning, error);

    if (any == NULL)
        return FALSE;
    if (any->children->len > 0 && any->children->len <= MOST)
        g_hash_table_insert(beginnings->words, (gpointer)leaf, g_steal_pointer(&any));
    return TRUE;
}

/* The parser bounds how deep a tree is, and with it this recursion. */
static gboolean
add(ArsipBeginnings *beginnings, const ArsipNode *node, GError **error)
{
    const char *beginning = beginning_of(node);

    if (beginning != NULL)
        return add_leaf(beginnings, node, beginning, error);
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR && node->kind != ARSIP_NODE_NOT)
        return TRUE;
    for (guint i = 0; i < node->children->len; i++)
        if (!add(beginnings, g_ptr_array_index(node->children, i), error))
            return FALSE;
    return TRUE;
}

ArsipBeginnings *
arsip_beginnings_new(ArsipArchive *archive, const ArsipNode *root, ArsipRarities *rarities, GError **error)
{
    g_autoptr(ArsipBeginnings) beginnings = g_new0(ArsipBeginnings, 1);

    beginnings->archive = archive;
    beginnings->rarities = rarities;
    beginnings->words = g_hash_table_new_full(NULL, NULL, NULL, free_node);
    /* Of an index that another version filled, the vocabulary may lack words. */
    if (arsip_index_is_current(archive, NULL) && !add(beginnings, root, error))
        return NULL;
    return g_steal_pointer(&beginnings);
}

void
arsip_beginnings_free(ArsipBeginnings *beginnings)
{
    if (beginnings == NULL)
        return;
    g_clear_pointer(&beginnings->words, g_hash_table_unref);
    g_free(beginnings);
}

const ArsipNode *
arsip_beginnings_of(const ArsipBeginnings *beginnings, const ArsipNode *leaf)
{
    return g_hash_table_lookup(beginnings->words, leaf);
}
