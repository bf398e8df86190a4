/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SERVE_H
#define ARSIP_DECODE_SERVE_H

#include "decode/decode.h"

/*
 * The reader's side of base/message.h. Values by key, with their GVariant types; each request but "pack"
 * has the file to be read as its first descriptor.
 *
 *   every request:    passwords aay (may be absent: none; each without NUL)
 *   request "open":   key s (may be absent: the bytes are known by no key)
 *   request "read":   page u (from 1), key s (as above)
 *   request "draw":   page u and key s (as above), drawing a{sv} (as arsip_drawing_to_variant() writes it);
 *                     the output as second descriptor
 *   request "unpack": max-entries t, max-bytes t, max-ratio u; the output as second descriptor
 *   request "embed":  page u and key s (as above); the output as second descriptor
 *   request "overlay": layers a(bib) (as arsip_layered_to_variant() writes them, one for each page); the
 *                     output as second, the PDF with the layers as third descriptor
 *   request "pack":   format s, modified x (container/pack.h); the stream of files as first, the output as
 *                     second descriptor
 *
 *   answer "ready":   landlock b (fonts can be opened). Once, as number 0, before the first request
 *   answer "done":    to open: media-type s, sort u (ArsipSort), pages u (0 where there is nothing to read),
 *                     members b (there is more to unpack beside the pages);
 *                     to read: the reading, as arsip_reading_to_variant() writes it;
 *                     to draw: size t, the bytes of the PNG that is in the output;
 *                     to unpack and to pack: none;
 *                     to embed: size t, the bytes in the output, picture a{sv} (as
 *                     arsip_embedded_to_variant() writes it);
 *                     to overlay: size t, as above, signed b (it was, and no longer is)
 *   answer "member":  path ay (without NUL), offset t, size t, modified x; with an error also code u and
 *                     sentence s, and then size is 0. Any number of them before the "done" of an unpack;
 *                     offsets never go back over what an earlier member had
 *   answer "failed":  code u (ArsipError), sentence s
 */

/* Answers requests until the other side closes the channel. FALSE when the channel is broken. */
gboolean arsip_serve(int channel, ArsipDecoder *decoder, gboolean has_landlock, GError **error);

/* Tells the other side, instead of "ready", why this reader cannot serve. */
void arsip_serve_refusal(int channel, const GError *why);

#endif
