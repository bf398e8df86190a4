/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/correct.h>

#include "base/i18n.h"
#include "letter/letter.h"

#include <string.h>

gboolean
arsip_field_parse(const char *text, char **name, char **value, GError **error)
{
    const char *equals = strchr(text, '=');
    g_autofree char *trimmed =
        equals != NULL ? g_strstrip(g_strndup(text, (gsize)(equals - text))) : g_strdup("");
    char first[11], last[11];

    for (const char *at = trimmed; *at != '\0'; at++)
        if (!g_ascii_islower(*at) && !g_ascii_isdigit(*at) && *at != '-' && *at != '_')
            equals = NULL;
    if (equals == NULL || *trimmed == '\0' || !g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("--set %s: expected NAME=VALUE with a name in lower-case letters, for example "
                      "nomor=005/117-Um"),
                    text);
        return FALSE;
    }
    *name = g_steal_pointer(&trimmed);
    *value = g_strstrip(g_strdup(equals + 1));
    if (!g_str_equal(*name, "tanggal") || **value == '\0')
        return TRUE;
    if (!arsip_date_parse(*value, first, last) || !g_str_equal(first, last)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE,
                    _("--set %s: expected a whole date, for example 2024-03-12 or 12 Maret 2024"), text);
        return FALSE;
    }
    g_free(*value);
    *value = g_strdup(first);
    return TRUE;
}
