/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_PACK_H
#define ARSIP_DECODE_PACK_H

#include <arsip/error.h>

/*
 * Writes files into a TAR (pax where ustar is too narrow) or a ZIP (stored, not compressed). `input` is a
 * stream of files, each: the length of its path in 4 bytes, its size in 8, both most significant first, then
 * the path and the bytes; a path of no bytes is the end. format: "tar" or "zip". modified: seconds since
 * 1970, of every file: the same files give the same bytes, whatever the clock and its zone.
 */
gboolean arsip_pack(int input, int output, const char *format, gint64 modified, GError **error);

#endif
