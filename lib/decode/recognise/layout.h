/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LAYOUT_H
#define ARSIP_DECODE_LAYOUT_H

#include <glib.h>
#include <tesseract/version.h>

#if TESSERACT_MAJOR_VERSION == 5 && TESSERACT_MINOR_VERSION == 3
#define ARSIP_KNOWS_TESSERACT

/*
 * The library's objects: src/lstm/stridemap.h, src/lstm/networkio.h and src/ccstruct/matrix.h of
 * Tesseract 5.3, laid out by the Itanium C++ ABI.
 */

/* FlexDimensions */
enum { ARSIP_BATCH, ARSIP_HEIGHT, ARSIP_WIDTH, ARSIP_N_DIMENSIONS };

/* std::vector<int> */
typedef struct {
    const int *begin, *end, *room;
} ArsipIntVector;

/* StrideMap: how the pixels of a batch of pictures follow one another. */
typedef struct {
    int shape[ARSIP_N_DIMENSIONS];
    int steps[ARSIP_N_DIMENSIONS];
    ArsipIntVector heights, widths; /* of each picture */
} ArsipStrideMap;

/* StrideMap::Index: one pixel of them. */
typedef struct {
    const ArsipStrideMap *map;
    int t;
    int at[ARSIP_N_DIMENSIONS];
} ArsipStrideIndex;

/* GENERIC_2D_ARRAY<float> and <int8_t>: rows of as many cells as there are columns. */
typedef struct {
    const void *vtable;
    float *cells;
    float empty;
    int n_rows, n_columns, n_allocated;
} ArsipFloatRows;

typedef struct {
    const void *vtable;
    gint8 *cells;
    gint8 empty;
    int n_rows, n_columns, n_allocated;
} ArsipByteRows;

/* NetworkIO: what a layer hands to the next one, a row for each time step. */
typedef struct {
    ArsipFloatRows floats;
    ArsipByteRows bytes;
    _Bool is_bytes;
    ArsipStrideMap map;
} ArsipTimeSteps;

/* By the names under which the library calls them. */
/* clang-format off */
int arsip_network_last_index(const ArsipStrideIndex *index, int dimension)
    __asm__("_ZNK9tesseract9StrideMap5Index13MaxIndexOfDimENS_14FlexDimensionsE");
_Bool arsip_network_is_inside(const ArsipStrideIndex *index)
    __asm__("_ZNK9tesseract9StrideMap5Index7IsValidEv");
_Bool arsip_network_move_index(ArsipStrideIndex *index, int offset, int dimension)
    __asm__("_ZN9tesseract9StrideMap5Index9AddOffsetEiNS_14FlexDimensionsE");
void arsip_network_write_step(ArsipTimeSteps *steps, int t, int first, int n, const float *values)
    __asm__("_ZN9tesseract9NetworkIO17WriteTimeStepPartEiiiPKf");
void arsip_network_copy_step(ArsipTimeSteps *to, int to_t, int to_first, int n, const ArsipTimeSteps *from,
                             int from_t, int from_first)
    __asm__("_ZN9tesseract9NetworkIO19CopyTimeStepGeneralEiiiRKS0_ii");
void arsip_network_pool_step(ArsipTimeSteps *to, int to_t, const ArsipTimeSteps *from, int from_t, int *chosen)
    __asm__("_ZN9tesseract9NetworkIO15MaxpoolTimeStepEiRKS0_iPi");
/* clang-format on */

#endif
#endif
