/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_HYPHEN_H
#define ARSIP_TEXT_HYPHEN_H

#include <glib.h>

/*
 * What a hyphen at a line's end is: the mark of a broken word (kesela-\nmatan), or the word's own, which
 * would stand there on one line too. Parts are folded, as tokens are.
 */

/* The second begins with 4 or more letters that end the first: perundang-undangan. */
gboolean arsip_repeats_stem(const char *first, const char *second);

/*
 * Whether the hyphen is the word's own: the parts repeat each other (surat-surat, surat-menyurat,
 * sayur-mayur, bolak-balik), both are words of their own (tamu-undangan), or one is a single letter
 * (e-kinerja).
 */
gboolean arsip_hyphen_is_own(const char *first, const char *second);

/*
 * The same of parts in capitals, where abbreviations look like parts of words (SETDA-UMUM): a broken word is
 * believed only where neither part can stand alone and both can be spoken.
 */
gboolean arsip_hyphen_is_own_in_capitals(const char *first, const char *second);

#endif
