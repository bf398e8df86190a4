/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/activation.h"

#ifdef ARSIP_KNOWS_TESSERACT

#include <immintrin.h>
#include <math.h>
#include <string.h>

#define LANES 8

/* The library's tables: 4096 values of 0 to 16; between two of them it draws a line. */
#define TABLE_SIZE  4096
#define TABLE_SCALE 256.0f

/* kStateClip */
#define STATE_MAX 100.0f

/* Nothing less is given to the exponential function. */
#define SOFTMAX_MAX 86.0f

#define AVX2 __attribute__((target("avx2")))

/* Two neighbours in the table for each of four places. */
AVX2 static inline __m256
pairs_at(const float *table, const gint32 *places)
{
    double pairs[4];

    for (int i = 0; i < 4; i++)
        memcpy(pairs + i, table + places[i], sizeof *pairs);
    return _mm256_castpd_ps(_mm256_loadu_pd(pairs));
}

/*
 * The table's function of sizes, 1 from its end on. Loading by hand is faster than the processor's gathering,
 * which since 2023 is slow on many for its safety (Intel's INTEL-SA-00828).
 */
AVX2 static inline __m256
look_up(const float *table, __m256 sizes)
{
    const __m256i last = _mm256_set1_epi32(TABLE_SIZE - 2);
    __m256 scaled = _mm256_mul_ps(sizes, _mm256_set1_ps(TABLE_SCALE));
    __m256i wanted = _mm256_cvttps_epi32(scaled);
    __m256i places = _mm256_min_epu32(wanted, last);
    _Alignas(32) gint32 at[LANES];

    _mm256_store_si256((__m256i *)(void *)at, places);
    __m256 one = pairs_at(table, at), other = pairs_at(table, at + 4);
    __m256 low = _mm256_permute2f128_ps(one, other, 0x20), high = _mm256_permute2f128_ps(one, other, 0x31);
    __m256 here = _mm256_shuffle_ps(low, high, 0x88), next = _mm256_shuffle_ps(low, high, 0xdd);
    __m256 share = _mm256_sub_ps(scaled, _mm256_cvtepi32_ps(places));
    __m256 value = _mm256_add_ps(here, _mm256_mul_ps(_mm256_sub_ps(next, here), share));
    return _mm256_blendv_ps(_mm256_set1_ps(1), value,
                            _mm256_castsi256_ps(_mm256_cmpeq_epi32(wanted, places)));
}

AVX2 static inline __m256
size_of(__m256 values)
{
    return _mm256_andnot_ps(_mm256_set1_ps(-0.0f), values);
}

AVX2 static inline __m256
is_negative(__m256 values)
{
    return _mm256_cmp_ps(values, _mm256_setzero_ps(), _CMP_LT_OQ);
}

AVX2 static inline __m256
tanh_of(__m256 values)
{
    __m256 signs = _mm256_and_ps(is_negative(values), _mm256_set1_ps(-0.0f));

    return _mm256_xor_ps(look_up(arsip_tanh_table, size_of(values)), signs);
}

AVX2 static inline __m256
logistic_of(__m256 values)
{
    __m256 of_sizes = look_up(arsip_logistic_table, size_of(values));

    return _mm256_blendv_ps(of_sizes, _mm256_sub_ps(_mm256_set1_ps(1), of_sizes), is_negative(values));
}

/* Halves go away from zero. */
AVX2 static inline void
write_bytes(__m256 values, gint8 *to)
{
    const __m256 minus = _mm256_set1_ps(-0.0f);
    __m256 scaled = _mm256_mul_ps(values, _mm256_set1_ps(G_MAXINT8));
    __m256 half = _mm256_or_ps(_mm256_and_ps(scaled, minus), _mm256_set1_ps(0.5f));
    __m256i whole = _mm256_cvttps_epi32(_mm256_add_ps(scaled, half));
    __m128i words = _mm_packs_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
    __m128i bytes = _mm_max_epi8(_mm_packs_epi16(words, words), _mm_set1_epi8(-G_MAXINT8));

    _mm_storel_epi64((__m128i *)(void *)to, bytes);
}

AVX2 void
arsip_activation_tanh(const float *sums, int n, gint8 *outputs)
{
    for (int i = 0; i < n; i += LANES)
        write_bytes(tanh_of(_mm256_loadu_ps(sums + i)), outputs + i);
}

AVX2 void
arsip_activation_remember(const float *const gates[], int n, float *state, gint8 *outputs)
{
    const __m256 highest = _mm256_set1_ps(STATE_MAX), lowest = _mm256_set1_ps(-STATE_MAX);

    for (int i = 0; i < n; i += LANES) {
        __m256 input = tanh_of(_mm256_loadu_ps(gates[ARSIP_CELL_INPUT] + i));
        __m256 let_in = logistic_of(_mm256_loadu_ps(gates[ARSIP_GATE_INPUT] + i));
        __m256 keep = logistic_of(_mm256_loadu_ps(gates[ARSIP_GATE_FORGET] + i));
        __m256 let_out = logistic_of(_mm256_loadu_ps(gates[ARSIP_GATE_OUTPUT] + i));
        __m256 kept = _mm256_mul_ps(_mm256_loadu_ps(state + i), keep);
        __m256 now = _mm256_add_ps(kept, _mm256_mul_ps(input, let_in));
        now = _mm256_min_ps(highest, _mm256_max_ps(lowest, now));
        _mm256_storeu_ps(state + i, now);
        write_bytes(_mm256_mul_ps(tanh_of(now), let_out), outputs + i);
    }
}

void
arsip_activation_softmax(float *sums, int n)
{
    float greatest = sums[0], whole = 0;

    for (int i = 1; i < n; i++)
        greatest = sums[i] > greatest ? sums[i] : greatest;
    for (int i = 0; i < n; i++) {
        sums[i] = expf(CLAMP(sums[i] - greatest, -SOFTMAX_MAX, 0.0f));
        whole += sums[i];
    }
    for (int i = 0; i < n && whole > 0; i++)
        sums[i] /= whole;
}

#endif
