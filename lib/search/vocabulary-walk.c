/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/vocabulary-walk.h"

#include <string.h>

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/vocabulary-block.h"

#define WORD_MOST 255

/* The beginning that is held, each of whose own beginnings was asked for. */
typedef struct {
    ArsipArchive *archive;
    const ArsipSought *sought;
    guint length;
    guint dead; /* that many bytes of it are turned away, which are all of it; 0: none is */
    char path[WORD_MOST + 1];
} Walk;

/* Holds what has `common` bytes in common with what is held, and then others. FALSE: it is turned away. */
static gboolean
advance(Walk *walk, guint common, const char *bytes, gsize n)
{
    if (walk->dead > 0 && common >= walk->dead)
        return FALSE;
    walk->dead = 0;
    walk->length = common;
    for (gsize i = 0; i < n; i++) {
        walk->path[walk->length++] = bytes[i];
        walk->path[walk->length] = '\0';
        if (!walk->sought->may_begin(walk->path, walk->length, walk->sought->data)) {
            walk->dead = walk->length;
            return FALSE;
        }
    }
    walk->path[walk->length] = '\0';
    return TRUE;
}

static gboolean
advance_to(Walk *walk, const char *word, gsize length)
{
    guint common = 0;

    length = MIN(length, WORD_MOST);
    while (common < length && common < walk->length && word[common] == walk->path[common])
        common++;
    return advance(walk, common, word + common, length - common);
}

/* Whether a block may have anything, as far as its fences tell; next: the fence behind it. */
static gboolean
may_have(Walk *walk, const char *fence, const char *next)
{
    gsize common = 0;

    while (fence[common] != '\0' && fence[common] == next[common])
        common++;
    if (!advance_to(walk, fence, common))
        return FALSE;
    if (fence[common] == '\0')
        return TRUE;
    for (guint byte = (guchar)fence[common]; byte <= (guchar)next[common]; byte++)
        if (byte >= 128 || advance(walk, (guint)common, (const char[]){(char)byte}, 1))
            return TRUE;
    return FALSE;
}

static gboolean
fail_damaged(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("the index's list of words is damaged; it has to be made anew"));
    return FALSE;
}

static gboolean
walk_block(Walk *walk, const ArsipBlock *block, GError **error)
{
    for (guint i = 0; i < block->n;) {
        const char *own = (const char *)arsip_block_own(block, i);
        guint common = block->common[i], n = block->own[i];

        if (own == NULL || common > walk->length || common + n > WORD_MOST)
            return fail_damaged(error);
        if (i == 0 ? advance_to(walk, own, n) : advance(walk, common, own, n)) {
            if (!g_utf8_validate(walk->path, walk->length, NULL))
                return fail_damaged(error);
            walk->sought->found(walk->path, walk->sought->data);
        }
        i = walk->dead > 0 ? arsip_block_next(block, i + 1, walk->dead) : i + 1;
    }
    return TRUE;
}

static gboolean
walk_stored_block(Walk *walk, gint64 key, GError **error)
{
    static const char sql[] = "SELECT words FROM vocabulary_block WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(walk->archive, sql, error);
    GError *fault = NULL;
    ArsipBlock block;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", key))
        return FALSE;
    if (!arsip_statement_step(statement, &fault))
        return arsip_rows_ended(fault, error) && fail_damaged(error);
    return arsip_block_open(&block, sqlite3_column_blob(statement, 0),
                            (gsize)sqlite3_column_bytes(statement, 0))
               ? walk_block(walk, &block, error)
               : fail_damaged(error);
}

static gboolean
walk_run(Walk *walk, const ArsipRunSide *run, GError **error)
{
    walk->length = walk->dead = 0;
    for (guint i = 0; i < run->fences->len; i++) {
        const char *fence = run->fences->pdata[i];
        const char *next = i + 1 < run->fences->len ? run->fences->pdata[i + 1] : NULL;

        if (next != NULL && !may_have(walk, fence, next))
            continue;
        if (!walk_stored_block(walk, arsip_run_block(run->run, walk->sought->side, i), error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_vocabulary_walk(ArsipArchive *archive, const ArsipSought *sought, GError **error)
{
    g_autoptr(GPtrArray) runs = arsip_runs_list(archive, sought->side, error);
    Walk walk = {.archive = archive, .sought = sought};

    if (runs == NULL)
        return FALSE;
    for (guint i = 0; i < runs->len; i++)
        if (!walk_run(&walk, runs->pdata[i], error))
            return FALSE;
    return TRUE;
}
