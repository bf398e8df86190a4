/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SLIP_H
#define ARSIP_SEARCH_SLIP_H

#include <arsip/archive.h>

/*
 * A slip of the fingers that no distance between two words tells: a space left out (suratkeputusan).
 *
 * Pairs of words of the archive, with a space between, that this word is without it: of char, a few of those
 * that are in the most documents, each in its own right. NULL on failure. The caller owns it.
 */
GPtrArray *arsip_slip_parted(ArsipArchive *archive, const char *word, GError **error);

#endif
