/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_VERIFY_H
#define ARSIP_ARCHIVE_VERIFY_H

#include <arsip/archive.h>
#include "base/hash.h"

/* What the catalogue can say for a check. */

/* Each fault that SQLite finds in its own file, and each row that names a missing one, as a sentence. */
typedef void (*ArsipVerifyTell)(const char *sentence, gpointer data);
gboolean arsip_verify_catalogue(ArsipArchive *archive, ArsipVerifyTell tell, gpointer data, GError **error);

/* Every original, in the order of its hash; FALSE stops. */
typedef gboolean (*ArsipOriginalVisit)(const guint8 sha256[ARSIP_HASH_SIZE], guint64 size, gpointer data,
                                       GError **error);
gboolean arsip_verify_originals(ArsipArchive *archive, ArsipOriginalVisit visit, gpointer data,
                                GError **error);

gboolean arsip_verify_names_original(ArsipArchive *archive, const guint8 sha256[ARSIP_HASH_SIZE]);

#endif
