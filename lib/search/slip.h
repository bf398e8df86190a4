/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SLIP_H
#define ARSIP_SEARCH_SLIP_H

#include <arsip/archive.h>

/*
 * Slips of the fingers that no scanner makes, and that the distance between misread words therefore holds for
 * two faults or more: two letters swapped (udnangan), and a space left out (suratkeputusan). What each may
 * have been meant as is made here, and looked up.
 */

/* The words of the archive that this one is with two letters beside each other swapped: of char. NULL on
 * failure. The caller owns it. */
GPtrArray *arsip_slip_swapped(ArsipArchive *archive, const char *word, GError **error);

/* The same of pairs of words, with a space between, that this one is without it: a few of those that are in
 * the most documents, each in its own right. */
GPtrArray *arsip_slip_parted(ArsipArchive *archive, const char *word, GError **error);

#endif
