/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_TEXT_H
#define ARSIP_DECODE_MAIL_TEXT_H

#include "decode/mail/mail-part.h"

/*
 * The head and the body of a mail as text: "Caption: value" lines for From, To, Cc, Bcc, Date and Subject, as
 * far as it has them, an empty line, the body. A body that cannot be read has a sentence in its place. UTF-8,
 * not yet tidy. LIMIT where the text is too long.
 */
GString *arsip_mail_text(GMimeMessage *message, const ArsipMailParts *parts, GError **error);

#endif
