/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BAG_H
#define ARSIP_BAG_H

#include <arsip/ingest.h>

/*
 * Bags (BagIt 1.0, RFC 8493): how documents go from one archive to another, or away for good, with all that
 * is known of them. man/arsip-bag.5 says what is in one.
 */
typedef struct {
    const char *target;      /* bytes: a folder, or a name that ends with .zip or .tar */
    const char *query;       /* told in the bag; "" for everything */
    const GArray *documents; /* of gint64; NULL: all that can be seen, opened containers too */
    gint64 event;            /* the log up to this one; 0: up to the last that changed something */
    gboolean is_forced;      /* an older bag of that name makes way */
} ArsipBagOptions;

typedef struct {
    guint64 documents;
    gboolean is_personal; /* numbers of persons are among what was written */
} ArsipBagCount;

/*
 * Writes a bag, whole or not at all. The same documents of an unchanged archive give the same bytes. Nothing
 * is masked.
 */
gboolean arsip_bag_export(ArsipArchive *archive, const ArsipBagOptions *options, ArsipBagCount *count,
                          GError **error);

/*
 * Takes a bag in as a batch, after all of it was verified: until then nothing is changed. A bag of arsip's
 * gives its documents as they are, with the decisions of persons and the log of where they come from; of what
 * is there already, decisions alone are taken over, where no person decided here. The payload of any other
 * bag is ingested, if the bag is a folder. An interrupted import of the same bag is resumed. batch: its
 * number, 0 when it never began. DAMAGED for a bag that is not whole, UNSUPPORTED for one that cannot be
 * used.
 */
gboolean arsip_bag_import(ArsipArchive *archive, const char *path, const ArsipReaderOptions *readers,
                          const ArsipWatcher *watcher, gint64 *batch, GError **error);

#endif
