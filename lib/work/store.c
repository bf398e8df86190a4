/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/store.h"
#include "archive/event.h"
#include "archive/intake.h"
#include "archive/record.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/json.h"

#include <string.h>

/* One round of syncfs for a thousand files (measured: 15,900 files/s against 2,680 with a round each), or for
 * so many bytes that a full disk is noticed in time. */
#define GROUP_FILES 1000
#define GROUP_BYTES (256u * 1024 * 1024)

typedef struct {
    gint64 batch;
    gint64 container;
    char *path;
    gint64 modified;
    guint64 size;
    guint8 sha256[ARSIP_HASH_SIZE];
    GError *problem; /* instead of bytes */
    gint64 document; /* with a problem: the container's, or 0 */
} Item;

struct ArsipStore {
    ArsipArchive *archive; /* borrowed */
    ArsipIntake *intake;
    const char *const *set; /* borrowed */
    GPtrArray *items;       /* of Item */
    GHashTable *paths;      /* of those that came by themselves, borrowed from items */
    ArsipFamilies *families;
    guint64 bytes;
    gboolean has_originals; /* something in the group must be made durable */
};

static void
free_item(Item *item)
{
    g_free(item->path);
    g_clear_error(&item->problem);
    g_free(item);
}

ArsipStore *
arsip_store_new(ArsipArchive *archive, const char *const *set, GError **error)
{
    g_autoptr(ArsipIntake) intake = arsip_intake_begin(archive, error);
    ArsipStore *store;

    if (intake == NULL)
        return NULL;
    store = g_new0(ArsipStore, 1);
    store->archive = archive;
    store->set = set;
    store->intake = g_steal_pointer(&intake);
    store->items = g_ptr_array_new_with_free_func((GDestroyNotify)free_item);
    store->paths = g_hash_table_new(g_str_hash, g_str_equal);
    store->families = arsip_families_new(archive);
    return store;
}

void
arsip_store_free(ArsipStore *store)
{
    if (store == NULL)
        return;
    arsip_intake_end(store->intake);
    arsip_families_free(store->families);
    g_hash_table_unref(store->paths);
    g_ptr_array_unref(store->items);
    g_free(store);
}

int
arsip_store_scratch(ArsipStore *store, GError **error)
{
    return arsip_intake_scratch(store->intake, error);
}

ArsipFamilies *
arsip_store_families(ArsipStore *store)
{
    return store->families;
}

gboolean
arsip_store_add(ArsipStore *store, const ArsipStoreFile *file, GError **error)
{
    g_autofree char *name = arsip_escape(file->path);
    Item *item = g_new0(Item, 1);

    if (!arsip_intake_take(store->intake, file->fd, name, file->offset, file->length, item->sha256,
                           &item->size, error)) {
        free_item(item);
        return FALSE;
    }
    item->batch = file->batch;
    item->container = file->container;
    item->path = g_strdup(file->path);
    item->modified = file->modified;
    store->bytes += item->size;
    store->has_originals = TRUE;
    g_ptr_array_add(store->items, item);
    if (item->container == 0)
        g_hash_table_add(store->paths, item->path);
    if (store->items->len >= GROUP_FILES || store->bytes >= GROUP_BYTES)
        return arsip_store_flush(store, error);
    return TRUE;
}

gboolean
arsip_store_holds(const ArsipStore *store, const char *path)
{
    return g_hash_table_contains(store->paths, path);
}

void
arsip_store_problem(ArsipStore *store, gint64 batch, const char *path, gint64 document, const GError *problem)
{
    Item *item = g_new0(Item, 1);

    item->batch = batch;
    item->path = g_strdup(path);
    item->document = document;
    item->problem = g_error_copy(problem);
    g_ptr_array_add(store->items, item);
}

static gboolean
set_fields(ArsipStore *store, gint64 document, GError **error)
{
    const char *who = arsip_event_who(store->archive);

    for (guint i = 0; store->set != NULL && store->set[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(store->set[i], "=", 2);
        ArsipFieldRow row = {.name = parts[0], .value = parts[1], .who = who};

        if (!arsip_field_set(store->archive, document, &row, error))
            return FALSE;
    }
    return TRUE;
}

static char *
describe(const Item *item, const char *name, gboolean is_new)
{
    g_autoptr(ArsipJson) json = arsip_json_new();
    g_autofree char *hex = arsip_hash_hex(item->sha256);

    arsip_json_object(json, NULL);
    arsip_json_text(json, "name", name);
    arsip_json_text(json, "sha256", hex);
    arsip_json_number(json, "size", (gint64)item->size);
    arsip_json_number(json, "batch", item->batch);
    arsip_json_truth(json, "known", !is_new);
    arsip_json_end(json);
    return g_strdup(arsip_json_line(json));
}

static gboolean
add_document(ArsipStore *store, const Item *item, const char *name, gint64 original, GError **error)
{
    g_autofree char *detail = describe(item, name, TRUE);
    g_autofree char *uuid = NULL;
    gint64 document;

    return arsip_document_add(store->archive, item->batch, name, original, &document, &uuid, error) &&
           set_fields(store, document, error) &&
           arsip_event_add(store->archive, "document.stored", uuid, detail, error);
}

/* The members of a container that was unpacked before arrive again with it. */
static gboolean
copy_members(ArsipStore *store, const Item *item, gint64 document, gint64 arrival, GError **error)
{
    ArsipFamily copies;
    g_autoptr(GError) fault = NULL;

    if (!arsip_arrival_count_copies(store->archive, arrival, &copies, error))
        return FALSE;
    if (copies.n == 0)
        return TRUE;
    if (arsip_families_admit(store->families, arrival, &copies, &fault))
        return arsip_arrival_copy_members(store->archive, arrival, error);
    if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_LIMIT)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return FALSE;
    }
    g_autofree char *path = arsip_arrival_path(store->archive, arrival, error);
    if (path == NULL)
        return FALSE;
    g_autofree char *name = arsip_escape(path);
    g_autoptr(GError) named = g_error_new(ARSIP_ERROR, fault->code, "%s: %s", name, fault->message);
    return arsip_problem_add(store->archive, item->batch, path, document, 0, named, error);
}

static gboolean
note_known(ArsipStore *store, const Item *item, const char *name, gint64 document, gint64 arrival,
           GError **error)
{
    g_autoptr(ArsipDocumentRow) row = arsip_document_row(store->archive, document, error);
    g_autofree char *detail = describe(item, name, FALSE);

    return row != NULL &&
           arsip_event_add(store->archive, "document.arrived-again", row->uuid, detail, error) &&
           copy_members(store, item, document, arrival, error);
}

static gboolean
keep_item(ArsipStore *store, const Item *item, GError **error)
{
    g_autofree char *base = g_path_get_basename(item->path);
    g_autofree char *name = arsip_escape(base);
    ArsipArrival arrival = {.batch = item->batch,
                            .container = item->container,
                            .path = item->path,
                            .name = name,
                            .modified = item->modified,
                            .size = item->size,
                            .sha256 = item->sha256};
    gint64 original, id, document;
    gboolean is_new;
    GError *fault = NULL;

    if (item->problem != NULL)
        return arsip_problem_add(store->archive, item->batch, item->path, item->document, 0, item->problem,
                                 error);
    if (!arsip_arrival_add(store->archive, &arrival, &original, &id, &is_new, error))
        return FALSE;
    document = arsip_document_of_original(store->archive, original, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    return document == 0 ? add_document(store, item, name, original, error)
                         : note_known(store, item, name, document, id, error);
}

static gboolean
keep_all(ArsipStore *store, GError **error)
{
    for (guint i = 0; i < store->items->len; i++)
        if (!keep_item(store, store->items->pdata[i], error))
            return FALSE;
    return TRUE;
}

gboolean
arsip_store_flush(ArsipStore *store, GError **error)
{
    if (store->items->len == 0)
        return TRUE;
    if (store->has_originals && !arsip_intake_sync(store->intake, error))
        return FALSE;
    if (!arsip_begin(store->archive, error))
        return FALSE;
    if (!keep_all(store, error)) {
        arsip_rollback(store->archive);
        return FALSE;
    }
    if (!arsip_commit(store->archive, error))
        return FALSE;
    g_hash_table_remove_all(store->paths);
    g_ptr_array_set_size(store->items, 0);
    store->bytes = 0;
    store->has_originals = FALSE;
    return TRUE;
}
