/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/suggestion.h"

#include <arsip/document.h>
#include <string.h>

#include "base/i18n.h"

static void
free_query(ArsipSuggestedQuery *query)
{
    g_free(query->query);
    g_free(query);
}

static void
free_document(ArsipSuggestedDocument *document)
{
    g_free(document->title);
    g_free(document);
}

ArsipSuggestion *
arsip_suggestion_new(const char *label, gboolean is_group)
{
    ArsipSuggestion *suggestion = g_new0(ArsipSuggestion, 1);

    suggestion->label = g_strdup(label);
    suggestion->is_group = is_group;
    suggestion->queries = g_ptr_array_new_with_free_func((GDestroyNotify)free_query);
    suggestion->wrong = g_ptr_array_new_with_free_func((GDestroyNotify)free_document);
    suggestion->missed = g_ptr_array_new_with_free_func((GDestroyNotify)free_document);
    return suggestion;
}

void
arsip_suggestion_free(ArsipSuggestion *suggestion)
{
    if (suggestion == NULL)
        return;
    g_ptr_array_unref(suggestion->queries);
    g_ptr_array_unref(suggestion->wrong);
    g_ptr_array_unref(suggestion->missed);
    g_free(suggestion->label);
    g_free(suggestion->reason);
    g_free(suggestion->rule);
    g_free(suggestion);
}

gboolean
arsip_suggestion_name(ArsipArchive *archive, GPtrArray *documents, gint64 id, GError **error)
{
    g_autoptr(ArsipDocument) document = NULL;
    ArsipSuggestedDocument *named;

    if (documents->len >= ARSIP_SUGGEST_NAMED)
        return TRUE;
    document = arsip_document_load(archive, id, FALSE, error);
    if (document == NULL)
        return FALSE;
    named = g_new0(ArsipSuggestedDocument, 1);
    named->id = id;
    named->title = arsip_document_title(document);
    g_ptr_array_add(documents, named);
    return TRUE;
}

static void
append_list(GString *rule, const ArsipSuggestion *suggestion, const char *key)
{
    gboolean has_begun = FALSE;

    for (guint i = 0; i < suggestion->queries->len; i++) {
        const ArsipSuggestedQuery *query = suggestion->queries->pdata[i];

        if (strcmp(query->key, key) != 0)
            continue;
        if (!has_begun)
            g_string_append_printf(rule, "    %s:\n", key);
        has_begun = TRUE;
        g_string_append_printf(rule, "      - %s\n", query->query);
    }
}

/* Its queries are of lower-case words: none begins with a sign or has a colon and a space, and YAML takes
 * them bare. */
char *
arsip_suggestion_rule(const ArsipSuggestion *suggestion)
{
    GString *rule = g_string_new("rules:\n");

    g_string_append_printf(rule, "  - label: %s\n", suggestion->label);
    if (suggestion->priority != 0)
        g_string_append_printf(rule, "    priority: %d\n", suggestion->priority);
    g_string_append(rule, "    why: ");
    g_string_append_printf(rule, _("suggested by words that %u documents share\n"),
                           (guint)suggestion->by_hand);
    append_list(rule, suggestion, "any");
    append_list(rule, suggestion, "all");
    append_list(rule, suggestion, "none");
    return g_string_free(rule, FALSE);
}
