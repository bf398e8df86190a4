/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_CHAIN_H
#define ARSIP_ARCHIVE_CHAIN_H

#include "archive/event.h"

/*
 * Chains of events as they go from archive to archive. Each archive has its own; those that came with bags
 * are kept beside it as they are. Of an event that concerns nothing that is handed over, the hash alone goes
 * along: the chain holds, and tells nothing of others' papers.
 */
typedef struct {
    ArsipEvent event; /* detail NULL: it is withheld, and so is all but the number */
    guint8 hash[ARSIP_HASH_SIZE];
} ArsipLink;

/* What is borrowed by the link is gone after the call. */
typedef gboolean (*ArsipLinkVisit)(const ArsipLink *link, gpointer data, GError **error);

/* From the first to event `last` (0: all there are). archive_uuid: whose chain; NULL: its own. */
gboolean arsip_chain_each(ArsipArchive *archive, const char *archive_uuid, gint64 last, ArsipLinkVisit visit,
                          gpointer data, GError **error);

/* Whose chains are kept beside its own: UUIDs in their order, NULL-terminated. */
char **arsip_chain_owners(ArsipArchive *archive, GError **error);

/*
 * The event up to which the log tells of what changed: what was taken out after that changed nothing, and
 * does not stand in the way of the same export twice. number 0: find it; else this one. NOT_FOUND. The caller
 * clears what it gets.
 */
gboolean arsip_chain_end(ArsipArchive *archive, gint64 number, ArsipLink *link, GError **error);
void arsip_link_clear(ArsipLink *link);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipLink, arsip_link_clear)

/*
 * Keeps a link of another archive's chain, inside the caller's transaction. Where the archive has this event,
 * with another hash, the two histories are at odds: DAMAGED. One that was withheld is filled in. Of the
 * archive's own chain (archive_uuid is its own) nothing is written. only_looks: nothing is written at all.
 */
gboolean arsip_chain_keep(ArsipArchive *archive, const char *archive_uuid, const ArsipLink *link,
                          gboolean only_looks, GError **error);

#endif
