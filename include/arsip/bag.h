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

#endif
