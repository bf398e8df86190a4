/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_H
#define ARSIP_DECODE_MAIL_H

#include "decode/decode.h"
#include "decode/source.h"

/*
 * A mail (RFC 5322, MIME): one page, and the files that came with it. Nothing in it is followed, run or
 * decrypted.
 */
typedef struct ArsipMail ArsipMail;

/* Borrows the source. DAMAGED where no message is found in it, LIMIT. */
ArsipMail *arsip_mail_open(const ArsipSource *source, GError **error);
void arsip_mail_free(ArsipMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMail, arsip_mail_free)

/* Whether unpacking gives anything: attachments, pictures in the text, messages inside the message. */
gboolean arsip_mail_has_members(const ArsipMail *mail);

/* Its one page; method "mail", no boxes. NOT_FOUND for another page. */
ArsipReading *arsip_mail_read(const ArsipMail *mail, guint number, GError **error);

/*
 * Its files, under their own names: as arsip_decoder_unpack(). What is inside one of them, be it a mail or an
 * archive, is left there.
 */
gboolean arsip_mail_unpack(const ArsipMail *mail, int output, const ArsipUnpackLimits *limits,
                           ArsipMemberFunc each, gpointer data, GError **error);

/* The messages of a mailbox (mbox), as files that are named after their subjects: as above. */
gboolean arsip_mailbox_unpack(const ArsipSource *source, int output, const ArsipUnpackLimits *limits,
                              ArsipMemberFunc each, gpointer data, GError **error);

#endif
