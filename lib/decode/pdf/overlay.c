/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/overlay.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/number.h"
#include "decode/pdf/paper.h"
#include "decode/pdf/placed.h"

/* Names that are tried for what is added to a page. */
#define NAMES_MAX 1000

typedef qpdf_data Pdf;

static void
close_pdf(Pdf *pdf)
{
    if (*pdf == NULL)
        return;
    /* What nobody asked for would be printed. */
    while (qpdf_has_error(*pdf))
        qpdf_get_error(*pdf);
    qpdf_cleanup(pdf);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pdf, close_pdf)

/* NULL where it cannot be read. */
static Pdf
open_pdf(const ArsipSource *source, const char *password)
{
    g_auto(Pdf) pdf = qpdf_init();
    Pdf opened;

    qpdf_silence_errors(pdf);
    qpdf_set_suppress_warnings(pdf, TRUE);
    if ((qpdf_read_memory(pdf, "PDF", (const char *)source->data, source->size, password) & QPDF_ERRORS) != 0)
        return NULL;
    opened = pdf;
    pdf = NULL;
    return opened;
}

/* One page that gets a layer. */
typedef struct {
    Pdf pdf, layers;
    qpdf_oh page, layer; /* the layer's page */
    const ArsipLayered *wanted;
    ArsipPaper paper;           /* turned as it will be shown */
    qpdf_oh resources, objects; /* the page's own from now on */
} Sheet;

static qpdf_oh
copy_dictionary(Pdf pdf, qpdf_oh from)
{
    qpdf_oh copy = qpdf_oh_new_dictionary(pdf);

    if (!qpdf_oh_is_dictionary(pdf, from))
        return copy;
    qpdf_oh_begin_dict_key_iter(pdf, from);
    while (qpdf_oh_dict_more_keys(pdf)) {
        g_autofree char *key = g_strdup(qpdf_oh_dict_next_key(pdf));

        qpdf_oh_replace_key(pdf, copy, key, qpdf_oh_get_key(pdf, from, key));
    }
    return copy;
}

/* Resources may be shared with other pages: this one gets a copy, to which things can be added. */
static void
take_resources(Sheet *sheet)
{
    Pdf pdf = sheet->pdf;

    sheet->resources = copy_dictionary(pdf, arsip_paper_inherited(pdf, sheet->page, "/Resources"));
    sheet->objects = copy_dictionary(pdf, qpdf_oh_get_key(pdf, sheet->resources, "/XObject"));
    qpdf_oh_replace_key(pdf, sheet->resources, "/XObject", sheet->objects);
    qpdf_oh_replace_key(pdf, sheet->page, "/Resources", sheet->resources);
}

/* Under a name that nothing else has. */
static char *
add_object(Sheet *sheet, qpdf_oh object)
{
    for (guint i = 0; i < NAMES_MAX; i++) {
        g_autofree char *name = g_strdup_printf("/Arsip%u", i);

        if (qpdf_oh_has_key(sheet->pdf, sheet->objects, name))
            continue;
        qpdf_oh_replace_key(sheet->pdf, sheet->objects, name, object);
        return g_steal_pointer(&name);
    }
    return NULL;
}

/* From the layer, whose corner is below, to the page's own units. */
static ArsipMatrix
layer_matrix(const Sheet *sheet, double width, double height)
{
    ArsipMatrix shown = arsip_paper_shown(&sheet->paper), back = arsip_matrix_invert(&shown);
    double shown_width, shown_height;

    arsip_paper_size(&sheet->paper, &shown_width, &shown_height);
    const ArsipMatrix stretch = {shown_width / width, 0, 0, -shown_height / height, 0, shown_height};
    return arsip_matrix_multiply(&stretch, &back);
}

static void
append_matrix(GString *text, const ArsipMatrix *matrix)
{
    const double numbers[] = {matrix->a, matrix->b, matrix->c, matrix->d, matrix->e, matrix->f};

    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        arsip_number_append(text, numbers[i], 5);
        g_string_append_c(text, ' ');
    }
}

/* The text of the layer's page, as an object of the PDF that is drawn where it belongs. */
static gboolean
take_layer(const Sheet *sheet, qpdf_oh *form)
{
    g_autoptr(GString) matrix = g_string_new("[");
    qpdf_oh contents = qpdf_oh_get_key(sheet->layers, sheet->layer, "/Contents");
    ArsipPaper paper;

    if (!qpdf_oh_is_stream(sheet->layers, contents) || !arsip_paper_find(sheet->layers, sheet->layer, &paper))
        return FALSE;
    *form = qpdf_oh_copy_foreign_object(sheet->pdf, sheet->layers, contents);
    if (!qpdf_oh_is_stream(sheet->pdf, *form))
        return FALSE;
    const ArsipMatrix placed = layer_matrix(sheet, paper.right - paper.left, paper.top - paper.bottom);
    append_matrix(matrix, &placed);
    g_string_append_c(matrix, ']');
    qpdf_oh_replace_key(sheet->pdf, qpdf_oh_get_dict(sheet->pdf, *form), "/Matrix",
                        qpdf_oh_parse(sheet->pdf, matrix->str));
    return TRUE;
}

static qpdf_oh
new_content(Pdf pdf, const char *content)
{
    qpdf_oh stream = qpdf_oh_new_stream(pdf);

    qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)content, strlen(content),
                                qpdf_oh_new_null(pdf), qpdf_oh_new_null(pdf));
    return stream;
}

/* What the page has drawn so far leaves nothing behind that would turn or colour the layer. */
static void
append_content(Sheet *sheet, const char *content)
{
    Pdf pdf = sheet->pdf;
    qpdf_oh before = qpdf_oh_get_key(pdf, sheet->page, "/Contents"), all = qpdf_oh_new_array(pdf);
    int n = qpdf_oh_is_array(pdf, before) ? qpdf_oh_get_array_n_items(pdf, before) : 0;

    qpdf_oh_append_item(pdf, all, new_content(pdf, "q\n"));
    if (qpdf_oh_is_stream(pdf, before))
        qpdf_oh_append_item(pdf, all, before);
    for (int i = 0; i < n; i++)
        qpdf_oh_append_item(pdf, all, qpdf_oh_get_array_item(pdf, before, i));
    qpdf_oh_append_item(pdf, all, new_content(pdf, content));
    qpdf_oh_replace_key(pdf, sheet->page, "/Contents", all);
}

/* FALSE where more is to be seen than one picture. */
static gboolean
draw_picture_alone(Sheet *sheet, const char *layer)
{
    g_autoptr(GString) content = g_string_new("q\n");
    ArsipPlaced placed = {0};

    if (!arsip_placed_find(sheet->pdf, sheet->page, sheet->resources, arsip_paper_area(&sheet->paper),
                           &placed) ||
        !placed.is_alone)
        return FALSE;
    g_autofree char *name = add_object(sheet, placed.picture);
    if (name == NULL)
        return FALSE;
    append_matrix(content, &placed.matrix);
    g_string_append_printf(content, "cm\n%s Do\nQ\n%s Do\n", name, layer);
    qpdf_oh_replace_key(sheet->pdf, sheet->page, "/Contents", new_content(sheet->pdf, content->str));
    return TRUE;
}

static gboolean
add_layer(Sheet *sheet)
{
    qpdf_oh form;

    if (!arsip_paper_find(sheet->pdf, sheet->page, &sheet->paper))
        return FALSE;
    sheet->paper.turn = (sheet->paper.turn + sheet->wanted->turn) % 360;
    if (!take_layer(sheet, &form))
        return FALSE;
    take_resources(sheet);
    g_autofree char *name = add_object(sheet, form);
    g_autofree char *content = g_strdup_printf("\nQ\n%s Do\n", name);
    if (name == NULL)
        return FALSE;
    if (!sheet->wanted->is_clear || !draw_picture_alone(sheet, name))
        append_content(sheet, content);
    qpdf_oh_replace_key(sheet->pdf, sheet->page, "/Rotate",
                        qpdf_oh_new_integer(sheet->pdf, sheet->paper.turn));
    return TRUE;
}

static gboolean
add_layers(Pdf pdf, Pdf layers, const GArray *pages)
{
    for (guint i = 0; i < pages->len; i++) {
        Sheet sheet = {.pdf = pdf, .layers = layers, .wanted = &g_array_index(pages, ArsipLayered, i)};

        if (sheet.wanted->is_left)
            continue;
        sheet.page = qpdf_get_page_n(pdf, i);
        sheet.layer = qpdf_get_page_n(layers, i);
        gboolean is_added = qpdf_oh_is_dictionary(pdf, sheet.page) && add_layer(&sheet);
        qpdf_oh_release_all(pdf);
        qpdf_oh_release_all(layers);
        if (!is_added)
            return FALSE;
    }
    return TRUE;
}

/* The first half of the identifier is kept by qpdf, which makes the second of what it writes. */
static void
take_identifier(Pdf pdf, Pdf layers)
{
    qpdf_oh from = qpdf_oh_get_key(layers, qpdf_get_trailer(layers), "/ID"), pair = qpdf_oh_new_array(pdf);

    if (!qpdf_oh_is_array(layers, from))
        return;
    for (int i = 0; i < 2; i++) {
        size_t length = 0;
        const char *half =
            qpdf_oh_get_binary_string_value(layers, qpdf_oh_get_array_item(layers, from, i), &length);

        qpdf_oh_append_item(pdf, pair, qpdf_oh_new_binary_string(pdf, half, length));
    }
    qpdf_oh_replace_key(pdf, qpdf_get_trailer(pdf), "/ID", pair);
}

static void
take_over(Pdf pdf, qpdf_oh to, Pdf layers, qpdf_oh from, const char *key)
{
    qpdf_oh object = qpdf_oh_get_key(layers, from, key);

    if (qpdf_oh_is_indirect(layers, object))
        qpdf_oh_replace_key(pdf, to, key, qpdf_oh_copy_foreign_object(pdf, layers, object));
}

static void
take_metadata(Pdf pdf, Pdf layers)
{
    take_over(pdf, qpdf_get_root(pdf), layers, qpdf_get_root(layers), "/Metadata");
    take_over(pdf, qpdf_get_trailer(pdf), layers, qpdf_get_trailer(layers), "/Info");
    take_identifier(pdf, layers);
}

/* ISO 32000-1, table 219: the first bit of the flags. */
static gboolean
is_signed(Pdf pdf)
{
    qpdf_oh form = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/AcroForm");
    int flags = 0;

    return qpdf_oh_is_dictionary(pdf, form) &&
           qpdf_oh_get_value_as_int(pdf, qpdf_oh_get_key(pdf, form, "/SigFlags"), &flags) && (flags & 1) != 0;
}

static gboolean
write_pdf(Pdf pdf, int output, guint64 *size, GError **error)
{
    if ((qpdf_init_write_memory(pdf) & QPDF_ERRORS) == 0) {
        qpdf_set_preserve_encryption(pdf, FALSE);
        qpdf_set_deterministic_ID(pdf, TRUE);
        qpdf_set_stream_data_mode(pdf, qpdf_s_preserve);
        if ((qpdf_write(pdf) & QPDF_ERRORS) == 0) {
            *size = qpdf_get_buffer_length(pdf);
            return arsip_file_write(output, NULL, qpdf_get_buffer(pdf), (gsize)*size, error);
        }
    }
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the PDF is damaged or cut short"));
    return FALSE;
}

gboolean
arsip_overlay(const ArsipSource *source, const char *password, const ArsipSource *layers_source,
              const GArray *pages, int output, guint64 *size, gboolean *was_signed, GError **error)
{
    g_auto(Pdf) pdf = open_pdf(source, password);
    g_auto(Pdf) layers = open_pdf(layers_source, NULL);

    if (pdf == NULL || layers == NULL || qpdf_get_num_pages(pdf) != (int)pages->len ||
        qpdf_get_num_pages(layers) != (int)pages->len || !add_layers(pdf, layers, pages)) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the PDF is damaged: its pages cannot be taken over"));
        return FALSE;
    }
    *was_signed = is_signed(pdf);
    take_metadata(pdf, layers);
    return write_pdf(pdf, output, size, error);
}
