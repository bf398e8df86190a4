/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"

#define WORD(body) "<w:document " WORD_SPACES "><w:body>" body "</w:body></w:document>"
#define LINE       "<w:p><w:r><w:t>Surat</w:t></w:r></w:p>"

static void
check_opened(int given, const char *media_type, ArsipSort sort)
{
    g_auto(ArsipFd) fd = given;
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(opened->media_type, ==, media_type);
    g_assert_cmpint(opened->sort, ==, sort);
}

static int
open_word_as(const char *type)
{
    g_autofree char *types = g_strdup_printf(CONTENT_TYPES("word/document.xml", "%s"), type);
    static const Part parts[] = {{"word/document.xml", WORD(LINE)}, {NULL, NULL}};

    return open_office("word/document.xml", types, parts);
}

static void
test_documents_with_macros_and_templates_are_read_by_their_own_type(void)
{
    check_opened(open_word_as(WORD_TYPE), WORD_TYPE, ARSIP_SORT_PAGES);
    check_opened(open_word_as("application/vnd.ms-word.document.macroEnabled"),
                 "application/vnd.ms-word.document.macroEnabled.12", ARSIP_SORT_PAGES);
    check_opened(open_word_as("application/vnd.openxmlformats-officedocument.wordprocessingml.template"),
                 "application/vnd.openxmlformats-officedocument.wordprocessingml.template", ARSIP_SORT_PAGES);
}

/* Some writers put what tells the type last, and call every XML the main part. */
static void
test_a_document_is_known_wherever_its_parts_stand(void)
{
    static const Part parts[] = {
        {"docProps\\app.xml", "<x/>"},
        {"word/Document2.xml", WORD(LINE)},
        {"_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "word/document2.xml"))},
        {"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                                "<Default Extension='xml' ContentType='" WORD_TYPE ".main+xml'/></Types>"},
    };

    check_pages(open_parts(parts, G_N_ELEMENTS(parts)), "Surat\n");
}

static const Part letter[] = {
    {"_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "word/document.xml"))},
    {"word/document.xml", WORD(LINE)},
    {"[Content_Types].xml", CONTENT_TYPES("word/document.xml", WORD_TYPE)},
};

/* Some writers make every ZIP as if it had gigabytes; some tell sizes after the bytes. */
static void
test_a_document_is_read_however_it_is_packed(void)
{
    static const char comment[] = "PK\5\6 dibuat oleh aplikasi persuratan";
    g_auto(ArsipFd) fd = open_parts(letter, 3);
    const guint8 length[] = {sizeof comment - 1, 0};

    check_pages(open_parts_as(letter, 3, "zip:zip64"), "Surat\n");
    check_pages(open_parts_as(letter, 3, "zip:compression=store"), "Surat\n");
    g_assert_cmpint(pwrite(fd, length, 2, lseek(fd, 0, SEEK_END) - 2), ==, 2);
    g_assert_cmpint(write(fd, comment, sizeof comment - 1), ==, sizeof comment - 1);
    check_pages(arsip_fd_steal(&fd), "Surat\n");
}

static void
test_a_directory_that_lies_is_told_as_damaged(void)
{
    g_auto(ArsipFd) fd = open_parts(letter, 3);
    off_t size = lseek(fd, 0, SEEK_END);

    /* The directory begins beyond the end of the file. */
    g_assert_cmpint(pwrite(fd, "\xff\xff\xff\x7f", 4, size - 6), ==, 4);
    check_opened(dup(fd), "application/zip", ARSIP_SORT_CONTAINER);
    /* It has more bytes than the file. */
    g_assert_cmpint(pwrite(fd, "\xff\xff\xff\x7f", 4, size - 10), ==, 4);
    check_opened(arsip_fd_steal(&fd), "application/zip", ARSIP_SORT_CONTAINER);
}

static void
test_a_zip_of_documents_stays_a_container(void)
{
    static const Part parts[] = {{"surat/[Content_Types].xml", "<Types/>"},
                                 {"surat/mimetype", "application/x"}};

    check_opened(open_parts(parts, 2), "application/zip", ARSIP_SORT_CONTAINER);
}

static void
test_a_file_called_mimetype_makes_no_document(void)
{
    static const Part parts[] = {{"mimetype", "catatan saya"}, {"surat.txt", "Surat"}};

    check_opened(open_parts(parts, 2), "application/zip", ARSIP_SORT_CONTAINER);
}

static void
test_books_and_programs_are_neither_documents_nor_containers(void)
{
    static const Part book[] = {{"mimetype", "application/epub+zip"}, {"OEBPS/a.xhtml", "<html/>"}};
    static const Part program[] = {{"classes.dex", "x"}, {"AndroidManifest.xml", "x"}};

    check_opened(open_parts(book, 2), "application/epub+zip", ARSIP_SORT_UNSUPPORTED);
    check_opened(open_parts(program, 2), "application/vnd.android.package-archive", ARSIP_SORT_UNSUPPORTED);
    check_opened(open_sample("unsupported-sheet.xls"), "application/vnd.ms-excel", ARSIP_SORT_UNSUPPORTED);
}

static void
test_a_document_cut_short_is_told_as_damaged(void)
{
    g_auto(ArsipFd) whole = open_sample("good-letter.docx");
    guint8 bytes[5000];

    g_assert_cmpint(read(whole, bytes, sizeof bytes), ==, sizeof bytes);
    check_not_read(open_bytes(bytes, sizeof bytes), ARSIP_ERROR_DAMAGED, "cut short");
}

static void
test_a_part_that_is_no_xml_is_told_as_damaged(void)
{
    static const Part parts[] = {{"word/document.xml", "<w:document><w:body>"}, {NULL, NULL}};

    check_not_read(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                   ARSIP_ERROR_DAMAGED, "XML is damaged");
}

static void
test_a_document_without_its_main_part_is_told(void)
{
    static const Part parts[] = {{NULL, NULL}};

    check_not_read(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                   ARSIP_ERROR_NOT_FOUND, "word/document.xml");
}

static void
test_a_document_that_cannot_tell_what_it_is_is_told_as_damaged(void)
{
    static const Part parts[] = {{"[Content_Types].xml", "<Types"},
                                 {"_rels/.rels", RELATIONS(RELATION("rId1", "officeDocument", "a.xml"))}};

    check_not_read(open_parts(parts, 2), ARSIP_ERROR_DAMAGED, "XML is damaged");
}

/* A part of 128 MB of blanks packs to 128 kB. */
static void
test_a_bomb_is_found_by_what_comes_out_of_it(void)
{
    gsize size = 128u << 20;
    g_autofree char *blanks = g_malloc(size + 1);
    Part parts[] = {{"word/document.xml", blanks}, {NULL, NULL}};
    memset(blanks, ' ', size);
    memcpy(blanks, "<a>", 3);
    blanks[size] = '\0';

    check_not_read(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                   ARSIP_ERROR_LIMIT, "200 times");
}

static void
test_more_text_than_a_reader_holds_is_refused(void)
{
    g_autoptr(GString) body = g_string_new("<w:document " WORD_SPACES "><w:body>");
    g_autofree char *line = g_strnfill(1 << 20, 'x');
    for (guint i = 0; i < 65; i++)
        g_string_append_printf(body, "<w:p><w:r><w:t>%s</w:t></w:r></w:p>", line);
    g_string_append(body, "</w:body></w:document>");
    const Part parts[] = {{"word/document.xml", body->str}, {NULL, NULL}};

    check_not_read(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                   ARSIP_ERROR_LIMIT, "64 MB");
}

/* A relation to what is outside is not followed, one that leads out of the package ends at its top. */
static void
test_relations_stay_within_the_package(void)
{
    static const Part parts[] = {
        {"word/document.xml", WORD(LINE "<w:sectPr><w:headerReference w:type='default' r:id='rId1'/>"
                                        "<w:footerReference w:type='default' r:id='rId2'/></w:sectPr>")},
        {"word/_rels/document.xml.rels",
         RELATIONS("<Relationship Id='rId1' Type='" OFFICE_LINK "/header' TargetMode='External' "
                   "Target='http://127.0.0.1/kop.xml'/>" RELATION("rId2", "footer", "../../../etc/passwd"))},
        {"etc/passwd", "<w:ftr " WORD_SPACES ">" LINE "</w:ftr>"},
        {NULL, NULL},
    };

    check_pages(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                "Surat\n\nSurat\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/office/documents_with_macros_and_templates_are_read_by_their_own_type",
                    test_documents_with_macros_and_templates_are_read_by_their_own_type);
    g_test_add_func("/office/a_document_is_known_wherever_its_parts_stand",
                    test_a_document_is_known_wherever_its_parts_stand);
    g_test_add_func("/office/a_document_is_read_however_it_is_packed",
                    test_a_document_is_read_however_it_is_packed);
    g_test_add_func("/office/a_directory_that_lies_is_told_as_damaged",
                    test_a_directory_that_lies_is_told_as_damaged);
    g_test_add_func("/office/a_zip_of_documents_stays_a_container",
                    test_a_zip_of_documents_stays_a_container);
    g_test_add_func("/office/a_file_called_mimetype_makes_no_document",
                    test_a_file_called_mimetype_makes_no_document);
    g_test_add_func("/office/books_and_programs_are_neither_documents_nor_containers",
                    test_books_and_programs_are_neither_documents_nor_containers);
    g_test_add_func("/office/a_document_cut_short_is_told_as_damaged",
                    test_a_document_cut_short_is_told_as_damaged);
    g_test_add_func("/office/a_part_that_is_no_xml_is_told_as_damaged",
                    test_a_part_that_is_no_xml_is_told_as_damaged);
    g_test_add_func("/office/a_document_without_its_main_part_is_told",
                    test_a_document_without_its_main_part_is_told);
    g_test_add_func("/office/a_document_that_cannot_tell_what_it_is_is_told_as_damaged",
                    test_a_document_that_cannot_tell_what_it_is_is_told_as_damaged);
    g_test_add_func("/office/a_bomb_is_found_by_what_comes_out_of_it",
                    test_a_bomb_is_found_by_what_comes_out_of_it);
    g_test_add_func("/office/more_text_than_a_reader_holds_is_refused",
                    test_more_text_than_a_reader_holds_is_refused);
    g_test_add_func("/office/relations_stay_within_the_package", test_relations_stay_within_the_package);
    return g_test_run();
}
