/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_TIDY_H
#define ARSIP_SEARCH_TIDY_H

#include <arsip/search.h>

/*
 * FTS5 keeps what was indexed in parts, and a search looks for each of its words in every one of them. By
 * itself it merges parts only when four of a size have come together; this merges pairs too ("usermerge"),
 * until there are few (of a million documents two to six instead of seventeen). Before that, what is kept of
 * labels and dates is made anew where it was struck off (search/upkeep.h). In turns with who writes; stopped,
 * it goes on with the next call. Nothing that a search finds is changed.
 */
gboolean arsip_index_tidy(ArsipArchive *archive, const ArsipRebuildOptions *options, GError **error);

#endif
