/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_MODELS_H
#define ARSIP_READER_MODELS_H

#include <arsip/error.h>

/*
 * Whether Tesseract has a model for each of the languages ("ind+eng"): USAGE where the words are none,
 * NOT_FOUND with the package to install. Tesseract itself only complains when it has none of them. Where its
 * models lie in a place that is not known here, they are taken to be there: the reader tells the rest.
 */
gboolean arsip_models_check(const char *languages, GError **error);

#endif
