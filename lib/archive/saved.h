/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_SAVED_H
#define ARSIP_ARCHIVE_SAVED_H

#include <arsip/saved.h>

/* arsip_saved_keep() without its checks: the name is in lower case, and the query has no fault. */
gboolean arsip_saved_store(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error);

#endif
