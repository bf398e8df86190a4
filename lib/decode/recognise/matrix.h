/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MATRIX_H
#define ARSIP_DECODE_MATRIX_H

#include "decode/recognise/layout.h"

#ifdef ARSIP_KNOWS_TESSERACT

/*
 * A layer's weights times its inputs, in bytes. The sums are whole numbers, so that every order of the
 * products gives the library's.
 */

/* Whether the processor has AVX2, and the library shapes weights for it. The others need that. */
gboolean arsip_matrix_is_possible(void);

/* How many outputs there is to be room for: a multiple of ARSIP_LANES. */
#define ARSIP_LANES 8
int arsip_matrix_outputs(const ArsipWeights *weights);

/*
 * inputs: -127 to 127; as many as there are columns but the bias's, and room for as many as make a multiple
 * of four. Outputs that the layer does not have are 0.
 */
void arsip_matrix_multiply(const ArsipWeights *weights, const gint8 *inputs, float *outputs);

#endif
#endif
