/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_HEALTH_STRIP_H
#define ARSIP_SEARCH_HEALTH_STRIP_H

#include "search/health.h"

/*
 * Holds strips of frequent words (search/frequent.h), some by chance where there are many, against what FTS5
 * knows. Within the caller's snapshot; the index must be this version's.
 */
gboolean arsip_strips_examine(ArsipArchive *archive, const ArsipHealthOptions *options, GError **error);

#endif
