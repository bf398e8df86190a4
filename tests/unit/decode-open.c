/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-help.h"

static void
check_opened(int given, const char *media_type, ArsipSort sort, guint n_pages)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(opened->media_type, ==, media_type);
    g_assert_cmpint(opened->sort, ==, sort);
    g_assert_cmpuint(opened->n_pages, ==, n_pages);
}

static void
check_refused(int given, ArsipError code, const char *told)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, &error);

    g_assert_null(opened);
    g_assert_error(error, ARSIP_ERROR, (gint)code);
    g_assert_nonnull(strstr(error->message, told));
}

static void
test_all_pages_of_a_tiff_are_counted(void)
{
    check_opened(open_sample("good-three-pages.tif"), "image/tiff", ARSIP_SORT_PAGES, 3);
}

static void
test_content_decides_not_the_name(void)
{
    const char *text = "Ini surat biasa, bukan gambar, walaupun bernama surat.jpg.\n";

    check_opened(open_bytes(text, strlen(text)), "text/plain", ARSIP_SORT_PAGES, 1);
}

static void
test_an_empty_file_is_told_as_empty(void)
{
    check_refused(open_bytes("", 0), ARSIP_ERROR_EMPTY, "empty");
}

static void
test_a_locked_pdf_asks_for_one_without_password(void)
{
    check_refused(open_sample("bad-password.pdf"), ARSIP_ERROR_PASSWORD, "password");
}

static void
test_a_pdf_without_pages_is_told_as_empty(void)
{
    check_refused(open_sample("bad-no-pages.pdf"), ARSIP_ERROR_EMPTY, "no pages");
}

static void
test_a_broken_pdf_is_told_as_damaged(void)
{
    check_refused(open_bytes("%PDF-1.4\n%%EOF\n", 15), ARSIP_ERROR_DAMAGED, "damaged");
}

static void
test_a_picture_of_60000_pixels_is_refused_with_its_size(void)
{
    check_refused(open_sample("bad-60000-pixels.png"), ARSIP_ERROR_LIMIT, "60000 × 60000");
}

static void
test_a_tiff_without_its_directory_is_told_as_damaged(void)
{
    check_refused(open_sample("bad-cut-short.tif"), ARSIP_ERROR_DAMAGED, "cut short");
}

/* The page that is lost must not go unnoticed. */
static void
test_a_tiff_cut_short_counts_the_page_that_is_lost(void)
{
    check_opened(open_sample("bad-cut-short-pages.tif"), "image/tiff", ARSIP_SORT_PAGES, 2);
}

static void
test_office_formats_are_no_archives(void)
{
    check_opened(open_sample("unsupported-letter.docx"), "application/zip", ARSIP_SORT_UNSUPPORTED, 0);
}

static void
test_a_mail_has_one_page(void)
{
    check_opened(open_sample("good-mail.eml"), "message/rfc822", ARSIP_SORT_PAGES, 1);
    check_opened(open_sample("good-attachments.eml"), "message/rfc822", ARSIP_SORT_PAGES, 1);
}

static void
test_archives_are_containers(void)
{
    check_opened(open_sample("good-batch.zip"), "application/zip", ARSIP_SORT_CONTAINER, 0);
    check_opened(open_sample("good-one.7z"), "application/x-7z-compressed", ARSIP_SORT_CONTAINER, 0);
    check_opened(open_sample("good-links.tar.zst"), "application/zstd", ARSIP_SORT_CONTAINER, 0);
}

static void
test_form_feeds_part_the_pages_of_a_text(void)
{
    const char *text = "halaman satu\n\fhalaman dua\n\f";

    check_opened(open_bytes(text, strlen(text)), "text/plain", ARSIP_SORT_PAGES, 2);
}

/* Walks that trust a directory's own numbers do not come back from this one. */
static void
test_a_tiff_whose_pages_go_round_in_a_circle_ends(void)
{
    const guint8 circle[] = {'I', 'I', 42, 0, 8, 0,  0, 0, 1, 0, 0, 1, 3,
                             0,   1,   0,  0, 0, 10, 0, 0, 0, 8, 0, 0, 0};

    check_opened(open_bytes(circle, sizeof circle), "image/tiff", ARSIP_SORT_PAGES, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/decode/all_pages_of_a_tiff_are_counted", test_all_pages_of_a_tiff_are_counted);
    g_test_add_func("/decode/content_decides_not_the_name", test_content_decides_not_the_name);
    g_test_add_func("/decode/an_empty_file_is_told_as_empty", test_an_empty_file_is_told_as_empty);
    g_test_add_func("/decode/a_locked_pdf_asks_for_one_without_password",
                    test_a_locked_pdf_asks_for_one_without_password);
    g_test_add_func("/decode/a_pdf_without_pages_is_told_as_empty",
                    test_a_pdf_without_pages_is_told_as_empty);
    g_test_add_func("/decode/a_broken_pdf_is_told_as_damaged", test_a_broken_pdf_is_told_as_damaged);
    g_test_add_func("/decode/a_picture_of_60000_pixels_is_refused_with_its_size",
                    test_a_picture_of_60000_pixels_is_refused_with_its_size);
    g_test_add_func("/decode/a_tiff_without_its_directory_is_told_as_damaged",
                    test_a_tiff_without_its_directory_is_told_as_damaged);
    g_test_add_func("/decode/a_tiff_cut_short_counts_the_page_that_is_lost",
                    test_a_tiff_cut_short_counts_the_page_that_is_lost);
    g_test_add_func("/decode/office_formats_are_no_archives", test_office_formats_are_no_archives);
    g_test_add_func("/decode/a_mail_has_one_page", test_a_mail_has_one_page);
    g_test_add_func("/decode/archives_are_containers", test_archives_are_containers);
    g_test_add_func("/decode/form_feeds_part_the_pages_of_a_text", test_form_feeds_part_the_pages_of_a_text);
    g_test_add_func("/decode/a_tiff_whose_pages_go_round_in_a_circle_ends",
                    test_a_tiff_whose_pages_go_round_in_a_circle_ends);
    return g_test_run();
}
