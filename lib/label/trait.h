/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_TRAIT_H
#define ARSIP_LABEL_TRAIT_H

#include "letter/letter.h"

/*
 * The words and two-word phrases by which a letter may be told from others: `judul:"surat tugas"`,
 * `hal:undangan`, `isi:"mengharap kehadiran"`. Each is a query of the query language. Left out by nature are
 * numbers, dates, function words, lines of personal particulars, what the body writes with a capital only
 * and, in a title or subject, what follows `a.n.`; letterheads and signatures, which name an office or a
 * person, are not looked at.
 */
typedef struct {
    const char *scope; /* static: "judul", "hal" or "isi" */
    char *words;       /* folded, one or two with a space between */
    char *query;
} ArsipTrait;

void arsip_trait_free(ArsipTrait *trait);

/* Those of a letter, by their query (GHashTable: char * -> ArsipTrait, which owns the key). */
GHashTable *arsip_traits_of(const ArsipLetter *letter);

/*
 * Dunning's log-likelihood ratio, G2, of a word and a label (T. Dunning, Accurate Methods for the Statistics
 * of Surprise and Coincidence, Computational Linguistics 19(1), 1993): `with` of the label's n_label
 * documents have the word, `without` of the n_rest others. 0 where the word does not speak for the label.
 */
double arsip_trait_likelihood(double with, double n_label, double without, double n_rest);

#endif
