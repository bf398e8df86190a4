/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_PART_H
#define ARSIP_DECODE_MAIL_PART_H

#include <gmime/gmime.h>

#include "decode/source.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)

/* Once a process, before anything else here; again it does nothing. */
void arsip_mail_start_gmime(void);

/* A message parsed; it borrows the bytes, unless its head had to be cut (mail-head.h). NULL where no message
 * is found in them. */
typedef struct {
    GByteArray *bytes;
    gboolean is_borrowed;
    GMimeMessage *message;
} ArsipMessage822;
ArsipMessage822 *arsip_mail_parse(const guint8 *data, gsize size);
void arsip_message822_free(ArsipMessage822 *parsed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMessage822, arsip_message822_free)

/* Subject of the message whose bytes these are; NULL for none. The caller owns it. */
char *arsip_mail_subject(const guint8 *data, gsize size);

/* A part that is a file of its own. */
typedef struct {
    GMimePart *part; /* borrowed from the message */
    guint number;    /* among all parts of the mail that hold bytes, from 1 */
} ArsipMailFile;

/* What the parts of a message are to us. */
typedef struct {
    GPtrArray *texts;      /* of GMimePart, borrowed: the body, in its order */
    GArray *files;         /* of ArsipMailFile */
    gboolean is_encrypted; /* the body, or a part of it */
    gboolean is_enveloped; /* signed so that the text stands inside the signature (S/MIME) */
    gboolean is_too_deep;  /* parts within parts were left out */
    guint n_parts;
} ArsipMailParts;

/*
 * Looks through a message. Of alternatives one is the body: plain text that says something, else HTML. A
 * message inside the message is a file. Signatures are left out, and so are pictures that only adorn the
 * text: those that stand in it and have fewer than 16 KiB; the mail itself, which is kept, has them.
 */
void arsip_mail_parts_find(GMimeMessage *message, ArsipMailParts *parts);
void arsip_mail_parts_clear(ArsipMailParts *parts);

/* What a part holds, decoded from its transfer encoding; from the beginning. */
GMimeStream *arsip_mail_part_open(GMimePart *part);

/* The same, at most so many bytes. The caller owns it. */
GByteArray *arsip_mail_part_bytes(GMimePart *part, gsize most);

/* "type/subtype", as the mail says. The caller owns it. */
char *arsip_mail_part_type(GMimePart *part);

#endif
