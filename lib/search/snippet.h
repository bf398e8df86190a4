/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_SNIPPET_H
#define ARSIP_SEARCH_SNIPPET_H

#include <arsip/search.h>
#include "query/matcher.h"
#include "search/entry.h"

/* Fills the hit's page, snippet and marks: where most of what the query asks for stands together. */
void arsip_snippet_make(ArsipSearchHit *hit, const ArsipEntry *entry, ArsipMatcher *matcher,
                        gboolean is_masked);

#endif
