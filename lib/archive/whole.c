/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/whole.h"

ArsipWhole *
arsip_whole_new(void)
{
    ArsipWhole *whole = g_new0(ArsipWhole, 1);

    whole->arena = arsip_arena_new();
    whole->originals = g_ptr_array_new();
    whole->arrivals = g_ptr_array_new();
    whole->fields = g_ptr_array_new();
    whole->labels = g_ptr_array_new();
    whole->proofs = g_ptr_array_new();
    whole->pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_whole_page_free);
    return whole;
}

void
arsip_whole_free(ArsipWhole *whole)
{
    if (whole == NULL)
        return;
    g_ptr_array_unref(whole->originals);
    g_ptr_array_unref(whole->arrivals);
    g_ptr_array_unref(whole->fields);
    g_ptr_array_unref(whole->labels);
    g_ptr_array_unref(whole->proofs);
    g_ptr_array_unref(whole->pages);
    arsip_arena_free(whole->arena);
    g_free(whole);
}

void
arsip_whole_empty(ArsipWhole *whole)
{
    ArsipWhole emptied = {.arena = whole->arena,
                          .originals = whole->originals,
                          .arrivals = whole->arrivals,
                          .fields = whole->fields,
                          .labels = whole->labels,
                          .proofs = whole->proofs,
                          .pages = whole->pages};

    arsip_arena_empty(whole->arena);
    g_ptr_array_set_size(whole->originals, 0);
    g_ptr_array_set_size(whole->arrivals, 0);
    g_ptr_array_set_size(whole->fields, 0);
    g_ptr_array_set_size(whole->labels, 0);
    g_ptr_array_set_size(whole->proofs, 0);
    *whole = emptied;
}

ArsipWholePage *
arsip_whole_page_new(void)
{
    ArsipWholePage *page = g_new0(ArsipWholePage, 1);

    page->arena = arsip_arena_new();
    page->readings = g_ptr_array_new();
    return page;
}

void
arsip_whole_page_free(ArsipWholePage *page)
{
    if (page == NULL)
        return;
    g_ptr_array_unref(page->readings);
    arsip_arena_free(page->arena);
    g_free(page);
}

void
arsip_whole_page_empty(ArsipWholePage *page)
{
    arsip_arena_empty(page->arena);
    g_ptr_array_set_size(page->readings, 0);
    *page = (ArsipWholePage){.arena = page->arena, .readings = page->readings};
}
