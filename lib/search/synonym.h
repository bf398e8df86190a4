/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SYNONYM_H
#define ARSIP_SEARCH_SYNONYM_H

#include <arsip/error.h>

#include "query/query.h"

/*
 * What an office calls by more than one name: abbreviations and their long forms. They stand in the files
 * ARCHIVE/words/ *.txt, a line each, which a clerk reads and extends:
 *
 *   # a remark
 *   Disdukcapil = Dinas Kependudukan dan Pencatatan Sipil        either is found by the other
 *   SK > surat keputusan, judul:keputusan                        asked for SK, finds these; not the other way
 *
 * Case does not matter but for a form of one word in capitals, of two to six letters (SK): it must stand in
 * capitals in the letter. A zone or field before a form (judul:) says where it must stand; such a one is only
 * found, never asked for.
 */
typedef struct ArsipSynonyms ArsipSynonyms;

/*
 * folder: ARCHIVE/words; one that is not there has none. faults: gets what is wrong, of char, each with its
 * file and line; those lines are passed over.
 */
ArsipSynonyms *arsip_synonyms_read(const char *folder, GPtrArray *faults);
void arsip_synonyms_free(ArsipSynonyms *synonyms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSynonyms, arsip_synonyms_free)

/*
 * The query with the other names beside those that it has, the longest that it has first; a reference to the
 * query itself where it has none. others (may be NULL): gets the names that are asked besides, of char, as
 * the file writes them, without repetition; the caller owns it.
 */
ArsipQuery *arsip_synonyms_spread(const ArsipSynonyms *synonyms, ArsipQuery *query, GPtrArray **others);

#endif
