/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_H
#define ARSIP_SEARCH_VOCABULARY_H

#include <arsip/archive.h>

#include "query/query.h"

/*
 * FTS5 knows no misread words: a word~ is asked as those words of the archive's own vocabulary that it may
 * have been read as (query/vague.h), the likeliest of them where they are very many.
 */
#define ARSIP_VOCABULARY_MOST 500

/*
 * The query with every word~ spread out into what is in the archive, for the planner; a reference to the
 * query itself where it has none. A word~ that nothing in the archive comes near stays, and finds nothing.
 * The caller owns it. One walk through the vocabulary, however many words it has.
 */
ArsipQuery *arsip_vocabulary_spread(ArsipArchive *archive, ArsipQuery *query, GError **error);

#endif
