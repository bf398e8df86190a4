/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PRINT_H
#define ARSIP_SEARCH_PRINT_H

#include <arsip/facets.h>
#include <arsip/saved.h>

#include "search-words.h"

/* What a search gives, on standard output. */
void arsip_search_print_hits(const ArsipAnswer *answer, ArsipFormat format);
void arsip_search_print_facets(const ArsipFacets *facets, ArsipFormat format);
/* saved: of ArsipSavedSearch. */
void arsip_search_print_saved(const GPtrArray *saved, ArsipFormat format);

/* One cell of a line of TSV, which the last one ends. NULL for an empty one. */
void arsip_search_print_cell(const char *value, gboolean is_last);

/*
 * On standard error: what the answer leaves out, how its words were found, and, where there are more, how to
 * see them.
 */
void arsip_search_print_notes(const ArsipAnswer *answer, const ArsipSearchWords *words,
                              const ArsipCommand *command);

/* On standard error: by which words a document was compared with others. words: of char. */
void arsip_search_print_likeness(const GPtrArray *words);

#endif
