/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/network.h"

#include <math.h>
#include <string.h>
#include <tesseract/capi.h>

#include "base/i18n.h"
#include "decode/recognise/layer.h"
#include "decode/recognise/layout.h"
#include "decode/recognise/threshold.h"

#ifdef ARSIP_KNOWS_TESSERACT

gboolean
arsip_network_use(GError **error)
{
    arsip_layer_use();
    arsip_threshold_use();
    if (strcmp(TessVersion(), TESSERACT_VERSION_STR) == 0)
        return TRUE;
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                _("arsip was built for Tesseract %s, but this computer has %s: build and install arsip anew"),
                TESSERACT_VERSION_STR, TessVersion());
    return FALSE;
}

static inline int
last_of(const ArsipStrideIndex *index, const ArsipIntVector *sizes, int last)
{
    if ((gsize)index->at[ARSIP_BATCH] >= (gsize)(sizes->end - sizes->begin))
        return last;
    return MIN(sizes->begin[index->at[ARSIP_BATCH]] - 1, last);
}

/* Pictures of a batch may be smaller than the batch. */
int
arsip_network_last_index(const ArsipStrideIndex *index, int dimension)
{
    const ArsipStrideMap *map = index->map;

    if (dimension == ARSIP_BATCH)
        return map->shape[ARSIP_BATCH] - 1;
    return last_of(index, dimension == ARSIP_HEIGHT ? &map->heights : &map->widths,
                   map->shape[dimension] - 1);
}

static inline gboolean
is_within(const ArsipStrideIndex *index)
{
    const ArsipStrideMap *map = index->map;
    const int *at = index->at;

    return (at[ARSIP_BATCH] | at[ARSIP_HEIGHT] | at[ARSIP_WIDTH]) >= 0 &&
           at[ARSIP_BATCH] < map->shape[ARSIP_BATCH] &&
           at[ARSIP_HEIGHT] <= last_of(index, &map->heights, map->shape[ARSIP_HEIGHT] - 1) &&
           at[ARSIP_WIDTH] <= last_of(index, &map->widths, map->shape[ARSIP_WIDTH] - 1);
}

_Bool
arsip_network_move_index(ArsipStrideIndex *index, int offset, int dimension)
{
    const int *steps = index->map->steps;
    int *at = index->at;

    at[dimension] += offset;
    index->t = at[ARSIP_BATCH] * steps[ARSIP_BATCH] + at[ARSIP_HEIGHT] * steps[ARSIP_HEIGHT] +
               at[ARSIP_WIDTH] * steps[ARSIP_WIDTH];
    return is_within(index) != FALSE;
}

/*
 * -1 to 1 as -127 to 127; halves go away from zero. Written without a question in it, so that the compiler
 * does many at a time.
 */
static void
round_to_bytes(gint8 *restrict to, const float *restrict from, int n)
{
    for (int i = 0; i < n; i++) {
        float value = from[i] * G_MAXINT8;
        gint32 rounded = (gint32)(value + copysignf(0.5f, value));
        to[i] = (gint8)CLAMP(rounded, -G_MAXINT8, G_MAXINT8);
    }
}

void
arsip_network_write_step(ArsipTimeSteps *steps, int t, int first, int n, const float *values)
{
    if (n <= 0)
        return;
    if (steps->is_bytes)
        round_to_bytes(steps->bytes.cells + (gssize)t * steps->bytes.n_columns + first, values, n);
    else
        memcpy(steps->floats.cells + (gssize)t * steps->floats.n_columns + first, values,
               (gsize)n * sizeof *values);
}

/* The greater ones, and the step of those that came from `from`. No question in these loops either. */
static void
pool_bytes(gint8 *restrict to, const gint8 *restrict from, int n, int from_t, int *restrict chosen)
{
    for (int i = 0; i < n; i++) {
        chosen[i] = from[i] > to[i] ? from_t : chosen[i];
        to[i] = MAX(from[i], to[i]);
    }
}

static void
pool_floats(float *restrict to, const float *restrict from, int n, int from_t, int *restrict chosen)
{
    for (int i = 0; i < n; i++) {
        chosen[i] = from[i] > to[i] ? from_t : chosen[i];
        to[i] = from[i] > to[i] ? from[i] : to[i];
    }
}

void
arsip_network_pool_step(ArsipTimeSteps *to, int to_t, const ArsipTimeSteps *from, int from_t, int *chosen)
{
    if (to->is_bytes)
        pool_bytes(to->bytes.cells + (gssize)to_t * to->bytes.n_columns,
                   from->bytes.cells + (gssize)from_t * from->bytes.n_columns, to->bytes.n_columns, from_t,
                   chosen);
    else
        pool_floats(to->floats.cells + (gssize)to_t * to->floats.n_columns,
                    from->floats.cells + (gssize)from_t * from->floats.n_columns, to->floats.n_columns,
                    from_t, chosen);
}

_Bool
arsip_network_next_index(ArsipStrideIndex *index)
{
    const ArsipStrideMap *map = index->map;
    int *at = index->at;

    for (int i = ARSIP_N_DIMENSIONS - 1; i >= 0; i--) {
        if (at[i] != arsip_network_last_index(index, i)) {
            index->t += map->steps[i];
            at[i]++;
            return TRUE;
        }
        index->t -= map->steps[i] * at[i];
        at[i] = 0;
    }
    return FALSE;
}

#else

gboolean
arsip_network_use(GError **error)
{
    (void)error;
    return TRUE;
}

#endif
