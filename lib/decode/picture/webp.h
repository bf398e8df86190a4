/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_WEBP_H
#define ARSIP_DECODE_WEBP_H

#include "decode/source.h"

/*
 * The first picture of an animated WebP as a WebP of its own, without what is transparent in it; NULL where
 * the file is not one. (WebP Container Specification: libwebp's plain decoder refuses animations.)
 */
GByteArray *arsip_webp_first(const ArsipSource *source);

#endif
