/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-saved.h"

#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/json.h"
#include "search-print.h"
#include "terminal.h"

#define INDENT 7

/* The query and the options as they would be given again, masked. */
static char *
describe(const ArsipSavedSearch *saved)
{
    g_autoptr(GString) text = g_string_new(saved->query);
    g_autofree char *masked = NULL;

    for (guint i = 0; saved->labels[i] != NULL; i++)
        g_string_append_printf(text, " --label %s", saved->labels[i]);
    if (*saved->since != '\0')
        g_string_append_printf(text, " --since %s", saved->since);
    if (*saved->until != '\0')
        g_string_append_printf(text, " --until %s", saved->until);
    if (saved->sort != ARSIP_SORT_BEST)
        g_string_append_printf(text, " --sort %s", arsip_sort_name(saved->sort));
    masked = arsip_command_mask(text->str + strspn(text->str, " "));
    return arsip_escape_text(masked);
}

static void
print_text(const ArsipSavedSearch *saved, guint width)
{
    g_autofree char *text = describe(saved);
    g_autofree char *name = arsip_command_mask(saved->name);
    g_autofree char *wrapped = arsip_terminal_wrap(text, INDENT, width, 0);
    g_autofree char *who = arsip_escape_text(saved->who);
    g_autofree char *made = arsip_command_local_time(saved->made, FALSE);

    printf("@%s  (%s, %s)\n", name, who, made);
    if (*wrapped != '\0')
        printf("%*s%s\n", INDENT, "", wrapped);
}

static void
print_masked(ArsipJson *json, const char *key, const char *value)
{
    g_autofree char *masked = arsip_command_mask(value);

    arsip_json_text(json, key, masked);
}

static void
print_json(const ArsipSavedSearch *saved)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    print_masked(json, "name", saved->name);
    print_masked(json, "query", saved->query);
    arsip_json_array(json, "labels");
    for (guint i = 0; saved->labels[i] != NULL; i++)
        print_masked(json, NULL, saved->labels[i]);
    arsip_json_end(json);
    arsip_json_text(json, "since", *saved->since != '\0' ? saved->since : NULL);
    arsip_json_text(json, "until", *saved->until != '\0' ? saved->until : NULL);
    arsip_json_text(json, "sort", arsip_sort_name(saved->sort));
    arsip_json_text(json, "who", saved->who);
    arsip_json_text(json, "made", saved->made);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static void
print_tsv(const ArsipSavedSearch *saved)
{
    g_autofree char *name = arsip_command_mask(saved->name);
    g_autofree char *text = describe(saved);

    arsip_search_print_cell(name, FALSE);
    arsip_search_print_cell(text, FALSE);
    arsip_search_print_cell(saved->who, FALSE);
    arsip_search_print_cell(saved->made, TRUE);
}

void
arsip_search_print_saved(const GPtrArray *saved, ArsipFormat format)
{
    guint width = arsip_terminal_width(STDOUT_FILENO);

    for (guint i = 0; i < saved->len; i++) {
        if (format == ARSIP_FORMAT_JSONL)
            print_json(saved->pdata[i]);
        else if (format == ARSIP_FORMAT_TSV)
            print_tsv(saved->pdata[i]);
        else
            print_text(saved->pdata[i], width);
    }
}

int
arsip_search_save(const ArsipSearchWords *words, const ArsipCommand *command)
{
    static const char *const none[] = {NULL};
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(ArsipSavedSearch) before = NULL;
    ArsipSavedSearch saved = {.name = words->name_to_save,
                              .query = words->query,
                              .labels = words->labels != NULL ? words->labels : (char **)none,
                              .since = words->since != NULL ? words->since : (char *)"",
                              .until = words->until != NULL ? words->until : (char *)"",
                              .sort = words->sort};
    GError *error = NULL;
    int status;

    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    before = arsip_saved_load(archive, saved.name, &error);
    if (error != NULL || !arsip_saved_keep(archive, &saved, &error))
        return arsip_command_fail(error);
    if (before != NULL) {
        g_autofree char *text = describe(before);
        g_autofree char *name = arsip_command_mask(before->name);

        fprintf(stderr, _("note: @%s was: %s\n"), name, text);
    }
    return ARSIP_EXIT_DONE;
}

int
arsip_search_list_saved(const ArsipSearchWords *words, const ArsipCommand *command)
{
    g_autoptr(ArsipArchive) archive = NULL;
    g_autoptr(GPtrArray) saved = NULL;
    GError *error = NULL;
    int status;

    archive = arsip_command_open(command, ARSIP_ARCHIVE_READ, &status);
    if (archive == NULL)
        return status;
    saved = arsip_saved_list(archive, &error);
    if (saved == NULL)
        return arsip_command_fail(error);
    arsip_search_print_saved(saved, words->format);
    if (saved->len == 0 && words->format == ARSIP_FORMAT_TEXT)
        fprintf(stderr, "%s\n", _("no search was saved"));
    return saved->len > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}

int
arsip_search_forget(const ArsipSearchWords *words, const ArsipCommand *command)
{
    g_autoptr(ArsipArchive) archive = NULL;
    GError *error = NULL;
    int status;

    archive = arsip_command_open(command, ARSIP_ARCHIVE_WRITE, &status);
    if (archive == NULL)
        return status;
    return arsip_saved_forget(archive, words->name_to_forget, &error) ? ARSIP_EXIT_DONE
                                                                      : arsip_command_fail(error);
}

gboolean
arsip_search_take_order(ArsipSearchWords *words, ArsipArchive *archive, GError **error)
{
    g_autofree char *query = g_strstrip(g_strdup(words->query));
    g_autoptr(ArsipSavedSearch) saved = NULL;
    GError *fault = NULL;

    if (words->sort_name != NULL || *query != '@' || strpbrk(query, " \t\n\"()") != NULL)
        return TRUE;
    saved = arsip_saved_load(archive, query + 1, &fault);
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return FALSE;
    }
    if (saved != NULL)
        words->sort = saved->sort;
    return TRUE;
}
