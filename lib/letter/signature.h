/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_SIGNATURE_H
#define ARSIP_LETTER_SIGNATURE_H

#include "letter/sheet.h"

/* The line between first and end at which the signature block that closes them begins; `end` for none. */
guint arsip_signature_begin(const ArsipSheet *sheet, guint first, guint end);

/* "Ditetapkan di", "Dikeluarkan di", "pada tanggal": where and when a decree was set. */
gboolean arsip_line_sets_date(const ArsipSheet *sheet, const ArsipLine *line);

/* "Diundangkan di": promulgated, later and elsewhere. */
gboolean arsip_line_promulgates(const ArsipSheet *sheet, const ArsipLine *line);

/* "Kepala Dinas Sosial,": the office of whoever signs. */
gboolean arsip_line_is_signer(const ArsipSheet *sheet, const ArsipLine *line);

#endif
