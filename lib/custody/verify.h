/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_VERIFY_H
#define ARSIP_CUSTODY_VERIFY_H

#include "base/digest.h"
#include "custody/crate.h"

/* What is known of a bag that was found complete and valid (RFC 8493, section 3). */
typedef struct {
    gint64 schema;    /* of arsip's records; 0: it is of another program's making */
    char *archive;    /* UUID of the archive that it is from, or NULL */
    char *digest;     /* SHA-256 over its payload manifests: the same for the same payload */
    guint64 bytes;    /* of the payload */
    GHashTable *sums; /* path -> its SHA-256 in hexadecimal, where a payload manifest has it */
} ArsipBagFacts;

void arsip_bag_facts_clear(ArsipBagFacts *facts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipBagFacts, arsip_bag_facts_clear)

/*
 * Every file that a manifest lists is there and has its checksums, no file of the payload is unlisted, and
 * the declaration and Payload-Oxum are right. Versions 0.93 to 1.0. Nothing of it is used before that.
 * goes_on (may be NULL) is asked now and then. DAMAGED with what is wrong; UNSUPPORTED for a bag that names
 * files to be fetched, or is of a later version.
 */
gboolean arsip_bag_verify(const ArsipCrate *crate, gboolean (*goes_on)(gpointer data, GError **error),
                          gpointer data, ArsipBagFacts *facts, GError **error);

#endif
