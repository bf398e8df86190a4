/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/whole.h"
#include "base/i18n.h"

#include <string.h>

/* As text 36 bytes, as what it means 16: of a million documents that is a difference. */
gboolean
arsip_whole_name_pack(const char *text, ArsipWholeName *name)
{
    guint8 *uuid = name->uuid;
    guint n = 0;

    for (; *text != '\0'; text++) {
        gint value = *text != '-' ? g_ascii_xdigit_value(*text) : 0;

        if (*text == '-')
            continue;
        if (n >= 32 || value < 0)
            return FALSE;
        uuid[n / 2] = (guint8)(uuid[n / 2] << 4 | value);
        n++;
    }
    return n == 32;
}

gint
arsip_whole_name_compare(gconstpointer a, gconstpointer b)
{
    return memcmp(((const ArsipWholeName *)a)->uuid, ((const ArsipWholeName *)b)->uuid, 16);
}

static gboolean
append_name(GArray *names, ArsipStatement *statement, GError **error)
{
    ArsipWholeName name = {.id = sqlite3_column_int64(statement, 0)};

    if (!arsip_whole_name_pack(arsip_column_text(statement, 1), &name)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("document %d has no UUID"), (int)name.id);
        return FALSE;
    }
    g_array_append_val(names, name);
    return TRUE;
}

static gboolean
append_one(ArsipArchive *archive, gint64 id, GArray *names, GError **error)
{
    static const char sql[] = "SELECT id, uuid FROM document WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", id))
        return FALSE;
    if (arsip_statement_step(statement, &fault))
        return append_name(names, statement, error);
    return arsip_rows_ended(fault, error);
}

static gboolean
append_visible(ArsipArchive *archive, GArray *names, GError **error)
{
    static const char sql[] = "SELECT id, uuid FROM document WHERE NOT hidden";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        if (!append_name(names, statement, error))
            return FALSE;
    return arsip_rows_ended(fault, error);
}

GArray *
arsip_whole_names(ArsipArchive *archive, const GArray *documents, GError **error)
{
    g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(ArsipWholeName));

    if (documents == NULL && !append_visible(archive, names, error))
        return NULL;
    for (guint i = 0; documents != NULL && i < documents->len; i++)
        if (!append_one(archive, g_array_index(documents, gint64, i), names, error))
            return NULL;
    g_array_sort(names, arsip_whole_name_compare);
    return g_steal_pointer(&names);
}
