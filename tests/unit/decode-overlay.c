/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "decode-help.h"
#include "decode-make-pdf.h"
#include "decode/pdf/overlay.h"
#include "decode/pdf/render.h"

#define WHOLE "q 72 0 0 100.8 0 0 cm /Im Do Q "
#define BITS  "/ColorSpace /DeviceGray /BitsPerComponent 1 "

/* A layer of one word, whose left end stands at (10, 80) of a page that is 72 points wide and 100.8 high. */
static GBytes *
make_layer(const char *page)
{
    const MadePdf made = {.content = "BT /F 8 Tf 3 Tr 10 80 Td (Surat) Tj ET",
                          .page = page,
                          .picture = BITS,
                          .form = "/Type /XObject /Subtype /Form /BBox [0 0 72 100.8] "
                                  "/Resources << /Font << /F 6 0 R >> >>"};

    return make_pdf(&made);
}

static GBytes *
make_scan(const char *content, const char *page)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    const MadePdf made = {.content = content, .page = page, .picture = BITS, .bytes = bits, .length = length};

    return make_pdf(&made);
}

static GBytes *
contents_of(int fd, guint64 size)
{
    guint8 *bytes = g_malloc(size);

    g_assert_cmpint(pread(fd, bytes, size, 0), ==, (gssize)size);
    return g_bytes_new_take(bytes, size);
}

static ArsipSource
source_of(GBytes *bytes)
{
    gsize size = 0;
    const guint8 *data = g_bytes_get_data(bytes, &size);

    return (ArsipSource){data, size};
}

static GBytes *
overlay(GBytes *file, GBytes *layer, ArsipLayered wanted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(ArsipLayered));
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    const ArsipSource source = source_of(file), layers = source_of(layer);
    gboolean was_signed = TRUE;
    guint64 size = 0;

    g_array_append_val(pages, wanted);
    arsip_overlay(&source, NULL, &layers, pages, output, &size, &was_signed, &error);
    g_assert_no_error(error);
    g_assert_false(was_signed);
    return contents_of(output, size);
}

/* Where the word stands on the page as it is shown, in points from its top left corner; its text in all. */
static char *
find_text(GBytes *bytes, PopplerRectangle *first)
{
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
    g_assert_no_error(error);
    PopplerPage *page = poppler_document_get_page(document, 0);
    PopplerRectangle *boxes = NULL;
    guint n = 0;

    char *text = poppler_page_get_text(page);
    if (poppler_page_get_text_layout(page, &boxes, &n) && n > 0)
        *first = boxes[0];
    g_free(boxes);
    g_object_unref(page);
    g_object_unref(document);
    return g_strstrip(text);
}

static void
assert_stands(GBytes *bytes, const char *wanted, double left, double line)
{
    PopplerRectangle first = {0};
    g_autofree char *text = find_text(bytes, &first);

    g_assert_cmpstr(text, ==, wanted);
    g_assert_cmpfloat(fabs(first.x1 - left), <, 1);
    g_assert_cmpfloat(first.y1, <, line);
    g_assert_cmpfloat(first.y2, >=, line - 1);
}

static void
the_text_stands_on_the_page_as_it_is_shown(gconstpointer page)
{
    g_autoptr(GBytes) file = make_scan(WHOLE, page);
    g_autoptr(GBytes) layer = make_layer("/MediaBox [0 0 72 100.8]");

    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){0});

    assert_stands(overlaid, "Surat", 10, 20.8);
}

static void
a_page_that_lies_on_its_side_is_stood_up(void)
{
    g_autoptr(GBytes) file = make_scan("q 100.8 0 0 72 0 0 cm /Im Do Q", "/MediaBox [0 0 100.8 72]");
    g_autoptr(GBytes) layer = make_layer("/MediaBox [0 0 72 100.8]");

    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){.turn = 90});

    assert_stands(overlaid, "Surat", 10, 20.8);
}

static void
a_matrix_that_the_page_leaves_behind_does_not_move_the_text(void)
{
    g_autoptr(GBytes) file = make_scan("72 0 0 100.8 0 0 cm /Im Do", "/MediaBox [0 0 72 100.8]");
    g_autoptr(GBytes) layer = make_layer("/MediaBox [0 0 72 100.8]");

    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){0});

    assert_stands(overlaid, "Surat", 10, 20.8);
}

static void
what_the_page_shows_stays_what_it_was(void)
{
    g_autoptr(GBytes) file = make_scan(WHOLE, MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){.is_clear = TRUE});
    GBytes *const both[] = {file, overlaid};
    g_auto(ArsipPix) before = NULL;
    g_auto(ArsipPix) after = NULL;
    PIX **const drawn[] = {&before, &after};
    l_int32 is_same = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(both); i++) {
        PopplerDocument *document = poppler_document_new_from_bytes(both[i], NULL, NULL);
        PopplerPage *page = poppler_document_get_page(document, 0);
        *drawn[i] = arsip_render_small(page);
        g_object_unref(page);
        g_object_unref(document);
    }

    pixEqual(before, after, &is_same);
    g_assert_true(is_same);
}

static void
text_that_was_doubted_goes_with_the_layer(void)
{
    g_autoptr(GBytes) file = make_scan(WHOLE "BT /F 8 Tf 3 Tr 10 40 Td (s@mpah) Tj ET", MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    PopplerRectangle first;

    g_autoptr(GBytes) kept = overlay(file, layer, (ArsipLayered){0});
    g_autoptr(GBytes) cleared = overlay(file, layer, (ArsipLayered){.is_clear = TRUE});

    g_autofree char *kept_text = find_text(kept, &first);
    g_assert_nonnull(strstr(kept_text, "s@mpah"));
    assert_stands(cleared, "Surat", 10, 20.8);
}

static void
text_that_can_be_seen_is_never_taken_away(void)
{
    g_autoptr(GBytes) file = make_scan(WHOLE "BT /F 8 Tf 10 40 Td (tampak) Tj ET", MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    PopplerRectangle first;

    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){.is_clear = TRUE});

    g_autofree char *text = find_text(overlaid, &first);
    g_assert_nonnull(strstr(text, "tampak"));
    g_assert_nonnull(strstr(text, "Surat"));
}

static void
a_page_that_is_left_stays_as_it_is(void)
{
    g_autoptr(GBytes) file = make_scan(WHOLE, MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    PopplerRectangle first;

    g_autoptr(GBytes) overlaid = overlay(file, layer, (ArsipLayered){.is_left = TRUE});

    g_autofree char *text = find_text(overlaid, &first);
    g_assert_cmpstr(text, ==, "");
}

static void
the_same_gives_the_same_bytes(void)
{
    g_autoptr(GBytes) file = make_scan(WHOLE, MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);

    g_autoptr(GBytes) once = overlay(file, layer, (ArsipLayered){0});
    g_autoptr(GBytes) again = overlay(file, layer, (ArsipLayered){0});

    g_assert_true(g_bytes_equal(once, again));
}

static void
a_signature_that_ends_is_told(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    const MadePdf made = {.content = WHOLE,
                          .page = MADE_PAGE,
                          .picture = BITS,
                          .bytes = bits,
                          .length = length,
                          .catalog = "/AcroForm << /SigFlags 3 /Fields [] >>"};
    g_autoptr(GBytes) file = make_pdf(&made);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    g_autoptr(GArray) pages = g_array_new(FALSE, TRUE, sizeof(ArsipLayered));
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    const ArsipSource source = source_of(file), layers = source_of(layer);
    gboolean was_signed = FALSE;
    guint64 size = 0;

    g_array_set_size(pages, 1);

    g_assert_true(arsip_overlay(&source, NULL, &layers, pages, output, &size, &was_signed, NULL));
    g_assert_true(was_signed);
}

static void
another_number_of_pages_is_refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) file = make_scan(WHOLE, MADE_PAGE);
    g_autoptr(GBytes) layer = make_layer(MADE_PAGE);
    g_autoptr(GArray) pages = g_array_new(FALSE, TRUE, sizeof(ArsipLayered));
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    const ArsipSource source = source_of(file), layers = source_of(layer);
    gboolean was_signed = FALSE;
    guint64 size = 0;

    g_array_set_size(pages, 2);

    g_assert_false(arsip_overlay(&source, NULL, &layers, pages, output, &size, &was_signed, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_cmpint(lseek(output, 0, SEEK_END), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/overlay/the_text_stands_on_the_page_as_it_is_shown", MADE_PAGE,
                         the_text_stands_on_the_page_as_it_is_shown);
    g_test_add_data_func("/overlay/the_text_stands_on_a_page_that_begins_elsewhere",
                         "/MediaBox [-40 30 32 130.8]", the_text_stands_on_the_page_as_it_is_shown);
    g_test_add_data_func("/overlay/the_text_stands_on_a_page_that_is_cropped",
                         "/MediaBox [0 0 200 300] /CropBox [50 60 122 160.8]",
                         the_text_stands_on_the_page_as_it_is_shown);
    g_test_add_data_func("/overlay/the_text_stands_on_a_page_that_is_shown_turned",
                         "/MediaBox [0 0 100.8 72] /Rotate 90", the_text_stands_on_the_page_as_it_is_shown);
    g_test_add_data_func("/overlay/the_text_stands_on_a_page_that_is_shown_upside_down",
                         "/MediaBox [0 0 72 100.8] /Rotate -180", the_text_stands_on_the_page_as_it_is_shown);
    g_test_add_func("/overlay/a_page_that_lies_on_its_side_is_stood_up",
                    a_page_that_lies_on_its_side_is_stood_up);
    g_test_add_func("/overlay/a_matrix_that_the_page_leaves_behind_does_not_move_the_text",
                    a_matrix_that_the_page_leaves_behind_does_not_move_the_text);
    g_test_add_func("/overlay/what_the_page_shows_stays_what_it_was", what_the_page_shows_stays_what_it_was);
    g_test_add_func("/overlay/text_that_was_doubted_goes_with_the_layer",
                    text_that_was_doubted_goes_with_the_layer);
    g_test_add_func("/overlay/text_that_can_be_seen_is_never_taken_away",
                    text_that_can_be_seen_is_never_taken_away);
    g_test_add_func("/overlay/a_page_that_is_left_stays_as_it_is", a_page_that_is_left_stays_as_it_is);
    g_test_add_func("/overlay/the_same_gives_the_same_bytes", the_same_gives_the_same_bytes);
    g_test_add_func("/overlay/a_signature_that_ends_is_told", a_signature_that_ends_is_told);
    g_test_add_func("/overlay/another_number_of_pages_is_refused", another_number_of_pages_is_refused);
    return g_test_run();
}
