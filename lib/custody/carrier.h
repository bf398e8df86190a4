/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_CARRIER_H
#define ARSIP_CUSTODY_CARRIER_H

#include <arsip/backup.h>
#include "base/hash.h"

/*
 * Brings files to the folder of a backup, or of an archive that is being restored. Each is written into
 * incoming/ there and gets its name when it is whole; arsip_carrier_sync() then makes all of them durable at
 * once. Folders and files get the permissions, and as root the owner, that their like have in `model`, as far
 * as the file system keeps such.
 */
typedef struct ArsipCarrier ArsipCarrier;

/*
 * Makes the folder and those inside, and sweeps incoming/. may_link: originals may become hard links. BUSY
 * when another carrier is at work there.
 */
ArsipCarrier *arsip_carrier_new(const char *folder, const char *model, gboolean may_link, GError **error);
/* Sweeps again: a failure leaves nothing half-written. */
void arsip_carrier_free(ArsipCarrier *carrier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipCarrier, arsip_carrier_free)

typedef enum {
    ARSIP_CARRY_FAILED,  /* the folder cannot take it: nothing else will fit either */
    ARSIP_CARRY_REFUSED, /* the original is missing or damaged where it comes from, and was not brought */
    ARSIP_CARRY_THERE,   /* it was there already */
    ARSIP_CARRY_BROUGHT
} ArsipCarry;

/*
 * An original of the archive `from`. What is there with the right size counts as there; doubts_it: only when
 * its hash is right too. *error is set with the first two.
 */
ArsipCarry arsip_carrier_original(ArsipCarrier *carrier, ArsipArchive *from,
                                  const guint8 sha256[ARSIP_HASH_SIZE], guint64 size, gboolean doubts_it,
                                  GError **error);

/*
 * The same, counted in `count`; what was refused is told to the watcher, and is no failure. INTERRUPTED when
 * the watcher wants it to stop.
 */
gboolean arsip_carrier_bring(ArsipCarrier *carrier, ArsipArchive *from, const guint8 sha256[ARSIP_HASH_SIZE],
                             guint64 size, gboolean doubts_it, const ArsipBackupWatcher *watcher,
                             ArsipBackupCount *count, GError **error);

/* Makes the files of a folder inside like those of the same folder in `from` (rules, words). What is not
 * there any more goes to former/, and is not deleted. */
gboolean arsip_carrier_list(ArsipCarrier *carrier, const char *from, const char *inside, GError **error);

/* A text as a file inside, durable. */
gboolean arsip_carrier_write(ArsipCarrier *carrier, const char *inside, const char *text, GError **error);

/* incoming/, where the caller may make arsip.db. Borrowed. */
const char *arsip_carrier_incoming(const ArsipCarrier *carrier);
/* Gives a finished file of incoming/ its place in the folder; durable after this. */
gboolean arsip_carrier_place(ArsipCarrier *carrier, const char *name, GError **error);

gboolean arsip_carrier_sync(ArsipCarrier *carrier, GError **error);

#endif
