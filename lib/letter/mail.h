/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_MAIL_H
#define ARSIP_LETTER_MAIL_H

#include "letter/sheet.h"

/*
 * A mail's page: lines with the mail's own captions, an empty line, the body. Only a page that was read as a
 * mail (its method) is taken for one: on other papers "To:" and "Date:" mean what the rest of the room makes
 * of them.
 */
gboolean arsip_mail_is(const ArsipReading *const *pages, guint n_pages);

/* Gives every line its zone: the head kepala, the body isi. */
void arsip_mail_find_zones(ArsipSheet *sheet, const ArsipReading *page);

/* Subject -> hal, Date -> tanggal, From -> dari, To -> kepada. An array of ArsipField. */
GPtrArray *arsip_mail_read_fields(const ArsipReading *page);

#endif
