/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_FAULT_H
#define ARSIP_QUERY_FAULT_H

#include <arsip/error.h>

/* Sets ARSIP_ERROR_SYNTAX, "column 7: " and then the words. Always FALSE. */
gboolean arsip_query_fault(GError **error, guint column, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
