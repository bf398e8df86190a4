/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/render.h"

#include <math.h>
#include <string.h>

#define POINTS_PER_INCH 72.0

/* A rendered page: A3 at 300 dpi has 17 million pixels. A sheet of 200 inches is rendered more coarsely. */
#define RENDER_PIXELS_MAX 25e6

/* On a page that pictures cover so far, dots beyond theirs would only be made up. */
#define PICTURED_MOST  0.8
#define RENDER_DPI_MIN 200.0

/* What is darker counts as ink. */
#define INK_LEVEL 160

double
arsip_render_scale(PopplerPage *page, double dpi)
{
    double width, height, scale = dpi / POINTS_PER_INCH;

    poppler_page_get_size(page, &width, &height);
    double pixels = width * scale * height * scale;
    return pixels > RENDER_PIXELS_MAX ? scale * sqrt(RENDER_PIXELS_MAX / pixels) : scale;
}

double
arsip_render_choose_dpi(const ArsipPictured *pictured, guint longest_side)
{
    double across = fabs(pictured->area.x2 - pictured->area.x1),
           down = fabs(pictured->area.y2 - pictured->area.y1);

    if (pictured->share < PICTURED_MOST || longest_side == 0 || MAX(across, down) < 1)
        return ARSIP_RENDER_DPI;
    return CLAMP(longest_side * POINTS_PER_INCH / MAX(across, down), RENDER_DPI_MIN, ARSIP_RENDER_DPI);
}

/* Leptonica keeps bytes in words whose first byte is the highest. Two plain loops, which compilers widen. */
static void
take_row(const guint32 *from, guint8 *line, l_uint32 *to, gint width)
{
    for (gint x = 0; x < width; x++) {
        guint32 c = from[x];
        line[x] = (guint8)(((c >> 16 & 255) * 77 + (c >> 8 & 255) * 151 + (c & 255) * 28) >> 8);
    }
    for (gint i = 0; i < (width + 3) / 4; i++) {
        guint32 word;
        memcpy(&word, line + 4 * i, sizeof word);
        to[i] = GUINT32_FROM_BE(word);
    }
}

static PIX *
take_surface(cairo_surface_t *surface)
{
    gint width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    gint stride = cairo_image_surface_get_stride(surface);
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    PIX *grey = pixels != NULL ? pixCreateNoInit(width, height, 8) : NULL;
    g_autofree guint8 *line = g_malloc0((gsize)width + 4);

    if (grey == NULL)
        return NULL;
    for (gint y = 0; y < height; y++)
        take_row((const guint32 *)(const void *)(pixels + (gsize)y * (gsize)stride), line,
                 pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey), width);
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

PIX *
arsip_render_small(PopplerPage *page)
{
    return arsip_render(page, arsip_render_scale(page, ARSIP_LOOK_DPI));
}

PIX *
arsip_render_shrink(PIX *pix)
{
    double factor = ARSIP_LOOK_DPI / MAX(pixGetXRes(pix), 1);

    if (factor >= 1)
        return pixConvertTo8(pix, FALSE);
    if (pixGetDepth(pix) == 1)
        return pixScaleToGray(pix, (l_float32)factor);
    return pixScaleAreaMap(pix, (l_float32)factor, (l_float32)factor);
}

void
arsip_render_find_pictures(PopplerPage *page, ArsipPictured *pictured)
{
    GList *pictures = poppler_page_get_image_mapping(page);
    double width, height, most = 0;

    *pictured = (ArsipPictured){.largest = -1, .n = g_list_length(pictures)};
    poppler_page_get_size(page, &width, &height);
    for (GList *at = pictures; at != NULL; at = at->next) {
        const PopplerImageMapping *picture = at->data;
        const PopplerRectangle *area = &picture->area;
        double across = MIN(MAX(area->x1, area->x2), width) - MAX(MIN(area->x1, area->x2), 0);
        double down = MIN(MAX(area->y1, area->y2), height) - MAX(MIN(area->y1, area->y2), 0);
        double share = MAX(across, 0) * MAX(down, 0) / (width * height);
        /* poppler 22.12 tells the place of a picture that lies on its side wrongly, but its size rightly. */
        if (share <= 0)
            share = MIN(fabs((area->x2 - area->x1) * (area->y2 - area->y1)) / (width * height), 1);
        pictured->share += share;
        if (share > most) {
            most = share;
            pictured->largest = picture->image_id;
            pictured->area = *area;
        }
    }
    poppler_page_free_image_mapping(pictures);
}

PIX *
arsip_render_stored(PopplerPage *page, gint number, gint columns, gint rows)
{
    PIX *grey = NULL;

    if ((double)columns * rows > ARSIP_PIXELS_MAX)
        return NULL;
    cairo_surface_t *surface = poppler_page_get_image(page, number);
    if (surface == NULL)
        return NULL;
    if (cairo_image_surface_get_width(surface) == columns && cairo_image_surface_get_height(surface) == rows)
        grey = take_surface(surface);
    cairo_surface_destroy(surface);
    return grey;
}

double
arsip_render_covered(PIX *shown, const ArsipReading *reading)
{
    g_auto(ArsipPix) ink = shown != NULL ? pixThresholdToBinary(shown, INK_LEVEL) : NULL;
    l_int32 all = 0, rest = 0;

    if (ink == NULL || pixCountPixels(ink, &all, NULL) != 0 || all == 0)
        return 100;
    double across = (double)pixGetWidth(ink) / reading->width,
           down = (double)pixGetHeight(ink) / reading->height;
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        BOX box = {
            .x = (l_int32)floor(word->x * across) - 1,
            .y = (l_int32)floor(word->y * down) - 1,
            .w = (l_int32)ceil(word->width * across) + 2,
            .h = (l_int32)ceil(word->height * down) + 2,
        };
        pixClearInRect(ink, &box);
    }
    pixCountPixels(ink, &rest, NULL);
    return 100 * (1 - (double)rest / all);
}
