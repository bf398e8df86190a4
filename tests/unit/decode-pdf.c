/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "decode-make-pdf.h"

#define GREY_BITS "/ColorSpace /DeviceGray /BitsPerComponent 1 "
#define WHOLE     "q 72 0 0 100.8 0 0 cm /Im Do Q"
#define A4        "/MediaBox [0 0 595 842] "

/* Lives as long as the document that is opened from it. */
static ArsipSource
source_of(GBytes *bytes)
{
    ArsipSource source;

    source.data = g_bytes_get_data(bytes, &source.size);
    return source;
}

static ArsipPdf *
open_well(const ArsipSource *source)
{
    g_autoptr(GError) error = NULL;
    ArsipPdf *pdf = arsip_pdf_open(source, NULL, &error);

    g_assert_no_error(error);
    return pdf;
}

static void
check_picture(ArsipPdf *pdf, const char *steps)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipPicture) picture = arsip_pdf_picture(pdf, 1, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(picture->steps, ==, steps);
}

static MadePdf
made_scan(const guint8 *bits, gsize length)
{
    return (MadePdf){
        .content = WHOLE, .page = MADE_PAGE, .picture = GREY_BITS, .bytes = bits, .length = length};
}

static MadePdf
made_text(const char *content)
{
    return (MadePdf){
        .content = content, .page = A4, .picture = GREY_BITS, .bytes = (const guint8 *)"", .length = 0};
}

static ArsipReading *
read_layer(const MadePdf *made, ArsipLayerVerdict *verdict)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = make_pdf(made);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = open_well(&source);
    ArsipReading *reading = arsip_pdf_read_layer(pdf, 1, verdict, &error);

    g_assert_no_error(error);
    return reading;
}

static void
check_layer(const MadePdf *made, const char *text)
{
    ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
    g_autoptr(ArsipReading) reading = read_layer(made, &verdict);

    g_assert_nonnull(reading);
    g_assert_cmpstr(reading->text, ==, text);
}

static void
test_a_scan_is_had_as_it_is_stored(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_scan(bits, length);
    g_autoptr(GBytes) bytes = make_pdf(&made);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = open_well(&source);
    g_autoptr(ArsipPicture) picture = arsip_pdf_picture(pdf, 1, NULL);

    g_assert_cmpint(pixGetWidth(picture->pix), ==, MADE_COLUMNS);
    g_assert_cmpint(pixGetHeight(picture->pix), ==, MADE_ROWS);
    g_assert_cmpint(pixGetDepth(picture->pix), ==, 1);
    g_assert_cmpint(picture->dpi, ==, 300);
    check_picture(pdf, "own-picture 300\n");
}

static void
test_a_scan_may_be_turned_and_cropped(void)
{
    static const char *const pages[] = {MADE_PAGE "/Rotate 90", MADE_PAGE "/Rotate 180",
                                        MADE_PAGE "/CropBox [6 5 70 90]",
                                        MADE_PAGE "/CropBox [6 5 70 90] /Rotate 270"};
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);

    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        MadePdf made = made_scan(bits, length);
        made.page = pages[i];
        g_autoptr(GBytes) bytes = make_pdf(&made);
        const ArsipSource source = source_of(bytes);
        g_autoptr(ArsipPdf) pdf = open_well(&source);
        check_picture(pdf, "own-picture 300\n");
    }
}

static void
test_a_page_that_shows_more_is_drawn(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_scan(bits, length);
    made.page = "/MediaBox [0 0 50 70] ";
    made.content = "q 50 0 0 70 0 0 cm /Im Do Q BT /F 6 Tf 10 50 Td (Diterima) Tj ET";
    g_autoptr(GBytes) bytes = make_pdf(&made);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = open_well(&source);

    check_picture(pdf, "rendered 300\n");
}

/* More dots than the picture on it has would only be made up. */
static void
test_a_coarse_scan_is_drawn_no_finer(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_scan(bits, length);
    made.page = "/MediaBox [0 0 100 140] ";
    made.content = "q 100 0 0 140 0 0 cm /Im Do Q BT /F 6 Tf 10 50 Td (Diterima) Tj ET";
    g_autoptr(GBytes) bytes = make_pdf(&made);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = open_well(&source);

    check_picture(pdf, "rendered 216\n");
}

static void
test_a_picture_that_is_too_large_is_refused_with_its_size(void)
{
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_scan(bits, length);
    g_autoptr(GError) error = NULL;
    made.picture = "/Width 35000 /Height 49000 " GREY_BITS;
    g_autoptr(GBytes) bytes = make_pdf(&made);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = open_well(&source);

    g_autoptr(ArsipPicture) picture = arsip_pdf_picture(pdf, 1, &error);

    g_assert_null(picture);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
    g_assert_nonnull(strstr(error->message, "35000 × 49000"));
}

static void
test_words_under_a_scan_are_trusted_as_far_as_they_are_words(void)
{
    ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
    gsize length = 0;
    g_autofree guint8 *bits = make_bits(&length);
    MadePdf made = made_scan(bits, length);
    made.content = WHOLE " BT 3 Tr /F 4 Tf 1 0 0 1 14 80 Tm (surat undangan rapat) Tj 1 0 0 1 14 60 Tm "
                         "(pembahasan kegiatan kantor) Tj 1 0 0 1 14 40 Tm (bersama qwzxqv) Tj ET";

    g_autoptr(ArsipReading) reading = read_layer(&made, &verdict);

    g_assert_cmpint(verdict, ==, ARSIP_LAYER_DOUBTFUL);
    g_assert_cmpfloat(reading->known, <, 99);
    g_assert_cmpfloat(reading->confidence, ==, reading->known);
}

static void
test_a_cropped_page_says_what_it_shows(void)
{
    MadePdf made = made_text("BT /F 12 Tf 60 700 Td (Surat undangan) Tj 0 -500 Td (Tembusan) Tj ET");

    check_layer(&made, "Surat undangan\n\nTembusan\n");
    made.page = A4 "/CropBox [0 400 595 842]";
    check_layer(&made, "Surat undangan\n");
    made.page = A4 "/CropBox [0 400 595 842] /Rotate 180";
    check_layer(&made, "Surat undangan\n");
}

static void
test_what_is_switched_off_is_not_read(void)
{
    MadePdf made =
        made_text("BT /F 12 Tf 60 700 Td (Surat undangan) Tj ET /OC /Layer BDC BT /F 12 Tf 60 500 Td "
                  "(Konsep) Tj ET EMC");
    made.resources = "/Properties << /Layer 7 0 R >>";
    made.object = "<< /Type /OCG /Name (konsep) >>";
    made.catalog = "/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>";

    check_layer(&made, "Surat undangan\n");
    made.catalog = "/OCProperties << /OCGs [7 0 R] /D << /ON [7 0 R] >> >>";
    check_layer(&made, "Surat undangan\n\nKonsep\n");
}

/* Boxes stand where the words are shown, whichever way up. */
static void
test_a_page_shown_askew_is_read_upright(void)
{
    static const struct {
        const char *page;
        gint32 rotation, x, y;
    } turns[] = {
        {A4 "/Rotate 90", 270, 2906, 250},
        {A4 "/Rotate 180", 180, 2006, 2906},
        {A4 "/Rotate 270", 90, 555, 2006},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(turns); i++) {
        ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;
        MadePdf made = made_text("BT /F 12 Tf 60 700 Td (undangan) Tj 0 -20 Td (rapat) Tj ET");
        made.page = turns[i].page;
        g_autoptr(ArsipReading) reading = read_layer(&made, &verdict);
        g_assert_cmpstr(reading->text, ==, "undangan\nrapat\n");
        g_assert_cmpint(reading->rotation, ==, turns[i].rotation);
        const ArsipWord *word = &g_array_index(reading->words, ArsipWord, 0);
        g_assert_cmpint(ABS(word->x - turns[i].x), <=, 12);
        g_assert_cmpint(ABS(word->y - turns[i].y), <=, 12);
    }
}

static void
test_fields_of_a_form_are_read_with_their_captions(void)
{
    MadePdf made = made_text("BT /F 12 Tf 60 700 Td (Nama) Tj 0 -40 Td (Jabatan) Tj ET");
    made.page =
        A4 "/Annots [7 0 R << /Type /Annot /Subtype /FreeText /Rect [300 650 400 670] /DA (/F 12 Tf) "
           "/Contents (segera dibalas) >> << /Type /Annot /Subtype /FreeText /F 2 /Rect [300 500 400 520] "
           "/DA (/F 12 Tf) /Contents (rahasia) >>]";
    made.object =
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (nama) /V (Wening Arumdalu) /DA (/F 12 Tf 0 g) "
        "/Rect [150 695 300 715] >>";
    made.catalog = "/AcroForm << /Fields [7 0 R] /DA (/F 12 Tf 0 g) /DR << /Font << /F 6 0 R >> >> >>";

    check_layer(&made, "Nama Wening Arumdalu\nJabatan segera dibalas\n");
}

/* RC4 of 40 bits and AES of 256, whose passwords are Latin-1 and UTF-8. */
static GBytes *
lock(const char *user, gboolean is_modern)
{
    MadePdf made = made_text("BT /F 12 Tf 60 700 Td (Surat undangan) Tj ET");
    g_autoptr(GBytes) bytes = make_pdf(&made);
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    qpdf_data qpdf = qpdf_init();

    g_assert_cmpint(qpdf_read_memory(qpdf, "test", data, size, NULL) & QPDF_ERRORS, ==, 0);
    qpdf_init_write_memory(qpdf);
    if (is_modern)
        qpdf_set_r6_encryption_parameters2(qpdf, user, "pemilik", 1, 1, 1, 1, 1, 1, qpdf_r3p_full, 1);
    else
        qpdf_set_r3_encryption_parameters_insecure(qpdf, user, "pemilik", 1, 1, 1, 1, 1, 1, qpdf_r3p_full);
    g_assert_cmpint(qpdf_write(qpdf) & QPDF_ERRORS, ==, 0);
    GBytes *locked = g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    qpdf_cleanup(&qpdf);
    return locked;
}

static void
check_opens(const char *user, gboolean is_modern, const char *const *passwords)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = lock(user, is_modern);
    const ArsipSource source = source_of(bytes);
    g_autoptr(ArsipPdf) pdf = arsip_pdf_open(&source, passwords, &error);
    ArsipLayerVerdict verdict = ARSIP_LAYER_BAD;

    g_assert_no_error(error);
    g_autoptr(ArsipReading) reading = arsip_pdf_read_layer(pdf, 1, &verdict, &error);
    g_assert_cmpstr(reading->text, ==, "Surat undangan\n");
}

static void
test_each_password_is_tried_in_either_encoding(void)
{
    static const char *const wide[] = {"salah", "r\xc3\xa4hasia", "lagi", NULL};
    static const char *const narrow[] = {"salah", "r\xe4hasia", NULL};
    static const char *const plain[] = {"rahasia", NULL};

    check_opens("rahasia", FALSE, plain);
    check_opens("rahasia", TRUE, plain);
    check_opens("r\xe4hasia", FALSE, wide);
    check_opens("r\xe4hasia", FALSE, narrow);
    check_opens("r\xc3\xa4hasia", TRUE, wide);
    check_opens("r\xc3\xa4hasia", TRUE, narrow);
}

static void
test_what_only_its_owner_may_change_can_be_read(void)
{
    check_opens("", FALSE, NULL);
    check_opens("", TRUE, NULL);
}

static void
test_a_wrong_password_is_told(void)
{
    static const char *const wrong[] = {"salah", "s\xc3\xa4lah", "s\xe4lah", "", NULL};

    for (guint i = 0; i < 2; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = lock("rahasia", i == 1);
        const ArsipSource source = source_of(bytes);
        g_autoptr(ArsipPdf) pdf = arsip_pdf_open(&source, wrong, &error);

        g_assert_null(pdf);
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_PASSWORD);
        g_assert_nonnull(strstr(error->message, "none of those given"));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setMsgSeverity(L_SEVERITY_NONE);
    g_test_add_func("/pdf/a_scan_is_had_as_it_is_stored", test_a_scan_is_had_as_it_is_stored);
    g_test_add_func("/pdf/a_scan_may_be_turned_and_cropped", test_a_scan_may_be_turned_and_cropped);
    g_test_add_func("/pdf/a_page_that_shows_more_is_drawn", test_a_page_that_shows_more_is_drawn);
    g_test_add_func("/pdf/a_coarse_scan_is_drawn_no_finer", test_a_coarse_scan_is_drawn_no_finer);
    g_test_add_func("/pdf/a_picture_that_is_too_large_is_refused_with_its_size",
                    test_a_picture_that_is_too_large_is_refused_with_its_size);
    g_test_add_func("/pdf/words_under_a_scan_are_trusted_as_far_as_they_are_words",
                    test_words_under_a_scan_are_trusted_as_far_as_they_are_words);
    g_test_add_func("/pdf/a_cropped_page_says_what_it_shows", test_a_cropped_page_says_what_it_shows);
    g_test_add_func("/pdf/what_is_switched_off_is_not_read", test_what_is_switched_off_is_not_read);
    g_test_add_func("/pdf/a_page_shown_askew_is_read_upright", test_a_page_shown_askew_is_read_upright);
    g_test_add_func("/pdf/fields_of_a_form_are_read_with_their_captions",
                    test_fields_of_a_form_are_read_with_their_captions);
    g_test_add_func("/pdf/each_password_is_tried_in_either_encoding",
                    test_each_password_is_tried_in_either_encoding);
    g_test_add_func("/pdf/what_only_its_owner_may_change_can_be_read",
                    test_what_only_its_owner_may_change_can_be_read);
    g_test_add_func("/pdf/a_wrong_password_is_told", test_a_wrong_password_is_told);
    return g_test_run();
}
