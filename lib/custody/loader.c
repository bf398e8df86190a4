/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/loader.h"

#include <string.h>

/* Who is ahead by so much waits: bytes of texts and words, and of what else there is about so many a document
 * or page. */
#define AHEAD_MOST   (4u << 20)
#define BYTES_OF_ONE 4096u

/* A document or a page of the one before. */
typedef struct {
    ArsipWhole *whole;
    ArsipWholePage *page;
    gsize bytes;
} Item;

struct ArsipLoader {
    ArsipArchive *archive;
    const GArray *names;
    ArsipWholeGoes goes;
    ArsipLoaderSee see;
    gpointer data;
    GThread *thread;
    ArsipWhole *lent; /* the one that was asked for last */
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GQueue items; /* of Item */
    gsize ahead;  /* bytes */
    gboolean is_all, is_ending;
    GError *error;
};

static void
free_item(gpointer data)
{
    Item *item = data;

    arsip_whole_free(item->whole);
    arsip_whole_page_free(item->page);
    g_free(item);
}

/* ---- in the thread */

static gsize
measure(const ArsipWholePage *page)
{
    gsize bytes = BYTES_OF_ONE;

    for (guint i = 0; page != NULL && i < page->readings->len; i++) {
        const ArsipWholeReading *reading = page->readings->pdata[i];

        bytes += reading->text != NULL ? strlen(reading->text) : 0;
        bytes += reading->words != NULL ? g_bytes_get_size(reading->words) : 0;
    }
    return bytes;
}

/* Takes what is given; FALSE once nobody wants any more. */
static gboolean
give(ArsipLoader *loader, ArsipWhole *whole, ArsipWholePage *page)
{
    Item *item = g_new(Item, 1);
    gboolean goes_on;

    *item = (Item){whole, page, measure(page)};
    g_mutex_lock(&loader->mutex);
    while (loader->ahead > AHEAD_MOST && !loader->is_ending)
        g_cond_wait(&loader->has_gone, &loader->mutex);
    goes_on = !loader->is_ending;
    loader->ahead += item->bytes;
    g_queue_push_tail(&loader->items, item);
    if (loader->items.length == 1)
        g_cond_signal(&loader->has_come);
    g_mutex_unlock(&loader->mutex);
    return goes_on;
}

/* *goes_on: whether more is wanted. */
static gboolean
load(ArsipLoader *loader, gint64 id, gboolean *goes_on, GError **error)
{
    g_autoptr(ArsipWhole) loaded = arsip_whole_load(loader->archive, id, loader->goes, loader->data, error);
    const ArsipWhole *whole = loaded;
    guint n_pages;

    if (loaded == NULL || !loader->see(loaded, loader->data, error))
        return FALSE;
    n_pages = loaded->n_pages;
    /* It is not freed before its last page was taken, or the thread has ended. */
    *goes_on = give(loader, g_steal_pointer(&loaded), NULL);
    for (guint number = 1; number <= n_pages && *goes_on; number++) {
        ArsipWholePage *page = arsip_whole_load_page(loader->archive, whole, number, error);

        if (page == NULL)
            return FALSE;
        *goes_on = give(loader, NULL, page);
    }
    return TRUE;
}

static gpointer
load_all(gpointer data)
{
    ArsipLoader *loader = data;
    GError *fault = NULL;
    gboolean goes_on = TRUE;

    for (guint i = 0; i < loader->names->len && goes_on; i++)
        if (!load(loader, g_array_index(loader->names, ArsipWholeName, i).id, &goes_on, &fault))
            break;
    g_mutex_lock(&loader->mutex);
    loader->is_all = TRUE;
    loader->error = fault;
    g_cond_signal(&loader->has_come);
    g_mutex_unlock(&loader->mutex);
    return NULL;
}

/* ---- who takes them */

ArsipLoader *
arsip_loader_new(ArsipArchive *archive, const GArray *names, ArsipWholeGoes goes, ArsipLoaderSee see,
                 gpointer data)
{
    ArsipLoader *loader = g_new0(ArsipLoader, 1);

    loader->archive = archive;
    loader->names = names;
    loader->goes = goes;
    loader->see = see;
    loader->data = data;
    g_mutex_init(&loader->mutex);
    g_cond_init(&loader->has_come);
    g_cond_init(&loader->has_gone);
    g_queue_init(&loader->items);
    loader->thread = g_thread_new("loader", load_all, loader);
    return loader;
}

void
arsip_loader_free(ArsipLoader *loader)
{
    if (loader == NULL)
        return;
    g_mutex_lock(&loader->mutex);
    loader->is_ending = TRUE;
    g_cond_signal(&loader->has_gone);
    g_mutex_unlock(&loader->mutex);
    g_thread_join(loader->thread);
    g_queue_clear_full(&loader->items, free_item);
    arsip_whole_free(loader->lent);
    g_clear_error(&loader->error);
    g_mutex_clear(&loader->mutex);
    g_cond_clear(&loader->has_come);
    g_cond_clear(&loader->has_gone);
    g_free(loader);
}

/* NULL at the end. */
static Item *
take(ArsipLoader *loader, GError **error)
{
    Item *item;

    g_mutex_lock(&loader->mutex);
    while (loader->items.length == 0 && !loader->is_all)
        g_cond_wait(&loader->has_come, &loader->mutex);
    item = g_queue_pop_head(&loader->items);
    if (item != NULL)
        loader->ahead -= item->bytes;
    else if (loader->error != NULL)
        g_propagate_error(error, g_steal_pointer(&loader->error));
    /* Woken when there is room for many. */
    if (loader->ahead < AHEAD_MOST / 2)
        g_cond_signal(&loader->has_gone);
    g_mutex_unlock(&loader->mutex);
    return item;
}

const ArsipWhole *
arsip_loader_document(ArsipLoader *loader, GError **error)
{
    g_autofree Item *item = take(loader, error);

    g_assert(item == NULL || item->whole != NULL);
    g_clear_pointer(&loader->lent, arsip_whole_free);
    loader->lent = item != NULL ? item->whole : NULL;
    return loader->lent;
}

ArsipWholePage *
arsip_loader_page(ArsipLoader *loader, GError **error)
{
    g_autofree Item *item = take(loader, error);

    g_assert(item == NULL || item->page != NULL);
    return item != NULL ? item->page : NULL;
}
