/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/loader.h"

/* Who is ahead by so many bytes waits. */
#define AHEAD_MOST (1u << 20)

/* So many documents and pages, or bytes, are handed over at once: to wake a thread for each takes longer than
 * to load it. */
#define AT_ONCE       64
#define BYTES_AT_ONCE (256u << 10)

#define SPARES_MOST 4

/* Documents and pages as they follow; the first pages may be those of the last document of the load before.
 * What was taken comes back, to be filled again: to ask for memory in one thread and free it in another takes
 * long. */
typedef struct {
    GPtrArray *wholes; /* of ArsipWhole */
    GPtrArray *pages;  /* of ArsipWholePage */
    guint n_wholes, n_pages;
    gsize bytes;
} Load;

struct ArsipLoader {
    ArsipArchive *archive;
    const GArray *names;
    ArsipWholeGoes goes;
    ArsipLoaderSee see;
    gpointer data;
    GThread *thread;
    Load *ready; /* the thread's: what is not handed over yet */
    /* The taker's: */
    Load *taken; /* the last that was handed over, or NULL */
    Load
        *lent; /* with the document that is lent, or NULL: the one taken, until its pages go on in the next */
    guint n_wholes, n_pages; /* of those taken, that were lent */
    GMutex mutex;
    GCond has_come, has_gone;
    /* Behind the mutex: */
    GQueue loads;  /* of Load */
    GQueue spares; /* of Load */
    gsize ahead;   /* bytes */
    gboolean is_all, is_ending;
    GError *error;
};

static void
free_load(gpointer data)
{
    Load *load = data;

    if (load == NULL)
        return;
    g_ptr_array_unref(load->wholes);
    g_ptr_array_unref(load->pages);
    g_free(load);
}

static Load *
new_load(void)
{
    Load *load = g_new0(Load, 1);

    load->wholes = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_free);
    load->pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_page_free);
    return load;
}

/* ---- in the thread */

static void
empty_load(Load *load)
{
    for (guint i = 0; i < load->n_wholes; i++)
        arsip_whole_empty(load->wholes->pdata[i]);
    for (guint i = 0; i < load->n_pages; i++)
        arsip_whole_page_empty(load->pages->pdata[i]);
    load->n_wholes = load->n_pages = 0;
    load->bytes = 0;
}

/* FALSE once nobody wants any more. */
static gboolean
hand_over(ArsipLoader *loader)
{
    gboolean goes_on;

    g_mutex_lock(&loader->mutex);
    while (loader->ahead > AHEAD_MOST && !loader->is_ending)
        g_cond_wait(&loader->has_gone, &loader->mutex);
    goes_on = !loader->is_ending;
    loader->ahead += loader->ready->bytes;
    g_queue_push_tail(&loader->loads, loader->ready);
    loader->ready = g_queue_pop_head(&loader->spares);
    g_cond_signal(&loader->has_come);
    g_mutex_unlock(&loader->mutex);
    if (loader->ready == NULL)
        loader->ready = new_load();
    empty_load(loader->ready);
    return goes_on;
}

static gboolean
count(ArsipLoader *loader, ArsipArena *arena)
{
    Load *load = loader->ready;

    load->bytes += arsip_arena_size(arena);
    return (load->n_wholes + load->n_pages < AT_ONCE && load->bytes < BYTES_AT_ONCE) || hand_over(loader);
}

static ArsipWhole *
next_whole(const Load *load)
{
    if (load->wholes->len == load->n_wholes)
        g_ptr_array_add(load->wholes, arsip_whole_new());
    return load->wholes->pdata[load->n_wholes];
}

static ArsipWholePage *
next_page(const Load *load)
{
    if (load->pages->len == load->n_pages)
        g_ptr_array_add(load->pages, arsip_whole_page_new());
    return load->pages->pdata[load->n_pages];
}

/* The document is not filled again before its last page was taken. *goes_on: whether more is wanted. */
static gboolean
load_pages(ArsipLoader *loader, ArsipWhole *whole, guint n_pages, gboolean *goes_on, GError **error)
{
    for (guint number = 1; number <= n_pages && *goes_on; number++) {
        ArsipWholePage *page = next_page(loader->ready);

        if (!arsip_whole_load_page(loader->archive, whole, number, page, error))
            return FALSE;
        loader->ready->n_pages++;
        *goes_on = count(loader, page->arena);
    }
    return TRUE;
}

static gboolean
load(ArsipLoader *loader, ArsipWholeWalk *walk, gboolean *goes_on, GError **error)
{
    ArsipWhole *whole = next_whole(loader->ready);
    guint n_pages;

    if (!arsip_whole_walk_next(walk, whole, error) ||
        (loader->see != NULL && !loader->see(whole, loader->data, error)))
        return FALSE;
    n_pages = whole->n_pages;
    loader->ready->n_wholes++;
    *goes_on = count(loader, whole->arena);
    return load_pages(loader, whole, n_pages, goes_on, error);
}

static gboolean
load_all(ArsipLoader *loader, GError **error)
{
    g_autoptr(ArsipWholeWalk) walk =
        arsip_whole_walk_new(loader->archive, loader->names, loader->goes, loader->data, error);
    gboolean goes_on = walk != NULL;

    for (guint i = 0; i < loader->names->len && goes_on; i++)
        if (!load(loader, walk, &goes_on, error))
            return FALSE;
    return walk != NULL;
}

static gpointer
work(gpointer data)
{
    ArsipLoader *loader = data;
    GError *fault = NULL;

    load_all(loader, &fault);
    hand_over(loader);
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
    loader->ready = new_load();
    g_mutex_init(&loader->mutex);
    g_cond_init(&loader->has_come);
    g_cond_init(&loader->has_gone);
    g_queue_init(&loader->loads);
    g_queue_init(&loader->spares);
    loader->thread = g_thread_new("loader", work, loader);
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
    if (loader->lent != loader->taken)
        free_load(loader->lent);
    free_load(loader->taken);
    free_load(loader->ready);
    g_queue_clear_full(&loader->loads, free_load);
    g_queue_clear_full(&loader->spares, free_load);
    g_clear_error(&loader->error);
    g_mutex_clear(&loader->mutex);
    g_cond_clear(&loader->has_come);
    g_cond_clear(&loader->has_gone);
    g_free(loader);
}

/* Behind the mutex. What is kept for later does not grow beyond what is needed all the time. */
static void
give_back(ArsipLoader *loader, Load *load)
{
    if (loader->spares.length < SPARES_MOST && load->bytes < 2 * BYTES_AT_ONCE)
        g_queue_push_head(&loader->spares, load);
    else
        free_load(load);
}

/* The next of the loads in the place of the one in hand, which goes back; FALSE at the end, and on failure.
 */
static gboolean
take(ArsipLoader *loader, GError **error)
{
    Load *load;

    g_mutex_lock(&loader->mutex);
    if (loader->taken != NULL && loader->taken != loader->lent)
        give_back(loader, loader->taken);
    while (loader->loads.length == 0 && !loader->is_all)
        g_cond_wait(&loader->has_come, &loader->mutex);
    load = g_queue_pop_head(&loader->loads);
    if (load != NULL)
        loader->ahead -= load->bytes;
    else if (loader->error != NULL)
        g_propagate_error(error, g_steal_pointer(&loader->error));
    /* Woken when there is room for many. */
    if (loader->ahead < AHEAD_MOST / 2)
        g_cond_signal(&loader->has_gone);
    g_mutex_unlock(&loader->mutex);
    loader->taken = load;
    loader->n_wholes = loader->n_pages = 0;
    return load != NULL;
}

static void
give_back_lent(ArsipLoader *loader)
{
    Load *load = g_steal_pointer(&loader->lent);

    if (load == NULL || load == loader->taken)
        return;
    g_mutex_lock(&loader->mutex);
    give_back(loader, load);
    g_mutex_unlock(&loader->mutex);
}

const ArsipWhole *
arsip_loader_document(ArsipLoader *loader, GError **error)
{
    give_back_lent(loader);
    while (loader->taken == NULL || loader->n_wholes == loader->taken->n_wholes)
        if (!take(loader, error))
            return NULL;
    loader->lent = loader->taken;
    return loader->lent->wholes->pdata[loader->n_wholes++];
}

const ArsipWholePage *
arsip_loader_page(ArsipLoader *loader, GError **error)
{
    while (loader->taken == NULL || loader->n_pages == loader->taken->n_pages)
        if (!take(loader, error))
            return NULL;
    return loader->taken->pages->pdata[loader->n_pages++];
}
