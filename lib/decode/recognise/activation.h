/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_ACTIVATION_H
#define ARSIP_DECODE_ACTIVATION_H

#include "decode/recognise/layout.h"

#ifdef ARSIP_KNOWS_TESSERACT

/*
 * What a layer makes of its sums of products: src/lstm/functions.h and lstm.cpp of Tesseract 5.3, the same
 * operations on single-precision numbers in the same order. They need AVX2. n: a multiple of 8, for which
 * there is room everywhere.
 */

/* Hyperbolic tangents; -1 to 1 are written as -127 to 127. */
void arsip_activation_tanh(const float *sums, int n, gint8 *outputs);

/* Shares of a whole. Any n. */
void arsip_activation_softmax(float *sums, int n);

/*
 * One step of cells that remember: gates are the sums of the four, in the order of ARSIP_CELL_INPUT and so
 * on. Changes the state; outputs as arsip_activation_tanh()'s.
 */
void arsip_activation_remember(const float *const gates[], int n, float *state, gint8 *outputs);

#endif
#endif
