/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SHARED_STRINGS_H
#define ARSIP_DECODE_SHARED_STRINGS_H

#include "decode/writing/opc.h"

/* The texts of a workbook's cells, which its sheets refer to by number. */
typedef struct ArsipSharedStrings ArsipSharedStrings;

/* A workbook may have none. LIMIT where they do not fit. */
ArsipSharedStrings *arsip_shared_strings_read(ArsipPackage *package, const GPtrArray *relations,
                                              GError **error);
void arsip_shared_strings_free(ArsipSharedStrings *strings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSharedStrings, arsip_shared_strings_free)

/* From 0; "" for one that is not there. Borrowed. */
const char *arsip_shared_strings_get(const ArsipSharedStrings *strings, guint64 number);

#endif
