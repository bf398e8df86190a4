/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MAIL_HEAD_H
#define ARSIP_DECODE_MAIL_HEAD_H

#include <glib.h>

/*
 * gmime 3.2.13 takes minutes for a field of megabytes, and its stack ends within an address list of a few ten
 * thousand groups in each other. A head with such fields is cut to what a mail may need: NULL where that is
 * no less than the whole, else a copy of the message with the shorter head, which the caller owns.
 */
GByteArray *arsip_mail_cut_head(const guint8 *data, gsize size);

#endif
