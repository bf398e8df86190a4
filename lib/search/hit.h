/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_HIT_H
#define ARSIP_SEARCH_HIT_H

#include <arsip/search.h>
#include "query/matcher.h"

/* What is shown of a document that was found; the matcher holds the query that found it. The caller owns it.
 */
ArsipSearchHit *arsip_hit_load(ArsipArchive *archive, gint64 id, double score, ArsipMatcher *matcher,
                               gboolean is_masked, GError **error);
void arsip_hit_free(ArsipSearchHit *hit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSearchHit, arsip_hit_free)

#endif
