/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "decode/image.h"
#include "decode/orient.h"
#include "decode/pdf.h"
#include "decode/plain.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
prepare_picture(ArsipPicture *taken)
{
    g_autoptr(ArsipPicture) picture = taken;
    g_autoptr(ArsipSheet) sheet = NULL;

    /* What is larger only takes longer. */
    if (picture == NULL || pixGetWidth(picture->pix) * (gint64)pixGetHeight(picture->pix) > 1000000)
        return;
    sheet = arsip_sheet_new(picture);
    if (sheet == NULL)
        return;
    ArsipStance stance = arsip_find_stance(sheet->ink, sheet->dpi, picture->rotation);
    g_assert_cmpint(stance.rotation % 90, ==, 0);
    arsip_prepared_free(arsip_prepare(sheet, stance.rotation, stance.skew));
}

static void
check_reading(ArsipReading *taken)
{
    g_autoptr(ArsipReading) reading = taken;
    guint32 end = 0;

    if (reading == NULL)
        return;
    g_assert_true(g_utf8_validate(reading->text, -1, NULL));
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        g_assert_cmpuint(word->start, >=, end);
        end = word->start + word->length;
        g_assert_cmpuint(end, <=, strlen(reading->text));
    }
}

/* The pages of whatever the bytes may be, short of recognising them. */
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
    g_autoptr(ArsipPlain) plain = arsip_plain_open(&source);
    check_reading(arsip_plain_read(plain, arsip_plain_count(plain), NULL));
    guint n_pages = arsip_image_count(&source, NULL);
    for (guint number = 1; number <= MIN(n_pages, 4); number++)
        prepare_picture(arsip_image_decode(&source, number, NULL));
    g_autoptr(ArsipPdf) pdf = arsip_pdf_open(&source, NULL, NULL);
    for (guint number = 1; pdf != NULL && number <= MIN(arsip_pdf_count(pdf), 2); number++) {
        ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
        g_autoptr(ArsipPicture) picture = arsip_pdf_picture(pdf, number, NULL);
        check_reading(arsip_pdf_read_layer(pdf, number, &verdict, NULL));
    }
    return 0;
}
