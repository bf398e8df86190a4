/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf.h"

#include <math.h>
#include <poppler.h>

#include "base/i18n.h"
#include "decode/layer.h"

#define POINTS_PER_INCH 72.0
#define RENDER_DPI      300.0

/* A rendered page: A3 at 300 dpi has 17 million pixels. A sheet of 200 inches is rendered more coarsely. */
#define RENDER_PIXELS_MAX 25e6

#define PAGES_MAX 20000

/* poppler 22.12 brings no such helpers itself. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

struct ArsipPdf {
    PopplerDocument *document;
    guint n_pages;
};

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
    g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes(bytes, NULL, &cause);

    if (document == NULL) {
        set_open_error(error, cause);
        return NULL;
    }
    int n_pages = poppler_document_get_n_pages(document);
    if (n_pages <= 0) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("the PDF has no pages"));
        return NULL;
    }
    if (n_pages > PAGES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the PDF has %d pages; at most %d are read"), n_pages,
                    PAGES_MAX);
        return NULL;
    }
    ArsipPdf *pdf = g_new0(ArsipPdf, 1);
    pdf->document = g_steal_pointer(&document);
    pdf->n_pages = (guint)n_pages;
    return pdf;
}

void
arsip_pdf_free(ArsipPdf *pdf)
{
    if (pdf == NULL)
        return;
    g_object_unref(pdf->document);
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
    g_autoptr(PopplerPage) page =
        number >= 1 && number <= pdf->n_pages ? poppler_document_get_page(pdf->document, (int)number - 1) : NULL;

    if (page != NULL)
        poppler_page_get_size(page, &width, &height);
    if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("page %u of the PDF is damaged or missing"), number);
        return NULL;
    }
    return g_steal_pointer(&page);
}

/* Pixels for a point, so that the page is rendered at `dpi` but never beyond the limit. */
static double
choose_scale(PopplerPage *page, double dpi)
{
    double width, height, scale = dpi / POINTS_PER_INCH;

    poppler_page_get_size(page, &width, &height);
    double pixels = width * scale * height * scale;
    return pixels > RENDER_PIXELS_MAX ? scale * sqrt(RENDER_PIXELS_MAX / pixels) : scale;
}

static PIX *
take_surface(cairo_surface_t *surface)
{
    gint width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    gint stride = cairo_image_surface_get_stride(surface);
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    PIX *grey = pixCreateNoInit(width, height, 8);

    if (grey == NULL || pixels == NULL) {
        pixDestroy(&grey);
        return NULL;
    }
    for (gint y = 0; y < height; y++) {
        const guint32 *from = (const guint32 *)(const void *)(pixels + (gsize)y * (gsize)stride);
        l_uint32 *to = pixGetData(grey) + (gsize)y * (gsize)pixGetWpl(grey);
        for (gint x = 0; x < width; x++) {
            guint32 c = from[x];
            SET_DATA_BYTE(to, x, (l_uint8)(((c >> 16 & 255) * 77 + (c >> 8 & 255) * 151 + (c & 255) * 28) >> 8));
        }
    }
    return grey;
}

/* The page in grey on white; NULL where memory does not suffice. */
static PIX *
render(PopplerPage *page, double scale)
{
    double width, height;

    poppler_page_get_size(page, &width, &height);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)MAX(lround(width * scale), 1),
                                                          (int)MAX(lround(height * scale), 1));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    PIX *grey = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? take_surface(surface) : NULL;
    cairo_surface_destroy(surface);
    return grey;
}

static void
add_character(ArsipSeen *word, const PopplerRectangle *box, double scale)
{
    gint32 left = (gint32)floor(MIN(box->x1, box->x2) * scale), right = (gint32)ceil(MAX(box->x1, box->x2) * scale);
    gint32 top = (gint32)floor(MIN(box->y1, box->y2) * scale), bottom = (gint32)ceil(MAX(box->y1, box->y2) * scale);

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

static void
end_word(ArsipSeenWords *words, ArsipSeen *word, const char *from, const char *to, gint32 width, gint32 height)
{
    /* What stands beside the page is not shown. */
    if (from != to && word->right > 0 && word->bottom > 0 && word->left < width && word->top < height) {
        g_autofree char *text = g_strndup(from, (gsize)(to - from));
        word->text = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
        word->left = MAX(word->left, 0);
        word->top = MAX(word->top, 0);
        word->right = MIN(word->right, width);
        word->bottom = MIN(word->bottom, height);
        if (word->text != NULL)
            g_array_append_vals(words, word, 1);
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

ArsipReading *
arsip_pdf_read_layer(ArsipPdf *pdf, guint number, GError **error)
{
    g_autoptr(PopplerPage) page = get_page(pdf, number, error);
    double width, height;

    if (page == NULL)
        return NULL;
    poppler_page_get_size(page, &width, &height);
    double scale = choose_scale(page, RENDER_DPI);
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    reading->width = (gint32)MAX(lround(width * scale), 1);
    reading->height = (gint32)MAX(lround(height * scale), 1);
    reading->dpi = (gint32)lround(scale * POINTS_PER_INCH);
    g_autoptr(ArsipSeenWords) words = get_layer(page, scale, reading->width, reading->height);
    if (words->len == 0 || !arsip_layer_is_plausible(words))
        return NULL;
    arsip_order_words(words, reading);
    reading->confidence = 100;
    g_free(reading->method);
    reading->method = g_strdup("layer");
    return g_steal_pointer(&reading);
}

ArsipPicture *
arsip_pdf_picture(ArsipPdf *pdf, guint number, GError **error)
{
    g_autoptr(PopplerPage) page = get_page(pdf, number, error);

    if (page == NULL)
        return NULL;
    double scale = choose_scale(page, RENDER_DPI);
    PIX *pix = render(page, scale);
    if (pix == NULL) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY, _("page %u of the PDF needs too much memory"), number);
        return NULL;
    }
    pixSetResolution(pix, (l_int32)lround(scale * POINTS_PER_INCH), (l_int32)lround(scale * POINTS_PER_INCH));
    return arsip_picture_new(pix, 0);
}
