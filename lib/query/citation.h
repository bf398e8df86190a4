/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_CITATION_H
#define ARSIP_QUERY_CITATION_H

#include <glib.h>

/*
 * The citation guard: what a letter names because it leans on it says nothing of what the letter is.
 * "Menindaklanjuti Surat Edaran Bupati Nomor 5 tanggal 3 Mei 2024, ..." is no surat edaran.
 */

/* What a word does to a citation. */
typedef enum {
    ARSIP_CITATION_NOTHING,
    ARSIP_CITATION_CITES,      /* berdasarkan, sesuai, ... */
    ARSIP_CITATION_SEHUBUNGAN, /* cites with `dengan` behind it */
    ARSIP_CITATION_DENGAN,
    ARSIP_CITATION_DASAR, /* cites at the head of a line or behind `atas`; sekolah dasar does not */
    ARSIP_CITATION_ATAS,  /* atas dasar */
    ARSIP_CITATION_ENDS,  /* kami, maka, tersebut: what is cited is over */
    ARSIP_CITATION_NOMOR,
    ARSIP_CITATION_TANGGAL, /* or tahun: what stands before `Nomor ... tanggal` is cited */
    ARSIP_N_CITATIONS
} ArsipCitation;

/* The words of each kind, folded, NULL-terminated; NULL for NOTHING. */
const char *const *arsip_citation_words(ArsipCitation kind);

/* A token of a section, as the guard sees it. */
typedef struct {
    guint32 start;  /* byte of the text in hand */
    guint16 length; /* bytes; G_MAXUINT16 for what is longer, and no word */
    guint8 kind;    /* ArsipCitation */
    _Bool is_number;
    _Bool is_behind; /* a citing word stands shortly before it */
    _Bool is_before; /* `Nomor ... tanggal` stands shortly behind it */
} ArsipSeen;

/* So many tokens before and behind a token decide about it. */
#define ARSIP_CITATION_BEFORE 9
#define ARSIP_CITATION_BEHIND 20

/*
 * Sets is_behind and, where the text is a letter's body (numbers_cite), is_before of the tokens for which
 * they hold. signs: the numbers of those that are of a kind, rising.
 */
void arsip_citation_mark(const char *text, ArsipSeen *tokens, guint n, const guint *signs, guint n_signs,
                         gboolean numbers_cite);

#endif
