/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_DATE_H
#define ARSIP_LETTER_DATE_H

#include "letter/letter.h"

/* A day, and the bytes of the text in which it was written. */
typedef struct {
    gint year, month, day;
    gsize start, end;
} ArsipDate;

/* The first whole date (day, month, year) at or past byte `from`; tolerates misread digits and months. */
gboolean arsip_date_find(const char *text, gsize from, ArsipDate *date);

/*
 * A date in words: "tanggal dua puluh satu bulan Maret tahun dua ribu dua puluh dua", with or without figures
 * in brackets beside the words.
 */
gboolean arsip_date_find_in_words(const char *text, gsize from, ArsipDate *date);

/* YYYY-MM-DD. The caller owns it. */
char *arsip_date_print(const ArsipDate *date);

/* 1 to 12 for a folded name or its abbreviation, old spellings and misread letters included; 0 for none. */
gint arsip_month_read(const char *folded);

#endif
