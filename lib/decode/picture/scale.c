/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/scale.h"

#include <math.h>

/*
 * Two thirds is what brings 300 dpi, at which most offices scan, to 200: each square of three pixels by three
 * becomes one of two by two, each of them over one and a half pixels. In ninths of a pixel's area, so that
 * whole words of four pixels can be added at once.
 */
#define TWO_THIRDS (2.0 / 3.0)

static gboolean
is_factor(double factor, double wanted)
{
    return fabs(factor - wanted) < 0.002;
}

/* For each six bits four pixels, 0 to 3, in the order in which Leptonica keeps them in a word. */
static void
make_quads(guint32 quads[64])
{
    for (guint32 bits = 0; bits < 64; bits++) {
        guint32 a = bits >> 5 & 1, b = bits >> 4 & 1, c = bits >> 3 & 1;
        guint32 d = bits >> 2 & 1, e = bits >> 1 & 1, f = bits & 1;
        quads[bits] = (2 * a + b) << 24 | (b + 2 * c) << 16 | (2 * d + e) << 8 | (e + 2 * f);
    }
}

/* Six bits from a row; what stands behind its last word is white. */
static guint32
six_bits(const l_uint32 *row, gsize at, gsize n_words)
{
    gsize word = at / 32, shift = at % 32;
    guint64 bits = (guint64)row[word] << 32 | (word + 1 < n_words ? row[word + 1] : 0);

    return (guint32)(bits >> (58 - shift)) & 63;
}

static PIX *
shrink_bits(PIX *ink)
{
    gsize n_words = (gsize)pixGetWpl(ink);
    PIX *grey = pixCreate((pixGetWidth(ink) * 2) / 3, (pixGetHeight(ink) * 2) / 3, 8);
    guint32 quads[64];

    if (grey == NULL)
        return NULL;
    make_quads(quads);
    pixSetPadBits(ink, 0);
    for (l_int32 y = 0; y < pixGetHeight(grey); y += 2) {
        const l_uint32 *row = pixGetData(ink) + (gsize)(y / 2 * 3) * n_words;
        l_uint32 *to = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
        gboolean has_last = y / 2 * 3 + 2 < pixGetHeight(ink), has_second = y + 1 < pixGetHeight(grey);
        for (gsize x = 0; x < (gsize)pixGetWpl(grey) && x * 6 < n_words * 32; x++) {
            guint32 above = quads[six_bits(row, x * 6, n_words)];
            guint32 middle = quads[six_bits(row + n_words, x * 6, n_words)];
            guint32 below = has_last ? quads[six_bits(row + 2 * n_words, x * 6, n_words)] : 0;
            /* 9 * 28 is 252: nearly black. */
            to[x] = ~((2 * above + middle) * 28);
            if (has_second)
                to[x + (gsize)pixGetWpl(grey)] = ~((middle + 2 * below) * 28);
        }
    }
    return grey;
}

/* One row of the smaller raster: twice `near` and once `middle`. */
static void
shrink_row(const l_uint32 *near, const l_uint32 *middle, gint32 width, l_uint32 *to)
{
    for (gint32 x = 0; x + 1 < width; x += 2) {
        gint32 from = x / 2 * 3;
        guint32 a = 2u * GET_DATA_BYTE(near, from) + GET_DATA_BYTE(middle, from);
        guint32 b = 2u * GET_DATA_BYTE(near, from + 1) + GET_DATA_BYTE(middle, from + 1);
        guint32 c = 2u * GET_DATA_BYTE(near, from + 2) + GET_DATA_BYTE(middle, from + 2);
        SET_DATA_BYTE(to, x, (guint8)((2 * a + b) / 9));
        SET_DATA_BYTE(to, x + 1, (guint8)((b + 2 * c) / 9));
    }
}

static PIX *
shrink_grey(PIX *grey)
{
    gint32 width = pixGetWidth(grey) / 3 * 2, height = pixGetHeight(grey) / 3 * 2;
    gsize stride = (gsize)pixGetWpl(grey);
    PIX *small = pixCreate(MAX(width, 1), MAX(height, 1), 8);

    for (gint32 y = 0; small != NULL && y < height; y += 2) {
        const l_uint32 *row = pixGetData(grey) + (gsize)(y / 2 * 3) * stride;
        l_uint32 *to = pixGetData(small) + (gsize)y * (gsize)pixGetWpl(small);
        shrink_row(row, row + stride, width, to);
        shrink_row(row + 2 * stride, row + stride, width, to + pixGetWpl(small));
    }
    return small;
}

static PIX *
scale_bits(PIX *ink, double factor)
{
    if (is_factor(factor, TWO_THIRDS) && pixGetWidth(ink) >= 6 && pixGetHeight(ink) >= 6)
        return shrink_bits(ink);
    for (l_int32 n = 2; n <= 4; n++)
        if (is_factor(factor, 1.0 / n))
            return n == 2 ? pixScaleToGray2(ink) : n == 3 ? pixScaleToGray3(ink) : pixScaleToGray4(ink);
    g_auto(ArsipPix) grey = pixConvertTo8(ink, FALSE);
    return grey != NULL ? pixScale(grey, (l_float32)factor, (l_float32)factor) : NULL;
}

PIX *
arsip_scale(PIX *pix, double factor)
{
    if (pixGetDepth(pix) == 1)
        return is_factor(factor, 1) ? pixConvertTo8(pix, FALSE) : scale_bits(pix, factor);
    if (is_factor(factor, 1))
        return pixClone(pix);
    if (is_factor(factor, TWO_THIRDS) && pixGetWidth(pix) >= 3 && pixGetHeight(pix) >= 3)
        return shrink_grey(pix);
    return factor < 1 ? pixScaleAreaMap(pix, (l_float32)factor, (l_float32)factor)
                      : pixScale(pix, (l_float32)factor, (l_float32)factor);
}

/* Between the four pixels round a place in 1/65536 of a pixel. */
static guint32
level_at(const l_uint32 *above, const l_uint32 *below, gint64 x, gint64 y)
{
    gint32 column = (gint32)(x >> 16);
    guint32 right = (guint32)(x >> 8) & 255, down = (guint32)(y >> 8) & 255;
    guint32 upper = GET_DATA_BYTE(above, column) * (256 - right) + GET_DATA_BYTE(above, column + 1) * right;
    guint32 lower = GET_DATA_BYTE(below, column) * (256 - right) + GET_DATA_BYTE(below, column + 1) * right;

    return (upper * (256 - down) + lower * down + 32768) >> 16;
}

static gint64
in_parts(double pixels)
{
    return (gint64)llround(pixels * 65536);
}

PIX *
arsip_scale_turn(PIX *grey, double degrees)
{
    double c = cos(degrees * G_PI / 180), s = sin(degrees * G_PI / 180);
    gint32 width = pixGetWidth(grey), height = pixGetHeight(grey);
    gint32 to_width = (gint32)ceil(width * fabs(c) + height * fabs(s));
    gint32 to_height = (gint32)ceil(width * fabs(s) + height * fabs(c));
    guint64 right = (guint64)(width - 1) << 16, bottom = (guint64)(height - 1) << 16;
    gsize stride = (gsize)pixGetWpl(grey);
    PIX *turned = pixCreate(to_width, to_height, 8);

    for (gint32 row = 0; turned != NULL && row < to_height; row++) {
        l_uint32 *to = pixGetData(turned) + (gsize)row * (gsize)pixGetWpl(turned);
        double from_x = 0.5 - to_width / 2.0, from_y = row + 0.5 - to_height / 2.0;
        gint64 x = in_parts(c * from_x + s * from_y + width / 2.0 - 0.5), step_x = in_parts(c);
        gint64 y = in_parts(c * from_y - s * from_x + height / 2.0 - 0.5), step_y = in_parts(-s);
        for (gint32 column = 0; column < to_width; column++, x += step_x, y += step_y) {
            guint32 level = 255;
            if ((guint64)x < right && (guint64)y < bottom) {
                const l_uint32 *line = pixGetData(grey) + (gsize)(y >> 16) * stride;
                level = level_at(line, line + stride, x, y);
            }
            SET_DATA_BYTE(to, column, (guint8)level);
        }
    }
    return turned;
}
