/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_NAME_H
#define ARSIP_DECODE_MAIL_NAME_H

#include <glib.h>

/*
 * Names for what comes out of a mail: one component of a path, UTF-8, without control characters, at most
 * 255 bytes. The caller owns them.
 */

/*
 * given: as the mail has it, decoded; folders before it go. Where nothing is left of it, or it is NULL, the
 * name is made from the number of the part in the mail and its type: "part-2.pdf".
 */
char *arsip_mail_name(const char *given, guint number, const char *media_type);

/* After its subject, with .eml; "message-2.eml" without one. */
char *arsip_mail_name_of_message(const char *subject, guint number);

#endif
