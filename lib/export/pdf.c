/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "archive/record.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/output.h"
#include "export/pdf-pages.h"
#include "export/pdf-source.h"
#include "text/layered.h"
#include "work/setting.h"

struct ArsipPdfMaker {
    ArsipArchive *archive;
    ArsipPool *pool;
};

/* A document on its way. */
typedef struct {
    ArsipPdfMaker *maker;
    const ArsipDocument *document;
    const GPtrArray *pages; /* of ArsipPage */
    GPtrArray *found;       /* the pages, where the catalogue does not know them yet; or NULL */
    const char *media_type;
    char *found_type;
    FILE *out;
    guint n_shown, n_unread;
    GStrvBuilder *notes;
    GError *first; /* why the first page that is missing is */
    ArsipPdfSource source;
} Making;

static void
clear_making(Making *making)
{
    arsip_pdf_source_clear(&making->source);
    g_clear_pointer(&making->notes, g_strv_builder_unref);
    g_clear_pointer(&making->found, g_ptr_array_unref);
    g_clear_pointer(&making->found_type, g_free);
    g_clear_error(&making->first);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Making, clear_making)

ArsipPdfMaker *
arsip_pdf_maker_new(ArsipArchive *archive, const ArsipReaderOptions *options, GError **error)
{
    g_auto(ArsipReaderPlan) plan = {0};
    g_autoptr(ArsipPdfMaker) maker = g_new0(ArsipPdfMaker, 1);

    maker->archive = archive;
    if (!arsip_reader_plan_make(archive, options, &plan, error))
        return NULL;
    plan.pool.readers = 1;
    maker->pool = arsip_pool_new(&plan.pool, error);
    return maker->pool != NULL ? g_steal_pointer(&maker) : NULL;
}

void
arsip_pdf_maker_free(ArsipPdfMaker *maker)
{
    if (maker == NULL)
        return;
    arsip_pool_free(maker->pool);
    g_free(maker);
}

static void note(Making *making, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(Making *making, const char *format, ...)
{
    g_autofree char *sentence = NULL;
    va_list arguments;

    va_start(arguments, format);
    sentence = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_strv_builder_add(making->notes, sentence);
}

/* ---- pages of pictures */

/* A full disk is no fault of the page; and of what was written as text there is no picture to be had. */
static gboolean
tell_missing(Making *making, const ArsipPage *page, const GError *failure, GError **error)
{
    if (g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE) ||
        g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED)) {
        g_propagate_error(error, g_error_copy(failure));
        return FALSE;
    }
    note(making, _("page %u is not in it, and is crossed out there: %s"), page->number, failure->message);
    if (making->first == NULL)
        making->first = g_error_copy(failure);
    return TRUE;
}

/* reading: NULL where the page has none. */
static gboolean
load_reading(Making *making, const ArsipPage *page, ArsipReading **reading, GError **error)
{
    *reading = NULL;
    if (page->reading == 0) {
        making->n_unread++;
        return TRUE;
    }
    *reading = arsip_reading_load(making->maker->archive, page->reading, NULL, error);
    return *reading != NULL;
}

static gboolean
add_page(Making *making, ArsipPdfPages *pages, const ArsipPage *page, GError **error)
{
    g_auto(ArsipEmbedded) embedded = {0};
    g_autoptr(ArsipReading) reading = NULL;
    g_autoptr(GError) failure = NULL;
    guint64 size = 0;

    if (!load_reading(making, page, &reading, error))
        return FALSE;
    if (!arsip_pdf_source_take(&making->source, page->sha256, &failure) ||
        !arsip_pdf_source_embed(&making->source, page->original_page, &embedded, &size, &failure))
        return tell_missing(making, page, failure, error) &&
               arsip_pdf_pages_add(pages, NULL, -1, 0, reading, error);
    making->n_shown++;
    return arsip_pdf_pages_add(pages, &embedded, making->source.scratch, size, reading, error);
}

static gboolean
write_pictures(Making *making, GError **error)
{
    g_autoptr(ArsipPdfPages) pages =
        arsip_pdf_pages_new(making->out, making->document, ARSIP_PDF_OF_PICTURES);

    for (guint i = 0; i < making->pages->len; i++)
        if (!add_page(making, pages, making->pages->pdata[i], error))
            return FALSE;
    if (making->n_shown == 0 && making->first != NULL) {
        g_propagate_error(error, g_steal_pointer(&making->first));
        return FALSE;
    }
    arsip_pdf_pages_finish(pages);
    return TRUE;
}

/* ---- originals that are PDFs */

static gboolean
is_pdf(const Making *making)
{
    const ArsipPage *first = making->pages->pdata[0];

    if (g_strcmp0(making->media_type, "application/pdf") != 0)
        return FALSE;
    for (guint i = 0; i < making->pages->len; i++) {
        const ArsipPage *page = making->pages->pdata[i];

        if (g_strcmp0(page->sha256, first->sha256) != 0 || page->original_page != i + 1)
            return FALSE;
    }
    return TRUE;
}

/* Whether the page's text is not in the PDF already. */
static gboolean
wants_layer(const ArsipPage *page)
{
    return page->reading > 0 && !page->is_blank && strcmp(page->method, "layer") != 0;
}

static gboolean
add_layer(Making *making, ArsipPdfPages *pages, const ArsipPage *page, GArray *layered, GError **error)
{
    ArsipLayered layer = {.is_left = !wants_layer(page)};
    g_autoptr(ArsipReading) reading = NULL;

    if (!load_reading(making, page, &reading, error))
        return FALSE;
    if (!layer.is_left) {
        layer.turn = arsip_embedded_turn(reading->rotation);
        /* The text that the page brings was doubted: it would be found beside what was read in its place. */
        layer.is_clear = strstr(reading->steps, "layer-refused") != NULL;
    }
    g_array_append_val(layered, layer);
    return arsip_pdf_pages_add(pages, NULL, -1, 0, layer.is_left ? NULL : reading, error);
}

/* Into the file without a name. */
static gboolean
write_layers(Making *making, GArray *layered, GError **error)
{
    g_autoptr(ArsipPdfPages) pages = NULL;
    int fd = fcntl(making->source.scratch, F_DUPFD_CLOEXEC, 0);
    FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
    gboolean is_written = out != NULL;

    if (out == NULL)
        arsip_fd_close(&fd);
    else
        pages = arsip_pdf_pages_new(out, making->document, ARSIP_PDF_OF_LAYERS);
    for (guint i = 0; is_written && i < making->pages->len; i++)
        is_written = add_layer(making, pages, making->pages->pdata[i], layered, error);
    if (is_written)
        arsip_pdf_pages_finish(pages);
    gboolean is_whole = out != NULL && !ferror(out);
    if (out != NULL && fclose(out) != 0)
        is_whole = FALSE;
    return is_whole ? is_written : is_written && arsip_set_errno(error, errno, NULL, _("cannot be written"));
}

static gboolean
lay_over(Making *making, const GArray *layered, GError **error)
{
    gboolean was_signed = FALSE;

    if (!arsip_pdf_source_overlay(&making->source, arsip_layered_to_variant(layered), fileno(making->out),
                                  &was_signed, error))
        return FALSE;
    if (was_signed)
        note(making,
             _("the text was laid over a signed PDF: the signature no longer holds in the copy, only in "
               "the original (--originals)"));
    return TRUE;
}

/* As it is: so a signature in it goes on to hold. */
static gboolean
copy_original(Making *making, GError **error)
{
    guint8 digest[ARSIP_HASH_SIZE];
    guint64 size = 0;

    return arsip_file_copy(making->source.original, making->source.sha256, 0, G_MAXUINT64,
                           fileno(making->out), NULL, digest, &size, error);
}

static gboolean
write_pdf(Making *making, GError **error)
{
    const GPtrArray *pages = making->pages;
    g_autoptr(GArray) layered = g_array_new(FALSE, FALSE, sizeof(ArsipLayered));
    guint n_layers = 0;

    for (guint i = 0; i < pages->len; i++)
        n_layers += wants_layer(pages->pdata[i]) ? 1 : 0;
    if (!arsip_pdf_source_take(&making->source, ((const ArsipPage *)pages->pdata[0])->sha256, error))
        return FALSE;
    if (n_layers > 0)
        return write_layers(making, layered, error) && lay_over(making, layered, error);
    for (guint i = 0; i < pages->len; i++)
        making->n_unread += ((const ArsipPage *)pages->pdata[i])->reading == 0 ? 1 : 0;
    return copy_original(making, error);
}

/* ---- documents of which nobody knows the pages yet */

static void
free_page(gpointer data)
{
    ArsipPage *page = data;

    g_free(page->sha256);
    g_free(page->method);
    g_free(page);
}

static void
add_unread_pages(Making *making, const char *sha256, guint n)
{
    making->found = g_ptr_array_new_with_free_func(free_page);
    for (guint i = 1; i <= n; i++) {
        ArsipPage *page = g_new0(ArsipPage, 1);

        page->number = page->original_page = i;
        page->sha256 = g_strdup(sha256);
        page->method = g_strdup("");
        g_ptr_array_add(making->found, page);
    }
    making->pages = making->found;
}

static gboolean
set_no_pages(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                        _("it holds other files and has no pages of its own"));
    return FALSE;
}

/* A file that was stored and not read has one page in the catalogue, however many there are. */
static gboolean
find_pages(Making *making, GError **error)
{
    const ArsipPage *first = making->pages->pdata[0];
    g_auto(ArsipOpenedFile) opened = {0};

    if (!arsip_pdf_source_take(&making->source, first->sha256, error) ||
        !arsip_pdf_source_look(&making->source, &opened, error))
        return FALSE;
    if (opened.sort != ARSIP_OPENED_PAGES)
        return set_no_pages(error);
    making->media_type = making->found_type = g_steal_pointer(&opened.media_type);
    add_unread_pages(making, first->sha256, opened.n_pages);
    return TRUE;
}

/* ---- the whole */

gboolean
arsip_pdf_write(ArsipPdfMaker *maker, const ArsipDocument *document, const char *path, gboolean must_be_new,
                ArsipPdfReport *report, GError **error)
{
    g_autoptr(ArsipOutput) output = NULL;
    g_auto(Making) making = {.maker = maker,
                             .document = document,
                             .pages = document->pages,
                             .media_type = document->media_type,
                             .source = {maker->archive, maker->pool, NULL, -1, -1}};

    if (document->pages->len == 0 || strcmp(document->state, "container") == 0)
        return set_no_pages(error);
    if (document->media_type == NULL && !find_pages(&making, error))
        return FALSE;
    output = arsip_output_begin(path, must_be_new, error);
    if (output == NULL || !arsip_pdf_source_begin(&making.source, path, error))
        return FALSE;
    making.out = arsip_output_stream(output);
    making.notes = g_strv_builder_new();
    if (!(is_pdf(&making) ? write_pdf(&making, error) : write_pictures(&making, error)) ||
        !arsip_output_finish(output, error))
        return FALSE;
    if (making.n_unread > 0)
        note(&making, _("pages without text in it, as they have not been read: %u"), making.n_unread);
    report->is_whole = making.first == NULL;
    report->notes = g_strv_builder_end(making.notes);
    return TRUE;
}

void
arsip_pdf_report_clear(ArsipPdfReport *report)
{
    g_clear_pointer(&report->notes, g_strfreev);
}
