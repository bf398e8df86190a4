/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/threshold.h"

#include <string.h>

#include "decode/recognise/layout.h"
#include "decode/recognise/theirs.h"

void
arsip_threshold_use(void)
{
}

#ifdef ARSIP_KNOWS_TESSERACT

#define N_TONES 256

/*
 * Neighbours often have the same tone, and a count can go up again only once it is stored: each of four
 * neighbours has counts of its own.
 */
#define N_COUNTS 4

void
arsip_threshold_count(PIX *pix, int channel, int left, int top, int width, int height, int *counts)
{
    int parts[N_COUNTS][N_TONES] = {0};
    int n_channels = pixGetDepth(pix) / 8;

    channel = CLAMP(channel, 0, n_channels - 1);
    for (int y = top; y < top + height; y++) {
        const l_uint32 *line = pixGetData(pix) + (gssize)y * pixGetWpl(pix);
        for (int x = 0; x < width; x++)
            parts[x % N_COUNTS][GET_DATA_BYTE(line, (x + left) * n_channels + channel)]++;
    }
    for (int i = 0; i < N_TONES; i++)
        counts[i] = parts[0][i] + parts[1][i] + parts[2][i] + parts[3][i];
}

static gboolean
is_whole_grey(const ArsipThresholder *thresholder, PIX *pix, int n_channels)
{
    return n_channels == 1 && pixGetDepth(pix) == 8 && pixGetColormap(pix) == NULL &&
           thresholder->left == 0 && thresholder->top == 0 && thresholder->width == pixGetWidth(pix) &&
           thresholder->height == pixGetHeight(pix);
}

/* highs: 0 where ink is above the tone, 1 where it is not, less where the tone tells nothing. */
void
arsip_threshold_apply(const ArsipThresholder *thresholder, PIX *pix, int n_channels,
                      const ArsipIntVector *tones, const ArsipIntVector *highs, PIX **ink)
{
    void (*theirs)(const ArsipThresholder *, PIX *, int, const ArsipIntVector *, const ArsipIntVector *,
                   PIX **);

    if (is_whole_grey(thresholder, pix, n_channels) && highs->begin[0] > 0 && tones->begin[0] >= 0 &&
        tones->begin[0] < N_TONES) {
        *ink = pixThresholdToBinary(pix, tones->begin[0] + 1);
        return;
    }
    arsip_find_theirs(ARSIP_SYMBOL_THRESHOLD, &theirs);
    theirs(thresholder, pix, n_channels, tones, highs, ink);
}

#endif
