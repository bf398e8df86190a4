/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/private.h"
#include "archive/record.h"

char *
arsip_setting_get(ArsipArchive *archive, const char *name, GError **error)
{
    return arsip_fetch_text(archive, error, "SELECT value FROM setting WHERE name = ?1", "s", name);
}

gboolean
arsip_setting_set(ArsipArchive *archive, const char *name, const char *value, GError **error)
{
    static const char sql[] = "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                              " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    if (value == NULL)
        return arsip_execute(archive, error, "DELETE FROM setting WHERE name = ?1", "s", name);
    return arsip_execute(archive, error, sql, "ss", name, value);
}

char *
arsip_archive_rules_version(ArsipArchive *archive, GError **error)
{
    return arsip_fetch_text(archive, error, "SELECT rules FROM archive WHERE id = 1", "");
}

gboolean
arsip_archive_set_rules_version(ArsipArchive *archive, const char *version, GError **error)
{
    return arsip_execute(archive, error, "UPDATE archive SET rules = ?1 WHERE id = 1", "s", version);
}
