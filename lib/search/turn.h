/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_TURN_H
#define ARSIP_SEARCH_TURN_H

#include <arsip/search.h>

/* Long work on the index is done in turns with all others who write: a transaction each. */

/* Until when a turn that begins now may take up more work (g_get_monotonic_time()). */
gint64 arsip_turn_begin(const ArsipRebuildOptions *options);

/* Behind a transaction: lets the others have theirs. */
void arsip_turn_end(const ArsipRebuildOptions *options);

#endif
