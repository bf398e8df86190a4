/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_MANIFEST_H
#define ARSIP_CUSTODY_MANIFEST_H

#include "base/digest.h"

/* The manifests of a BagIt bag (RFC 8493, section 2.1.3). */

/* A path as a manifest has it: CR, LF and the percent sign as %0D, %0A and %25. The caller owns it. */
char *arsip_manifest_write_path(const char *path);

/*
 * One line, without its end: a checksum of that kind, in lower case, and a path. decodes: whether the percent
 * sign is encoded, as since version 1.0; before, only the ends of lines are. DAMAGED for what is no such
 * line, and for a path that leads out of the bag.
 */
gboolean arsip_manifest_read_line(const char *line, ArsipDigestKind kind, gboolean decodes, char **sum,
                                  char **path, GError **error);

/* A relative path in UTF-8, of parts none of which is empty, . or .. */
gboolean arsip_manifest_is_safe_path(const char *path);

/* "manifest-sha256.txt" and "tagmanifest-sha256.txt": FALSE for other names. is_known: by this program. */
gboolean arsip_manifest_read_name(const char *name, gboolean *is_of_tags, gboolean *is_known,
                                  ArsipDigestKind *kind);

#endif
