/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_FORM_H
#define ARSIP_TEXT_FORM_H

#include <glib.h>

/*
 * Word forms of Indonesian: whether two words are forms of one (melantik, dilantik, pelantikan).
 *
 * From a word its affixes are taken in every way that the language knows: particles (-nya, -lah, -kah, -pun),
 * the suffixes -kan, -an and -i, up to two of the prefixes di-, ke-, se-, ber-, ter-, per-, meN- and peN-,
 * the last two with the letter that the nasal has swallowed (menyewa: sewa; memindahkan: pindah). A prefix is
 * taken only from before letters that it can stand before (no indah in pemindahan), and what is left must
 * look like a root: two syllables, and a beginning that roots have. Words are forms of one where they have a
 * root of four letters or more in common, or one like adu, uji, isi. (Which prefix takes which letter: Tata
 * Bahasa Baku Bahasa Indonesia, chapter on verbs; the order of the steps: Nazief and Adriani 1996.) No list
 * of roots is needed, as the archive's own words are what is asked about.
 *
 * Words that an office means in a sense of their own (pengumuman, which no search for umum should find), and
 * those that only seem to have an affix (sekarang), have their families written down.
 *
 * Held against the roots of hunspell's Indonesian dictionary (tests/bench/forms.py): of the pairs of 2506
 * words of 194 letters that it calls forms 98 in 100 are, and it finds 95 of 100 that are; of 5000 words of
 * an encyclopedia 94 and 94. What it misses are families that are parted on purpose, and -ku, -mu.
 *
 * Words are tokens, folded (text/token.h).
 */
gboolean arsip_forms_are(const char *one, const char *other);

/* A word that is held against many: its roots are looked for once. */
typedef struct ArsipForms ArsipForms;
ArsipForms *arsip_forms_new(const char *word);
void arsip_forms_free(ArsipForms *forms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipForms, arsip_forms_free)
gboolean arsip_forms_has(const ArsipForms *forms, const char *other);

/* All forms there may be, where the word's family is written down; else NULL. The caller owns them. */
char **arsip_forms_family(const ArsipForms *forms);

/* What may be the word's root: a set of char. Borrowed. */
GHashTable *arsip_forms_roots(const ArsipForms *forms);

#endif
