/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/image.h"
#include "decode/picture/orient.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* What is larger only takes longer. */
#define PIXELS_MAX 500000

static void
prepare(ArsipPicture *taken)
{
    g_autoptr(ArsipPicture) picture = taken;
    g_autoptr(ArsipSheet) sheet = NULL;

    if (picture == NULL || pixGetWidth(picture->pix) * (gint64)pixGetHeight(picture->pix) > PIXELS_MAX)
        return;
    g_assert_true(pixGetDepth(picture->pix) == 1 || pixGetDepth(picture->pix) == 8 ||
                  pixGetDepth(picture->pix) == 32);
    sheet = arsip_sheet_new(picture, 0);
    if (sheet == NULL)
        return;
    g_autoptr(GArray) spots = arsip_ink_spots(sheet->ink);
    ArsipStance stance = arsip_find_stance(sheet->ink, spots, sheet->dpi, picture->rotation);
    g_assert_cmpint(stance.rotation % 90, ==, 0);
    arsip_prepared_free(arsip_prepare(sheet, stance.rotation, stance.skew));
}

/* The pages of a picture of any bytes, made ready for the engine. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const ArsipSource source = {.data = data, .size = size};
    static gboolean is_quiet = FALSE;

    if (!is_quiet) {
        setMsgSeverity(L_SEVERITY_NONE);
        is_quiet = TRUE;
    }
    if (size == 0)
        return 0;
    guint n_pages = arsip_image_count(&source, NULL);
    for (guint number = 1; number <= MIN(n_pages, 3); number++)
        prepare(arsip_image_decode(&source, number, NULL));
    return 0;
}
