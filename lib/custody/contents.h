/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_CONTENTS_H
#define ARSIP_CUSTODY_CONTENTS_H

#include "custody/record.h"
#include "custody/verify.h"

/* The records of a bag that was verified, read through from the first to the last. */
typedef struct {
    /* A document; then its pages, if pages is not NULL; then its end. Any may be NULL. */
    gboolean (*document)(ArsipWhole *whole, gpointer data, GError **error);
    gboolean (*page)(const ArsipWhole *whole, const ArsipWholePage *page, gpointer data, GError **error);
    gboolean (*document_end)(const ArsipWhole *whole, gpointer data, GError **error);
    /* An event of the archive's chain. */
    gboolean (*link)(const char *archive, const ArsipLink *link, gpointer data, GError **error);
    gpointer data;
} ArsipContentsVisitor;

/*
 * DAMAGED where a record is not as it is written down, the documents are not in their order, an original is
 * not in the bag or not what it is said to be, a place is told that is none, or a chain does not hold.
 */
gboolean arsip_contents_read(const ArsipCrate *crate, const ArsipBagFacts *facts,
                             const ArsipContentsVisitor *visitor, GError **error);

#endif
