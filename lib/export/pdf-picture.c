/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-picture.h"

#include "base/number.h"
#include "export/pdf-file.h"

#define POINTS_PER_INCH 72.0

/* A4 in points. */
#define A4_SHORT 595.276
#define A4_LONG  841.89

/* What a page of a PDF/A-2 may measure (ISO 19005-2, 6.1.13). */
#define SIDE_MIN 3.0
#define SIDE_MAX 14400.0

/* What a file says of its resolution beyond these is what programs write that know nothing of the paper. */
#define DPI_LEAST 100u
#define DPI_MOST  2400u

/* As large as fits on A4, whichever way that lies. */
static void
fit_on_a4(ArsipPdfPaper *paper)
{
    double across = paper->width > paper->height ? A4_LONG : A4_SHORT;
    double down = paper->width > paper->height ? A4_SHORT : A4_LONG;
    double scale = MIN(across / paper->width, down / paper->height);

    paper->width *= scale;
    paper->height *= scale;
}

static void
keep_in_bounds(ArsipPdfPaper *paper)
{
    double longest = MAX(paper->width, paper->height);

    if (longest > SIDE_MAX) {
        paper->width *= SIDE_MAX / longest;
        paper->height *= SIDE_MAX / longest;
    }
    paper->width = MAX(paper->width, SIDE_MIN);
    paper->height = MAX(paper->height, SIDE_MIN);
}

static gboolean
is_told(guint dpi)
{
    return dpi >= DPI_LEAST && dpi <= DPI_MOST;
}

static void
swap_sides(ArsipPdfPaper *paper)
{
    double width = paper->width;

    paper->width = paper->height;
    paper->height = width;
}

static void
measure_reading(ArsipPdfPaper *paper, const ArsipReading *reading)
{
    gboolean knows_size = is_told((guint)MAX(reading->dpi, 0));
    double points = knows_size ? POINTS_PER_INCH / reading->dpi : 1;

    paper->width = reading->width * points;
    paper->height = reading->height * points;
    if (reading->rotation % 180 != 0)
        swap_sides(paper);
    if (!knows_size)
        fit_on_a4(paper);
}

static void
measure_picture(ArsipPdfPaper *paper, const ArsipEmbedded *embedded)
{
    gboolean knows_size = is_told(embedded->across) && is_told(embedded->down);

    paper->width = embedded->width * (knows_size ? POINTS_PER_INCH / embedded->across : 1);
    paper->height = embedded->height * (knows_size ? POINTS_PER_INCH / embedded->down : 1);
    if (paper->turn % 180 != 0)
        swap_sides(paper);
    if (!knows_size)
        fit_on_a4(paper);
}

ArsipPdfPaper
arsip_pdf_paper(const ArsipEmbedded *embedded, const ArsipReading *reading)
{
    ArsipPdfPaper paper = {A4_SHORT, A4_LONG, 0};
    gboolean is_measured = reading != NULL && reading->width > 0 && reading->height > 0;

    if (embedded != NULL)
        paper.turn =
            arsip_embedded_turn(embedded->turn + (is_measured ? reading->rotation : embedded->asked));
    if (is_measured)
        measure_reading(&paper, reading);
    else if (embedded != NULL)
        measure_picture(&paper, embedded);
    keep_in_bounds(&paper);
    return paper;
}

static void
append_space(GString *entries, const ArsipEmbedded *embedded)
{
    gsize length = 0;
    const guint8 *palette = NULL;

    switch (embedded->space) {
    case ARSIP_EMBEDDED_GREY:
        g_string_append(entries, "/ColorSpace/DeviceGray");
        return;
    case ARSIP_EMBEDDED_RGB:
        g_string_append(entries, "/ColorSpace/DeviceRGB");
        return;
    case ARSIP_EMBEDDED_CMYK:
        g_string_append(entries, "/ColorSpace/DeviceCMYK");
        return;
    case ARSIP_EMBEDDED_INDEXED:
        palette = g_bytes_get_data(embedded->palette, &length);
        length = MIN(length, (gsize)3 << embedded->n_bits);
        g_string_append_printf(entries, "/ColorSpace[/Indexed/DeviceRGB %u", (guint)(length / 3) - 1);
        arsip_pdf_append_hex(entries, palette, length);
        g_string_append_c(entries, ']');
        return;
    }
}

static void
append_filter(GString *entries, const ArsipEmbedded *embedded)
{
    switch (embedded->coding) {
    case ARSIP_EMBEDDED_JPEG:
        g_string_append(entries, "/Filter/DCTDecode");
        if (embedded->is_inverted)
            g_string_append(entries, "/Decode[1 0 1 0 1 0 1 0]");
        return;
    case ARSIP_EMBEDDED_JPEG2000:
        g_string_append(entries, "/Filter/JPXDecode");
        return;
    case ARSIP_EMBEDDED_FAX:
        g_string_append_printf(entries, "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns %d/Rows %d%s>>",
                               embedded->width, embedded->height,
                               embedded->is_inverted ? "/BlackIs1 true" : "");
        return;
    case ARSIP_EMBEDDED_PNG:
        g_string_append_printf(entries,
                               "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d"
                               "/BitsPerComponent %u/Columns %d>>",
                               embedded->space == ARSIP_EMBEDDED_RGB ? 3 : 1, embedded->n_bits,
                               embedded->width);
        return;
    }
}

char *
arsip_pdf_picture_entries(const ArsipEmbedded *embedded)
{
    GString *entries = g_string_new("/Type/XObject/Subtype/Image");

    g_string_append_printf(entries, "/Width %d/Height %d/BitsPerComponent %u", embedded->width,
                           embedded->height, embedded->n_bits);
    append_space(entries, embedded);
    append_filter(entries, embedded);
    return g_string_free(entries, FALSE);
}

void
arsip_pdf_picture_append(GString *content, const ArsipPdfPaper *paper, const ArsipEmbedded *embedded,
                         const char *name)
{
    double w = paper->width, h = paper->height;
    const double turns[][6] = {
        {w, 0, 0, h, 0, 0}, {0, -h, w, 0, 0, h}, {-w, 0, 0, -h, w, h}, {0, h, -w, 0, w, 0}};
    const double *turn = turns[paper->turn / 90];
    double sign = embedded->is_mirrored ? -1 : 1;
    const double matrix[] = {sign * turn[0],
                             sign * turn[1],
                             turn[2],
                             turn[3],
                             turn[4] + (embedded->is_mirrored ? turn[0] : 0),
                             turn[5] + (embedded->is_mirrored ? turn[1] : 0)};

    g_string_append(content, "q\n");
    for (guint i = 0; i < G_N_ELEMENTS(matrix); i++) {
        arsip_number_append(content, matrix[i], 3);
        g_string_append_c(content, ' ');
    }
    g_string_append_printf(content, "cm\n/%s Do\nQ\n", name);
}
