/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/label.h>

#include "archive/lock.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "search/index.h"
#include "search/labelled.h"
#include "work/filing.h"

/* Documents of one transaction: another writer waits no longer than these take. */
#define GROUP 200

static gboolean
is_filed(ArsipArchive *archive, gint64 document)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, document, NULL);

    return row != NULL && g_str_equal(row->state, "filed");
}

static gboolean
relabel_group(ArsipArchive *archive, const GArray *documents, guint from, const ArsipRules *rules,
              ArsipApplication *application, ArsipRelabelCount *count, GError **error)
{
    for (guint i = from; i < documents->len && i < from + GROUP; i++) {
        gint64 document = g_array_index(documents, gint64, i);
        gboolean is_changed = FALSE;

        if (!is_filed(archive, document))
            continue;
        if (!arsip_file_document_again(archive, document, rules, application, &is_changed, error))
            return FALSE;
        count->documents++;
        count->changed += is_changed ? 1 : 0;
    }
    return TRUE;
}

static gboolean
relabel_all(ArsipArchive *archive, const GArray *documents, const ArsipRules *rules,
            ArsipApplication *application, ArsipRelabelCount *count, GError **error)
{
    for (guint from = 0; from < documents->len; from += GROUP) {
        if (!arsip_begin(archive, error))
            return FALSE;
        if (!relabel_group(archive, documents, from, rules, application, count, error)) {
            arsip_rollback(archive);
            return FALSE;
        }
        if (!arsip_commit(archive, error))
            return FALSE;
    }
    return TRUE;
}

typedef gboolean (*ApplicationStep)(ArsipArchive *archive, ArsipApplication *application, GError **error);

static gboolean
in_transaction(ArsipArchive *archive, ApplicationStep step, ArsipApplication *application, GError **error)
{
    if (!arsip_begin(archive, error))
        return FALSE;
    if (!step(archive, application, error)) {
        arsip_rollback(archive);
        return FALSE;
    }
    return arsip_commit(archive, error);
}

gboolean
arsip_relabel(ArsipArchive *archive, const GArray *documents, ArsipRelabelCount *count, GError **error)
{
    g_autoptr(ArsipRules) rules = arsip_folio_rules(archive, error);
    g_autoptr(ArsipLock) lock = rules != NULL ? arsip_lock_take(archive, "label", error) : NULL;
    g_autoptr(GArray) all = NULL;
    ArsipApplication application = {0};

    *count = (ArsipRelabelCount){0};
    if (lock == NULL || !arsip_index_refresh(archive, error))
        return FALSE;
    if (documents == NULL) {
        all = arsip_document_filed(archive, error);
        if (all == NULL)
            return FALSE;
    }
    application.rules = arsip_rules_version(rules);
    if (!in_transaction(archive, arsip_application_begin, &application, error) ||
        !relabel_all(archive, documents != NULL ? documents : all, rules, &application, count, error) ||
        !in_transaction(archive, arsip_application_end, &application, error))
        return FALSE;
    count->application = application.id;
    arsip_upkeep_settle_some(archive, &arsip_labelled);
    return TRUE;
}

GPtrArray *
arsip_label_check(ArsipArchive *archive)
{
    g_autofree char *folder = g_build_filename(arsip_archive_folder(archive), "rules", NULL);

    return arsip_rules_check(folder);
}
