/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_MAIL_H
#define ARSIP_LETTER_MAIL_H

#include "letter/sheet.h"

/*
 * A mail's page: lines with the mail's own captions, an empty line, the body. Only a page that was read as a
 * mail (its method) is taken for one: on other papers "To:" and "Date:" mean what the rest of the room makes
 * of them.
 */
gboolean arsip_mail_is(const ArsipReading *first_page);

/* Gives every line its zone: the head kepala, the body isi. text: the first page's. */
void arsip_mail_find_zones(ArsipSheet *sheet, const char *text);

/* Subject -> hal, Date -> tanggal, From -> dari, To -> kepada. An array of ArsipField. text: the first
 * page's. */
GPtrArray *arsip_mail_read_fields(const char *text);

#endif
