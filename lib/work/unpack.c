/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/unpack.h"

#include <inttypes.h>

#include "archive/event.h"
#include "archive/transaction.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "base/system.h"
#include "work/watch.h"

#define WAIT_MILLISECONDS 250

typedef struct {
    char *path;
    guint64 offset, size;
    gint64 modified; /* seconds */
    GError *problem;
} Member;

typedef struct {
    gint64 id, batch;
} Arrival;

typedef struct {
    GPtrArray *members; /* of Member */
    GArray *arrivals;   /* of Arrival */
    gboolean is_done;
    GError *failure;
} Unpacking;

static void
free_member(Member *member)
{
    g_free(member->path);
    g_clear_error(&member->problem);
    g_free(member);
}

static void
clear_unpacking(Unpacking *unpacking)
{
    g_clear_pointer(&unpacking->members, g_ptr_array_unref);
    g_clear_pointer(&unpacking->arrivals, g_array_unref);
    g_clear_error(&unpacking->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Unpacking, clear_unpacking)

static void
on_member(const char *path, guint64 offset, guint64 size, gint64 modified, const GError *error, gpointer data)
{
    Unpacking *unpacking = data;
    Member *member = g_new0(Member, 1);

    member->path = g_strdup(path);
    member->offset = offset;
    member->size = size;
    member->modified = modified;
    member->problem = error != NULL ? g_error_copy(error) : NULL;
    g_ptr_array_add(unpacking->members, member);
}

static void
on_done(const GError *error, gpointer data)
{
    Unpacking *unpacking = data;

    unpacking->is_done = TRUE;
    unpacking->failure = error != NULL ? g_error_copy(error) : NULL;
}

static void
note_arrival(gint64 id, gint64 batch, gint64 container, const char *path, gpointer data)
{
    Arrival arrival = {id, batch};

    (void)container;
    (void)path;
    g_array_append_val((GArray *)data, arrival);
}

/* The least of the depths at which it arrived: a ZIP that came alone once may be opened. */
static guint
level_of(ArsipArchive *archive, const GArray *arrivals)
{
    guint level = G_MAXUINT;

    for (guint i = 0; i < arrivals->len; i++)
        level = MIN(level, 1 + arsip_arrival_depth(archive, g_array_index(arrivals, Arrival, i).id, NULL));
    return level;
}

/* before: the same members (path, size, time) that came before it in the container. */
static gboolean
store_member(ArsipArchive *archive, ArsipStore *store, const ArsipTask *task, const Member *member,
             guint before, const Arrival *arrival, int scratch, const ArsipWatcher *watcher, GError **error)
{
    g_autofree char *full = g_strconcat(task->path, "/", member->path, NULL);
    g_autofree char *name = arsip_escape(full);
    ArsipArrival known = {.batch = arrival->batch,
                          .container = arrival->id,
                          .path = member->path,
                          .modified = member->modified * 1000000000,
                          .size = member->size};
    ArsipStoreFile file = {arrival->batch,
                           arrival->id,
                           member->path,
                           scratch,
                           member->offset,
                           member->size,
                           member->modified * 1000000000};

    if (member->problem != NULL) {
        g_autoptr(GError) named =
            g_error_new(ARSIP_ERROR, member->problem->code, "%s: %s", name, member->problem->message);

        arsip_watch_tell(watcher, named->message);
        arsip_store_problem(store, arrival->batch, full, task->row->id, named);
        return TRUE;
    }
    return arsip_arrival_count(archive, &known, NULL) > before || arsip_store_add(store, &file, error);
}

static ArsipFamily
sum_members(const Unpacking *unpacking)
{
    ArsipFamily sum = {0};

    for (guint i = 0; i < unpacking->members->len; i++) {
        const Member *member = unpacking->members->pdata[i];

        sum.n++;
        sum.bytes += member->problem == NULL ? member->size : 0;
    }
    return sum;
}

/*
 * Leaves those arrivals out with which the archive that was given would hold too much: that is the failure
 * then, and where none is left, the members are dropped.
 */
static gboolean
admit_arrivals(ArsipStore *store, Unpacking *unpacking, GError **error)
{
    ArsipFamily sum = sum_members(unpacking);

    for (guint i = 0; i < unpacking->arrivals->len;) {
        gint64 arrival = g_array_index(unpacking->arrivals, Arrival, i).id;
        GError *fault = NULL;

        if (arsip_families_admit(arsip_store_families(store), arrival, &sum, &fault)) {
            i++;
            continue;
        }
        if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_LIMIT)) {
            g_propagate_error(error, fault);
            return FALSE;
        }
        g_clear_error(&unpacking->failure);
        unpacking->failure = fault;
        g_array_remove_index(unpacking->arrivals, i);
    }
    if (unpacking->arrivals->len == 0)
        g_ptr_array_set_size(unpacking->members, 0);
    return TRUE;
}

static gboolean
store_members(ArsipArchive *archive, ArsipStore *store, const ArsipTask *task, const Unpacking *unpacking,
              int scratch, const ArsipWatcher *watcher, GError **error)
{
    for (guint i = 0; i < unpacking->arrivals->len; i++) {
        g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

        for (guint j = 0; j < unpacking->members->len; j++) {
            const Member *member = unpacking->members->pdata[j];
            char *key =
                g_strdup_printf("%" PRIu64 " %" PRIi64 " %s", member->size, member->modified, member->path);
            guint before = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));

            g_hash_table_insert(seen, key, GUINT_TO_POINTER(before + 1));
            if (!arsip_watch_goes_on(watcher, error)) {
                arsip_store_flush(store, NULL); /* where that fails, the next run stores them anew */
                return FALSE;
            }
            if (!store_member(archive, store, task, member, before,
                              &g_array_index(unpacking->arrivals, Arrival, i), scratch, watcher, error))
                return FALSE;
        }
    }
    return arsip_store_flush(store, error);
}

/* The first fault of a member that a password would open, or NULL. */
static const GError *
locked_member(const Unpacking *unpacking)
{
    for (guint i = 0; i < unpacking->members->len; i++) {
        const Member *member = unpacking->members->pdata[i];

        if (g_error_matches(member->problem, ARSIP_ERROR, ARSIP_ERROR_PASSWORD))
            return member->problem;
    }
    return NULL;
}

/* What could not be opened, or not without a password, fails as any document does, and can be tried again. */
static gboolean
keep_pages(ArsipArchive *archive, const ArsipTask *task, const GError *failure, GError **error)
{
    if (failure == NULL)
        return arsip_page_set_none(archive, task->row->id, error);
    for (guint i = 0; i < task->pages->len; i++)
        if (!arsip_page_set_failed(archive, ((const ArsipTaskPage *)task->pages->pdata[i])->row->id, failure,
                                   error))
            return FALSE;
    return TRUE;
}

static gboolean
keep_outcome(ArsipArchive *archive, const ArsipTask *task, const Unpacking *unpacking, GError **error)
{
    const GError *failure = unpacking->failure;
    g_autofree char *detail = g_strdup_printf("{\"members\":%u}", unpacking->members->len);
    g_autoptr(GError) named =
        failure != NULL ? g_error_new(ARSIP_ERROR, failure->code, "%s: %s", task->name, failure->message)
                        : NULL;
    gboolean is_empty_handed = failure != NULL && unpacking->members->len == 0;

    if (!arsip_original_set_type(archive, task->row->original, task->media_type, error) ||
        !keep_pages(archive, task, is_empty_handed ? failure : locked_member(unpacking), error) ||
        !arsip_document_set_state(archive, task->row->id, is_empty_handed ? "failed" : "container", failure,
                                  error))
        return FALSE;
    if (named != NULL &&
        !arsip_problem_add(archive, task->row->batch, task->path, task->row->id, 0, named, error))
        return FALSE;
    return arsip_event_add(archive, "container.unpacked", task->row->uuid, detail, error);
}

static gboolean
in_transaction(ArsipArchive *archive, const ArsipTask *task, const Unpacking *unpacking, GError **error)
{
    if (!arsip_begin(archive, error))
        return FALSE;
    /* Without an outcome: what an interrupted unpacking left in the report. */
    if (unpacking != NULL ? keep_outcome(archive, task, unpacking, error)
                          : arsip_problem_clear_document(archive, task->row->id, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

/* The callbacks write into *unpacking: on failure no job of it is left in the pool. */
static gboolean
gather_members(ArsipPool *pool, const ArsipTask *task, int scratch, const ArsipWatcher *watcher,
               Unpacking *unpacking, GError **error)
{
    arsip_pool_unpack(pool, task->fd, scratch, on_member, on_done, unpacking);
    while (!unpacking->is_done) {
        if (arsip_watch_goes_on(watcher, error) && arsip_pool_wait(pool, WAIT_MILLISECONDS, error))
            continue;
        arsip_pool_drop(pool, unpacking);
        return FALSE;
    }
    return TRUE;
}

/* A document with pages is kept as a whole later: see ArsipTask. */
static gboolean
end_unpacking(ArsipArchive *archive, ArsipTask *task, const Unpacking *unpacking, GError **error)
{
    GError *failure = unpacking->failure != NULL ? g_error_copy(unpacking->failure) : NULL;

    for (guint i = 0; i < unpacking->members->len; i++)
        task->n_members_failed += ((const Member *)unpacking->members->pdata[i])->problem != NULL ? 1 : 0;
    if (task->state == ARSIP_TASK_CONTAINER) {
        task->failure = failure;
        return in_transaction(archive, task, unpacking, error);
    }
    task->has_members = FALSE;
    task->was_unpacked = TRUE;
    task->n_members = unpacking->members->len;
    task->members_failure = failure;
    return TRUE;
}

gboolean
arsip_unpack(ArsipArchive *archive, ArsipPool *pool, ArsipStore *store, ArsipTask *task,
             const ArsipWatcher *watcher, GError **error)
{
    g_auto(Unpacking) unpacking = {0};
    g_auto(ArsipFd) scratch = -1;

    unpacking.members = g_ptr_array_new_with_free_func((GDestroyNotify)free_member);
    unpacking.arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    if (!in_transaction(archive, task, NULL, error) ||
        !arsip_arrival_each(archive, task->row->original, note_arrival, unpacking.arrivals, error))
        return FALSE;
    if (level_of(archive, unpacking.arrivals) > ARSIP_CONTAINER_LEVELS) {
        unpacking.failure =
            g_error_new(ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                        task->state == ARSIP_TASK_CONTAINER
                            ? _("an archive more than %d archives deep is stored, but not opened")
                            : _("more than %d archives or mails deep: what came with it is not unpacked"),
                        ARSIP_CONTAINER_LEVELS);
        return end_unpacking(archive, task, &unpacking, error);
    }
    scratch = arsip_store_scratch(store, error);
    if (scratch < 0 || !gather_members(pool, task, scratch, watcher, &unpacking, error))
        return FALSE;
    return admit_arrivals(store, &unpacking, error) &&
           store_members(archive, store, task, &unpacking, scratch, watcher, error) &&
           end_unpacking(archive, task, &unpacking, error);
}
