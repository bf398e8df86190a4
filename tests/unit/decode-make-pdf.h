/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_DECODE_MAKE_PDF_H
#define ARSIP_TESTS_DECODE_MAKE_PDF_H

#include <string.h>

#include "decode/pdf/pdf.h"

/* A PDF of one page, put together object by object. What is NULL is left out. */
typedef struct {
    const char *content;
    const char *page;      /* more of the page's dictionary */
    const char *resources; /* more of its resources; /Im is the picture, /F a font */
    const char *picture;   /* more of the picture's dictionary */
    const guint8 *bytes;   /* of the picture */
    gsize length;
    const char *object;  /* one more, number 7 */
    const char *catalog; /* more of the document's dictionary */
    const char *form;    /* more of the dictionary of the content */
} MadePdf;

/* The picture has 300 times 420 dots, and fills the page of 72 times 100.8 points at 300 dpi. */
#define MADE_COLUMNS 300
#define MADE_ROWS    420
#define MADE_PAGE    "/MediaBox [0 0 72 100.8] "

static inline void
made_object(GString *pdf, gsize *places, guint number, const char *dictionary, const void *bytes,
            gsize length)
{
    places[number] = pdf->len;
    g_string_append_printf(pdf, "%u 0 obj\n", number);
    if (bytes == NULL) {
        g_string_append_printf(pdf, "%s\nendobj\n", dictionary);
        return;
    }
    g_string_append_printf(pdf, "<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n", dictionary, length);
    g_string_append_len(pdf, bytes, (gssize)length);
    g_string_append(pdf, "\nendstream\nendobj\n");
}

static inline GBytes *
make_pdf(const MadePdf *made)
{
    GString *pdf = g_string_new("%PDF-1.7\n");
    gsize places[8] = {0};
    g_autofree char *page = g_strdup_printf("<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s /Resources << "
                                            "/XObject << /Im 5 0 R >> /Font << /F 6 0 R >> %s >> >>",
                                            made->page, made->resources != NULL ? made->resources : "");
    g_autofree char *picture = g_strdup_printf("/Type /XObject /Subtype /Image /Width %d /Height %d %s",
                                               MADE_COLUMNS, MADE_ROWS, made->picture);

    g_autofree char *catalog =
        g_strdup_printf("<< /Type /Catalog /Pages 2 0 R %s >>", made->catalog != NULL ? made->catalog : "");
    made_object(pdf, places, 1, catalog, NULL, 0);
    made_object(pdf, places, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", NULL, 0);
    made_object(pdf, places, 3, page, NULL, 0);
    made_object(pdf, places, 4, made->form != NULL ? made->form : "", made->content, strlen(made->content));
    made_object(pdf, places, 5, picture, made->bytes, made->length);
    made_object(pdf, places, 6, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", NULL, 0);
    made_object(pdf, places, 7, made->object != NULL ? made->object : "null", NULL, 0);
    gsize table = pdf->len;
    g_string_append(pdf, "xref\n0 8\n0000000000 65535 f \n");
    for (guint i = 1; i < G_N_ELEMENTS(places); i++)
        g_string_append_printf(pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", places[i]);
    g_string_append_printf(
        pdf, "trailer\n<< /Size 8 /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);
    return g_string_free_to_bytes(pdf);
}

/* One bit a dot, rows of whole bytes, 0 is black: an F of bars, which is no other when turned or mirrored. */
static inline guint8 *
make_bits(gsize *length)
{
    gsize stride = (MADE_COLUMNS + 7) / 8;
    guint8 *bits = g_malloc(stride * MADE_ROWS);

    *length = stride * MADE_ROWS;
    memset(bits, 0xff, *length);
    for (gint y = 0; y < MADE_ROWS; y++)
        for (gint x = 0; x < MADE_COLUMNS; x++) {
            gboolean is_stem = x >= 60 && x < 100 && y >= 60 && y < 360;
            gboolean is_bar = x >= 60 && x < 260 && ((y >= 60 && y < 100) || (y >= 160 && y < 190));
            if (is_stem || is_bar)
                bits[(gsize)y * stride + (gsize)x / 8] &= (guint8) ~(0x80 >> (x % 8));
        }
    return bits;
}

#endif
