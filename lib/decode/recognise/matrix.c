/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/matrix.h"

#ifdef ARSIP_KNOWS_TESSERACT

#include <immintrin.h>
#include <string.h>

/*
 * As src/arch/intsimdmatrix.cpp of Tesseract 5.3 shapes weights for AVX2: outputs in blocks of 64, and what
 * is left in one of 32, 16 and 8; in a block, for every four inputs four weights for each output; at its end
 * a bias for each output.
 */
#define BLOCK_MAX 64
#define GROUP     4

/* A bias belongs to an input that is always 1. */
#define ONE G_MAXINT8

/* What of a block is done at once: as many registers of sums as stay in the processor. */
#define PART_MAX 32

typedef struct {
    const gint8 *weights, *biases;
    const float *scales;
    int n_inputs; /* a multiple of GROUP */
    int n_outputs;
} Block;

gboolean
arsip_matrix_is_possible(void)
{
    return arsip_arithmetic == &arsip_arithmetic_avx2 && __builtin_cpu_supports("avx2");
}

static inline gint32
group_at(const gint8 *inputs, int first)
{
    gint32 group;

    memcpy(&group, inputs + first, sizeof group);
    return group;
}

__attribute__((target("avx2"))) static inline __m256i
bias_of(const gint8 *biases)
{
    __m256i wide = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)biases));

    return _mm256_mullo_epi32(wide, _mm256_set1_epi32(ONE));
}

/*
 * AVX2 multiplies unsigned bytes by signed ones. The inputs give up their signs to the weights, once for all
 * of these: both lie within -127 and 127 (WeightMatrix::ConvertToInt()), and two products fit into 16 bits.
 * The library's own does it the other way round, for each weight, with more sums than there are registers.
 */
__attribute__((target("avx2"), always_inline)) static inline void
multiply_part(const Block *block, int first, int n_registers, const gint8 *inputs, float *outputs)
{
    const __m256i ones = _mm256_set1_epi16(1);
    const gint8 *at = block->weights + first * GROUP;
    __m256i sums[PART_MAX / ARSIP_LANES];

    for (int i = 0; i < n_registers; i++)
        sums[i] = bias_of(block->biases + first + i * ARSIP_LANES);
    for (int input = 0; input < block->n_inputs; input += GROUP, at += block->n_outputs * GROUP) {
        __m256i group = _mm256_set1_epi32(group_at(inputs, input));
        __m256i sizes = _mm256_abs_epi8(group);
        for (int i = 0; i < n_registers; i++) {
            __m256i weights = _mm256_loadu_si256((const __m256i *)(const void *)at + i);
            __m256i pairs = _mm256_maddubs_epi16(sizes, _mm256_sign_epi8(weights, group));
            sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(pairs, ones));
        }
    }
    for (int i = 0; i < n_registers; i++) {
        __m256 scales = _mm256_loadu_ps(block->scales + first + i * ARSIP_LANES);
        _mm256_storeu_ps(outputs + first + i * ARSIP_LANES,
                         _mm256_mul_ps(_mm256_cvtepi32_ps(sums[i]), scales));
    }
}

__attribute__((target("avx2"), always_inline)) static inline void
multiply_block(const Block *block, const gint8 *inputs, float *outputs)
{
    if (block->n_outputs == 8)
        multiply_part(block, 0, 1, inputs, outputs);
    else if (block->n_outputs == 16)
        multiply_part(block, 0, 2, inputs, outputs);
    else
        for (int first = 0; first < block->n_outputs; first += PART_MAX)
            multiply_part(block, first, PART_MAX / ARSIP_LANES, inputs, outputs);
}

static int
round_up(int n, int factor)
{
    return (n + factor - 1) / factor * factor;
}

int
arsip_matrix_outputs(const ArsipWeights *weights)
{
    return round_up(weights->bytes.n_rows, ARSIP_LANES);
}

__attribute__((target("avx2"))) void
arsip_matrix_multiply(const ArsipWeights *weights, const gint8 *inputs, float *outputs)
{
    int n_inputs = round_up(weights->bytes.n_columns - 1, GROUP), n_outputs = arsip_matrix_outputs(weights);
    const gint8 *at = weights->shaped.begin;
    int first = 0;

    for (int n = BLOCK_MAX; n >= ARSIP_LANES; n /= 2)
        for (; first + n <= n_outputs; first += n, at += (n_inputs + 1) * n) {
            Block block = {at, at + n_inputs * n, weights->scales.begin + first, n_inputs, n};
            multiply_block(&block, inputs, outputs + first);
        }
}

#endif
