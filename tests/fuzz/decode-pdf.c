/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-reading.h"
#include "decode/pdf/pdf.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A PDF of any bytes: its text layer and, where that is small, its picture. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    const ArsipSource source = {.data = data, .size = size};
    static const char *const passwords[] = {"rahasia", NULL};
    static gboolean is_quiet = FALSE;

    if (!is_quiet) {
        setMsgSeverity(L_SEVERITY_NONE);
        is_quiet = TRUE;
    }
    if (size == 0)
        return 0;
    g_autoptr(ArsipPdf) pdf = arsip_pdf_open(&source, passwords, NULL);
    for (guint number = 1; pdf != NULL && number <= MIN(arsip_pdf_count(pdf), 2); number++) {
        ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;

        check_reading(arsip_pdf_read_layer(pdf, number, &verdict, NULL));
        g_assert_cmpint(verdict, <=, ARSIP_LAYER_GOOD);
        arsip_picture_free(arsip_pdf_picture(pdf, number, NULL));
    }
    return 0;
}
