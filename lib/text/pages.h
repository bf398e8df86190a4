/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TEXT_PAGES_H
#define ARSIP_TEXT_PAGES_H

#include "text/reading.h"

/*
 * The texts of a document's pages, asked for one after another: a document may have more of them than are to
 * be held at once. Where they come from is the matter of whoever fills this in.
 */
typedef struct ArsipPages ArsipPages;
struct ArsipPages {
    guint n_pages;
    /*
     * The text of page `number` (from 1 to n_pages) and its bytes; "" where nothing was read, NULL on
     * failure. Borrowed until the next call.
     */
    const char *(*text)(ArsipPages *pages, guint number, gsize *length);
    gboolean is_damaged; /* a text was looked for where the pages have none */
};

/* length bytes from `start` on; NULL where the page has no such bytes. Borrowed until the next page. */
const char *arsip_pages_find(ArsipPages *pages, guint number, guint32 start, guint32 length);

/* Pages that are in memory all the same. Borrows the readings. */
typedef struct {
    ArsipPages pages;
    const ArsipReading *const *readings;
} ArsipHeldPages;
void arsip_held_pages_init(ArsipHeldPages *held, const ArsipReading *const *readings, guint n_readings);

#endif
