/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DRAWN_H
#define ARSIP_DECODE_DRAWN_H

#include <poppler.h>

#include "decode/recognise/order.h"

/*
 * The words that a PDF's page brings as text, seen or not, in poppler's order. Places are in pixels: `scale`
 * of them are a point, and `width` times `height` the page; what lies beside the page is left out.
 * rotation: degrees clockwise that turn most of the words upright.
 */
ArsipSeenWords *arsip_drawn_words(PopplerPage *page, double scale, gint32 width, gint32 height,
                                  gint *rotation);

#endif
