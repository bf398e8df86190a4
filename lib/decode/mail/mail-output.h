/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_OUTPUT_H
#define ARSIP_DECODE_MAIL_OUTPUT_H

#include "decode/decode.h"

/* Where what comes out of a mail or a mailbox goes: arsip_decoder_unpack()'s output, callback and limits. */
typedef struct {
    int fd;
    guint64 written;   /* bytes of all members so far */
    guint64 n_members; /* told so far */
    const ArsipUnpackLimits *limits;
    ArsipMemberFunc each;
    gpointer data;
} ArsipMailOutput;

/* Adds bytes to the member that is being written. LIMIT, NO_SPACE. */
gboolean arsip_mail_output_add(ArsipMailOutput *output, const void *bytes, gsize length, GError **error);

/* Tells of the member that has been written from byte `offset` on. LIMIT where it is one too many. */
gboolean arsip_mail_output_tell(ArsipMailOutput *output, char *name, guint64 offset, GError **error);

#endif
