/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_LETTERHEAD_H
#define ARSIP_LETTER_LETTERHEAD_H

#include "letter/sheet.h"

/* The line past the letterhead (kop) at the top of page 1; 0 for a letter without one. */
guint arsip_letterhead_end(const ArsipSheet *sheet);

/*
 * The office that the letterhead names, the most specific unit with its region: "Dinas Sosial
 * Kabupaten Lembayung". NULL for none. place is of the unit's lines. The caller owns it.
 */
char *arsip_letterhead_office(const ArsipSheet *sheet, guint end, ArsipPlace *place);

/* Begins with a word for an office (Dinas, Badan, Kecamatan, ...). */
gboolean arsip_line_names_office(const ArsipSheet *sheet, const ArsipLine *line);

/* The same of a folded word. */
gboolean arsip_word_names_office(const char *folded);

/* Words in capitals as a running text writes them: DINAS SOSIAL DAN ... is Dinas Sosial dan ... The caller
 * owns it. */
char *arsip_office_spell(const char *capitals);

#endif
