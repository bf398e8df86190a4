/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_HOLD_H
#define ARSIP_DECODE_HOLD_H

#include <locale.h>

#include "decode/decode.h"
#include "decode/identify.h"
#include "decode/mail/mail.h"
#include "decode/pdf/pdf.h"
#include "decode/writing/plain.h"
#include "decode/writing/writing.h"

/* What a decoder holds: for the files that are the decoder. */

struct ArsipDecoder {
    char *languages;
    ArsipMagic *magic;
    locale_t utf8;       /* for libarchive's names; (locale_t)0 where the system has none */
    ArsipEngine *engine; /* NULL until the first page that needs it */

    char **passwords; /* or NULL */

    /* What was opened last, kept for its pages. What it was opened as borrows the source's bytes. */
    char *key;
    char *media_type;
    ArsipWay way;
    ArsipSource *source;
    ArsipPdf *pdf;
    ArsipMail *mail;
    ArsipPlain *plain;
    ArsipWriting *writing;
};

/* Takes the file in hand, unless it is there still. */
gboolean arsip_decoder_take(ArsipDecoder *decoder, int fd, const char *key, GError **error);

void arsip_decoder_forget(ArsipDecoder *decoder);

#endif
