/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include "archive/intake.h"

char **
arsip_export_original_paths(ArsipArchive *archive, const ArsipDocument *document)
{
    g_auto(GStrv) hashes = arsip_export_originals(document);
    g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
    g_autofree char *folder = g_canonicalize_filename(arsip_archive_folder(archive), NULL);

    for (guint i = 0; hashes[i] != NULL; i++) {
        guint8 sha256[ARSIP_HASH_SIZE];
        g_autofree char *relative = NULL;
        g_autofree char *path = NULL;

        if (!arsip_hash_from_hex(hashes[i], sha256))
            continue;
        relative = arsip_original_path(sha256);
        path = g_build_filename(folder, relative, NULL);
        g_strv_builder_add(paths, path);
    }
    return g_strv_builder_end(paths);
}
