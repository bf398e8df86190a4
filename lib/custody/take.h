/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_TAKE_H
#define ARSIP_CUSTODY_TAKE_H

#include "custody/contents.h"
#include "label/rules.h"

/* Taking the contents of a bag into the catalogue, when its originals are durable. */
typedef struct {
    ArsipArchive *archive;
    gint64 batch;
    const char *source; /* the archive that the bag is from, or "" */
    const ArsipRules *rules;
    gboolean (*goes_on)(gpointer data, GError **error);
    gpointer data;
} ArsipTaking;

/* In transactions of some documents each. What was taken by an interrupted run is passed over. */
gboolean arsip_take_contents(const ArsipTaking *taking, const ArsipCrate *crate, const ArsipBagFacts *facts,
                             GError **error);

#endif
