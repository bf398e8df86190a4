/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/stamp.h"

#include <math.h>

/*
 * Circles after Hough, each pixel voting along the normal of its stroke (Kimme, Ballard, Sklansky 1975), at
 * half the size of the page.
 */

/* In inches: an office's stamp is 3 to 4.5 cm wide, the ring inside it 2. */
#define RADIUS_MIN 0.35
#define RADIUS_MAX 1.15

/* Spots smaller than this are letters, larger ones frames. */
#define SPOT_MIN 0.22
#define SPOT_MAX 6.0
#define SIDE_MAX 3.0

/* A place in the table of centres is this many pixels of the smaller page wide. */
#define CELL 2

/* The circle is looked at in this many directions; a ring has ink in so many of them. */
#define SECTORS      72
#define SECTORS_RING 40

/* Fewer even some pixels beside its centre: that is no ring. */
#define SECTORS_NEAR 20

#define TRIES 8

/* Levels by which a stamp must be paler than print to be told from it by that. */
#define PALER 20

/* Fewer dark pixels round a stamp are no print. */
#define PRINT_LEAST 200u

/* A stamp may be so pale that the threshold takes it for paper, but it is no paler than this. */
#define PALEST 190

typedef struct {
    ArsipPrepared *prepared;
    guint8 *ink; /* half the size, one byte a pixel: 0 or 1 */
    gint width, height;
    gint dpi; /* of that */
    guint16 *votes;
    gint columns, rows; /* of the table */
    double cosines[SECTORS], sines[SECTORS];
} Search;

typedef struct {
    double x, y; /* centre */
    gint outer;  /* the largest ring's radius */
    gint n_rings;
    gint rings[4];
} Stamp;

static inline guint8
ink_at(const Search *search, gint x, gint y)
{
    return (guint)x < (guint)search->width && (guint)y < (guint)search->height
               ? search->ink[(gsize)y * (gsize)search->width + (gsize)x]
               : 0;
}

/* The direction across the stroke at a pixel; FALSE in the middle of a blot, where there is none. */
static gboolean
find_normal(const Search *search, gint x, gint y, double *across, double *down)
{
    gint n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;

    for (gint dy = -4; dy <= 4; dy++)
        for (gint dx = -4; dx <= 4; dx++)
            if (ink_at(search, x + dx, y + dy)) {
                n++;
                sx += dx;
                sy += dy;
                sxx += dx * dx;
                syy += dy * dy;
                sxy += dx * dy;
            }
    double xx = sxx - (double)sx * sx / n, yy = syy - (double)sy * sy / n, xy = sxy - (double)sx * sy / n;
    double spread = hypot(xx - yy, 2 * xy);
    if (n < 6 || spread < 0.5 * (xx + yy))
        return FALSE;
    double along = 0.5 * atan2(2 * xy, xx - yy);
    *across = -sin(along);
    *down = cos(along);
    return TRUE;
}

/* Steps along the normal, in 1/65536 of a cell. */
static void
vote(const Search *search, gint x, gint y)
{
    gint first = (gint)(RADIUS_MIN * search->dpi), last = (gint)(RADIUS_MAX * search->dpi);
    double across, down;

    if (!find_normal(search, x, y, &across, &down))
        return;
    for (gint side = -1; side <= 1; side += 2) {
        gint step_x = (gint)(side * across * 65536 / CELL), step_y = (gint)(side * down * 65536 / CELL);
        gint at_x = x * (65536 / CELL) + first * step_x, at_y = y * (65536 / CELL) + first * step_y;
        for (gint r = first; r <= last; r++, at_x += step_x, at_y += step_y) {
            guint column = (guint)(at_x >> 16), row = (guint)(at_y >> 16);
            if (column < (guint)search->columns && row < (guint)search->rows)
                search->votes[row * (guint)search->columns + column]++;
        }
    }
}

static void
vote_spot(const Search *search, const ArsipSpot *spot)
{
    for (gint y = spot->top / 2; y < (spot->bottom + 1) / 2; y++)
        for (gint x = spot->left / 2; x < (spot->right + 1) / 2; x++)
            if (ink_at(search, x, y) && ((x ^ y) & 1) == 0)
                vote(search, x, y);
}

/* How many of the directions from the centre have ink at that distance, or a pixel beside it. */
static gint
count_sectors(const Search *search, double x, double y, gint radius, gint tolerance)
{
    gint n = 0;

    for (gint sector = 0; sector < SECTORS; sector++) {
        double across = search->cosines[sector], down = search->sines[sector];
        gboolean has_ink = FALSE;
        for (gint r = radius - tolerance; r <= radius + tolerance && !has_ink; r++)
            has_ink = ink_at(search, (gint)(x + r * across + 0.5), (gint)(y + r * down + 0.5));
        n += has_ink ? 1 : 0;
    }
    return n;
}

/* The rings round a centre, the larger ones first. Returns how round the roundest of them is, in sectors. */
static gint
find_rings(const Search *search, Stamp *stamp)
{
    gint best = 0;

    stamp->n_rings = 0;
    for (gint r = (gint)(RADIUS_MAX * search->dpi); r >= (gint)(RADIUS_MIN * search->dpi) * 2 / 3; r--) {
        gint exact = count_sectors(search, stamp->x, stamp->y, r, 0);
        best = MAX(best, exact);
        if (exact * 2 < SECTORS_RING || stamp->n_rings == (gint)G_N_ELEMENTS(stamp->rings) ||
            count_sectors(search, stamp->x, stamp->y, r, 1) < SECTORS_RING)
            continue;
        stamp->rings[stamp->n_rings++] = r;
    }
    stamp->outer = stamp->n_rings > 0 ? stamp->rings[0] : 0;
    return best;
}

/* The table tells the centre to some pixels; there the ring is looked for. */
static gboolean
refine(const Search *search, gint column, gint row, Stamp *stamp)
{
    Stamp best = {.x = column * CELL + CELL / 2.0, .y = row * CELL + CELL / 2.0}, middle = best;
    gint most = find_rings(search, &best);

    for (gint i = 0; i < 49 && most >= SECTORS_NEAR; i++) {
        Stamp trial = {.x = middle.x + i % 7 - 3, .y = middle.y + i / 7 - 3};
        gint n = find_rings(search, &trial);
        if (n > most) {
            most = n;
            best = trial;
        }
    }
    *stamp = best;
    return best.n_rings > 0;
}

static gboolean
find_stamp(Search *search, Stamp *stamp)
{
    gint best = 0;
    guint most = 0;

    for (gint i = 0; i < search->columns * search->rows; i++)
        if (search->votes[i] > most) {
            most = search->votes[i];
            best = i;
        }
    if (most < (guint)(RADIUS_MIN * search->dpi * 2))
        return FALSE;
    gint column = best % search->columns, row = best / search->columns,
         reach = (gint)(0.3 * search->dpi) / CELL;
    gboolean is_found = refine(search, column, row, stamp);
    for (gint y = MAX(row - reach, 0); y <= MIN(row + reach, search->rows - 1); y++)
        for (gint x = MAX(column - reach, 0); x <= MIN(column + reach, search->columns - 1); x++)
            search->votes[y * search->columns + x] = 0;
    stamp->n_rings = is_found ? stamp->n_rings : 0;
    return TRUE;
}

static int
compare_levels(const void *a, const void *b)
{
    return *(const guint8 *)a - *(const guint8 *)b;
}

/* The level that most of a ring's ink is no darker than. */
static guint
ring_level(const Search *search, const Stamp *stamp, PIX *grey)
{
    guint8 levels[SECTORS * 4];
    guint n = 0;

    for (gint sector = 0; sector < SECTORS * 4; sector++) {
        double angle = 2 * G_PI * sector / (SECTORS * 4);
        double x = stamp->x + stamp->outer * cos(angle), y = stamp->y + stamp->outer * sin(angle);
        gint column = (gint)lround(2 * x), row = (gint)lround(2 * y);
        if (!ink_at(search, (gint)lround(x), (gint)lround(y)) || column < 1 || row < 1 ||
            column >= pixGetWidth(grey) - 1 || row >= pixGetHeight(grey) - 1)
            continue;
        guint8 least = 255;
        for (gint dy = -1; dy <= 1; dy++)
            for (gint dx = -1; dx <= 1; dx++)
                least =
                    MIN(least, GET_DATA_BYTE(pixGetData(grey) + (gsize)(row + dy) * (gsize)pixGetWpl(grey),
                                             column + dx));
        levels[n++] = least;
    }
    qsort(levels, n, 1, compare_levels);
    return n > 0 ? levels[n / 2] : 0;
}

/* In the disk, what is as pale as the stamp becomes paper, and print as dark as it is. */
static void
drop_pale(const Stamp *stamp, PIX *grey, gint print, gint cut)
{
    gint reach = 2 * stamp->outer + 8, x = (gint)(2 * stamp->x), y = (gint)(2 * stamp->y);

    for (gint row = MAX(y - reach, 0); row < MIN(y + reach, pixGetHeight(grey)); row++) {
        l_uint32 *line = pixGetData(grey) + (gsize)row * (gsize)pixGetWpl(grey);
        for (gint column = MAX(x - reach, 0); column < MIN(x + reach, pixGetWidth(grey)); column++) {
            gint level = GET_DATA_BYTE(line, column);
            if ((column - x) * (column - x) + (row - y) * (row - y) > reach * reach || level <= print)
                continue;
            level = level >= cut ? 255 : print + (level - print) * (255 - print) / (cut - print);
            SET_DATA_BYTE(line, column, (guint8)level);
        }
    }
}

static int
compare_numbers(const void *a, const void *b)
{
    return *(const gint *)a - *(const gint *)b;
}

/* The middle level of the ink close round the stamp, which is print; the whole page's where there is none. */
static gint
print_level(const Search *search, const Stamp *stamp)
{
    PIX *grey = search->prepared->grey;
    gint inner = 2 * stamp->outer + 8, reach = inner * 3 / 2, x = (gint)(2 * stamp->x),
         y = (gint)(2 * stamp->y);
    g_autofree gint *levels = g_new(gint, (gsize)(4 * reach * reach));
    guint n = 0;

    for (gint row = MAX(y - reach, 0); row < MIN(y + reach, pixGetHeight(grey)); row++) {
        const l_uint32 *line = pixGetData(grey) + (gsize)row * (gsize)pixGetWpl(grey);
        for (gint column = MAX(x - reach, 0); column < MIN(x + reach, pixGetWidth(grey)); column++) {
            gint level = GET_DATA_BYTE(line, column);
            if (level < search->prepared->threshold &&
                (column - x) * (column - x) + (row - y) * (row - y) > inner * inner)
                levels[n++] = level;
        }
    }
    if (n < PRINT_LEAST)
        return (gint)search->prepared->dark;
    qsort(levels, n, sizeof(gint), compare_numbers);
    return levels[n / 2];
}

static gboolean
clear_stamp(const Search *search, const Stamp *stamp)
{
    gint print = print_level(search, stamp), ring = (gint)ring_level(search, stamp, search->prepared->grey);

    if (ring - print < PALER)
        return FALSE;
    drop_pale(stamp, search->prepared->grey, MAX(print - PALER, 0), (print + ring) / 2);
    return TRUE;
}

/* Letters of a word that touch are wide, but not higher than a line. */
static gboolean
may_be_arc(const ArsipPrepared *prepared, const ArsipSpot *spot, gint32 usual)
{
    gint32 width = arsip_spot_width(spot), height = arsip_spot_height(spot), size = MAX(width, height);

    if (size < SPOT_MIN * prepared->dpi || size > SPOT_MAX * prepared->dpi ||
        MIN(width, height) > SIDE_MAX * prepared->dpi)
        return FALSE;
    return height > 2 * usual || height * 3 < usual * 2;
}

static void
unpack(Search *search, PIX *half)
{
    search->width = pixGetWidth(half);
    search->height = pixGetHeight(half);
    search->ink = g_malloc((gsize)search->width * (gsize)search->height);
    for (gint y = 0; y < search->height; y++) {
        const l_uint32 *line = pixGetData(half) + (gsize)y * (gsize)pixGetWpl(half);
        guint8 *to = search->ink + (gsize)y * (gsize)search->width;
        for (gint x = 0; x < search->width; x++)
            to[x] = (guint8)(line[x >> 5] >> (31 - (x & 31)) & 1);
    }
}

static gboolean
begin(Search *search, PIX *ink, const ArsipSpots *spots)
{
    const ArsipPrepared *prepared = search->prepared;
    g_auto(ArsipPix) half = pixReduceRankBinary2(ink, 1, NULL);
    gint32 usual = arsip_ink_usual_size(spots, prepared->dpi);
    guint n = 0;

    search->dpi = prepared->dpi / 2;
    for (gint sector = 0; sector < SECTORS; sector++) {
        search->cosines[sector] = cos(2 * G_PI * sector / SECTORS);
        search->sines[sector] = sin(2 * G_PI * sector / SECTORS);
    }
    if (half == NULL)
        return FALSE;
    unpack(search, half);
    search->columns = search->width / CELL + 1;
    search->rows = search->height / CELL + 1;
    search->votes = g_new0(guint16, (gsize)search->columns * (gsize)search->rows);
    for (guint i = 0; i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        if (!may_be_arc(prepared, spot, usual))
            continue;
        n++;
        vote_spot(search, spot);
    }
    return n > 0;
}

static gboolean
make_own(ArsipPrepared *prepared)
{
    PIX *own = pixCopy(NULL, prepared->grey);

    if (own == NULL)
        return FALSE;
    pixDestroy(&prepared->grey);
    prepared->grey = own;
    return TRUE;
}

static void
threshold_again(ArsipPrepared *prepared)
{
    PIX *ink = pixThresholdToBinary(prepared->grey, prepared->threshold);

    if (ink == NULL)
        return;
    pixDestroy(&prepared->ink);
    prepared->ink = ink;
}

guint
arsip_stamps_clear(ArsipPrepared *prepared)
{
    gint palest = MAX(prepared->threshold, PALEST);
    g_auto(ArsipPix) ink = prepared->grey != NULL ? pixThresholdToBinary(prepared->grey, palest) : NULL;
    g_autoptr(GArray) spots = ink != NULL ? arsip_ink_spots(ink) : NULL;
    Search search = {.prepared = prepared};
    Stamp stamp;
    guint n = 0;

    if (spots != NULL && begin(&search, ink, spots) && make_own(prepared))
        for (guint i = 0; i < TRIES && find_stamp(&search, &stamp); i++)
            n += stamp.n_rings > 0 && clear_stamp(&search, &stamp) ? 1 : 0;
    g_free(search.ink);
    g_free(search.votes);
    if (n > 0)
        threshold_again(prepared);
    return n;
}
