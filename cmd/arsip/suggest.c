/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "suggest.h"

#include "base/escape.h"
#include "base/json.h"

static void
print_documents(const GPtrArray *documents, guint64 n)
{
    for (guint i = 0; i < documents->len; i++) {
        const ArsipSuggestedDocument *document = documents->pdata[i];
        g_autofree char *masked = arsip_command_mask(document->title);
        g_autofree char *safe = arsip_escape_text(masked);

        printf("  %d  %s\n", (int)document->id, safe);
    }
    if (documents->len < n)
        printf(_("  ... and %u more\n"), (guint)(n - documents->len));
}

static guint
percent(guint64 part, guint64 whole)
{
    return whole > 0 ? (guint)((part * 100 + whole / 2) / whole) : 0;
}

static void
print_heading(const ArsipSuggestion *suggestion)
{
    if (suggestion->is_group)
        printf(_("%s (find a better name): %u documents that wait for a person share words\n"),
               suggestion->label, (guint)suggestion->by_hand);
    else
        printf(_("%s: given by a person to %u documents\n"), suggestion->label, (guint)suggestion->by_hand);
}

static void
print_queries(const ArsipSuggestion *suggestion)
{
    printf(_("Why these words:\n"));
    for (guint i = 0; i < suggestion->queries->len; i++) {
        const ArsipSuggestedQuery *query = suggestion->queries->pdata[i];

        printf(_("  %-4s %s: in %u of these %u, and in %u of the %u others\n"), query->key, query->query,
               (guint)query->by_hand, (guint)suggestion->by_hand, (guint)query->elsewhere,
               (guint)(suggestion->documents - suggestion->labelled));
    }
}

static void
print_figures(const ArsipSuggestion *suggestion)
{
    guint64 n_wrong = suggestion->matched - suggestion->right;

    printf(_("Tried on the archive's %u documents, it finds %u; "), (guint)suggestion->documents,
           (guint)suggestion->matched);
    printf(suggestion->is_group ? _("%u of them are of this group (%u %%).\n")
                                : _("%u of them have the label (%u %%).\n"),
           (guint)suggestion->right, percent(suggestion->right, suggestion->matched));
    printf(suggestion->is_group ? _("Of the %u of the group it finds %u (%u %%).\n")
                                : _("Of the %u given by a person it finds %u (%u %%).\n"),
           (guint)suggestion->by_hand, (guint)suggestion->found,
           percent(suggestion->found, suggestion->by_hand));
    if (n_wrong > 0)
        printf(_("Found besides, %u; do they belong to it, or is the rule wrong?\n"), (guint)n_wrong);
    print_documents(suggestion->wrong, n_wrong);
    if (suggestion->found < suggestion->by_hand)
        printf(_("Not found, %u:\n"), (guint)(suggestion->by_hand - suggestion->found));
    print_documents(suggestion->missed, suggestion->by_hand - suggestion->found);
}

static void
print_suggestion(const ArsipSuggestion *suggestion)
{
    print_heading(suggestion);
    if (suggestion->rule == NULL) {
        printf(_("Nothing is suggested: %s.\n"), suggestion->reason);
        return;
    }
    printf("\n%s\n", suggestion->rule);
    print_queries(suggestion);
    print_figures(suggestion);
}

static void
print_next(const ArsipArchive *archive)
{
    g_autofree char *safe = arsip_escape(arsip_archive_name(archive));

    printf(
        _("\nNothing was changed. What you find right, paste into %s/rules/90-usulan.yaml (one `rules:` to a "
          "file), then\n"
          "  arsip label --check   tests the rule files,\n"
          "  arsip label --plan    shows what would change.\n"),
        safe);
}

static void
append_documents(ArsipJson *json, const char *key, const GPtrArray *documents)
{
    arsip_json_array(json, key);
    for (guint i = 0; i < documents->len; i++) {
        const ArsipSuggestedDocument *document = documents->pdata[i];
        g_autofree char *masked = arsip_command_mask(document->title);

        arsip_json_object(json, NULL);
        arsip_json_number(json, "id", document->id);
        arsip_json_text(json, "title", masked);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
append_queries(ArsipJson *json, const GPtrArray *queries)
{
    arsip_json_array(json, "queries");
    for (guint i = 0; i < queries->len; i++) {
        const ArsipSuggestedQuery *query = queries->pdata[i];

        arsip_json_object(json, NULL);
        arsip_json_text(json, "in", query->key);
        arsip_json_text(json, "query", query->query);
        arsip_json_number(json, "by_hand", (gint64)query->by_hand);
        arsip_json_number(json, "elsewhere", (gint64)query->elsewhere);
        arsip_json_real(json, "likelihood", query->likelihood, 2);
        arsip_json_end(json);
    }
    arsip_json_end(json);
}

static void
print_json(const ArsipSuggestion *suggestion)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "label", suggestion->label);
    arsip_json_truth(json, "is_group", suggestion->is_group);
    arsip_json_number(json, "documents", (gint64)suggestion->documents);
    arsip_json_number(json, "by_hand", (gint64)suggestion->by_hand);
    arsip_json_number(json, "labelled", (gint64)suggestion->labelled);
    if (suggestion->rule == NULL) {
        arsip_json_text(json, "reason", suggestion->reason);
    } else {
        arsip_json_text(json, "rule", suggestion->rule);
        append_queries(json, suggestion->queries);
        arsip_json_number(json, "matched", (gint64)suggestion->matched);
        arsip_json_number(json, "right", (gint64)suggestion->right);
        arsip_json_number(json, "found", (gint64)suggestion->found);
        append_documents(json, "wrong", suggestion->wrong);
        append_documents(json, "missed", suggestion->missed);
    }
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

int
arsip_command_suggest(ArsipArchive *archive, const ArsipSuggestOptions *options, ArsipFormat format)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) suggestions = arsip_suggest(archive, options, &error);
    gboolean has_rule = FALSE;

    if (suggestions == NULL)
        return arsip_command_fail(error);
    for (guint i = 0; i < suggestions->len; i++) {
        const ArsipSuggestion *suggestion = suggestions->pdata[i];

        has_rule = has_rule || suggestion->rule != NULL;
        if (format == ARSIP_FORMAT_JSONL) {
            print_json(suggestion);
            continue;
        }
        if (i > 0)
            printf("\n");
        print_suggestion(suggestion);
    }
    if (has_rule && format != ARSIP_FORMAT_JSONL)
        print_next(archive);
    if (suggestions->len == 0)
        fprintf(stderr,
                _("nothing to learn from: no label was given by a person, and fewer than %d documents that "
                  "wait for one share anything\n"),
                ARSIP_SUGGEST_LEAST);
    return has_rule ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}
