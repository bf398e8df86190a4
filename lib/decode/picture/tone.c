/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/tone.h"

/* A tile of the background: wider than a stroke is thick, even of a title, and small enough for a fold's
 * shadow. */
#define TILE 16

/* Paper within a tile is what is no darker than its lightest pixel by more than this. */
#define PAPER_SPREAD 40

/* A tile without anything lighter shows no paper at all. */
#define PAPER_LEAST 60

#define SMOOTH_ACROSS 1
#define SMOOTH_DOWN   1

/* Paper that is lighter than this in every tile needs no evening. */
#define WHITE_ENOUGH 244

/* The share of the highest score within which the emptiest level is taken for the threshold. */
#define SCORE_FRACTION 0.1f

static PIX *
grey_of_colour(PIX *colour)
{
    l_int32 width = pixGetWidth(colour), height = pixGetHeight(colour);
    PIX *grey = pixCreate(width, height, 8);

    if (grey == NULL)
        return NULL;
    for (l_int32 y = 0; y < height; y++) {
        const l_uint32 *from = pixGetData(colour) + (gsize)y * (gsize)pixGetWpl(colour);
        l_uint32 *to = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
        for (l_int32 x = 0; x < width; x++) {
            guint32 red = from[x] >> 24, green = from[x] >> 16 & 255, blue = from[x] >> 8 & 255;
            SET_DATA_BYTE(to, x, (guint8)((77 * red + 151 * green + 28 * blue) >> 8));
        }
    }
    return grey;
}

PIX *
arsip_tone_grey(PIX *pix)
{
    if (pixGetDepth(pix) == 8 && pixGetColormap(pix) == NULL)
        return pixClone(pix);
    return pixGetDepth(pix) == 32 ? grey_of_colour(pix) : pixConvertTo8(pix, FALSE);
}

/* Bytes of a row lie in words, so that their order in memory is not that on the page; a histogram does not
 * care. The padding behind the last pixel is left out. */
static void
count_row(const guint8 *row, gint32 width, guint32 counts[4][256])
{
    gint32 x = 0;

    for (; x + 4 <= width; x += 4) {
        counts[0][row[x]]++;
        counts[1][row[x + 1]]++;
        counts[2][row[x + 2]]++;
        counts[3][row[x + 3]]++;
    }
}

static NUMA *
count_levels(PIX *grey)
{
    guint32 counts[4][256] = {{0}};
    NUMA *levels = numaCreate(256);

    for (l_int32 y = 0; y < pixGetHeight(grey); y += 2)
        count_row((const guint8 *)(pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey)), pixGetWidth(grey),
                  counts);
    for (gint i = 0; levels != NULL && i < 256; i++)
        numaAddNumber(levels, (l_float32)(counts[0][i] + counts[1][i] + counts[2][i] + counts[3][i]));
    return levels;
}

ArsipTones
arsip_tone_spread(PIX *grey)
{
    ArsipTones tones = {.threshold = 128, .light = 255};
    NUMA *levels = count_levels(grey);
    l_float32 dark = 0, light = 255, n_dark = 0, n_light = 0;
    l_int32 threshold = 128;

    if (levels != NULL && numaSplitDistribution(levels, SCORE_FRACTION, &threshold, &dark, &light, &n_dark,
                                                &n_light, NULL) == 0)
        tones = (ArsipTones){threshold, dark, light, n_dark / MAX(n_dark + n_light, 1)};
    numaDestroy(&levels);
    return tones;
}

/* The mean level of the paper in a tile whose first row begins at `from`; 0 where there is none. */
static guint8
measure_tile(const guint8 *from, gsize stride, gint width, gint height)
{
    guint8 lightest[TILE] = {0}, most = 0;
    guint32 sum = 0, n = 0;

    for (gint y = 0; y < height; y += 2)
        for (gint x = 0; x < width; x++)
            lightest[x] = MAX(lightest[x], from[(gsize)y * stride + (gsize)x]);
    for (gint x = 0; x < width; x++)
        most = MAX(most, lightest[x]);
    if (most < PAPER_LEAST)
        return 0;
    for (gint y = 0; y < height; y += 2)
        for (gint x = 0; x < width; x++) {
            guint32 level = from[(gsize)y * stride + (gsize)x];
            guint32 counts = level + PAPER_SPREAD >= most ? 1 : 0;
            sum += counts * level;
            n += counts;
        }
    return (guint8)(sum / n);
}

/* The paper's level in each tile; *least is that of the darkest, 0 where a tile shows no paper. */
static PIX *
map_background(PIX *grey, guint8 *least)
{
    gint columns = (pixGetWidth(grey) + TILE - 1) / TILE, rows = (pixGetHeight(grey) + TILE - 1) / TILE;
    gsize stride = 4 * (gsize)pixGetWpl(grey);
    PIX *map = pixCreate(columns, rows, 8);

    *least = 255;
    for (gint row = 0; map != NULL && row < rows; row++) {
        const guint8 *from = (const guint8 *)pixGetData(grey) + (gsize)row * TILE * stride;
        l_uint32 *to = pixGetData(map) + (gsize)row * (gsize)pixGetWpl(map);
        gint height = MIN(TILE, pixGetHeight(grey) - row * TILE);
        for (gint column = 0; column < columns; column++) {
            gint width = MIN(TILE, (pixGetWidth(grey) - column * TILE) & ~3);
            guint8 level = width == TILE ? measure_tile(from + (gsize)column * TILE, stride, TILE, height)
                                         : measure_tile(from + (gsize)column * TILE, stride, width, height);
            SET_DATA_BYTE(to, column, level);
            *least = MIN(*least, level);
        }
    }
    return map;
}

/* The factors of a row of tiles, in 1/256, one for each pixel in the order in which they lie in memory. */
static void
spread_factors(PIX *factors, l_int32 tile_row, l_int32 width, guint16 *spread)
{
    const l_uint32 *line = pixGetData(factors) + (gsize)tile_row * (gsize)pixGetWpl(factors);
    l_int32 last = pixGetWidth(factors) - 1;

    for (l_int32 x = 0; x < width; x++) {
        l_int32 at = G_BYTE_ORDER == G_LITTLE_ENDIAN ? x ^ 3 : x;
        spread[at] = (guint16)GET_DATA_TWO_BYTES(line, MIN(x / TILE, last));
    }
}

/* In steps that a compiler makes vectors of. */
static void
scale_row(const guint8 *from, const guint16 *factors, gint32 width, guint8 *to)
{
    gint32 x = 0;

    for (; x + 16 <= width; x += 16)
        for (gint i = 0; i < 16; i++) {
            guint32 level = ((guint32)from[x + i] * factors[x + i]) >> 8;
            to[x + i] = (guint8)MIN(level, 255);
        }
    for (; x < width; x++)
        to[x] = (guint8)MIN((guint32)from[x] * factors[x] / 256, 255);
}

static PIX *
divide(PIX *grey, PIX *factors)
{
    l_int32 width = 4 * pixGetWpl(grey), height = pixGetHeight(grey);
    g_autofree guint16 *spread = g_new0(guint16, (gsize)width);
    PIX *even = pixCreateTemplate(grey);

    for (l_int32 y = 0; even != NULL && y < height; y++) {
        gsize start = (gsize)y * (gsize)pixGetWpl(grey);
        if (y % TILE == 0 && y / TILE < pixGetHeight(factors))
            spread_factors(factors, y / TILE, width, spread);
        scale_row((const guint8 *)(pixGetData(grey) + start), spread, width,
                  (guint8 *)(pixGetData(even) + start));
    }
    return even;
}

PIX *
arsip_tone_even(PIX *grey, gboolean *was_even)
{
    g_auto(ArsipPix) background = NULL;
    g_auto(ArsipPix) factors = NULL;

    *was_even = FALSE;
    guint8 least;
    background = map_background(grey, &least);
    if (background == NULL ||
        pixFillMapHoles(background, pixGetWidth(background), pixGetHeight(background), L_FILL_BLACK) != 0)
        return pixClone(grey);
    if (least >= WHITE_ENOUGH) {
        *was_even = TRUE;
        return pixClone(grey);
    }
    factors = pixGetInvBackgroundMap(background, ARSIP_PAPER, SMOOTH_ACROSS, SMOOTH_DOWN);
    PIX *even = factors != NULL ? divide(grey, factors) : NULL;
    return even != NULL ? even : pixClone(grey);
}
