/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_POSITION_H
#define ARSIP_CUSTODY_POSITION_H

#include <arsip/archive.h>

/*
 * How far a check has read the originals, in a file that its caller names. It is none of the archive's: a
 * command that only reads never writes there, and the archive may lie where nobody can.
 */
typedef struct {
    char *path; /* NULL: none is kept */
    char *archive, *since;
    gint64 after;      /* the number of the last original that was read */
    GHashTable *again; /* those of them with a fault: they are read again, so that it is told again */
    gint64 saved;      /* monotonic microseconds */
} ArsipPosition;

/* Goes on from the file if it is there; USAGE where it is of another archive or another check. */
gboolean arsip_position_begin(ArsipPosition *position, const char *path, const char *archive,
                              const char *since, GError **error);
gboolean arsip_position_is_behind(const ArsipPosition *position, gint64 original);
/* Original after original; the file is written now and then. */
gboolean arsip_position_pass(ArsipPosition *position, gint64 original, gboolean is_whole, GError **error);
gboolean arsip_position_save(ArsipPosition *position, GError **error);
/* All were read: the file goes. */
void arsip_position_end(ArsipPosition *position);
void arsip_position_clear(ArsipPosition *position);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipPosition, arsip_position_clear)

#endif
