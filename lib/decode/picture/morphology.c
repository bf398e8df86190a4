/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/morphology.h"

#include <string.h>

/*
 * A picture with white around it, so that nothing has to ask whether a neighbour is there. 32 pixels a word,
 * the leftmost in the highest bit, as Leptonica keeps them; white is 0.
 */
typedef struct {
    guint32 *words;
    gsize stride; /* words a row, margins included */
    gsize left;   /* words of the left margin; the right one has one more */
    gsize n;      /* words of a row of the picture */
    guint32 last; /* the bits of the last one that are pixels */
    l_int32 rows; /* of the picture */
    l_int32 above;
} Sheet;

static guint32 *
row_of(const Sheet *sheet, l_int32 y)
{
    return sheet->words + (gsize)(y + sheet->above) * sheet->stride;
}

static void
clear_sheet(Sheet *sheet)
{
    g_clear_pointer(&sheet->words, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheet, clear_sheet)

/* across, down: how far, in pixels, neighbours are looked for on each side. */
static gboolean
spread(PIX *pix, l_int32 across, l_int32 down, Sheet *sheet)
{
    l_int32 width = pixGetWidth(pix), source_words = pixGetWpl(pix);

    sheet->n = ((gsize)width + 31) / 32;
    sheet->left = ((gsize)across + 31) / 32;
    sheet->stride = sheet->n + 2 * sheet->left + 1;
    sheet->last = width % 32 != 0 ? ~0u << (32 - width % 32) : ~0u;
    sheet->rows = pixGetHeight(pix);
    sheet->above = down;
    gsize rows = (gsize)sheet->rows + 2 * (gsize)down;
    sheet->words = g_try_malloc0_n(rows, sheet->stride * sizeof *sheet->words);
    if (sheet->words == NULL)
        return FALSE;
    for (l_int32 y = 0; y < sheet->rows; y++) {
        guint32 *row = row_of(sheet, y) + sheet->left;
        memcpy(row, pixGetData(pix) + (gsize)y * (gsize)source_words, sheet->n * sizeof *row);
        row[sheet->n - 1] &= sheet->last;
    }
    return TRUE;
}

/* The kernels: to = from shifted to the left by `bits` (0 to 31), or that combined with what is there. */
static void
put_shifted(guint32 *restrict to, const guint32 *restrict from, guint bits, gsize n)
{
    if (bits == 0)
        memcpy(to, from, n * sizeof *to);
    else
        for (gsize i = 0; i < n; i++)
            to[i] = from[i] << bits | from[i + 1] >> (32 - bits);
}

static void
and_shifted(guint32 *restrict to, const guint32 *restrict from, guint bits, gsize n)
{
    if (bits == 0)
        for (gsize i = 0; i < n; i++)
            to[i] &= from[i];
    else
        for (gsize i = 0; i < n; i++)
            to[i] &= from[i] << bits | from[i + 1] >> (32 - bits);
}

static void
or_shifted(guint32 *restrict to, const guint32 *restrict from, guint bits, gsize n)
{
    if (bits == 0)
        for (gsize i = 0; i < n; i++)
            to[i] |= from[i];
    else
        for (gsize i = 0; i < n; i++)
            to[i] |= from[i] << bits | from[i + 1] >> (32 - bits);
}

static void
and_not_shifted(guint32 *restrict to, const guint32 *restrict from, guint bits, gsize n)
{
    if (bits == 0)
        for (gsize i = 0; i < n; i++)
            to[i] &= ~from[i];
    else
        for (gsize i = 0; i < n; i++)
            to[i] &= ~(from[i] << bits | from[i + 1] >> (32 - bits));
}

typedef void (*Kernel)(guint32 *restrict to, const guint32 *restrict from, guint bits, gsize n);

/*
 * Each pixel becomes what `kernel` makes of itself and the size - 1 to its right: of pairs first, then of
 * pairs of pairs, so that it takes as many steps as `size` has binary digits.
 */
static void
run_across(Sheet *sheet, l_int32 size, Kernel kernel)
{
    g_autofree guint32 *copy = g_malloc_n(sheet->stride + 1, sizeof *copy);

    copy[sheet->stride] = 0;
    for (l_int32 y = 0; y < sheet->rows; y++) {
        guint32 *row = row_of(sheet, y);
        for (l_int32 done = 1; done < size;) {
            l_int32 step = MIN(done, size - done);
            gsize words = (gsize)step / 32;
            memcpy(copy, row, sheet->stride * sizeof *copy);
            /* The words that are left out at the end are of the margin, and white. */
            kernel(row, copy + words, (guint)step % 32, sheet->stride - words);
            done += step;
        }
    }
}

/* The same of a pixel and those below it. */
static void
run_down(Sheet *sheet, l_int32 size, Kernel kernel)
{
    l_int32 end = sheet->rows + sheet->above;

    for (l_int32 done = 1; done < size;) {
        l_int32 step = MIN(done, size - done);
        for (l_int32 y = -sheet->above; y + step < end; y++)
            kernel(row_of(sheet, y), row_of(sheet, y + step), 0, sheet->stride);
        done += step;
    }
}

/* Adds what stands x pixels to the right of row y, and below zero to the left, to a row of a picture. */
static void
combine(guint32 *to, const Sheet *sheet, l_int32 x, l_int32 y, Kernel kernel)
{
    gssize bit = (gssize)sheet->left * 32 + x;

    kernel(to, row_of(sheet, y) + bit / 32, (guint)(bit % 32), sheet->n);
}

static void
write_back(const Sheet *sheet, l_int32 x, l_int32 y, PIX *pix)
{
    gsize words = (gsize)pixGetWpl(pix);

    for (l_int32 i = 0; i < sheet->rows; i++) {
        guint32 *row = pixGetData(pix) + (gsize)i * words;
        combine(row, sheet, x, i + y, put_shifted);
        row[sheet->n - 1] &= sheet->last;
    }
}

/* A structuring element: what it holds, seen from its origin. */
typedef struct {
    l_int32 x, y, width, height;
    GArray *pixels;    /* of Pixel: its hits and misses */
    gboolean is_brick; /* all of it is hits, and the origin is one of them */
} Element;

typedef struct {
    l_int32 x, y;
    gboolean is_hit;
} Pixel;

static void
clear_element(Element *element)
{
    g_clear_pointer(&element->pixels, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Element, clear_element)

/* is_turned: as it is seen from the other side, which is what a dilation does. */
static void
take_element(SEL *sel, gboolean is_turned, Element *element)
{
    l_int32 type = SEL_DONT_CARE, origin_x = 0, origin_y = 0, n_hits = 0;

    element->pixels = g_array_new(FALSE, FALSE, sizeof(Pixel));
    selGetParameters(sel, &element->height, &element->width, &origin_y, &origin_x);
    for (l_int32 i = 0; i < element->height; i++)
        for (l_int32 j = 0; j < element->width; j++) {
            Pixel pixel = {.x = is_turned ? origin_x - j : j - origin_x,
                           .y = is_turned ? origin_y - i : i - origin_y};
            selGetElement(sel, i, j, &type);
            pixel.is_hit = type == SEL_HIT;
            n_hits += pixel.is_hit ? 1 : 0;
            if (type != SEL_DONT_CARE)
                g_array_append_val(element->pixels, pixel);
        }
    element->x = is_turned ? origin_x - element->width + 1 : -origin_x;
    element->y = is_turned ? origin_y - element->height + 1 : -origin_y;
    element->is_brick = n_hits == element->width * element->height && origin_x >= 0 && origin_y >= 0 &&
                        origin_x < element->width && origin_y < element->height;
}

static gboolean
apply_brick(PIX *pixd, PIX *pixs, const Element *element, Kernel hit)
{
    g_auto(Sheet) sheet = {0};

    if (!spread(pixs, element->width - 1, element->height - 1, &sheet))
        return FALSE;
    run_across(&sheet, element->width, hit);
    run_down(&sheet, element->height, hit);
    write_back(&sheet, element->x, element->y, pixd);
    return TRUE;
}

/* Any element, pixel by pixel. miss: NULL where misses do not count. */
static gboolean
apply_pixels(PIX *pixd, PIX *pixs, const Element *element, Kernel hit, Kernel miss)
{
    l_int32 across = MAX(ABS(element->x), ABS(element->x + element->width - 1));
    l_int32 down = MAX(ABS(element->y), ABS(element->y + element->height - 1));
    g_auto(Sheet) sheet = {0};

    if (!spread(pixs, across, down, &sheet))
        return FALSE;
    for (l_int32 y = 0; y < sheet.rows; y++) {
        guint32 *row = pixGetData(pixd) + (gsize)y * (gsize)pixGetWpl(pixd);
        memset(row, hit == or_shifted ? 0 : 0xff, sheet.n * sizeof *row);
        for (guint i = 0; i < element->pixels->len; i++) {
            const Pixel *pixel = &g_array_index(element->pixels, Pixel, i);
            if (pixel->is_hit || miss != NULL)
                combine(row, &sheet, pixel->x, y + pixel->y, pixel->is_hit ? hit : miss);
        }
        row[sheet.n - 1] &= sheet.last;
    }
    return TRUE;
}

/* The picture for the result: a new one, or the one that is given, as large as pixs. NULL where that is
 * refused. */
static PIX *
take_target(PIX *pixd, PIX *pixs, SEL *sel)
{
    if (pixs == NULL || sel == NULL || pixGetDepth(pixs) != 1)
        return NULL;
    if (pixd == NULL)
        return pixCreateTemplate(pixs);
    return pixResizeImageData(pixd, pixs) == 0 ? pixd : NULL;
}

/* Leptonica gives back, on a failure too, the picture that it was given for the result. */
static PIX *
apply(PIX *pixd, PIX *pixs, SEL *sel, Kernel hit, Kernel miss)
{
    g_auto(Element) element = {0};
    PIX *made = take_target(pixd, pixs, sel);

    if (made == NULL)
        return pixd;
    take_element(sel, hit == or_shifted, &element);
    if (element.is_brick ? apply_brick(made, pixs, &element, hit)
                         : apply_pixels(made, pixs, &element, hit, miss))
        return made;
    if (made != pixd)
        pixDestroy(&made);
    return pixd;
}

PIX *
pixErode(PIX *pixd, PIX *pixs, SEL *sel)
{
    return apply(pixd, pixs, sel, and_shifted, NULL);
}

PIX *
pixDilate(PIX *pixd, PIX *pixs, SEL *sel)
{
    return apply(pixd, pixs, sel, or_shifted, NULL);
}

PIX *
pixHMT(PIX *pixd, PIX *pixs, SEL *sel)
{
    return apply(pixd, pixs, sel, and_shifted, and_not_shifted);
}

void
arsip_morphology_use(void)
{
    resetMorphBoundaryCondition(ASYMMETRIC_MORPH_BC);
}
