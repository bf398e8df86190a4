/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_FAMILY_H
#define ARSIP_WORK_FAMILY_H

#include "archive/family.h"

/*
 * How much came out of each archive that was given, the archives and mails in it included. One container
 * keeps to its limits while it is unpacked; small ones that stand in each other, many times each, would still
 * be a disk full together.
 */
typedef struct ArsipFamilies ArsipFamilies;

ArsipFamilies *arsip_families_new(ArsipArchive *archive);
void arsip_families_free(ArsipFamilies *families);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipFamilies, arsip_families_free)

/*
 * Counts what is about to be named as members of a container, those that are named already included. LIMIT:
 * it must not be, and is not counted.
 */
gboolean arsip_families_admit(ArsipFamilies *families, gint64 container, const ArsipFamily *members,
                              GError **error);

#endif
