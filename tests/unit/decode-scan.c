/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "decode-make-pdf.h"
#include "decode/pdf/render.h"
#include "decode/pdf/scan.h"

#define GREY_BITS "/ColorSpace /DeviceGray /BitsPerComponent 1 "
#define WHOLE     "q 72 0 0 100.8 0 0 cm /Im Do Q"

/* What the page shows, drawn by poppler at 50 dpi. */
static PIX *
draw(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);

    g_assert_no_error(error);
    PopplerPage *page = poppler_document_get_page(document, 0);
    PIX *drawn = arsip_render_small(page);
    g_object_unref(page);
    g_object_unref(document);
    return drawn;
}

static PIX *
take(GBytes *bytes)
{
    gsize size = 0;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    const ArsipSource source = {.data = data, .size = size};
    g_autoptr(ArsipScans) scans = arsip_scans_open(&source, NULL);
    g_auto(ArsipScan) scan = {0};

    g_assert_nonnull(scans);
    g_assert_true(arsip_scans_look(scans, 1, &scan));
    if (!scan.is_scan)
        return NULL;
    g_assert_nonnull(scan.pix);
    return arsip_scan_place(&scan, g_steal_pointer(&scan.pix));
}

/* The share of the dots in which they differ. */
static double
difference(PIX *a, PIX *b)
{
    g_auto(ArsipPix) black_a = pixThresholdToBinary(a, 128);
    g_auto(ArsipPix) black_b = pixThresholdToBinary(b, 128);
    l_float32 share = 1;

    g_assert_cmpint(ABS(pixGetWidth(a) - pixGetWidth(b)), <=, 1);
    g_assert_cmpint(ABS(pixGetHeight(a) - pixGetHeight(b)), <=, 1);
    pixCompareBinary(black_a, black_b, L_COMPARE_XOR, &share, NULL);
    return (double)share;
}

static void
check_same(const MadePdf *made)
{
    g_autoptr(GBytes) bytes = make_pdf(made);
    g_auto(ArsipPix) drawn = draw(bytes);
    g_auto(ArsipPix) taken = take(bytes);

    if (taken == NULL)
        g_test_message("not taken: %s %s %s", made->content, made->page, made->picture);
    g_assert_nonnull(taken);
    g_auto(ArsipPix) small = arsip_render_shrink(taken);
    if (difference(small, drawn) > 0.04)
        g_test_message("differs: %s %s %s", made->content, made->page, made->picture);
    g_assert_cmpfloat(difference(small, drawn), <=, 0.04);
}

static void
check_drawn(const MadePdf *made)
{
    g_autoptr(GBytes) bytes = make_pdf(made);
    g_auto(ArsipPix) taken = take(bytes);

    if (taken != NULL)
        g_test_message("taken: %s %s", made->content, made->page);
    g_assert_null(taken);
}

static MadePdf
made_with(const guint8 *bits, gsize length)
{
    return (MadePdf){
        .content = WHOLE, .page = MADE_PAGE, .picture = GREY_BITS, .bytes = bits, .length = length};
}

/* Poppler draws the page, qpdf tells how the picture lies: both must come to the same. */
static void
test_a_scan_lies_as_poppler_draws_it(void)
{
    static const char *const contents[] = {
        WHOLE,
        "q -72 0 0 100.8 72 0 cm /Im Do Q",
        "q 72 0 0 -100.8 0 100.8 cm /Im Do Q",
        "q -72 0 0 -100.8 72 100.8 cm /Im Do Q",
        "q 60 0 0 84 6 10 cm /Im Do Q",
        "q .1 0 0 .1 0 0 cm q 720 0 0 1008 0 0 cm /Im Do Q Q",
        "0 0 72 100.8 re W n q 72 0 0 100.8 0 0 cm /Im Do Q",
    };
    static const char *const pages[] = {
        MADE_PAGE,
        MADE_PAGE "/Rotate 90",
        MADE_PAGE "/Rotate 180",
        MADE_PAGE "/Rotate -90",
        MADE_PAGE "/CropBox [6 5 70 90]",
        MADE_PAGE "/CropBox [6 5 70 90] /Rotate 270",
        "/MediaBox [-4 -8 80 110]",
    };
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);

    for (gsize i = 0; i < G_N_ELEMENTS(contents); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(pages); j++) {
            MadePdf made = made_with(bits, length);
            made.content = contents[i];
            made.page = pages[j];
            check_same(&made);
        }
}

static void
test_a_scan_may_lie_on_its_side(void)
{
    static const char *const contents[] = {
        "q 0 72 -100.8 0 100.8 0 cm /Im Do Q",
        "q 0 -72 100.8 0 0 72 cm /Im Do Q",
        "q 0 72 100.8 0 0 0 cm /Im Do Q",
        "q 0 -72 -100.8 0 100.8 72 cm /Im Do Q",
    };
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);

    for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
        MadePdf made = made_with(bits, length);
        made.content = contents[i];
        made.page = "/MediaBox [0 0 100.8 72] ";
        check_same(&made);
    }
}

static GBytes *
deflate(const guint8 *bytes, gsize length)
{
    g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
    g_autofree guint8 *packed = g_malloc(length + 1024);
    gsize n_read = 0, n_written = 0;

    g_converter_convert(G_CONVERTER(compressor), bytes, length, packed, length + 1024,
                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
    return g_bytes_new(packed, n_written);
}

/* Each dot as a byte, or three of them; as PNG's filters want it with a byte before each row. */
static guint8 *
make_levels(guint n_colours, gboolean has_filter_bytes, gsize *length)
{
    gsize n_bits = 0, stride = (MADE_COLUMNS + 7) / 8;
    g_autofree guint8 *bits = make_bits(&n_bits);
    GByteArray *levels = g_byte_array_new();

    for (gsize y = 0; y < MADE_ROWS; y++) {
        if (has_filter_bytes)
            g_byte_array_append(levels, (const guint8 *)"", 1);
        for (gsize x = 0; x < MADE_COLUMNS * n_colours; x++) {
            gsize column = x / n_colours;
            guint8 level = (bits[y * stride + column / 8] >> (7 - column % 8) & 1) != 0 ? 250 : 20;
            g_byte_array_append(levels, &level, 1);
        }
    }
    return g_byte_array_steal(levels, length);
}

static void
test_pictures_of_many_kinds_are_taken(void)
{
    static const struct {
        guint n_colours; /* 0: bits */
        gboolean has_filter_bytes;
        gboolean is_packed;
        const char *picture;
    } kinds[] = {
        {0, FALSE, FALSE, GREY_BITS},
        {0, FALSE, FALSE, GREY_BITS "/Decode [1 0]"},
        {0, FALSE, FALSE, "/ImageMask true /BitsPerComponent 1"},
        {0, FALSE, FALSE, "/ImageMask true /BitsPerComponent 1 /Decode [1 0]"},
        {0, FALSE, TRUE, GREY_BITS "/Filter /FlateDecode"},
        {0, FALSE, TRUE, GREY_BITS "/Filter [/FlateDecode] /DecodeParms [<< /Predictor 1 >>]"},
        {1, FALSE, FALSE, "/ColorSpace /DeviceGray /BitsPerComponent 8"},
        {1, FALSE, TRUE,
         "/ColorSpace [/CalGray << /WhitePoint [1 1 1] >>] /BitsPerComponent 8 /Filter /FlateDecode"},
        {3, FALSE, TRUE, "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"},
        {3, TRUE, TRUE,
         "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << "
         "/Predictor 15 /Colors 3 /Columns 300 >>"},
        {1, TRUE, TRUE,
         "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << "
         "/Predictor 12 /Columns 300 >>"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        gsize length = 0;
        g_autofree guint8 *bytes = kinds[i].n_colours == 0
                                       ? make_bits(&length)
                                       : make_levels(kinds[i].n_colours, kinds[i].has_filter_bytes, &length);
        g_autoptr(GBytes) packed = deflate(bytes, length);
        MadePdf made = made_with(bytes, length);
        made.picture = kinds[i].picture;
        if (kinds[i].is_packed)
            made.bytes = g_bytes_get_data(packed, &made.length);
        check_same(&made);
    }
}

static void
test_a_jpeg_is_taken_as_it_is(void)
{
    static const char *const pictures[] = {
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter [/FlateDecode /DCTDecode]",
    };
    gsize length = 0, size = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);
    g_autoptr(GBytes) bytes = make_pdf(&made);
    g_auto(ArsipPix) pix = take(bytes);
    g_auto(ArsipPix) grey = pixConvertTo8(pix, FALSE);
    l_uint8 *jpeg = NULL;

    pixWriteMemJpeg(&jpeg, &size, grey, 80, 0);
    g_autoptr(GBytes) packed = deflate(jpeg, size);
    for (gsize i = 0; i < G_N_ELEMENTS(pictures); i++) {
        made.picture = pictures[i];
        made.bytes = jpeg;
        made.length = size;
        if (i == 1)
            made.bytes = g_bytes_get_data(packed, &made.length);
        check_same(&made);
    }
    lept_free(jpeg);
}

static guint32
find_tag(const guint8 *tiff, guint tag)
{
    guint32 at = 0;
    guint16 n = 0;

    memcpy(&at, tiff + 4, sizeof at);
    memcpy(&n, tiff + at, sizeof n);
    for (guint i = 0; i < n; i++) {
        guint16 found = 0;
        guint32 value = 0;
        memcpy(&found, tiff + at + 2 + i * 12, sizeof found);
        memcpy(&value, tiff + at + 2 + i * 12 + 8, sizeof value);
        if (found == tag)
            return value;
    }
    return 0;
}

/* Leptonica writes it as one strip, in the machine's byte order. */
static void
test_a_fax_is_taken_as_it_is(void)
{
    static const char *const parameters[] = {
        "/K -1 /Columns 300 /Rows 420",
        "/K -1 /Columns 300 /BlackIs1 true",
    };
    gsize length = 0, size = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);
    g_autoptr(GBytes) bytes = make_pdf(&made);
    g_auto(ArsipPix) pix = take(bytes);
    l_uint8 *tiff = NULL;

    pixWriteMemTiff(&tiff, &size, pix, IFF_TIFF_G4);
    for (gsize i = 0; i < G_N_ELEMENTS(parameters); i++) {
        g_autofree char *picture =
            g_strdup_printf(GREY_BITS "/Filter /CCITTFaxDecode /DecodeParms << %s >>", parameters[i]);
        made.picture = picture;
        made.bytes = tiff + find_tag(tiff, 273);
        made.length = find_tag(tiff, 279);
        check_same(&made);
    }
    lept_free(tiff);
}

static void
test_text_that_cannot_be_seen_does_not_count(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);

    made.content = WHOLE " BT 3 Tr /F 10 Tf 10 50 Td (surat \\(dinas\\)) Tj ET";
    check_same(&made);
    made.content = "BT 3 Tr /F 10 Tf 10 50 Td [(su) -20 (rat)] TJ ET " WHOLE;
    check_same(&made);
}

static void
test_a_page_that_shows_more_is_no_scan(void)
{
    static const char *const contents[] = {
        WHOLE " BT /F 10 Tf 10 50 Td (surat) Tj ET",
        WHOLE " 10 10 m 50 50 l S",
        WHOLE " " WHOLE,
        "0 0 40 100.8 re W n " WHOLE,
        "0 0 m 72 0 l 72 100.8 l h W n " WHOLE,
        WHOLE " 10 10 20 20 re f",
        "q 72 2 -2 100.8 0 0 cm /Im Do Q",
        "q 20 0 0 28 0 0 cm /Im Do Q",
        "/GS gs " WHOLE,
        "/OC /Layer BDC " WHOLE " EMC",
        WHOLE " BI /W 1 /H 1 /BPC 8 /CS /G ID a EI",
        WHOLE " (unfinished",
        WHOLE " nonsense",
        "10 50 m",
    };
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);

    for (gsize i = 0; i < G_N_ELEMENTS(contents); i++) {
        MadePdf made = made_with(bits, length);
        made.content = contents[i];
        made.resources = "/ExtGState << /GS << /ca 0.5 >> >> /Properties << /Layer 7 0 R >>";
        made.object = "<< /Type /OCG /Name (layer) >>";
        check_drawn(&made);
    }
}

static gboolean
has_print(const char *content)
{
    gsize length = 0, size = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);
    made.content = content;
    g_autoptr(GBytes) bytes = make_pdf(&made);
    const guint8 *data = g_bytes_get_data(bytes, &size);
    const ArsipSource source = {.data = data, .size = size};
    g_autoptr(ArsipScans) scans = arsip_scans_open(&source, NULL);
    g_auto(ArsipScan) scan = {0};

    g_assert_true(arsip_scans_look(scans, 1, &scan));
    return scan.has_print;
}

static void
test_print_is_told_from_what_lies_under_a_picture(void)
{
    g_assert_true(has_print(WHOLE " BT /F 10 Tf 10 50 Td (surat) Tj ET"));
    g_assert_true(has_print("BT /F 10 Tf 10 50 Td (surat) Tj ET q 9 0 0 9 0 0 cm /Im Do Q"));
    g_assert_false(has_print("BT /F 10 Tf 10 50 Td (surat) Tj ET " WHOLE));
    g_assert_false(has_print("q 0 0 m 72 0 l 0 9 l h W n " WHOLE " Q BT 3 Tr 10 50 Td (surat) Tj ET"));
}

static void
test_a_note_on_the_page_is_seen_too(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);

    made.page = MADE_PAGE "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>]";
    check_same(&made);
    made.page = MADE_PAGE "/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >>]";
    check_drawn(&made);
}

static void
test_a_picture_in_another_frame_is_found(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_with(bits, length);

    made.page = MADE_PAGE "/Annots 7 0 R";
    made.object = "[]";
    made.resources = "/ExtGState << /GS << /ca 1 /SMask /None /BM /Normal >> >>";
    made.content = "/GS gs /Artifact << /Type /Pagination >> BDC " WHOLE " EMC";
    check_same(&made);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/scan/a_scan_lies_as_poppler_draws_it", test_a_scan_lies_as_poppler_draws_it);
    g_test_add_func("/scan/a_scan_may_lie_on_its_side", test_a_scan_may_lie_on_its_side);
    g_test_add_func("/scan/pictures_of_many_kinds_are_taken", test_pictures_of_many_kinds_are_taken);
    g_test_add_func("/scan/a_jpeg_is_taken_as_it_is", test_a_jpeg_is_taken_as_it_is);
    g_test_add_func("/scan/a_fax_is_taken_as_it_is", test_a_fax_is_taken_as_it_is);
    g_test_add_func("/scan/text_that_cannot_be_seen_does_not_count",
                    test_text_that_cannot_be_seen_does_not_count);
    g_test_add_func("/scan/a_page_that_shows_more_is_no_scan", test_a_page_that_shows_more_is_no_scan);
    g_test_add_func("/scan/print_is_told_from_what_lies_under_a_picture",
                    test_print_is_told_from_what_lies_under_a_picture);
    g_test_add_func("/scan/a_note_on_the_page_is_seen_too", test_a_note_on_the_page_is_seen_too);
    g_test_add_func("/scan/a_picture_in_another_frame_is_found", test_a_picture_in_another_frame_is_found);
    return g_test_run();
}
