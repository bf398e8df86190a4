/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/suggest.h>

#include <arsip/search.h>
#include <string.h>

#include "archive/decided.h"
#include "archive/record.h"
#include "base/i18n.h"
#include "label/rule.h"
#include "search/index.h"
#include "search/snapshot.h"
#include "work/filing.h"
#include "work/inquiry.h"
#include "work/numbers.h"
#include "work/study.h"

#define GROUPS_MOST 5

typedef struct {
    ArsipArchive *archive;
    ArsipRules *rules;
    guint64 n_documents;
    GArray *narrowed; /* of gint64, rising: learn from these only; NULL: from all */
    GPtrArray *suggestions;
} Asked;

static void
clear_asked(Asked *asked)
{
    g_clear_pointer(&asked->rules, arsip_rules_unref);
    g_clear_pointer(&asked->narrowed, g_array_unref);
    g_clear_pointer(&asked->suggestions, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, clear_asked)

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    gint64 one = *(const gint64 *)a, other = *(const gint64 *)b;

    return (one > other) - (one < other);
}

static gboolean
suggest_from(Asked *asked, const char *label, gboolean is_group, const GArray *by_hand,
             const GArray *labelled, GError **error)
{
    const ArsipInquiry inquiry = {.label = label,
                                  .is_group = is_group,
                                  .n_documents = asked->n_documents,
                                  .by_hand = by_hand,
                                  .labelled = labelled};
    ArsipSuggestion *suggestion = arsip_inquiry_run(asked->archive, asked->rules, &inquiry, error);

    if (suggestion != NULL)
        g_ptr_array_add(asked->suggestions, suggestion);
    return suggestion != NULL;
}

/* Those that --query left out have the label still: a rule that finds them is not wrong. */
static gboolean
suggest_label(Asked *asked, const char *label, GError **error)
{
    g_autoptr(GArray) by_hand = arsip_decided_documents(asked->archive, label, TRUE, error);
    g_autoptr(GArray) labelled =
        by_hand != NULL ? arsip_decided_documents(asked->archive, label, FALSE, error) : NULL;
    g_autoptr(GArray) narrowed = NULL;
    g_autoptr(GArray) left_out = NULL;

    if (labelled == NULL)
        return FALSE;
    if (asked->narrowed == NULL)
        return suggest_from(asked, label, FALSE, by_hand, labelled, error);
    narrowed = arsip_numbers_both(by_hand, asked->narrowed);
    left_out = arsip_numbers_without(by_hand, asked->narrowed);
    g_array_append_vals(labelled, left_out->data, left_out->len);
    g_array_sort(labelled, compare_numbers);
    return suggest_from(asked, label, FALSE, narrowed, labelled, error);
}

static gboolean
suggest_labels(Asked *asked, guint limit, GError **error)
{
    g_auto(GStrv) labels = arsip_decided_labels(asked->archive, error);

    if (labels == NULL)
        return FALSE;
    for (guint i = 0; labels[i] != NULL && asked->suggestions->len < limit; i++)
        if (strcmp(labels[i], ARSIP_LABEL_TO_REVIEW) != 0 && !suggest_label(asked, labels[i], error))
            return FALSE;
    return TRUE;
}

/* ---- documents that nobody has labelled */

/* jenis/kartu-peminjaman of `judul:"kartu peminjaman"`: a person finds a better one. */
static char *
label_of_trait(const ArsipTrait *trait)
{
    g_autofree char *words = g_strdelimit(g_strdup(trait->words), " ", '-');
    char *label = g_strdup_printf("%s/%s", strcmp(trait->scope, "hal") == 0 ? "perihal" : "jenis", words);

    if (arsip_is_label(label, TRUE))
        return label;
    g_free(label);
    return g_strdup("jenis/baru");
}

static GArray *
documents_with(ArsipArchive *archive, const GArray *documents, const ArsipTrait *trait, GError **error)
{
    g_autoptr(GArray) found = NULL;

    if (!arsip_search_ids(archive, trait->query, ARSIP_SEARCH_EXACT, &found, error))
        return NULL;
    return arsip_numbers_both(documents, found);
}

/* One group of what the documents share most, and the documents that are left. Takes documents. */
static GArray *
suggest_group(Asked *asked, GArray *documents, GError **error)
{
    g_autoptr(GArray) all = documents;
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(ArsipStudy) study = arsip_study_read(asked->archive, all, error);
    ArsipWeighing weighing = {.least = MIN(ARSIP_SUGGEST_LEAST, all->len),
                              .most = 1,
                              .n_all = asked->n_documents,
                              .n_label = all->len};
    g_autoptr(GPtrArray) best =
        study != NULL ? arsip_study_weigh(study, asked->archive, &weighing, error) : NULL;
    g_autoptr(GArray) group = NULL;
    g_autofree char *label = NULL;

    if (best == NULL)
        return NULL;
    if (best->len == 0)
        return g_steal_pointer(&none);
    group = documents_with(asked->archive, all, ((const ArsipSharedTrait *)best->pdata[0])->trait, error);
    if (group == NULL)
        return NULL;
    if (group->len < ARSIP_SUGGEST_LEAST)
        return g_steal_pointer(&none);
    label = label_of_trait(((const ArsipSharedTrait *)best->pdata[0])->trait);
    if (!suggest_from(asked, label, TRUE, group, none, error))
        return NULL;
    return arsip_numbers_without(all, group);
}

static gboolean
suggest_groups(Asked *asked, guint limit, GError **error)
{
    GArray *left = arsip_decided_by_nobody(asked->archive, ARSIP_LABEL_TO_REVIEW, error);

    if (left == NULL)
        return FALSE;
    if (asked->narrowed != NULL) {
        GArray *narrowed = arsip_numbers_both(left, asked->narrowed);

        g_array_unref(left);
        left = narrowed;
    }
    for (guint i = 0; i < GROUPS_MOST && left->len >= ARSIP_SUGGEST_LEAST && asked->suggestions->len < limit;
         i++) {
        left = suggest_group(asked, left, error);
        if (left == NULL)
            return FALSE;
    }
    g_array_unref(left);
    return TRUE;
}

/* ---- */

static gboolean
prepare(Asked *asked, const ArsipSuggestOptions *options, GError **error)
{
    g_autoptr(GArray) filed = NULL;

    if (!arsip_index_is_current(asked->archive, error)) {
        if (error == NULL || *error == NULL)
            g_set_error_literal(
                error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                _("the index is of another version of arsip: run `arsip label` once, which makes "
                  "it anew, then ask again"));
        return FALSE;
    }
    asked->rules = arsip_folio_rules(asked->archive, error);
    filed = asked->rules != NULL ? arsip_document_filed(asked->archive, error) : NULL;
    if (filed == NULL)
        return FALSE;
    asked->n_documents = filed->len;
    return options->query == NULL ||
           arsip_search_ids(asked->archive, options->query, ARSIP_SEARCH_PLAIN, &asked->narrowed, error);
}

GPtrArray *
arsip_suggest(ArsipArchive *archive, const ArsipSuggestOptions *options, GError **error)
{
    g_auto(Asked) asked = {.archive = archive};
    g_auto(ArsipSnapshot) snapshot = {NULL};
    gboolean is_done;

    asked.suggestions = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_suggestion_free);
    if (options->label != NULL && !arsip_is_label(options->label, TRUE)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("`%s` is no label: expected lower case words, digits, hyphens and slashes, such as "
                      "jenis/surat-tugas"),
                    options->label);
        return NULL;
    }
    if (!arsip_snapshot_begin(&snapshot, archive, error) || !prepare(&asked, options, error))
        return NULL;
    if (options->label == NULL)
        is_done =
            suggest_labels(&asked, options->limit, error) && suggest_groups(&asked, options->limit, error);
    else if (strcmp(options->label, ARSIP_LABEL_TO_REVIEW) == 0)
        is_done = suggest_groups(&asked, options->limit, error);
    else
        is_done = suggest_label(&asked, options->label, error);
    return is_done ? g_steal_pointer(&asked.suggestions) : NULL;
}
