/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/bag.h>

#include "archive/batch.h"
#include "archive/intake.h"
#include "archive/lock.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/json.h"
#include "custody/take.h"
#include "search/index.h"
#include "work/back.h"
#include "work/filing.h"
#include "work/watch.h"

#include <string.h>

/* As an ingest: kept free for the catalogue, its log and the index. */
#define SPARE_BYTES (64u * 1024 * 1024)
/* One round of syncfs for so many originals. */
#define GROUP_FILES 1000

typedef struct {
    ArsipArchive *archive;
    const ArsipWatcher *watcher;
    const ArsipCrate *crate;
    const ArsipBagFacts *facts;
    ArsipIntake *intake;
    guint n_taken; /* since the last round */
} Import;

static gboolean
goes_on(gpointer data, GError **error)
{
    return arsip_watch_goes_on(((const Import *)data)->watcher, error);
}

/* ---- before anything is changed */

static gboolean
look_at_document(ArsipWhole *whole, gpointer data, GError **error)
{
    GError *fault = NULL;

    arsip_whole_find(((const Import *)data)->archive, whole, &fault);
    if (fault == NULL)
        return goes_on(data, error);
    g_propagate_error(error, fault);
    return FALSE;
}

static gboolean
look_at_page(const ArsipWhole *whole, const ArsipWholePage *page, gpointer data, GError **error)
{
    (void)whole;
    (void)page;
    (void)data;
    (void)error;
    return TRUE;
}

static gboolean
look_at_link(const char *owner, const ArsipLink *link, gpointer data, GError **error)
{
    return arsip_chain_keep(((const Import *)data)->archive, owner, link, TRUE, error);
}

static gboolean
look_through(Import *import, GError **error)
{
    const ArsipContentsVisitor visitor = {
        .document = look_at_document, .page = look_at_page, .link = look_at_link, .data = import};
    GError *fault = NULL;

    if (arsip_contents_read(import->crate, import->facts, &visitor, &fault))
        return TRUE;
    g_propagate_prefixed_error(error, fault, "%s: ", arsip_crate_name(import->crate));
    return FALSE;
}

static gboolean
check_space(const Import *import, GError **error)
{
    guint64 wanted = import->facts->bytes + import->facts->bytes / 10 + SPARE_BYTES;
    guint64 there;
    g_autofree char *needed = g_format_size(wanted);
    g_autofree char *free_space = NULL;

    if (!arsip_archive_free_space(import->archive, &there, error))
        return FALSE;
    if (there >= wanted)
        return TRUE;
    free_space = g_format_size(there);
    g_set_error(
        error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE,
        _("%s: the disk has %s free and this batch needs about %s; free some space, nothing was begun"),
        arsip_archive_name(import->archive), free_space, needed);
    return FALSE;
}

/* ---- originals, durable before the catalogue names them */

static gboolean
store_original(Import *import, const ArsipWholeOriginal *original, GError **error)
{
    g_autofree char *path = arsip_record_original_path(original);
    g_auto(ArsipCrateFile) file = {.fd = -1};
    guint8 sha256[ARSIP_HASH_SIZE];
    guint64 size;
    GError *fault = NULL;

    if (arsip_whole_has_original(import->archive, original->sha256, &fault))
        return TRUE;
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (!arsip_crate_open_file(import->crate, path, &file, error) ||
        !arsip_intake_take(import->intake, file.fd, path, file.offset, file.size, sha256, &size, error))
        return FALSE;
    if (memcmp(sha256, original->sha256, sizeof sha256) != 0) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_VANISHED, _("%s: it changed while it was copied"), path);
        return FALSE;
    }
    if (++import->n_taken < GROUP_FILES)
        return TRUE;
    import->n_taken = 0;
    return arsip_intake_sync(import->intake, error);
}

static gboolean
store_originals_of(ArsipWhole *whole, gpointer data, GError **error)
{
    const Import *import = data;
    GError *fault = NULL;
    gboolean is_known = arsip_whole_find(import->archive, whole, &fault) != 0;

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    for (guint i = 0; !is_known && i < whole->originals->len; i++)
        if (!store_original(data, whole->originals->pdata[i], error))
            return FALSE;
    return goes_on(data, error);
}

static gboolean
store_originals(Import *import, GError **error)
{
    const ArsipContentsVisitor visitor = {.document = store_originals_of, .data = import};

    return arsip_contents_read(import->crate, import->facts, &visitor, error) &&
           arsip_intake_sync(import->intake, error);
}

/* ---- the batch */

/* The same payload is the same batch, wherever the bag lies. */
static char *
arguments_of(const Import *import)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_text(json, "bag", import->facts->digest);
    arsip_json_text(json, "archive", import->facts->archive);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gboolean
begin_batch(const Import *import, gint64 *batch, GError **error)
{
    g_autofree char *arguments = arguments_of(import);
    gboolean is_resumed;

    if (!arsip_begin(import->archive, error))
        return FALSE;
    if (arsip_batch_begin(import->archive, arguments, batch, &is_resumed, error))
        return arsip_commit(import->archive, error);
    arsip_rollback(import->archive);
    return FALSE;
}

static gboolean
finish_batch(const Import *import, gint64 batch, GError **error)
{
    if (!arsip_begin(import->archive, error))
        return FALSE;
    if (arsip_bring_back(import->archive, batch, error) && arsip_batch_finish(import->archive, batch, error))
        return arsip_commit(import->archive, error);
    arsip_rollback(import->archive);
    return FALSE;
}

static gboolean
take(Import *import, gint64 *batch, GError **error)
{
    g_autoptr(ArsipRules) rules = arsip_folio_rules(import->archive, error);
    ArsipTaking taking = {.archive = import->archive,
                          .source = import->facts->archive != NULL ? import->facts->archive : "",
                          .rules = rules,
                          .goes_on = goes_on,
                          .data = import};

    if (rules == NULL || !look_through(import, error) || !check_space(import, error) ||
        !begin_batch(import, batch, error))
        return FALSE;
    taking.batch = *batch;
    return store_originals(import, error) &&
           arsip_take_contents(&taking, import->crate, import->facts, error) &&
           finish_batch(import, *batch, error);
}

/* ---- bags of other programs */

static gboolean
ingest_payload(ArsipArchive *archive, const ArsipCrate *crate, const char *path,
               const ArsipReaderOptions *readers, const ArsipWatcher *watcher, gint64 *batch, GError **error)
{
    g_autofree char *payload = g_build_filename(path, "data", NULL);
    const char *const paths[] = {payload, NULL};
    const ArsipIngestOptions options = {.paths = paths, .readers = *readers};

    if (arsip_crate_is_folder(crate))
        return arsip_ingest(archive, &options, watcher, batch, error);
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                _("%s: a sound bag, but none of arsip's: unpack it into a folder, and import that"),
                arsip_crate_name(crate));
    return FALSE;
}

/* The lock and what is incoming are given back before a payload is ingested: that takes them itself. */
static gboolean
import_locked(ArsipArchive *archive, const char *path, const ArsipWatcher *watcher, gint64 *batch,
              ArsipCrate **crate, gboolean *is_own, GError **error)
{
    g_autoptr(ArsipLock) lock = arsip_lock_take(archive, "import", error);
    g_autoptr(ArsipIntake) intake = NULL;
    g_auto(ArsipBagFacts) facts = {0};
    Import import = {.archive = archive, .watcher = watcher, .facts = &facts};

    if (lock == NULL || !arsip_index_refresh(archive, error))
        return FALSE;
    intake = arsip_intake_begin(archive, error);
    *crate = intake != NULL ? arsip_crate_open(path, intake, error) : NULL;
    if (*crate == NULL)
        return FALSE;
    import.crate = *crate;
    import.intake = intake;
    if (!arsip_bag_verify(*crate, goes_on, &import, &facts, error))
        return FALSE;
    *is_own = facts.schema > 0;
    return !*is_own || take(&import, batch, error);
}

gboolean
arsip_bag_import(ArsipArchive *archive, const char *path, const ArsipReaderOptions *readers,
                 const ArsipWatcher *watcher, gint64 *batch, GError **error)
{
    g_autoptr(ArsipCrate) crate = NULL;
    gboolean is_own = FALSE;

    *batch = 0;
    if (!import_locked(archive, path, watcher, batch, &crate, &is_own, error))
        return FALSE;
    return is_own || ingest_payload(archive, crate, path, readers, watcher, batch, error);
}
