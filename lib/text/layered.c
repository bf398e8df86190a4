/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/layered.h"

GVariant *
arsip_layered_to_variant(const GArray *pages)
{
    GVariantBuilder list;

    g_variant_builder_init(&list, G_VARIANT_TYPE(ARSIP_LAYERED_TYPE));
    for (guint i = 0; i < pages->len; i++) {
        const ArsipLayered *page = &g_array_index(pages, ArsipLayered, i);

        g_variant_builder_add(&list, "(bib)", page->is_left, page->turn, page->is_clear);
    }
    return g_variant_builder_end(&list);
}

GArray *
arsip_layered_from_variant(GVariant *variant)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(ArsipLayered));
    gsize n = g_variant_n_children(variant);

    for (gsize i = 0; i < n; i++) {
        ArsipLayered page;

        g_variant_get_child(variant, i, "(bib)", &page.is_left, &page.turn, &page.is_clear);
        if (page.turn != 0 && page.turn != 90 && page.turn != 180 && page.turn != 270)
            return NULL;
        g_array_append_val(pages, page);
    }
    return g_steal_pointer(&pages);
}
