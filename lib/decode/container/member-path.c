/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/container/member-path.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib.h>
#include <string.h>

/* No byte but NUL is changed, apart from backslashes, which part folders in archives made by Windows. */
static char *
make_safe(const char *path)
{
    g_autofree char *slashes = g_strdelimit(g_strdup(path), "\\", '/');
    g_auto(GStrv) parts = g_strsplit(slashes, "/", -1);
    g_autoptr(GString) safe = g_string_new(NULL);

    for (guint i = 0; parts[i] != NULL; i++) {
        if (*parts[i] == '\0' || strcmp(parts[i], ".") == 0 || strcmp(parts[i], "..") == 0)
            continue;
        if (safe->len > 0)
            g_string_append_c(safe, '/');
        g_string_append(safe, parts[i]);
    }
    if (safe->len == 0)
        g_string_append(safe, "data");
    return g_string_free(g_steal_pointer(&safe), FALSE);
}

/*
 * Formats that keep names in the code page of the computer where they were made and do not say which it was.
 * Windows in Indonesia, as in Western Europe, has 850 for the one that ZIP and its kin take, 1252 for the
 * other.
 */
static const char *
find_code_page(int format)
{
    switch (format & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_ZIP:
    case ARCHIVE_FORMAT_RAR:
        return "CP850";
    case ARCHIVE_FORMAT_CAB:
        return "CP1252";
    default:
        return NULL;
    }
}

typedef const char *(*Getter)(struct archive_entry *entry);

/*
 * libarchive ends the process where a name cannot be converted while errno says ENOMEM, even if that was left
 * there long before (3.6.2, archive_entry.c).
 */
static const char *
get(struct archive_entry *entry, Getter getter)
{
    errno = 0;
    return getter(entry);
}

/* The characters are known where libarchive can give them as UTF-8; else the bytes may be of a code page. */
static char *
make_path(struct archive_entry *entry, Getter in_utf8, Getter in_bytes, int format)
{
    const char *path = get(entry, in_utf8);
    const char *page = find_code_page(format);
    g_autofree char *converted = NULL;

    if (path == NULL)
        path = get(entry, in_bytes);
    if (path == NULL)
        path = "";
    if (page != NULL && !g_utf8_validate(path, -1, NULL))
        converted = g_convert(path, -1, "UTF-8", page, NULL, NULL, NULL);
    return make_safe(converted != NULL ? converted : path);
}

char *
arsip_member_path(struct archive_entry *entry, int format)
{
    return make_path(entry, archive_entry_pathname_utf8, archive_entry_pathname, format);
}

char *
arsip_member_target(struct archive_entry *entry, int format)
{
    gboolean has_bytes = archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0;

    if (get(entry, archive_entry_hardlink) == NULL || has_bytes)
        return NULL;
    return make_path(entry, archive_entry_hardlink_utf8, archive_entry_hardlink, format);
}
