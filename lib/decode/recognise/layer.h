/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LAYER_H
#define ARSIP_DECODE_LAYER_H

/*
 * Three layers of Tesseract's network, in place of the library's: what lies around a point of the picture
 * put together, outputs that each hang on all inputs, and cells that remember. Where a layer is not as they
 * know it - in training, of floating-point weights, on a processor without AVX2 - the library's own works.
 */
void arsip_layer_use(void);

#endif
