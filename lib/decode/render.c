/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/render.h"

#include <math.h>

#define POINTS_PER_INCH 72.0

/* A rendered page: A3 at 300 dpi has 17 million pixels. A sheet of 200 inches is rendered more coarsely. */
#define RENDER_PIXELS_MAX 25e6

/* Between a scan and the page that shows it 0.79 and more, between it and the same turned round 0.2. */
#define SAME_MIN 0.75

double
arsip_render_scale(PopplerPage *page, double dpi)
{
    double width, height, scale = dpi / POINTS_PER_INCH;

    poppler_page_get_size(page, &width, &height);
    double pixels = width * scale * height * scale;
    return pixels > RENDER_PIXELS_MAX ? scale * sqrt(RENDER_PIXELS_MAX / pixels) : scale;
}

static PIX *
take_surface(cairo_surface_t *surface)
{
    gint width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    gint stride = cairo_image_surface_get_stride(surface);
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    PIX *grey = pixCreateNoInit(width, height, 8);

    if (grey == NULL || pixels == NULL) {
        pixDestroy(&grey);
        return NULL;
    }
    for (gint y = 0; y < height; y++) {
        const guint32 *from = (const guint32 *)(const void *)(pixels + (gsize)y * (gsize)stride);
        l_uint32 *to = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
        for (gint x = 0; x < width; x++) {
            guint32 c = from[x];
            SET_DATA_BYTE(to, x,
                          (l_uint8)(((c >> 16 & 255) * 77 + (c >> 8 & 255) * 151 + (c & 255) * 28) >> 8));
        }
    }
    return grey;
}

PIX *
arsip_render(PopplerPage *page, double scale)
{
    double width, height;

    poppler_page_get_size(page, &width, &height);
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)MAX(lround(width * scale), 1), (int)MAX(lround(height * scale), 1));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    PIX *grey = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    return grey;
}

double
arsip_render_find_pictures(PopplerPage *page, gint *largest, guint *n_pictures)
{
    GList *pictures = poppler_page_get_image_mapping(page);
    double width, height, covered = 0, most = 0;

    *largest = -1;
    *n_pictures = g_list_length(pictures);
    poppler_page_get_size(page, &width, &height);
    for (GList *at = pictures; at != NULL; at = at->next) {
        const PopplerImageMapping *picture = at->data;
        double area = fabs((MIN(picture->area.x2, width) - MAX(picture->area.x1, 0)) *
                           (picture->area.y2 - picture->area.y1)) /
                      (width * height);
        covered += area;
        if (area > most) {
            most = area;
            *largest = picture->image_id;
        }
    }
    poppler_page_free_image_mapping(pictures);
    return covered;
}

/* Of the grey levels of two rasters of (nearly) one size: 1 for the same, also where one is paler. */
static double
correlation(PIX *a, PIX *b)
{
    gint width = MIN(pixGetWidth(a), pixGetWidth(b)), height = MIN(pixGetHeight(a), pixGetHeight(b));
    double n = (double)width * height, sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;

    for (gint y = 0; y < height; y++) {
        const l_uint32 *row_a = pixGetData(a) + (gsize)y * (gsize)pixGetWpl(a);
        const l_uint32 *row_b = pixGetData(b) + (gsize)y * (gsize)pixGetWpl(b);
        for (gint x = 0; x < width; x++) {
            double level_a = GET_DATA_BYTE(row_a, x), level_b = GET_DATA_BYTE(row_b, x);
            sum_a += level_a;
            sum_b += level_b;
            sum_aa += level_a * level_a;
            sum_bb += level_b * level_b;
            sum_ab += level_a * level_b;
        }
    }
    double spread_a = sum_aa - sum_a * sum_a / n, spread_b = sum_bb - sum_b * sum_b / n;
    if (spread_a < n && spread_b < n)
        return 1;
    return (sum_ab - sum_a * sum_b / n) / sqrt(MAX(spread_a, 1) * MAX(spread_b, 1));
}

/* Whether the picture as it is stored is what the page shows: not turned, mirrored, cut or drawn over. */
static gboolean
shows_the_same(PopplerPage *page, PIX *picture)
{
    g_auto(ArsipPix) shown = arsip_render(page, arsip_render_scale(page, ARSIP_LOOK_DPI));

    if (shown == NULL)
        return FALSE;
    double across = (double)pixGetWidth(shown) / pixGetWidth(picture);
    double down = (double)pixGetHeight(shown) / pixGetHeight(picture);
    g_auto(ArsipPix) small = pixScaleSmooth(picture, (l_float32)across, (l_float32)down);
    if (across > 1 || down > 1 || fabs(across / down - 1) > 0.05 || small == NULL)
        return FALSE;
    return correlation(small, shown) > SAME_MIN;
}

PIX *
arsip_render_embedded(PopplerPage *page)
{
    gint largest;
    guint n_pictures;
    double width, height;

    if (arsip_render_find_pictures(page, &largest, &n_pictures) < 0.85 || n_pictures != 1)
        return NULL;
    cairo_surface_t *surface = poppler_page_get_image(page, largest);
    if (surface == NULL)
        return NULL;
    double pixels = (double)cairo_image_surface_get_width(surface) * cairo_image_surface_get_height(surface);
    g_auto(ArsipPix) grey = pixels > 0 && pixels <= ARSIP_PIXELS_MAX ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    if (grey == NULL || !shows_the_same(page, grey))
        return NULL;
    poppler_page_get_size(page, &width, &height);
    l_int32 dpi = (l_int32)lround(pixGetWidth(grey) * POINTS_PER_INCH / width);
    pixSetResolution(grey, dpi, dpi);
    return g_steal_pointer(&grey);
}
