/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_NOTE_H
#define ARSIP_DECODE_NOTE_H

#include <poppler.h>

#include "decode/recognise/order.h"

/*
 * Adds what is written on a PDF's page besides its content: what stands in the fields of a form, and notes
 * that are typed onto the page. Places as in drawn.h.
 */
void arsip_note_words(PopplerPage *page, double scale, ArsipSeenWords *words);

#endif
