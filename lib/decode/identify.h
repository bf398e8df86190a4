/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_IDENTIFY_H
#define ARSIP_DECODE_IDENTIFY_H

#include "decode/decode.h"
#include "decode/source.h"

/* libmagic with its database loaded. */
typedef struct ArsipMagic ArsipMagic;

ArsipMagic *arsip_magic_new(GError **error);
void arsip_magic_free(ArsipMagic *magic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMagic, arsip_magic_free)

/* How a file's pages are had. */
typedef enum {
    ARSIP_WAY_NONE,
    ARSIP_WAY_IMAGE,
    ARSIP_WAY_PDF,
    ARSIP_WAY_PLAIN,
    ARSIP_WAY_OFFICE, /* a package of Word, Excel, PowerPoint or OpenDocument */
    ARSIP_WAY_HTML,
    ARSIP_WAY_XML,
    ARSIP_WAY_CONTAINER,
    ARSIP_WAY_MAIL,
    ARSIP_WAY_MAILBOX
} ArsipWay;

/*
 * By content alone. The media type is libmagic's, but for what other looks tell better: documents in a ZIP by
 * their parts, mails, text that has some bytes of none. The caller owns it.
 */
char *arsip_identify(ArsipMagic *magic, const ArsipSource *source, ArsipWay *way);

#endif
