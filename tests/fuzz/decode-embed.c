/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/embed.h"
#include "decode/picture/image.h"
#include "decode/picture/tiff-any.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* What goes into a PDF of any file that may be a picture, and what is told of it: that must be believable. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const ArsipSource source = {.data = data, .size = size};

    setMsgSeverity(L_SEVERITY_NONE);
    arsip_tiff_silence();
    if (size == 0)
        return 0;
    for (guint number = 1; number <= 2; number++) {
        g_auto(ArsipEmbedded) embedded = {0};
        g_auto(ArsipEmbedded) heard = {0};
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = arsip_embed_image(&source, number, &embedded, &error);

        g_assert_true((bytes == NULL) == (error != NULL));
        if (bytes == NULL)
            continue;
        g_autoptr(GVariant) told = g_variant_ref_sink(arsip_embedded_to_variant(&embedded));
        g_assert_cmpuint(g_bytes_get_size(bytes), >, 0);
        if (!arsip_embedded_from_variant(told, &heard, NULL))
            g_error("%d %d %d x %d, %u bits", embedded.coding, embedded.space, embedded.width,
                    embedded.height, embedded.n_bits);
    }
    return 0;
}
