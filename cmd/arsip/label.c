/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"

#include <arsip/correct.h>
#include <arsip/document.h>
#include <arsip/export.h>
#include <arsip/label.h>
#include <arsip/mask.h>
#include <arsip/search.h>

#include "base/escape.h"
#include "plan.h"
#include "suggest.h"

typedef struct {
    char **words;
    char *query;
    char **add;
    char **remove;
    char *why;
    char *format_name;
    char *plan, *apply; /* bytes */
    gboolean explains, checks, suggests, undoes;
    gint limit;
    ArsipFormat format;
} LabelWords;

static void
clear_words(LabelWords *words)
{
    g_strfreev(words->words);
    g_strfreev(words->add);
    g_strfreev(words->remove);
    g_free(words->query);
    g_free(words->why);
    g_free(words->format_name);
    g_free(words->plan);
    g_free(words->apply);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LabelWords, clear_words)

static int
check_suggest_words(const LabelWords *words)
{
    if (words->add != NULL || words->remove != NULL || words->explains || words->checks)
        return arsip_command_usage(_("label: --suggest changes nothing and stands alone"));
    if (words->words != NULL && words->words[1] != NULL)
        return arsip_command_usage(_("label: --suggest takes one LABEL, or none for all"));
    if (words->limit < 0)
        return arsip_command_usage(_("label: --limit must not be negative"));
    return -1;
}

static int
suggest(ArsipArchive *archive, const LabelWords *words)
{
    const ArsipSuggestOptions options = {.label = words->words != NULL ? words->words[0] : NULL,
                                         .query = words->query,
                                         .limit = words->limit > 0 ? (guint)words->limit : 10};

    return arsip_command_suggest(archive, &options, words->format);
}

static int
read_words(ArsipCommand *command, int argc, char **argv, LabelWords *words)
{
    const GOptionEntry entries[] = {
        {"query", 0, 0, G_OPTION_ARG_STRING, &words->query, N_("the documents that this query finds"),
         N_("QUERY")},
        {"add", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->add, N_("add this label by hand, for good"),
         N_("LABEL")},
        {"remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->remove, N_("take this label away, for good"),
         N_("LABEL")},
        {"why", 0, 0, G_OPTION_ARG_STRING, &words->why, N_("the reason, kept with the label and in the log"),
         N_("TEXT")},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &words->explains,
         N_("say why each label is there, and why others are not"), NULL},
        {"check", 0, 0, G_OPTION_ARG_NONE, &words->checks, N_("test the rule files"), NULL},
        {"plan", 0, 0, G_OPTION_ARG_FILENAME, &words->plan,
         N_("change nothing; say what the rules would change, and write it to this new file"), N_("FILE")},
        {"apply", 0, 0, G_OPTION_ARG_FILENAME, &words->apply, N_("do what this plan says"), N_("FILE")},
        {"undo", 0, 0, G_OPTION_ARG_NONE, &words->undoes,
         N_("take the newest application of the rules back, or the one whose number follows"), NULL},
        {"suggest", 0, 0, G_OPTION_ARG_NONE, &words->suggests,
         N_("suggest rules for a LABEL, or for all, from what persons have labelled"), NULL},
        {"limit", 'n', 0, G_OPTION_ARG_INT, &words->limit, N_("with --suggest: how many to show (10)"), "N"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &words->format_name,
         N_("with --explain or --suggest: text or jsonl"), N_("FORMAT")},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->words, NULL, NULL},
        {0},
    };
    int status;

    if (!arsip_command_parse(command, &argc, &argv, entries, _("[DOC...] - label documents"),
                             _("Applies the rules in force to all documents, or to those that are named.\n"
                               "What a person added or took away is never touched by a rule."),
                             &status) ||
        !arsip_command_format(words->format_name, FALSE, &words->format, &status))
        return status;
    if (words->suggests)
        return check_suggest_words(words);
    if (words->query != NULL && words->words != NULL)
        return arsip_command_usage(_("name documents, or give --query; not both"));
    if ((words->add != NULL || words->remove != NULL || words->explains) && words->words == NULL &&
        words->query == NULL)
        return arsip_command_usage(_("label: name the documents, or give --query"));
    if ((words->add != NULL || words->remove != NULL) + words->explains + words->checks + words->undoes +
            (words->plan != NULL) + (words->apply != NULL) >
        1)
        return arsip_command_usage(
            _("label: only one of --add or --remove, --explain, --check, --plan, --apply "
              "and --undo at a time"));
    if (words->apply != NULL && (words->words != NULL || words->query != NULL))
        return arsip_command_usage(_("label --apply: the plan says which documents; name none"));
    return -1;
}

static int
check_rules(ArsipArchive *archive)
{
    g_autoptr(GPtrArray) faults = arsip_label_check(archive);

    for (guint i = 0; i < faults->len; i++)
        printf("%s\n", (const char *)faults->pdata[i]);
    if (faults->len == 0)
        fprintf(stderr, "%s\n", _("the rule files are in order"));
    return faults->len == 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_FAILED;
}

static int
explain_all(ArsipArchive *archive, const GArray *documents, ArsipFormat format)
{
    for (guint i = 0; i < documents->len; i++) {
        gint64 id = g_array_index(documents, gint64, i);
        GError *error = NULL;
        g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, FALSE, &error);
        g_autofree char *words = NULL;
        g_autofree char *title = NULL;
        g_autofree char *safe = NULL;

        if (document == NULL || !arsip_mask_document(archive, document, &error))
            return arsip_command_fail(error);
        if (format == ARSIP_FORMAT_JSONL) {
            words = arsip_export_json(document);
            printf("%s\n", words);
            continue;
        }
        words = arsip_label_explain(archive, id, &error);
        if (words == NULL)
            return arsip_command_fail(error);
        title = arsip_document_title(document);
        safe = arsip_escape_text(title);
        printf("%d  %s\n%s", (int)id, safe, words);
    }
    return ARSIP_EXIT_DONE;
}

static int
decide(ArsipArchive *archive, const GArray *documents, const LabelWords *words)
{
    GError *error = NULL;

    for (guint i = 0; i < documents->len; i++) {
        gint64 id = g_array_index(documents, gint64, i);

        for (guint j = 0; words->add != NULL && words->add[j] != NULL; j++)
            if (!arsip_label_add(archive, id, words->add[j], words->why, NULL, &error))
                return arsip_command_fail(error);
        for (guint j = 0; words->remove != NULL && words->remove[j] != NULL; j++)
            if (!arsip_label_remove(archive, id, words->remove[j], words->why, NULL, &error))
                return arsip_command_fail(error);
    }
    return ARSIP_EXIT_DONE;
}

static int
relabel(ArsipArchive *archive, const GArray *documents)
{
    ArsipRelabelCount count;
    GError *error = NULL;

    if (!arsip_relabel(archive, documents, &count, &error))
        return arsip_command_fail(error);
    fprintf(stderr, _("%s: %d documents held against the rules, %d have other labels now\n"),
            arsip_archive_name(archive), (int)count.documents, (int)count.changed);
    if (count.application != 0)
        arsip_plan_tell_undo(count.application);
    return ARSIP_EXIT_DONE;
}

int
arsip_cmd_label(ArsipCommand *command, int argc, char **argv)
{
    g_auto(LabelWords) words = {0};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GArray) documents = NULL;
    GError *error = NULL;
    gboolean reads;
    int status = read_words(command, argc, argv, &words);

    if (status >= 0)
        return status;
    reads = words.checks || words.explains || words.suggests || words.plan != NULL;
    archive = arsip_command_open(command, reads ? ARSIP_ARCHIVE_READ : ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    if (words.apply != NULL)
        return arsip_plan_apply_file(archive, words.apply);
    if (words.undoes)
        return arsip_plan_undo(archive, words.words);
    if (words.checks)
        return check_rules(archive);
    if (words.suggests)
        return suggest(archive, &words);
    if (words.query != NULL &&
        !arsip_search_ids(archive, words.query, ARSIP_SEARCH_PLAIN, &documents, &error))
        return arsip_command_fail(error);
    if (words.words != NULL && (documents = arsip_command_documents(archive, words.words, &status)) == NULL)
        return status;
    if (words.plan != NULL)
        return arsip_plan_write(archive, documents, words.plan);
    if (words.explains)
        return explain_all(archive, documents, words.format);
    if (words.add != NULL || words.remove != NULL)
        return decide(archive, documents, &words);
    return relabel(archive, documents);
}
