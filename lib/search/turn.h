/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_TURN_H
#define ARSIP_SEARCH_TURN_H

#include <arsip/search.h>

/* Long work on the index is done in turns with all others who write: a transaction each. */

/* Until when a turn that begins now may take up more work (g_get_monotonic_time()). */
gint64 arsip_turn_begin(const ArsipRebuildOptions *options);

/* Behind a transaction: lets the others have theirs. */
void arsip_turn_end(const ArsipRebuildOptions *options);

/* A little of some work, within a transaction; *is_left: whether there is more. */
typedef gboolean (*ArsipTurnStep)(ArsipArchive *archive, gpointer data, gboolean *is_left, GError **error);

/* Step by step until nothing is left or the options say to stop. What the turns before a failure did is kept.
 */
gboolean arsip_turns_take(ArsipArchive *archive, const ArsipRebuildOptions *options, ArsipTurnStep step,
                          gpointer data, GError **error);

#endif
