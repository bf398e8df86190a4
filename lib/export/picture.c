/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/picture.h>

#include <stdio.h>

#include "archive/intake.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/output.h"
#include "export/sketch.h"
#include "reader/pool.h"
#include "work/setting.h"

typedef struct {
    gboolean is_done;
    GError *failure;
} Outcome;

static void
take_outcome(const GError *failure, gpointer data)
{
    Outcome *outcome = data;

    outcome->is_done = failure == NULL;
    if (failure != NULL)
        outcome->failure = g_error_copy(failure);
}

static gboolean
wait_for(ArsipPool *pool, Outcome *outcome, GError **error)
{
    while (arsip_pool_pending(pool) > 0)
        if (!arsip_pool_wait(pool, -1, error))
            return FALSE;
    if (outcome->failure != NULL)
        g_propagate_error(error, outcome->failure);
    return outcome->is_done;
}

/* Has a reader draw it into the descriptor. */
static gboolean
draw(ArsipArchive *archive, const ArsipPage *page, const ArsipDrawing *drawing,
     const ArsipReaderOptions *options, int output, GError **error)
{
    g_auto(ArsipReaderPlan) plan = {0};
    g_autoptr(ArsipPool) pool = NULL;
    guint8 sha256[ARSIP_HASH_SIZE];
    Outcome outcome = {0};

    if (page->sha256 == NULL || !arsip_hash_from_hex(page->sha256, sha256)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the original has no hash"));
        return FALSE;
    }
    g_auto(ArsipFd) original = arsip_original_open(archive, sha256, error);
    if (original < 0 || !arsip_drawing_check(drawing, error) ||
        !arsip_reader_plan_make(archive, options, &plan, error))
        return FALSE;
    plan.pool.readers = 1;
    pool = arsip_pool_new(&plan.pool, error);
    if (pool == NULL)
        return FALSE;
    arsip_pool_draw(pool, original, output, NULL, page->original_page, drawing, take_outcome, &outcome);
    return wait_for(pool, &outcome, error);
}

static const ArsipPage *
find_page(const ArsipDocument *document, guint number, GError **error)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        if (page->number == number)
            return page;
    }
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the document has no page %u"), number);
    return NULL;
}

gboolean
arsip_picture_write(ArsipArchive *archive, const ArsipDocument *document, const ArsipPictureOptions *options,
                    const char *path, char ***notes, GError **error)
{
    const ArsipPage *page = find_page(document, options->page, error);
    g_auto(ArsipSketch) sketch = {0};
    g_autoptr(ArsipOutput) output = NULL;
    g_autofree char *name = arsip_escape(document->name);

    if (page == NULL || !arsip_sketch_make(&sketch, archive, document, page, options->query, error))
        return FALSE;
    output = arsip_output_begin(path, options->must_be_new, error);
    if (output == NULL)
        return FALSE;
    if (!draw(archive, page, sketch.drawing, &options->readers, fileno(arsip_output_stream(output)), error)) {
        g_prefix_error(error, _("%s, page %u: "), name, page->number);
        return FALSE;
    }
    if (!arsip_output_finish(output, error))
        return FALSE;
    g_ptr_array_add(sketch.notes, NULL);
    *notes = (char **)g_ptr_array_free(g_steal_pointer(&sketch.notes), FALSE);
    return TRUE;
}
