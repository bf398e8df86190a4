/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_LOOK_H
#define ARSIP_DECODE_MAIL_LOOK_H

#include "decode/source.h"

/*
 * Whether bytes are a mail. libmagic goes by the first few lines and calls many mails plain text; and it
 * calls a letter that begins with "From:" a mail.
 */
typedef enum {
    ARSIP_POST_NONE,
    ARSIP_POST_MAIL,   /* one message (RFC 5322), perhaps behind the line that parts messages in a mailbox */
    ARSIP_POST_MAILBOX /* several, as in mbox (RFC 4155) */
} ArsipPost;

/* begin (may be NULL): the byte where a mail's first field stands. */
ArsipPost arsip_mail_look(const ArsipSource *source, gsize *begin);

/* The byte past the line that begins at `at`. */
gsize arsip_mail_next_line(const ArsipSource *source, gsize at);

/* Whether the line at `at` parts two messages: "From NAME DATE", and the fields of a message below it. */
gboolean arsip_mail_parts_messages(const ArsipSource *source, gsize at);

#endif
