/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/fault.h"

#include "base/i18n.h"

gboolean
arsip_query_fault(GError **error, guint column, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX, _("column %u: %s"), column, words);
    return FALSE;
}
