/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_TEXTS_H
#define ARSIP_ARCHIVE_TEXTS_H

#include <arsip/archive.h>
#include "text/pages.h"

/* The texts of readings, out of the catalogue as they are asked for; those of an ordinary letter stay. */
typedef struct ArsipStoredPages ArsipStoredPages;

/* readings: one for each page, 0 where nothing was read. Copied. */
ArsipStoredPages *arsip_stored_pages_new(ArsipArchive *archive, const gint64 *readings, guint n_readings);
void arsip_stored_pages_free(ArsipStoredPages *stored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipStoredPages, arsip_stored_pages_free)

/* Borrowed. */
ArsipPages *arsip_stored_pages(ArsipStoredPages *stored);

/* Whether all that was asked for was there. */
gboolean arsip_stored_pages_check(const ArsipStoredPages *stored, GError **error);

#endif
