/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/draw.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A page with some ink, of another size than any that is told of. */
#define WIDTH  150
#define HEIGHT 200

static ArsipPicture *
make_page(void)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, 1);
    BOX ink = {.x = 30, .y = 40, .w = 60, .h = 10};

    pixSetInRect(pix, &ink);
    return arsip_picture_new(pix, 90);
}

/* What is drawn for any bytes that tell what to draw. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree guint8 *aligned = g_memdup2(data, size);
    g_autoptr(GVariant) told =
        g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE_VARDICT, aligned, size, FALSE, NULL, NULL));
    g_autoptr(ArsipDrawing) drawing = arsip_drawing_from_variant(told, NULL);

    if (drawing == NULL)
        return 0;
    g_assert_true(arsip_drawing_check(drawing, NULL));
    g_assert_cmpuint(drawing->marks->len, <=, ARSIP_DRAWING_MARKS_MAX);
    setMsgSeverity(L_SEVERITY_NONE);
    g_autoptr(ArsipPicture) picture = make_page();
    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);
    g_assert_nonnull(drawn);
    g_assert_cmpint(pixGetHeight(drawn), >, drawing->rotation % 180 == 0 ? HEIGHT : WIDTH);
    return 0;
}
