/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_FORM_H
#define ARSIP_TEXT_FORM_H

#include <glib.h>

/*
 * Word forms of Indonesian: whether two words are forms of one (melantik, dilantik, pelantikan).
 *
 * From a word its affixes are taken in every way that the language knows: particles (-nya, -lah, -kah, -pun),
 * the suffixes -kan, -an and -i, up to two of the prefixes di-, ke-, se-, ber-, ter-, per-, meN- and peN-,
 * the last two with the letter that the nasal may have swallowed (menyewa: sewa; memindahkan: pindah). Words
 * are forms of one where they have a root of four letters or more in common. (Which prefix takes which
 * letter: Tata Bahasa Baku Bahasa Indonesia, chapter on verbs; the order of the steps: Nazief and Adriani
 * 1996.) No list of roots is needed, as the archive's own words are what is asked about.
 *
 * Words that an office means in a sense of their own (pengumuman, which no search for umum should find) have
 * their families written down.
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

/* All forms there are, where the word's family is written down; else NULL. Borrowed. */
const char *const *arsip_forms_family(const ArsipForms *forms);

/* What may be the word's root: a set of char. Borrowed. */
GHashTable *arsip_forms_roots(const ArsipForms *forms);

#endif
