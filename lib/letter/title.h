/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_TITLE_H
#define ARSIP_LETTER_TITLE_H

#include "letter/sheet.h"

/* What a title means for where the fields stand; the type of paper is a matter of labels. */
typedef enum {
    ARSIP_TITLE_NONE,        /* a plain letter */
    ARSIP_TITLE_OTHER,       /* surat tugas, pengumuman, laporan, ... */
    ARSIP_TITLE_DECREE,      /* keputusan, peraturan: dated where they were set */
    ARSIP_TITLE_INSTRUCTION, /* instruksi: addressed within its opening */
    ARSIP_TITLE_NOTE,        /* nota dinas, memorandum, telaahan: rows of captions */
    ARSIP_TITLE_FORM,        /* lembar disposisi, kartu kendali: about another letter */
    ARSIP_TITLE_DEED,        /* berita acara, perjanjian: dated in its first sentence */
    ARSIP_TITLE_MINUTES,     /* notula */
    ARSIP_TITLE_RECEIPT      /* kuitansi, tanda terima */
} ArsipTitleKind;

/* Does line i begin a title? */
gboolean arsip_title_is(const ArsipSheet *sheet, guint i);
ArsipTitleKind arsip_title_kind(const ArsipSheet *sheet, guint i);

/* The line past the title that begins at line i, its NOMOR and TENTANG included. */
guint arsip_title_end(const ArsipSheet *sheet, guint i);

/* The line between first and end whose words hold TENTANG, and the byte behind it; -1 for none. */
gint arsip_title_tentang(const ArsipSheet *sheet, guint first, guint end, guint32 *behind);

#endif
