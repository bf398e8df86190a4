/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf.h"

#include <math.h>

#include "base/i18n.h"
#include "decode/layer.h"
#include "decode/render.h"

#define POINTS_PER_INCH 72.0
#define RENDER_DPI      300.0

/* What is darker counts as ink. */
#define INK_LEVEL 160

/* A recognised layer lies over nine tenths of the ink, one that is a watermark over hardly any. */
#define COVERED_MIN 0.5
#define WORDS_FEW   20

#define PAGES_MAX 20000

/* poppler 22.12 brings no such helper itself. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

struct ArsipPdf {
    PopplerDocument *document;
    guint n_pages;
    guint log_handler;
    guint n_complaints; /* of poppler's so far, about what it cannot make out */
};

static void
count_complaint(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    (void)domain;
    (void)level;
    (void)message;
    ((ArsipPdf *)data)->n_complaints++;
}

static void
set_open_error(GError **error, const GError *cause)
{
    if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_PASSWORD,
                            _("the PDF is locked with a password: save it without one and take it in again"));
    else
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the PDF is damaged or cut short"));
}

ArsipPdf *
arsip_pdf_open(const ArsipSource *source, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(source->data, source->size);
    g_autoptr(GError) cause = NULL;
    g_autoptr(ArsipPdf) pdf = g_new0(ArsipPdf, 1);

    pdf->log_handler = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, count_complaint, pdf);
    pdf->document = poppler_document_new_from_bytes(bytes, NULL, &cause);
    if (pdf->document == NULL) {
        set_open_error(error, cause);
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

void
arsip_pdf_free(ArsipPdf *pdf)
{
    if (pdf == NULL)
        return;
    g_clear_object(&pdf->document);
    g_log_remove_handler("Poppler", pdf->log_handler);
    g_free(pdf);
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

static void
add_character(ArsipSeen *word, const PopplerRectangle *box, double scale)
{
    gint32 left = (gint32)floor(MIN(box->x1, box->x2) * scale),
           right = (gint32)ceil(MAX(box->x1, box->x2) * scale);
    gint32 top = (gint32)floor(MIN(box->y1, box->y2) * scale),
           bottom = (gint32)ceil(MAX(box->y1, box->y2) * scale);

    word->left = MIN(word->left, left);
    word->top = MIN(word->top, top);
    word->right = MAX(word->right, right);
    word->bottom = MAX(word->bottom, bottom);
}

/* A tab between a number and its text is no character of the layer, only a distance. */
static gboolean
stands_apart(const ArsipSeen *word, const PopplerRectangle *box, double scale)
{
    double height = fabs(box->y2 - box->y1) * scale;

    return word->right >= word->left && MIN(box->x1, box->x2) * scale - word->right > height * 0.35;
}

/* poppler writes marks of direction round words from right to left; they are no part of a word. */
static char *
without_marks(const char *from, const char *to)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const char *at = from; at < to; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_type(c) != G_UNICODE_FORMAT)
            g_string_append_unichar(text, c);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
end_word(ArsipSeenWords *words, ArsipSeen *word, const char *from, const char *to, gint32 width,
         gint32 height)
{
    /* What stands beside the page is not shown. */
    if (from != to && word->right > 0 && word->bottom > 0 && word->left < width && word->top < height) {
        g_autofree char *text = without_marks(from, to);
        word->text = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
        word->left = MAX(word->left, 0);
        word->top = MAX(word->top, 0);
        word->right = MIN(word->right, width);
        word->bottom = MIN(word->bottom, height);
        if (word->text != NULL)
            arsip_seen_words_add(words, word);
    }
    word->left = word->top = G_MAXINT32;
    word->right = word->bottom = G_MININT32;
}

static ArsipSeenWords *
get_layer(PopplerPage *page, double scale, gint32 width, gint32 height)
{
    g_autofree char *raw = poppler_page_get_text(page);
    g_autofree char *text = raw != NULL ? g_utf8_make_valid(raw, -1) : g_strdup("");
    g_autofree PopplerRectangle *boxes = NULL;
    ArsipSeenWords *words = arsip_seen_words_new();
    guint n_boxes = 0, i = 0;
    const char *from = text;
    ArsipSeen word = {.confidence = 100};

    if (!poppler_page_get_text_layout(page, &boxes, &n_boxes))
        return words;
    end_word(words, &word, text, text, width, height);
    for (const char *at = text; *at != '\0' && i < n_boxes; at = g_utf8_next_char(at), i++) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_type(c) == G_UNICODE_FORMAT)
            continue;
        if (!g_unichar_isspace(c) && !g_unichar_iscntrl(c)) {
            if (stands_apart(&word, &boxes[i], scale)) {
                end_word(words, &word, from, at, width, height);
                from = at;
            }
            add_character(&word, &boxes[i], scale);
            continue;
        }
        end_word(words, &word, from, at, width, height);
        word.line += c == '\n' ? 1 : 0;
        from = g_utf8_next_char(at);
        if (i + 1 == n_boxes)
            return words;
    }
    end_word(words, &word, from, from + strlen(from), width, height);
    return words;
}

/* The share of the dark places of the page that lie under the words. */
static double
covered_ink(PopplerPage *page, const ArsipReading *reading)
{
    double scale = arsip_render_scale(page, ARSIP_LOOK_DPI);
    g_auto(ArsipPix) grey = arsip_render(page, scale);
    g_auto(ArsipPix) ink = grey != NULL ? pixThresholdToBinary(grey, INK_LEVEL) : NULL;
    l_int32 all = 0, rest = 0;

    if (ink == NULL || pixCountPixels(ink, &all, NULL) != 0 || all == 0)
        return 1;
    double smaller = (double)pixGetWidth(ink) / reading->width;
    for (guint i = 0; i < reading->words->len; i++) {
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);
        BOX box = {
            .x = (l_int32)floor(word->x * smaller) - 1,
            .y = (l_int32)floor(word->y * smaller) - 1,
            .w = (l_int32)ceil(word->width * smaller) + 2,
            .h = (l_int32)ceil(word->height * smaller) + 2,
        };
        pixClearInRect(ink, &box);
    }
    pixCountPixels(ink, &rest, NULL);
    return 1 - (double)rest / all;
}

/*
 * A layer that says less than the page shows: a stamp, a watermark, a page number over a scan. Only a page
 * with a large picture or hardly any words can be one.
 */
static gboolean
says_too_little(PopplerPage *page, const ArsipReading *reading)
{
    gint largest;
    guint n_pictures;
    double pictured = arsip_render_find_pictures(page, &largest, &n_pictures);

    if (pictured < 0.3 && (reading->words->len >= WORDS_FEW || n_pictures == 0))
        return FALSE;
    return covered_ink(page, reading) < COVERED_MIN;
}

ArsipReading *
arsip_pdf_read_layer(ArsipPdf *pdf, guint number, GError **error)
{
    g_autoptr(PopplerPage) page = get_page(pdf, number, error);
    double width, height;

    if (page == NULL)
        return NULL;
    poppler_page_get_size(page, &width, &height);
    double scale = arsip_render_scale(page, RENDER_DPI);
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    reading->width = (gint32)MAX(lround(width * scale), 1);
    reading->height = (gint32)MAX(lround(height * scale), 1);
    reading->dpi = (gint32)lround(scale * POINTS_PER_INCH);
    g_autoptr(ArsipSeenWords) words = get_layer(page, scale, reading->width, reading->height);
    if (words->len == 0 || !arsip_layer_is_plausible(words))
        return NULL;
    arsip_order_words(words, reading);
    if (says_too_little(page, reading))
        return NULL;
    reading->confidence = 100;
    g_free(reading->method);
    reading->method = g_strdup("layer");
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
 * to draw with, or cannot make out what it should draw.
 */
static gboolean
check_drawn(PopplerPage *page, PIX *rendered, guint n_complaints, GError **error)
{
    g_autofree char *text = poppler_page_get_text(page);

    if (!is_white(rendered))
        return TRUE;
    if (text != NULL && *g_strstrip(text) != '\0') {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_FAILED,
                            _("the page has text, but it cannot be drawn: its fonts are missing or damaged"));
        return FALSE;
    }
    if (n_complaints > 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the page is damaged: nothing on it can be drawn"));
        return FALSE;
    }
    return TRUE;
}

ArsipPicture *
arsip_pdf_picture(ArsipPdf *pdf, guint number, GError **error)
{
    guint before = pdf->n_complaints;
    g_autoptr(PopplerPage) page = get_page(pdf, number, error);

    if (page == NULL)
        return NULL;
    g_auto(ArsipPix) pix = arsip_render_embedded(page);
    if (pix != NULL)
        return arsip_picture_new(g_steal_pointer(&pix), 0);
    double scale = arsip_render_scale(page, RENDER_DPI);
    pix = arsip_render(page, scale);
    if (pix == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("the page needs too much memory"));
        return NULL;
    }
    if (!check_drawn(page, pix, pdf->n_complaints - before, error))
        return NULL;
    l_int32 dpi = (l_int32)lround(scale * POINTS_PER_INCH);
    pixSetResolution(pix, dpi, dpi);
    return arsip_picture_new(g_steal_pointer(&pix), 0);
}
