/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/intake.h"
#include "archive/record.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/output.h"
#include "export/pdf-pages.h"
#include "reader/pool.h"
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
    FILE *out;
    int scratch; /* a file without a name */
    guint n_shown, n_unread;
    GStrvBuilder *notes;
    GError *first; /* why the first page that is missing is */
    /* the original in hand */
    const char *sha256;
    int original;
} Making;

static void
clear_making(Making *making)
{
    arsip_fd_close(&making->scratch);
    arsip_fd_close(&making->original);
    g_clear_pointer(&making->notes, g_strv_builder_unref);
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

/* ---- what readers do */

typedef struct {
    ArsipEmbedded embedded;
    gboolean was_signed;
    GError *failure;
} Answer;

static void
clear_answer(Answer *answer)
{
    arsip_embedded_clear(&answer->embedded);
    g_clear_error(&answer->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, clear_answer)

static void
take_embedded(const ArsipEmbedded *embedded, const GError *failure, gpointer data)
{
    Answer *answer = data;

    if (failure != NULL) {
        answer->failure = g_error_copy(failure);
        return;
    }
    answer->embedded = *embedded;
    if (embedded->palette != NULL)
        g_bytes_ref(embedded->palette);
}

static void
take_packed(gboolean was_signed, const GError *failure, gpointer data)
{
    Answer *answer = data;

    answer->was_signed = was_signed;
    if (failure != NULL)
        answer->failure = g_error_copy(failure);
}

static gboolean
wait_for_reader(ArsipPool *pool, GError **error)
{
    while (arsip_pool_pending(pool) > 0)
        if (!arsip_pool_wait(pool, -1, error))
            return FALSE;
    return TRUE;
}

/* ---- files */

/* Where the PDF is to be: there is room for one of its size. Not every file system knows files without a
 * name. */
static int
open_scratch(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_strdup_printf("%s.%d.scratch", path, (int)getpid());
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd < 0) {
        fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0)
            unlink(name);
    }
    if (fd < 0) {
        g_autofree char *shown = arsip_escape(path);

        arsip_set_errno(error, errno, shown, _("cannot be written"));
    }
    return fd;
}

static gboolean
empty_scratch(Making *making, GError **error)
{
    return (ftruncate(making->scratch, 0) == 0 && lseek(making->scratch, 0, SEEK_SET) == 0) ||
           arsip_set_errno(error, errno, NULL, _("cannot be written"));
}

static gboolean
fail_as_damaged(GError **error)
{
    g_set_error_literal(
        error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
        _("the original in the archive is damaged; run `arsip check` and fetch it from a backup"));
    return FALSE;
}

/* Opened, and known to be what was stored; it stays in hand for the pages that follow. */
static gboolean
take_original(Making *making, const char *sha256, GError **error)
{
    guint8 wanted[ARSIP_HASH_SIZE], found[ARSIP_HASH_SIZE];

    if (making->original >= 0 && g_strcmp0(making->sha256, sha256) == 0)
        return TRUE;
    arsip_fd_close(&making->original);
    if (sha256 == NULL || !arsip_hash_from_hex(sha256, wanted))
        return fail_as_damaged(error);
    g_auto(ArsipFd) fd = arsip_original_open(making->maker->archive, wanted, error);
    if (fd < 0 || !arsip_hash_file(fd, sha256, found, NULL, error))
        return FALSE;
    if (memcmp(wanted, found, sizeof wanted) != 0)
        return fail_as_damaged(error);
    making->original = fd;
    making->sha256 = sha256;
    fd = -1;
    return TRUE;
}

/* ---- pages of pictures */

static gboolean
embed(Making *making, const ArsipPage *page, Answer *answer, GError **error)
{
    ArsipPool *pool = making->maker->pool;

    if (!take_original(making, page->sha256, &answer->failure))
        return TRUE;
    if (!empty_scratch(making, error))
        return FALSE;
    arsip_pool_embed(pool, making->original, making->scratch, page->sha256, page->original_page,
                     take_embedded, answer);
    return wait_for_reader(pool, error);
}

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
    g_auto(Answer) answer = {0};
    g_autoptr(ArsipReading) reading = NULL;
    struct stat status = {0};

    if (!load_reading(making, page, &reading, error) || !embed(making, page, &answer, error))
        return FALSE;
    if (answer.failure != NULL)
        return tell_missing(making, page, answer.failure, error) &&
               arsip_pdf_pages_add(pages, NULL, -1, 0, reading, error);
    if (fstat(making->scratch, &status) != 0)
        return arsip_set_errno(error, errno, NULL, _("cannot be read"));
    making->n_shown++;
    return arsip_pdf_pages_add(pages, &answer.embedded, making->scratch, (guint64)status.st_size, reading,
                               error);
}

static gboolean
write_pictures(Making *making, GError **error)
{
    g_autoptr(ArsipPdfPages) pages =
        arsip_pdf_pages_new(making->out, making->document, ARSIP_PDF_OF_PICTURES);

    for (guint i = 0; i < making->document->pages->len; i++)
        if (!add_page(making, pages, making->document->pages->pdata[i], error))
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
is_pdf(const ArsipDocument *document)
{
    const ArsipPage *first = document->pages->len > 0 ? document->pages->pdata[0] : NULL;

    if (first == NULL || g_strcmp0(document->media_type, "application/pdf") != 0)
        return FALSE;
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

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
    int fd = fcntl(making->scratch, F_DUPFD_CLOEXEC, 0);
    FILE *out = fd >= 0 ? fdopen(fd, "w") : NULL;
    gboolean is_written = out != NULL;

    if (out == NULL)
        arsip_fd_close(&fd);
    else
        pages = arsip_pdf_pages_new(out, making->document, ARSIP_PDF_OF_LAYERS);
    for (guint i = 0; is_written && i < making->document->pages->len; i++)
        is_written = add_layer(making, pages, making->document->pages->pdata[i], layered, error);
    if (is_written)
        arsip_pdf_pages_finish(pages);
    gboolean is_whole = out != NULL && !ferror(out);
    if (out != NULL && fclose(out) != 0)
        is_whole = FALSE;
    return is_whole ? is_written : is_written && arsip_set_errno(error, errno, NULL, _("cannot be written"));
}

static gboolean
pack(Making *making, const GArray *layered, GError **error)
{
    g_auto(Answer) answer = {0};
    ArsipPool *pool = making->maker->pool;

    arsip_pool_pack(pool, making->original, making->scratch, fileno(making->out),
                    arsip_layered_to_variant(layered), take_packed, &answer);
    if (!wait_for_reader(pool, error))
        return FALSE;
    if (answer.failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&answer.failure));
        return FALSE;
    }
    if (answer.was_signed)
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

    return arsip_file_copy(making->original, making->sha256, 0, G_MAXUINT64, fileno(making->out), NULL,
                           digest, &size, error);
}

static gboolean
write_pdf(Making *making, GError **error)
{
    const GPtrArray *pages = making->document->pages;
    g_autoptr(GArray) layered = g_array_new(FALSE, FALSE, sizeof(ArsipLayered));
    guint n_layers = 0;

    for (guint i = 0; i < pages->len; i++)
        n_layers += wants_layer(pages->pdata[i]) ? 1 : 0;
    if (!take_original(making, ((const ArsipPage *)pages->pdata[0])->sha256, error))
        return FALSE;
    if (n_layers > 0)
        return write_layers(making, layered, error) && pack(making, layered, error);
    for (guint i = 0; i < pages->len; i++)
        making->n_unread += ((const ArsipPage *)pages->pdata[i])->reading == 0 ? 1 : 0;
    return copy_original(making, error);
}

/* ---- the whole */

static gboolean
check_document(const ArsipDocument *document, GError **error)
{
    if (document->pages->len > 0 && strcmp(document->state, "container") != 0)
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED,
                        _("it holds other files and has no pages of its own"));
    return FALSE;
}

gboolean
arsip_pdf_write(ArsipPdfMaker *maker, const ArsipDocument *document, const char *path, gboolean must_be_new,
                ArsipPdfReport *report, GError **error)
{
    g_autoptr(ArsipOutput) output = NULL;
    g_auto(Making) making = {.maker = maker, .document = document, .scratch = -1, .original = -1};

    if (!check_document(document, error))
        return FALSE;
    output = arsip_output_begin(path, must_be_new, error);
    making.scratch = output != NULL ? open_scratch(path, error) : -1;
    if (making.scratch < 0)
        return FALSE;
    making.out = arsip_output_stream(output);
    making.notes = g_strv_builder_new();
    if (!(is_pdf(document) ? write_pdf(&making, error) : write_pictures(&making, error)) ||
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
