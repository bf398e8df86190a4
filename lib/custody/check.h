/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_CHECK_H
#define ARSIP_CUSTODY_CHECK_H

#include <arsip/check.h>
#include "base/hash.h"
#include "custody/position.h"
#include "custody/receipt.h"

typedef struct ArsipIndexLook ArsipIndexLook;

/* A check under way, which goes from one part of the archive to the next. */
typedef struct {
    ArsipArchive *archive;
    const ArsipCheckOptions *options;
    ArsipCheckCount *count;
    char *since;           /* the moment that options->since begins, UTC; or NULL */
    ArsipReceipt *against; /* or NULL */
    ArsipTally made, held; /* of all that is there, and of what the receipt counts */
    gint64 last_original, last_reading;
    gboolean is_text_damaged;
    gboolean is_index_damaged;
    gboolean is_strip_damaged; /* what is kept beside it of frequent words */
    gboolean is_note_damaged;  /* what is kept beside the catalogue of labels and dates */
    GArray *to_index;          /* documents that have to be read into the index anew, of gint64 */
    guint n_strays, n_closed;
    ArsipPosition position; /* of the originals */
    ArsipIndexLook *look;   /* at the index, which goes on beside the rest; NULL: it has ended */
} ArsipCheck;

/* kind: static. The sentence is taken. */
void arsip_check_tell(ArsipCheck *check, const char *kind, gint64 document, char *sentence);
void arsip_check_tell_mended(ArsipCheck *check, const char *kind, gint64 document, char *sentence);
void arsip_check_note(const ArsipCheck *check, const char *sentence);

/* Damage that made a part of the check end is a fault like others: then TRUE, and fault is freed. */
gboolean arsip_check_survives(ArsipCheck *check, GError *fault, GError **error);

/* FALSE with INTERRUPTED once somebody asks to stop. */
gboolean arsip_check_goes_on(const ArsipCheck *check, GError **error);

/* How many of n the sample has: at least one; all without a sample. */
gint64 arsip_check_part(const ArsipCheck *check, gint64 n);
/* Whether the next of n_left is one of the n_wanted that are chosen by chance. */
gboolean arsip_check_chooses(gint64 *n_wanted, gint64 *n_left);

gboolean arsip_check_originals(ArsipCheck *check, GError **error);
/* What stands among the originals without being one, and who may get at them. */
gboolean arsip_check_folders(ArsipCheck *check, GError **error);

/*
 * The index is looked at in a thread, over a connection of its own, while the check does the rest. What it
 * found so far is taken, told and, once it has ended, mended by the check itself; to wait for it, or to end
 * it early, which may take a moment.
 */
void arsip_check_index_begin(ArsipCheck *check);
gboolean arsip_check_index_take(ArsipCheck *check, GError **error);
gboolean arsip_check_index_wait(ArsipCheck *check, GError **error);
void arsip_check_index_end(ArsipCheck *check);

#endif
