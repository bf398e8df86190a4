/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/synonym-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/i18n.h"
#include "query/query.h"
#include "text/token.h"

#define FILE_MOST (1024 * 1024)
#define LINE_MOST 1000

typedef struct {
    ArsipSynonymLineFunc each;
    gpointer data;
    const char *file;
    guint line;
    GPtrArray *faults;
} Reader;

ArsipNamed *
arsip_named_copy(const ArsipNamed *named)
{
    ArsipNamed *copy = g_new0(ArsipNamed, 1);

    copy->written = g_strdup(named->written);
    copy->folded = g_strdup(named->folded);
    copy->scope = g_strdup(named->scope);
    copy->is_acronym = named->is_acronym;
    return copy;
}

void
arsip_named_free(ArsipNamed *named)
{
    if (named == NULL)
        return;
    g_free(named->written);
    g_free(named->folded);
    g_free(named->scope);
    g_free(named);
}

/* ---- faults */

static void
tell(Reader *reader, const char *what)
{
    g_autofree char *file = arsip_escape(reader->file);

    if (reader->line > 0)
        g_ptr_array_add(reader->faults,
                        g_strdup_printf(_("words/%s: line %u: %s"), file, reader->line, what));
    else
        g_ptr_array_add(reader->faults, g_strdup_printf(_("words/%s: %s"), file, what));
}

/* ---- names */

static gboolean
add_token(const ArsipToken *token, gpointer data)
{
    ArsipNamed *named = data;
    g_autofree char *before = named->folded;

    named->is_acronym = before == NULL && token->is_acronym;
    named->folded = before != NULL ? g_strjoin(" ", before, token->folded, NULL) : g_strdup(token->folded);
    return TRUE;
}

/* Where words can stand: a zone or a field, not tanggal: or label:, which hold no words. */
static gboolean
is_scope(const char *name)
{
    g_autofree char *query = g_strdup_printf("%s:\"a\"", name);
    g_autoptr(ArsipQuery) parsed = arsip_query_parse(query, ARSIP_QUERY_PLAIN, NULL);

    return parsed != NULL && arsip_query_root(parsed)->kind == ARSIP_NODE_TERMS &&
           arsip_query_root(parsed)->scope != NULL;
}

/* NULL, and a fault, where it is none. */
static ArsipNamed *
read_name(Reader *reader, const char *text)
{
    g_autoptr(ArsipNamed) named = g_new0(ArsipNamed, 1);
    const char *colon = strchr(text, ':');

    named->written = g_strstrip(g_strdup(text));
    if (colon != NULL)
        named->scope = g_strstrip(g_strndup(text, (gsize)(colon - text)));
    if (colon != NULL && !is_scope(named->scope)) {
        tell(reader, _("expected a zone or a field before the colon, as in judul:keputusan"));
        return NULL;
    }
    arsip_tokenize(colon != NULL ? colon + 1 : text, -1, add_token, named);
    if (named->folded == NULL) {
        tell(reader, _("expected a name with at least one letter or digit on each side"));
        return NULL;
    }
    return g_steal_pointer(&named);
}

static gboolean
read_names(Reader *reader, const char *text, const char *between, GPtrArray *names)
{
    g_auto(GStrv) parts = g_strsplit(text, between, -1);

    for (guint i = 0; parts[i] != NULL; i++) {
        ArsipNamed *named = read_name(reader, parts[i]);

        if (named == NULL)
            return FALSE;
        g_ptr_array_add(names, named);
    }
    return TRUE;
}

/* ---- lines and files */

static void
read_line(Reader *reader, char *line)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_named_free);
    char *remark = strchr(line, '#');
    char *found;
    guint n_equal;

    if (remark != NULL)
        *remark = '\0';
    g_strstrip(line);
    if (*line == '\0')
        return;
    if (!g_utf8_validate(line, -1, NULL) || strlen(line) > LINE_MOST) {
        tell(reader, _("expected a line of text in UTF-8, of at most 1000 bytes"));
        return;
    }
    found = strchr(line, '>');
    if (found != NULL)
        *found++ = '\0';
    if (!read_names(reader, line, "=", names))
        return;
    n_equal = names->len;
    if (found != NULL && !read_names(reader, found, ",", names))
        return;
    if (names->len < 2)
        tell(reader, _("expected names with = between them, or a name, > and what it finds too"));
    else
        reader->each(names, n_equal, reader->data);
}

static void
read_file(Reader *reader, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, reader->file, NULL);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    g_autoptr(GError) error = NULL;
    GStatBuf about;

    reader->line = 0;
    if (g_stat(path, &about) == 0 && about.st_size > FILE_MOST) {
        tell(reader, _("the file is larger than 1 MiB"));
        return;
    }
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        tell(reader, error->message);
        return;
    }
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        reader->line = i + 1;
        read_line(reader, lines[i]);
    }
}

static gint
compare_names(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

void
arsip_synonym_files_read(const char *folder, ArsipSynonymLineFunc each, gpointer data, GPtrArray *faults)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    Reader reader = {each, data, NULL, 0, faults};
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL)
        if (g_str_has_suffix(name, ".txt") && name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        reader.file = names->pdata[i];
        read_file(&reader, folder);
    }
}
