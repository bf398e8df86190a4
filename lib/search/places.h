/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_PLACES_H
#define ARSIP_SEARCH_PLACES_H

#include <arsip/archive.h>

/* Every place of every word in the index, word after word in the order of their bytes, and all documents of
 * a word in the order of their numbers. */
typedef struct {
    /* A word, or another form; its places follow. FALSE stops. */
    gboolean (*word)(const char *word, gsize length, gpointer data, GError **error);
    void (*place)(gint64 document, guint column, guint position, gpointer data);
    gpointer data;
} ArsipPlacesVisitor;

/*
 * FTS5 tells them only as rows of a virtual table, one for each, which takes twenty times as long as to read
 * them: so its segments are read (search/segment.h), unless this FTS5 writes them in a later version. DAMAGED
 * where they cannot be read. Inside the caller's snapshot.
 */
gboolean arsip_places_each(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error);

/* The same, of FTS5: what tests hold the other against. */
gboolean arsip_places_each_of_fts5(ArsipArchive *archive, const ArsipPlacesVisitor *visitor, GError **error);

#endif
