/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "rebuild.h"

#include <arsip/document.h>
#include <arsip/export.h>
#include <arsip/like.h>
#include <arsip/mask.h>
#include <unistd.h>

#include "base/escape.h"
#include "search-print.h"
#include "search-saved.h"

static gboolean
note_lifted(ArsipArchive *archive, const ArsipAnswer *answer, const char *query, GError **error)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();

    for (guint i = 0; i < answer->hits->len; i++)
        g_ptr_array_add(documents, ((const ArsipSearchHit *)answer->hits->pdata[i])->uuid);
    g_ptr_array_add(documents, NULL);
    return answer->hits->len == 0 ||
           arsip_mask_note_lifted(archive, "search", query, (const char *const *)documents->pdata, error);
}

/* query: gets what the words of the hits are marked by, where it is another than was asked. */
static ArsipAnswer *
ask_like(ArsipArchive *archive, const ArsipSearchWords *words, char **query, GError **error)
{
    const ArsipSearchOptions options = arsip_search_words_options(words);
    gint64 document = arsip_document_find(archive, words->like, error);
    g_autoptr(ArsipLikeness) likeness = document != 0 ? arsip_likeness_of(archive, document, error) : NULL;

    if (likeness == NULL)
        return NULL;
    if (*likeness->query == '\0') {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                    _("document %d has no words that tell it from others"), (int)document);
        return NULL;
    }
    arsip_search_print_likeness(likeness->words);
    *query = g_strdup(likeness->query);
    return arsip_like_search(archive, document, likeness, &options, error);
}

static ArsipAnswer *
ask(ArsipArchive *archive, const ArsipSearchWords *words, char **query, GError **error)
{
    const ArsipSearchOptions options = arsip_search_words_options(words);

    if (words->like != NULL)
        return ask_like(archive, words, query, error);
    *query = g_strdup(words->query);
    return arsip_search(archive, &options, error);
}

/* ---- what is printed in the place of hits */

static int
print_facets(ArsipArchive *archive, const ArsipSearchWords *words)
{
    const ArsipSearchOptions options = arsip_search_words_options(words);
    GError *error = NULL;
    g_autoptr(ArsipFacets) facets = arsip_facets_count(archive, &options, &error);

    if (facets == NULL)
        return arsip_command_fail(error);
    arsip_search_print_facets(facets, words->format);
    if (facets->total == 0 && words->format == ARSIP_FORMAT_TEXT)
        fprintf(stderr, "%s\n", _("nothing found"));
    return facets->total > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}

/* On a terminal as others are; a program gets the very bytes. */
static void
print_path(const char *path)
{
    g_autofree char *safe = isatty(STDOUT_FILENO) ? arsip_escape(path) : g_strdup(path);

    printf("%s\n", safe);
}

static int
open_hit(ArsipArchive *archive, const ArsipAnswer *answer, const char *query, ArsipSearchWords *words)
{
    const ArsipSearchHit *hit = answer->hits->len > 0 ? answer->hits->pdata[0] : NULL;
    GError *error = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_auto(GStrv) paths = NULL;

    if (hit == NULL) {
        fprintf(stderr, _("arsip: there is no hit %d; %d were found\n"), words->offset + words->opened,
                (int)answer->total);
        return ARSIP_EXIT_NOTHING;
    }
    document = arsip_document_load(archive, hit->id, FALSE, &error);
    if (document == NULL)
        return arsip_command_fail(error);
    if (words->image.path != NULL) {
        words->image.query = g_strdup(query);
        return arsip_image_make(archive, document, MAX(hit->page, 1), &words->image);
    }
    paths = arsip_export_original_paths(archive, document);
    for (guint i = 0; paths[i] != NULL; i++)
        print_path(paths[i]);
    return ARSIP_EXIT_DONE;
}

/* Each once, however many of the documents are in it. */
static gboolean
print_files(ArsipArchive *archive, const ArsipAnswer *answer, GError **error)
{
    g_autoptr(GHashTable) printed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];
        g_autoptr(ArsipDocument) document = arsip_document_load(archive, hit->id, FALSE, error);
        g_auto(GStrv) paths = document != NULL ? arsip_export_original_paths(archive, document) : NULL;

        for (guint k = 0; paths != NULL && paths[k] != NULL; k++)
            if (g_hash_table_add(printed, g_strdup(paths[k])))
                printf("%s%c", paths[k], '\0');
        if (document == NULL)
            return FALSE;
    }
    return TRUE;
}

static int
search(ArsipArchive *archive, ArsipSearchWords *words, const ArsipCommand *command)
{
    GError *error = NULL;
    g_autofree char *query = NULL;
    g_autoptr(ArsipAnswer) answer = NULL;

    if (words->wants_facets)
        return print_facets(archive, words);
    if (!arsip_search_take_order(words, archive, &error))
        return arsip_command_fail(error);
    answer = ask(archive, words, &query, &error);
    if (answer == NULL || (words->is_unmasked && !note_lifted(archive, answer, query, &error)))
        return arsip_command_fail(error);
    if (words->opened > 0)
        return open_hit(archive, answer, query, words);
    if (words->counts)
        printf("%" G_GUINT64_FORMAT "\n", answer->total);
    else if (!words->wants_files)
        arsip_search_print_hits(answer, words->format);
    else if (!print_files(archive, answer, &error))
        return arsip_command_fail(error);
    arsip_search_print_notes(answer, words, command);
    return answer->total > 0 ? ARSIP_EXIT_DONE : ARSIP_EXIT_NOTHING;
}

int
arsip_cmd_search(ArsipCommand *command, int argc, char **argv)
{
    g_auto(ArsipSearchWords) words = {0};
    g_autoptr(ArsipArchive) archive = NULL;
    int status = arsip_search_words_read(&words, command, argc, argv);

    if (status >= 0)
        return status;
    if (words.rebuilds)
        return arsip_rebuild_index(command);
    if (words.name_to_save != NULL)
        return arsip_search_save(&words, command);
    if (words.wants_saved)
        return arsip_search_list_saved(&words, command);
    if (words.name_to_forget != NULL)
        return arsip_search_forget(&words, command);
    archive = arsip_command_open_to_show(command, words.is_unmasked, &status);
    return archive != NULL ? search(archive, &words, command) : status;
}
