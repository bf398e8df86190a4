/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_UNPACK_H
#define ARSIP_DECODE_UNPACK_H

#include "decode/decode.h"

/* As arsip_decoder_unpack(). Names that an archive keeps in UTF-8 need a locale with UTF-8 to come out. */
gboolean arsip_unpack(int fd, int output, const ArsipUnpackLimits *limits, const char *const *passwords,
                      ArsipMemberFunc each, gpointer data, GError **error);

#endif
