/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/manifest.h"
#include "base/escape.h"
#include "base/i18n.h"

#include <string.h>

char *
arsip_manifest_write_path(const char *path)
{
    GString *written = g_string_new(NULL);

    while (*path != '\0') {
        gsize plain = strcspn(path, "\r\n%");

        g_string_append_len(written, path, (gssize)plain);
        path += plain;
        if (*path != '\0')
            g_string_append_printf(written, "%%%02X", (guint)*path++);
    }
    return g_string_free(written, FALSE);
}

static char *
decode_path(const char *text, gboolean decodes)
{
    GString *path = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        char c = '\0';

        if (g_ascii_strncasecmp(text, "%0D", 3) == 0)
            c = '\r';
        else if (g_ascii_strncasecmp(text, "%0A", 3) == 0)
            c = '\n';
        else if (decodes && strncmp(text, "%25", 3) == 0)
            c = '%';
        g_string_append_c(path, c != '\0' ? c : *text);
        text += c != '\0' ? 2 : 0;
    }
    return g_string_free(path, FALSE);
}

gboolean
arsip_manifest_is_safe_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);

    if (*path == '\0' || !g_utf8_validate(path, -1, NULL) || strlen(path) > 4095)
        return FALSE;
    for (guint i = 0; parts[i] != NULL; i++)
        if (*parts[i] == '\0' || g_str_equal(parts[i], ".") || g_str_equal(parts[i], "..") ||
            strlen(parts[i]) > 255)
            return FALSE;
    return TRUE;
}

static gsize
length_of(ArsipDigestKind kind)
{
    static const gsize lengths[] = {32, 40, 56, 64, 96, 128};

    return lengths[kind];
}

gboolean
arsip_manifest_read_line(const char *line, ArsipDigestKind kind, gboolean decodes, char **sum, char **path,
                         GError **error)
{
    gsize n = strspn(line, "0123456789abcdefABCDEF");
    gsize gap = strspn(line + n, " \t");
    const char *rest = line + n + gap;
    g_autofree char *found = NULL;

    /* md5sum marks what it read as binary with a star, and some write what lies beside with ./ */
    if (gap == 1 && *rest == '*')
        rest++;
    if (g_str_has_prefix(rest, "./"))
        rest += 2;
    if (n != length_of(kind) || gap == 0) {
        g_autofree char *shown = arsip_escape(line);

        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("“%.120s” is no line of a manifest"), shown);
        return FALSE;
    }
    found = decode_path(rest, decodes);
    if (!arsip_manifest_is_safe_path(found)) {
        g_autofree char *shown = arsip_escape(found);

        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                    _("the path “%.200s” leads out of the bag, or is none"), shown);
        return FALSE;
    }
    *sum = g_ascii_strdown(line, (gssize)n);
    *path = g_steal_pointer(&found);
    return TRUE;
}

gboolean
arsip_manifest_read_name(const char *name, gboolean *is_of_tags, gboolean *is_known, ArsipDigestKind *kind)
{
    static const char end[] = ".txt";
    const char *begin = name;
    g_autofree char *word = NULL;

    *is_of_tags = g_str_has_prefix(begin, "tag");
    begin += *is_of_tags ? strlen("tag") : 0;
    if (!g_str_has_prefix(begin, "manifest-") || !g_str_has_suffix(begin, end))
        return FALSE;
    begin += strlen("manifest-");
    word = g_strndup(begin, strlen(begin) - strlen(end));
    *is_known = arsip_digest_kind_from_name(word, kind);
    return TRUE;
}
