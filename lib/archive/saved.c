/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/saved.h"

#include "archive/event.h"
#include "archive/private.h"
#include "base/i18n.h"
#include "base/json.h"

static const char *const sort_names[] = {
    [ARSIP_SORT_BEST] = "best", [ARSIP_SORT_NEWEST] = "newest", [ARSIP_SORT_OLDEST] = "oldest"};

const char *
arsip_sort_name(ArsipSort sort)
{
    return sort_names[sort];
}

gboolean
arsip_sort_from_name(const char *name, ArsipSort *sort)
{
    for (guint i = 0; i < G_N_ELEMENTS(sort_names); i++)
        if (g_str_equal(name, sort_names[i])) {
            *sort = (ArsipSort)i;
            return TRUE;
        }
    return FALSE;
}

void
arsip_saved_free(ArsipSavedSearch *saved)
{
    if (saved == NULL)
        return;
    g_free(saved->name);
    g_free(saved->query);
    g_strfreev(saved->labels);
    g_free(saved->since);
    g_free(saved->until);
    g_free(saved->who);
    g_free(saved->made);
    g_free(saved);
}

static ArsipSavedSearch *
read_saved(ArsipStatement *statement)
{
    ArsipSavedSearch *saved = g_new0(ArsipSavedSearch, 1);

    saved->name = g_strdup(arsip_column_text(statement, 0));
    saved->query = g_strdup(arsip_column_text(statement, 1));
    saved->labels = g_strsplit(arsip_column_text(statement, 2), "\n", 0);
    saved->since = g_strdup(arsip_column_text(statement, 3));
    saved->until = g_strdup(arsip_column_text(statement, 4));
    arsip_sort_from_name(arsip_column_text(statement, 5), &saved->sort);
    saved->who = g_strdup(arsip_column_text(statement, 6));
    saved->made = g_strdup(arsip_column_text(statement, 7));
    return saved;
}

ArsipSavedSearch *
arsip_saved_load(ArsipArchive *archive, const char *name, GError **error)
{
    static const char sql[] =
        "SELECT name, query, labels, since, until, sort, who, made FROM saved WHERE name = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autofree char *lower = g_ascii_strdown(name, -1);

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", lower) ||
        !arsip_statement_step(statement, error))
        return NULL;
    return read_saved(statement);
}

GPtrArray *
arsip_saved_list(ArsipArchive *archive, GError **error)
{
    static const char sql[] =
        "SELECT name, query, labels, since, until, sort, who, made FROM saved ORDER BY name";
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_saved_free);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_ptr_array_add(list, read_saved(statement));
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&list) : NULL;
}

static void
describe(ArsipJson *json, const char *key, const ArsipSavedSearch *saved)
{
    arsip_json_object(json, key);
    arsip_json_text(json, "name", saved->name);
    arsip_json_text(json, "query", saved->query);
    arsip_json_array(json, "labels");
    for (guint i = 0; saved->labels[i] != NULL; i++)
        arsip_json_text(json, NULL, saved->labels[i]);
    arsip_json_end(json);
    arsip_json_text(json, "since", saved->since);
    arsip_json_text(json, "until", saved->until);
    arsip_json_text(json, "sort", arsip_sort_name(saved->sort));
    if (key != NULL)
        arsip_json_end(json);
}

/* before: what it takes the place of, or NULL. */
static gboolean
note(ArsipArchive *archive, const char *what, const ArsipSavedSearch *saved, const ArsipSavedSearch *before,
     GError **error)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    describe(json, NULL, saved);
    if (before != NULL)
        describe(json, "before", before);
    arsip_json_end(json);
    return arsip_event_add(archive, what, "", arsip_json_line(json), error);
}

static gboolean
write_saved(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO saved (name, query, labels, since, until, sort, who, made)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    g_autofree char *labels = g_strjoinv("\n", saved->labels);
    g_autofree char *now = arsip_now();

    return arsip_execute(archive, error, sql, "ssssssss", saved->name, saved->query, labels, saved->since,
                         saved->until, arsip_sort_name(saved->sort), arsip_event_who(archive), now);
}

gboolean
arsip_saved_store(ArsipArchive *archive, const ArsipSavedSearch *saved, GError **error)
{
    g_autoptr(ArsipSavedSearch) before = NULL;
    GError *fault = NULL;

    if (!arsip_begin(archive, error))
        return FALSE;
    before = arsip_saved_load(archive, saved->name, &fault);
    if (fault == NULL && write_saved(archive, saved, &fault) &&
        note(archive, "search.saved", saved, before, &fault) && arsip_commit(archive, error))
        return TRUE;
    arsip_rollback(archive);
    return fault != NULL ? arsip_rows_ended(fault, error) : FALSE;
}

gboolean
arsip_saved_forget(ArsipArchive *archive, const char *name, GError **error)
{
    static const char sql[] = "DELETE FROM saved WHERE name = ?1";
    g_autoptr(ArsipSavedSearch) before = NULL;
    GError *fault = NULL;

    if (!arsip_begin(archive, error))
        return FALSE;
    before = arsip_saved_load(archive, name, &fault);
    if (before == NULL && fault == NULL)
        g_set_error(&fault, ARSIP_ERROR, ARSIP_ERROR_USAGE, _("there is no saved search @%s"), name);
    if (fault == NULL && arsip_execute(archive, &fault, sql, "s", before->name) &&
        note(archive, "search.forgotten", before, NULL, &fault) && arsip_commit(archive, error))
        return TRUE;
    arsip_rollback(archive);
    return fault != NULL ? arsip_rows_ended(fault, error) : FALSE;
}
