/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_WORDS_FIRST_H
#define ARSIP_TEXT_WORDS_FIRST_H

#include "text/reading.h"

/* The version byte of a blob of words as the first archives have it. */
#define ARSIP_WORDS_FIRST 1

/* What follows that byte; NULL where it breaks its rules. */
GArray *arsip_words_unpack_first(const guint8 *bytes, gsize size, gsize text_length);

#endif
