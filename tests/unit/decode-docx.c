/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"

/* A document of Word's around what its body says; parts: besides, ended by one without a name, or NULL. */
static int
open_letter(const char *body, const char *relations, const Part *parts)
{
    g_autofree char *document =
        g_strdup_printf("<w:document " WORD_SPACES "><w:body>%s</w:body></w:document>", body);
    g_autofree char *links = g_strdup_printf(RELATIONS("%s"), relations != NULL ? relations : "");
    Part all[PARTS_MAX] = {{"word/document.xml", document}, {"word/_rels/document.xml.rels", links}};

    for (guint i = 0; parts != NULL && parts[i].name != NULL; i++)
        all[i + 2] = parts[i];
    return open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), all);
}

static void
check_letter(const char *body, const char *expected)
{
    check_pages(open_letter(body, NULL, NULL), expected);
}

#define P(text)     "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define CELL(inner) "<w:tc><w:tcPr/>" inner "</w:tc>"

static void
test_a_paragraph_is_a_line_and_an_empty_one_a_gap(void)
{
    check_letter(P("Yth. Kepala Dinas") P("di Tempat") "<w:p/><w:p/>" P("Dengan hormat,"),
                 "Yth. Kepala Dinas\ndi Tempat\n\nDengan hormat,\n");
}

static void
test_words_are_whole_though_written_in_pieces(void)
{
    check_letter("<w:p><w:r><w:t>Und</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:rPr><w:b/></w:rPr>"
                 "<w:t>ang</w:t></w:r><w:r><w:t>an\xc2\xad rap\xc2\xad"
                 "at</w:t></w:r></w:p>",
                 "Undangan rapat\n");
}

static void
test_tabs_breaks_and_hyphens_are_what_they_look_like(void)
{
    check_letter(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='1134'/></w:tabs></w:pPr><w:r><w:t>Nomor</w:t>"
        "<w:tab/><w:t>: 005</w:t><w:br/><w:t>surat</w:t><w:noBreakHyphen/><w:t>menyurat</w:t>"
        "<w:softHyphen/><w:t xml:space='preserve'>,\xc2\xa0segera</w:t></w:r></w:p>",
        "Nomor\t: 005\nsurat-menyurat, segera\n");
}

static void
test_a_row_is_a_line_with_its_key_and_value(void)
{
    check_letter("<w:tbl><w:tr>" CELL(P("Nomor")) CELL(P(":"))
                     CELL(P("005/117")) "</w:tr><w:tr>" CELL(P("Hal")) CELL("<w:p/>")
                         CELL(P("Undangan")) "</w:tr></w:tbl>" P("Isi"),
                 "Nomor\t:\t005/117\nHal\tUndangan\nIsi\n");
}

/* Clerks type all keys into one cell and all values into the next. */
static void
test_keys_and_values_typed_into_two_cells_stay_together(void)
{
    check_letter("<w:tbl><w:tr>" CELL(P("Nomor") P("Sifat") P("Hal"))
                     CELL(P(": 005/117") P(": Biasa") P(": Undangan") P("Rapat")) "</w:tr></w:tbl>",
                 "Nomor\t: 005/117\nSifat\t: Biasa\nHal\t: Undangan\nRapat\n");
}

static void
test_columns_of_running_text_follow_each_other(void)
{
    check_letter("<w:tbl><w:tr>" CELL(P("Tembusan") P("Wali Kota") P("Inspektur"))
                     CELL(P("Sekretaris Daerah") P("Siti Aminah")) "</w:tr></w:tbl>",
                 "Tembusan\nWali Kota\nInspektur\n\nSekretaris Daerah\nSiti Aminah\n");
}

static void
test_a_table_within_a_table_keeps_its_rows(void)
{
    check_letter("<w:tbl><w:tr>" CELL("<w:tbl><w:tr>" CELL(P("Nama"))
                                          CELL(P("Budi")) "</w:tr></w:tbl>" P("Isi")) "</w:tr></w:tbl>",
                 "Nama\tBudi\nIsi\n");
}

static void
test_deleted_and_hidden_words_are_left_out(void)
{
    check_letter(
        "<w:p><w:del w:id='1'><w:r><w:delText>lusa </w:delText></w:r></w:del><w:ins w:id='2'><w:r>"
        "<w:t xml:space='preserve'>besok </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>pindah</w:t></w:r>"
        "</w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r><w:r><w:rPr>"
        "<w:vanish w:val='0'/></w:rPr><w:t>pagi</w:t></w:r></w:p>",
        "besok pagi\n");
}

static void
test_a_field_says_its_result_and_not_its_code(void)
{
    check_letter(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE \\@ \"d MMMM yyyy\" "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12 Maret 2024"
        "</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t xml:space='preserve"
        "'>, </w:t></w:r><w:fldSimple w:instr=' AUTHOR '><w:r><w:t>Sri</w:t></w:r></w:fldSimple></w:p>",
        "12 Maret 2024, Sri\n");
}

/* A field that was never closed must not swallow the letter. */
static void
test_a_broken_field_ends_with_its_paragraph(void)
{
    check_letter("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>MERGEFIELD a"
                 "</w:instrText></w:r></w:p>" P("Isi surat"),
                 "Isi surat\n");
}

#define BOX_TEXT "<w:txbxContent>" P("PEMERINTAH KOTA") "</w:txbxContent>"

static void
test_a_text_box_is_taken_once_and_before_the_first_line(void)
{
    check_letter(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" BOX_TEXT
        "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" BOX_TEXT
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Nomor : 1</w:t></w:r>"
        "</w:p>" P("Isi"),
        "PEMERINTAH KOTA\n\nNomor : 1\nIsi\n");
}

static void
test_a_text_box_further_down_follows_its_line(void)
{
    check_letter(
        P("Awal") "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" P("Kotak")
            P("dua baris") "</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>Baris</w:t></w:r></w:p>" P(
                "Akhir"),
        "Awal\nBaris\n\nKotak\ndua baris\n\nAkhir\n");
}

static void
test_pages_are_those_that_the_writer_counted(void)
{
    check_letter(P("satu") "<w:p><w:r><w:br w:type='page'/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/>"
                           "<w:t>dua</w:t></w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>tiga"
                           "</w:t></w:r></w:p>",
                 "satu\n---\ndua\n---\ntiga\n");
}

/* A row that is cut by the end of a page stays whole. */
static void
test_a_page_ends_with_its_row(void)
{
    check_letter("<w:tbl><w:tr>" CELL(P("Nomor"))
                     CELL("<w:p><w:r><w:lastRenderedPageBreak/><w:t>005</w:t></w:r>"
                          "</w:p>") "</w:tr></w:tbl>" P("Isi"),
                 "Nomor\t005\n---\nIsi\n");
}

#define STRIP(kind, inner) "<w:" kind " " WORD_SPACES ">" inner "</w:" kind ">"

static void
test_the_letterhead_comes_first_and_the_footer_last(void)
{
    static const Part parts[] = {
        {"word/header1.xml", STRIP("hdr", P("DINAS ARSIP"))},
        {"word/header2.xml",
         STRIP("hdr", "<w:p><w:fldSimple w:instr=' PAGE '><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p>")},
        {"word/footer1.xml", STRIP("ftr", P("Jalan Melati 7"))},
        {NULL, NULL},
    };
    int fd =
        open_letter(P("Isi") "<w:sectPr><w:headerReference w:type='default' r:id='rId8'/><w:headerReference "
                             "w:type='first' r:id='rId7'/><w:footerReference w:type='default' "
                             "r:id='rId9'/><w:titlePg/></w:sectPr>",
                    RELATION("rId7", "header", "header1.xml") RELATION("rId8", "header", "header2.xml")
                        RELATION("rId9", "footer", "/word/footer1.xml"),
                    parts);

    check_pages(fd, "DINAS ARSIP\n\nIsi\n\nJalan Melati 7\n");
}

static void
test_each_section_has_its_header_where_it_begins(void)
{
    static const Part parts[] = {
        {"word/header1.xml", STRIP("hdr", P("KOP"))},
        {"word/header2.xml", STRIP("hdr", P("LAMPIRAN SURAT"))},
        {NULL, NULL},
    };
    int fd = open_letter(
        P("Isi") "<w:p><w:pPr><w:sectPr><w:headerReference w:type='default' r:id='rId1'/>"
                 "</w:sectPr></w:pPr></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>Daftar"
                 "</w:t></w:r></w:p><w:sectPr><w:headerReference w:type='default' r:id='rId2'/>"
                 "</w:sectPr>",
        RELATION("rId1", "header", "header1.xml") RELATION("rId2", "header", "header2.xml"), parts);

    check_pages(fd, "KOP\n\nIsi\n---\nLAMPIRAN SURAT\n\nDaftar\n");
}

static void
test_a_note_stands_at_the_foot_of_its_page(void)
{
    static const Part parts[] = {
        {"word/footnotes.xml",
         STRIP("footnotes", "<w:footnote w:type='separator' w:id='-1'>" P(
                                "garis") "</w:footnote>"
                                         "<w:footnote w:id='1'>" P("Lihat lampiran.") "</w:footnote>")},
        {NULL, NULL},
    };
    int fd = open_letter("<w:p><w:r><w:t>Satu</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>" P(
                             "Dua") "<w:p><w:r><w:br w:type='page'/><w:t>Tiga</w:t></w:r></w:p>",
                         RELATION("rId3", "footnotes", "footnotes.xml"), parts);

    check_pages(fd, "Satu\nDua\n\nLihat lampiran.\n---\nTiga\n");
}

#define PICTURE(width, height)                                                                               \
    "<w:p><w:r><w:drawing><wp:inline><wp:extent cx='" width "' cy='" height "'/><a:graphic><a:blip "         \
    "r:embed='rId5'/></a:graphic></wp:inline></w:drawing></w:r></w:p>"

static guint
count_with_picture(const char *body, const char *picture)
{
    const Part parts[] = {{picture, "bukan gambar"}, {NULL, NULL}};
    g_autofree char *target = g_path_get_basename(picture);
    g_autofree char *relation = g_strdup_printf(RELATION("rId5", "image", "media/%s"), target);
    g_auto(ArsipFd) fd = open_letter(body, relation, parts);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = arsip_decoder_open(decoder, fd, NULL, NULL);

    return opened->n_pages;
}

#define LONG_TEXT                                                                                            \
    "Dengan hormat kami sampaikan laporan pelaksanaan kegiatan penataan arsip dinamis pada bulan Maret "     \
    "tahun "                                                                                                 \
    "2024 beserta dokumentasi kegiatannya."

/* 18 by 25 cm is a sheet of paper, 12 by 16 cm a photograph, 4 by 3 cm a logo. */
static void
test_a_picture_of_a_page_is_a_page(void)
{
    const char *sheet = PICTURE("6480000", "9000000"), *photograph = PICTURE("4320000", "5760000");
    g_autofree char *with_sheet = g_strconcat(P(LONG_TEXT), sheet, sheet, NULL);
    g_autofree char *with_photograph = g_strconcat(P(LONG_TEXT), photograph, NULL);

    g_assert_cmpuint(count_with_picture(with_sheet, "word/media/image1.jpeg"), ==, 3);
    g_assert_cmpuint(count_with_picture(with_photograph, "word/media/image1.jpeg"), ==, 1);
    g_assert_cmpuint(count_with_picture(with_sheet, "word/media/image1.emf"), ==, 1);
    /* Where there is hardly a word, the picture is what the page is about. */
    g_assert_cmpuint(count_with_picture(photograph, "word/media/image1.jpeg"), ==, 1);
    g_assert_cmpuint(count_with_picture(P("Foto") PICTURE("4320000", "5760000"), "word/media/image1.png"), ==,
                     2);
    g_assert_cmpuint(count_with_picture(P("Logo") PICTURE("1440000", "1080000"), "word/media/image1.png"), ==,
                     1);
}

static void
test_a_page_whose_picture_is_none_fails_alone(void)
{
    static const Part parts[] = {{"word/media/image1.jpeg", "bukan gambar"}, {NULL, NULL}};
    g_auto(ArsipFd) fd = open_letter(P(LONG_TEXT) PICTURE("6480000", "9000000"),
                                     RELATION("rId5", "image", "media/image1.jpeg"), parts);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipReading) first = arsip_decoder_read(decoder, fd, "key", 1, &error);
    g_assert_no_error(error);
    g_autoptr(ArsipReading) second = arsip_decoder_read(decoder, fd, "key", 2, &error);

    g_assert_true(g_str_has_prefix(first->text, "Dengan hormat"));
    g_assert_null(second);
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

#define STRICT_SPACE "xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'"

static void
test_the_strict_variant_is_read_too(void)
{
    static const Part parts[] = {
        {"word/document.xml", "<w:document " STRICT_SPACE "><w:body>" P("Surat") "</w:body></w:document>"},
        {NULL, NULL},
    };

    check_pages(open_office("word/document.xml", CONTENT_TYPES("word/document.xml", WORD_TYPE), parts),
                "Surat\n");
}

static void
test_a_letter_written_by_libreoffice_is_read(void)
{
    check_pages(
        open_sample("good-letter.docx"),
        "PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\nJalan Melati Nomor 7, Cendana 12345\n\n"
        "Nomor\t:\t005/117/Setda\nSifat\t:\tPenting\nHal\t:\tUndangan Rapat\n\nCendana, 12 Maret 2024\n\n"
        "Kotak di samping tanggal\n\nYth. Para Kepala Bagian\n\n"
        "Dengan hormat, kami mengundang Saudara untuk hadir besok pada:\nWaktu\t: pukul 09.00\n"
        "Tempat\t: Aula   Utama\nPembukaan\nPembahasan\nSekretaris Daerah,\nSiti Aminah\n\n"
        "Catatan kaki: undangan ini juga disampaikan melalui surel.\n---\n"
        "Lampiran: daftar peserta\nNo\tNama\tJabatan\n1\tBudi Santoso\tKepala Bagian Umum\n\n"
        "Tembusan: Wali Kota Cendana\nHalaman\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/docx/a_paragraph_is_a_line_and_an_empty_one_a_gap",
                    test_a_paragraph_is_a_line_and_an_empty_one_a_gap);
    g_test_add_func("/docx/words_are_whole_though_written_in_pieces",
                    test_words_are_whole_though_written_in_pieces);
    g_test_add_func("/docx/tabs_breaks_and_hyphens_are_what_they_look_like",
                    test_tabs_breaks_and_hyphens_are_what_they_look_like);
    g_test_add_func("/docx/a_row_is_a_line_with_its_key_and_value",
                    test_a_row_is_a_line_with_its_key_and_value);
    g_test_add_func("/docx/keys_and_values_typed_into_two_cells_stay_together",
                    test_keys_and_values_typed_into_two_cells_stay_together);
    g_test_add_func("/docx/columns_of_running_text_follow_each_other",
                    test_columns_of_running_text_follow_each_other);
    g_test_add_func("/docx/a_table_within_a_table_keeps_its_rows",
                    test_a_table_within_a_table_keeps_its_rows);
    g_test_add_func("/docx/deleted_and_hidden_words_are_left_out",
                    test_deleted_and_hidden_words_are_left_out);
    g_test_add_func("/docx/a_field_says_its_result_and_not_its_code",
                    test_a_field_says_its_result_and_not_its_code);
    g_test_add_func("/docx/a_broken_field_ends_with_its_paragraph",
                    test_a_broken_field_ends_with_its_paragraph);
    g_test_add_func("/docx/a_text_box_is_taken_once_and_before_the_first_line",
                    test_a_text_box_is_taken_once_and_before_the_first_line);
    g_test_add_func("/docx/a_text_box_further_down_follows_its_line",
                    test_a_text_box_further_down_follows_its_line);
    g_test_add_func("/docx/pages_are_those_that_the_writer_counted",
                    test_pages_are_those_that_the_writer_counted);
    g_test_add_func("/docx/a_page_ends_with_its_row", test_a_page_ends_with_its_row);
    g_test_add_func("/docx/the_letterhead_comes_first_and_the_footer_last",
                    test_the_letterhead_comes_first_and_the_footer_last);
    g_test_add_func("/docx/each_section_has_its_header_where_it_begins",
                    test_each_section_has_its_header_where_it_begins);
    g_test_add_func("/docx/a_note_stands_at_the_foot_of_its_page",
                    test_a_note_stands_at_the_foot_of_its_page);
    g_test_add_func("/docx/a_picture_of_a_page_is_a_page", test_a_picture_of_a_page_is_a_page);
    g_test_add_func("/docx/a_page_whose_picture_is_none_fails_alone",
                    test_a_page_whose_picture_is_none_fails_alone);
    g_test_add_func("/docx/the_strict_variant_is_read_too", test_the_strict_variant_is_read_too);
    g_test_add_func("/docx/a_letter_written_by_libreoffice_is_read",
                    test_a_letter_written_by_libreoffice_is_read);
    return g_test_run();
}
