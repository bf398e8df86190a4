/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/tiff.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

#define PAGES_MAX 1000

/* The directories of a TIFF and the EXIF block of a JPEG, PNG or WebP, all walked by ourselves. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(ArsipTiffPage));
    gboolean is_mirrored = FALSE;

    if (arsip_tiff_scan(data, size, PAGES_MAX, pages))
        g_assert_cmpuint(pages->len, <=, PAGES_MAX + 1);
    for (guint i = 0; i < pages->len; i++)
        g_assert_cmpint(
            arsip_exif_turn(g_array_index(pages, ArsipTiffPage, i).orientation, &is_mirrored) % 90, ==, 0);
    guint before = pages->len;
    arsip_tiff_drop_reduced(pages);
    g_assert_cmpint(pages->len > 0, ==, before > 0);
    g_assert_cmpint(arsip_exif_turn(arsip_exif_orientation(data, size), &is_mirrored) % 90, ==, 0);
    return 0;
}
