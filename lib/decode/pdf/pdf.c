/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/pdf.h"

#include <math.h>

#include "base/i18n.h"
#include "decode/pdf/drawn.h"
#include "decode/known.h"
#include "decode/pdf/note.h"
#include "decode/pdf/render.h"
#include "decode/pdf/scan.h"
#include "decode/picture/turn.h"
#include "decode/pdf/unlock.h"
#include "text/step.h"

#define POINTS_PER_INCH 72.0

/*
 * Where a page has as many words and its pictures cover less of it than this, its layer is what it shows.
 * Else its ink is looked at.
 */
#define WORDS_FEW    20
#define PICTURED_FEW 0.3

/* Pages that pictures cover so far may be scans. */
#define PICTURED_MUCH 0.6

#define PAGES_MAX 20000

/* cairo draws no picture that is longer, and says nothing of it. */
#define DRAWN_SIDE_MAX 32767u

/* poppler 22.12 brings no such helper itself. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

/* The page that was asked for last, and what is known of it: its layer and its picture are asked for in turn.
 */
typedef struct {
    guint number; /* 0: none */
    PopplerPage *page;
    guint n_complaints; /* that there were before it */
    gboolean has_looked;
    ArsipPictured pictured;
    gboolean is_scan;   /* no text can be seen on it but what is in its pictures */
    gint columns, rows; /* of a scan that is too large to be read; else 0 */
    PIX *scan; /* the scan as the page shows it; NULL where it had to be given away or could not be decoded */
} Current;

struct ArsipPdf {
    PopplerDocument *document;
    const ArsipSource *source;
    char *password; /* the one that opened it, or NULL */
    guint n_pages;
    guint log_handler;
    guint n_complaints; /* of poppler's so far, about what it cannot make out */
    ArsipScans *scans;  /* NULL until a page with a picture is looked at, and where qpdf cannot read it */
    gboolean has_tried_scans;
    Current current;
};

static void
count_complaint(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    (void)domain;
    (void)level;
    (void)message;
    ((ArsipPdf *)data)->n_complaints++;
}

/* As the password was typed, and as a program of another age may have encoded it. */
static void
try_password(ArsipPdf *pdf, const char *password)
{
    g_autofree char *narrow = g_convert(password, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
    g_autofree char *wide = g_convert(password, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
    const char *const ways[] = {password, narrow, wide};
    g_autoptr(GBytes) bytes = g_bytes_new_static(pdf->source->data, pdf->source->size);

    for (gsize i = 0; i < G_N_ELEMENTS(ways) && pdf->document == NULL; i++) {
        g_autofree char *given = NULL;
        if (ways[i] == NULL || !arsip_unlock_fits(pdf->source, ways[i]))
            continue;
        given = arsip_unlock_for_poppler(ways[i]);
        pdf->document = poppler_document_new_from_bytes(bytes, given, NULL);
        pdf->password = g_strdup(ways[i]);
    }
}

static void
open_document(ArsipPdf *pdf, const char *const *passwords, GError **cause)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(pdf->source->data, pdf->source->size);
    g_autoptr(GError) failure = NULL;

    pdf->document = poppler_document_new_from_bytes(bytes, NULL, &failure);
    gboolean is_locked = g_error_matches(failure, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
    for (gsize i = 0; is_locked && passwords != NULL && passwords[i] != NULL && pdf->document == NULL; i++)
        try_password(pdf, passwords[i]);
    if (pdf->document == NULL)
        g_propagate_error(cause, g_steal_pointer(&failure));
}

static void
set_open_error(GError **error, const GError *cause, gboolean has_tried)
{
    if (!g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the PDF is damaged or cut short"));
    else if (has_tried)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                            _("the PDF is locked with a password, and none of those given opens it"));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                            _("the PDF is locked with a password: give it with --password-file, or save the "
                              "PDF without one and take it in again"));
}

ArsipPdf *
arsip_pdf_open(const ArsipSource *source, const char *const *passwords, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(ArsipPdf) pdf = g_new0(ArsipPdf, 1);

    pdf->source = source;
    pdf->log_handler = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, count_complaint, pdf);
    open_document(pdf, passwords, &cause);
    if (pdf->document == NULL) {
        set_open_error(error, cause, passwords != NULL && passwords[0] != NULL);
        return NULL;
    }
    int n_pages = poppler_document_get_n_pages(pdf->document);
    if (n_pages <= 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("the PDF has no pages"));
        return NULL;
    }
    if (n_pages > PAGES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the PDF has %d pages; at most %d are read"),
                    n_pages, PAGES_MAX);
        return NULL;
    }
    pdf->n_pages = (guint)n_pages;
    return g_steal_pointer(&pdf);
}

static void
forget_page(ArsipPdf *pdf)
{
    g_clear_object(&pdf->current.page);
    pixDestroy(&pdf->current.scan);
    pdf->current = (Current){0};
}

void
arsip_pdf_free(ArsipPdf *pdf)
{
    if (pdf == NULL)
        return;
    forget_page(pdf);
    arsip_scans_free(pdf->scans);
    g_clear_object(&pdf->document);
    g_log_remove_handler("Poppler", pdf->log_handler);
    g_free(pdf->password);
    g_free(pdf);
}

const char *
arsip_pdf_password(const ArsipPdf *pdf)
{
    return pdf->password;
}

guint
arsip_pdf_count(const ArsipPdf *pdf)
{
    return pdf->n_pages;
}

static PopplerPage *
get_page(ArsipPdf *pdf, guint number, GError **error)
{
    double width = 0, height = 0;
    g_autoptr(PopplerPage) page = number >= 1 && number <= pdf->n_pages
                                      ? poppler_document_get_page(pdf->document, (int)number - 1)
                                      : NULL;

    if (page != NULL)
        poppler_page_get_size(page, &width, &height);
    if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the page is damaged or missing"));
        return NULL;
    }
    return g_steal_pointer(&page);
}

static Current *
take_page(ArsipPdf *pdf, guint number, GError **error)
{
    if (pdf->current.number == number)
        return &pdf->current;
    forget_page(pdf);
    pdf->current.n_complaints = pdf->n_complaints;
    pdf->current.page = get_page(pdf, number, error);
    if (pdf->current.page == NULL)
        return NULL;
    pdf->current.number = number;
    return &pdf->current;
}

static gboolean
are_near(double a, double b)
{
    return fabs(a - b) < 2;
}

/*
 * Both libraries must find the same page with a picture of the same size on it. Its place is told wrongly by
 * poppler 22.12 on a cropped page, and where the picture lies on its side.
 */
static gboolean
agree(const ArsipScan *scan, const Current *current)
{
    const PopplerRectangle *area = &current->pictured.area;
    double width, height;

    poppler_page_get_size(current->page, &width, &height);
    if (!are_near(scan->width, width) || !are_near(scan->height, height))
        return FALSE;
    return scan->turn % 180 != 0 || (are_near(fabs(area->x2 - area->x1), scan->right - scan->left) &&
                                     are_near(fabs(area->y2 - area->y1), scan->bottom - scan->top));
}

static ArsipScans *
get_scans(ArsipPdf *pdf)
{
    if (!pdf->has_tried_scans)
        pdf->scans = arsip_scans_open(pdf->source, pdf->password);
    pdf->has_tried_scans = TRUE;
    return pdf->scans;
}

static void
look_for_scan(ArsipPdf *pdf, Current *current)
{
    g_auto(ArsipScan) scan = {0};

    if (get_scans(pdf) == NULL || !arsip_scans_look(pdf->scans, current->number, &scan))
        return;
    current->is_scan = current->pictured.share >= PICTURED_MUCH && !scan.has_print;
    if (!scan.is_scan || current->pictured.n != 1 || !agree(&scan, current))
        return;
    if (scan.is_too_large) {
        current->columns = scan.columns;
        current->rows = scan.rows;
        return;
    }
    PIX *stored = g_steal_pointer(&scan.pix);
    if (stored == NULL)
        stored = arsip_render_stored(current->page, current->pictured.largest, scan.columns, scan.rows);
    current->scan = stored != NULL ? arsip_scan_place(&scan, stored) : NULL;
}

/* Its pictures, and whether they are all that it shows. */
static void
look_at_pictures(ArsipPdf *pdf, Current *current)
{
    if (current->has_looked)
        return;
    current->has_looked = TRUE;
    arsip_render_find_pictures(current->page, &current->pictured);
    if (current->pictured.n == 1 || current->pictured.share >= PICTURED_MUCH)
        look_for_scan(pdf, current);
}

static double
look_at_ink(const Current *current, const ArsipReading *reading)
{
    g_auto(ArsipPix) shown =
        current->scan != NULL ? arsip_render_shrink(current->scan) : arsip_render_small(current->page);

    return arsip_render_covered(shown, reading);
}

/* In the order in which the page is read once it is turned upright; places stay those of the page as shown.
 */
static void
order(ArsipReading *reading, ArsipSeenWords *words)
{
    gint32 width = reading->width, height = reading->height;

    arsip_turn_words(words, reading->rotation, width, height);
    reading->width = reading->rotation % 180 == 0 ? width : height;
    reading->height = reading->rotation % 180 == 0 ? height : width;
    arsip_order_words(words, reading);
    reading->width = width;
    reading->height = height;
    for (guint i = 0; i < reading->words->len; i++) {
        ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        ArsipBox box = arsip_turn_back((ArsipBox){word->x, word->y, word->width, word->height},
                                       reading->rotation, width, height);
        word->x = box.x;
        word->y = box.y;
        word->width = box.width;
        word->height = box.height;
    }
}

static ArsipReading *
make_reading(PopplerPage *page, ArsipSeenWords **words)
{
    double width, height, scale = arsip_render_scale(page, ARSIP_RENDER_DPI);
    ArsipReading *reading = arsip_reading_new();

    poppler_page_get_size(page, &width, &height);
    reading->width = (gint32)MAX(lround(width * scale), 1);
    reading->height = (gint32)MAX(lround(height * scale), 1);
    reading->dpi = (gint32)lround(scale * POINTS_PER_INCH);
    g_free(reading->method);
    reading->method = g_strdup("layer");
    *words = arsip_drawn_words(page, scale, reading->width, reading->height, &reading->rotation);
    arsip_note_words(page, scale, *words);
    order(reading, *words);
    return reading;
}

/* How far words can be trusted that some other program recognised: as far as they are words. */
static void
trust_less(ArsipReading *reading)
{
    reading->confidence = reading->known;
    for (guint i = 0; i < reading->words->len; i++)
        g_array_index(reading->words, ArsipWord, i).confidence = (guint8)reading->known;
}

ArsipReading *
arsip_pdf_read_layer(ArsipPdf *pdf, guint number, ArsipLayerVerdict *verdict, GError **error)
{
    Current *current = take_page(pdf, number, error);
    g_autoptr(ArsipSeenWords) words = NULL;
    ArsipLayerPage page = {.covered = -1};

    if (current == NULL)
        return NULL;
    g_autoptr(ArsipReading) reading = make_reading(current->page, &words);
    if (words->len == 0)
        return NULL;
    look_at_pictures(pdf, current);
    page.is_scan = current->is_scan;
    if (current->pictured.share >= PICTURED_FEW || words->len < WORDS_FEW)
        page.covered = look_at_ink(current, reading);
    *verdict = arsip_layer_judge(words, &page);
    reading->known = arsip_known_share(words);
    reading->confidence = 100;
    if (current->is_scan)
        trust_less(reading);
    arsip_steps_add(&reading->steps, *verdict == ARSIP_LAYER_GOOD ? "layer" : "layer-refused", page.covered,
                    reading->known);
    return g_steal_pointer(&reading);
}

static gboolean
is_white(PIX *rendered)
{
    g_auto(ArsipPix) ink = pixThresholdToBinary(rendered, 254);
    l_int32 is_empty = 0;

    return ink != NULL && pixZero(ink, &is_empty) == 0 && is_empty;
}

/*
 * A page that comes out white though there is something on it: poppler reports success where it has no font
 * to draw with, where a picture is too long, or where it cannot make out what it should draw.
 */
static gboolean
check_drawn(PopplerPage *page, PIX *rendered, guint n_complaints, guint longest_side, GError **error)
{
    g_autofree char *text = poppler_page_get_text(page);

    if (!is_white(rendered))
        return TRUE;
    if (text != NULL && *g_strstrip(text) != '\0') {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("the page has text, but it cannot be drawn: its fonts are missing or damaged"));
        return FALSE;
    }
    if (longest_side > DRAWN_SIDE_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("a picture on the page is too large to be drawn: it is %u pixels long"), longest_side);
        return FALSE;
    }
    if (n_complaints > 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the page is damaged: nothing on it can be drawn"));
        return FALSE;
    }
    return TRUE;
}

/* The raster is given away: whoever asks for the page again has it decoded anew. */
static ArsipPicture *
take_scan(ArsipPdf *pdf)
{
    ArsipPicture *picture = arsip_picture_new(g_steal_pointer(&pdf->current.scan), 0);

    forget_page(pdf);
    if (picture != NULL)
        arsip_steps_add(&picture->steps, "own-picture", (double)pixGetXRes(picture->pix));
    return picture;
}

gboolean
arsip_pdf_is_scan(ArsipPdf *pdf, guint number)
{
    Current *current = take_page(pdf, number, NULL);

    if (current == NULL)
        return FALSE;
    look_at_pictures(pdf, current);
    return current->is_scan;
}

static ArsipPicture *
render_page(ArsipPdf *pdf, const Current *current, GError **error)
{
    guint longest_side = current->pictured.n > 0 && get_scans(pdf) != NULL
                             ? arsip_scans_longest_side(pdf->scans, current->number)
                             : 0;
    double scale =
        arsip_render_scale(current->page, arsip_render_choose_dpi(&current->pictured, longest_side));
    g_auto(ArsipPix) pix = arsip_render(current->page, scale);

    if (pix == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("the page needs too much memory"));
        return NULL;
    }
    if (!check_drawn(current->page, pix, pdf->n_complaints - current->n_complaints, longest_side, error))
        return NULL;
    l_int32 dpi = (l_int32)lround(scale * POINTS_PER_INCH);
    pixSetResolution(pix, dpi, dpi);
    ArsipPicture *picture = arsip_picture_new(g_steal_pointer(&pix), 0);
    if (picture != NULL)
        arsip_steps_add(&picture->steps, "rendered", (double)dpi);
    return picture;
}

ArsipPicture *
arsip_pdf_picture(ArsipPdf *pdf, guint number, GError **error)
{
    Current *current = take_page(pdf, number, error);

    if (current == NULL)
        return NULL;
    look_at_pictures(pdf, current);
    if (current->columns > 0) {
        arsip_picture_check_size((guint64)current->columns, (guint64)current->rows, error);
        return NULL;
    }
    return current->scan != NULL ? take_scan(pdf) : render_page(pdf, current, error);
}
