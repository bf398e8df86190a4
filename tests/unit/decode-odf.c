/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define ODF_SPACES                                                                                           \
    "xmlns:office='" ODF "office:1.0' xmlns:text='" ODF "text:1.0' xmlns:table='" ODF "table:1.0' "          \
    "xmlns:draw='" ODF "drawing:1.0' xmlns:style='" ODF "style:1.0' xmlns:fo='" ODF                          \
    "xsl-fo-compatible:1.0' xmlns:svg='" ODF "svg-compatible:1.0' xmlns:manifest='" ODF "manifest:1.0' "     \
    "xmlns:xlink='http://www.w3.org/1999/xlink'"
#define CONTENT(styles, kind, inner)                                                                         \
    "<office:document-content " ODF_SPACES "><office:automatic-styles>" styles "</office:automatic-styles>"  \
    "<office:body><office:" kind ">" inner "</office:" kind "></office:body></office:document-content>"
#define P(text) "<text:p>" text "</text:p>"

static int
open_odf(const char *mimetype, const char *content, const char *styles)
{
    const Part parts[] = {
        {"content.xml", content}, {"styles.xml", styles}, {"mimetype", mimetype}, {NULL, NULL}};

    return open_parts(parts, 3);
}

static void
check_odf(const char *kind, const char *content, const char *styles, const char *expected)
{
    g_autofree char *type = g_strconcat("application/vnd.oasis.opendocument.", kind, NULL);

    check_pages(open_odf(type, content, styles != NULL ? styles : "<office:document-styles " ODF_SPACES "/>"),
                expected);
}

static void
test_blanks_count_as_the_format_has_them(void)
{
    check_odf("text",
              CONTENT("", "text", P("Nomor<text:tab/>:\n  005<text:s text:c='2'/>117<text:line-break/>dua")),
              NULL, "Nomor\t: 005  117\ndua\n");
}

static void
test_deleted_hidden_and_margin_words_are_left_out(void)
{
    check_odf(
        "text",
        CONTENT("<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>",
                "text",
                "<text:tracked-changes><text:changed-region><text:deletion>" P(
                    "lusa") "</text:deletion></text:changed-region></"
                            "text:tracked-changes><text:p>besok<text:span "
                            "text:style-name='T1'> rahasia</text:span><office:annotation>" P(
                                "komentar") "</office:annotation> pagi</text:p>"),
        NULL, "besok pagi\n");
}

#define MASTERS                                                                                              \
    "<office:document-styles " ODF_SPACES "><office:master-styles><style:master-page style:name='Standard'>" \
    "<style:header>" P("KOP") "</style:header><style:footer>" P(                                             \
        "Tembusan") "</style:footer><style:footer-left "                                                     \
                    "style:display='false'>" P(                                                              \
                        "mati") "</style:footer-left></style:master-page><style:master-page "                \
                                "style:name='Lampiran'><style:header>" P(                                    \
                                    "LAMPIRAN I") "</style:header></style:master-page>"                      \
                                                  "</office:master-styles></office:document-styles>"

static void
test_page_styles_bring_their_headers_and_footers(void)
{
    check_odf("text",
              CONTENT("<style:style style:name='P1' style:master-page-name='Lampiran'/>", "text",
                      "<table:table><table:table-row><table:table-cell>" P(
                          "Nomor") "</table:table-cell><table:table-cell>" P("005") "</table:table-cell></"
                                                                                    "table:table-row></"
                                                                                    "table:table><text:p "
                                                                                    "text:style-name='P1'>"
                                                                                    "Daftar</text:p>"),
              MASTERS, "KOP\n\nNomor\t005\n---\nLAMPIRAN I\n\nDaftar\n\nTembusan\n");
}

static void
test_pages_begin_where_a_style_or_the_writer_says(void)
{
    check_odf(
        "text",
        CONTENT("<style:style style:name='P1'><style:paragraph-properties fo:break-before='page'/>"
                "</style:style><style:style style:name='P2' style:parent-style-name='P1'/><style:style "
                "style:name='Tb'><style:table-properties fo:break-before='page'/></style:style>",
                "text",
                P("satu") "<text:p text:style-name='P2'>dua</text:p><text:p>dua<text:soft-page-break/>tiga"
                          "</text:p><table:table table:style-name='Tb'><table:table-row><table:table-cell>" P(
                              "empat") "</table:table-cell></table:table-row></table:table>"),
        NULL, "satu\n---\ndua\ndua\n---\ntiga\n---\nempat\n");
}

static void
test_a_note_stands_at_the_foot_and_a_box_beside_its_line(void)
{
    check_odf(
        "text",
        CONTENT("", "text",
                P("Awal") P("Isi<text:note><text:note-citation>1</text:note-citation><text:note-body>" P(
                    "Lihat lampiran") "</text:note-body></text:note> "
                                      "surat<draw:frame><draw:text-box>" P("Kotak") "</"
                                                                                    "draw:text-box><"
                                                                                    "svg:title>nama "
                                                                                    "kotak</"
                                                                                    "svg:title></"
                                                                                    "draw:frame>")
                    P("Akhir")),
        NULL, "Awal\nIsi surat\n\nKotak\n\nAkhir\n\nLihat lampiran\n");
}

static void
test_a_cell_without_words_shows_its_value(void)
{
    check_odf("spreadsheet",
              CONTENT("", "spreadsheet",
                      "<table:table table:name='Data'><table:table-row><table:table-cell "
                      "xmlns:office='" ODF "office:1.0' office:date-value='2024-03-12'/><table:table-cell "
                      "office:value='7'>" P("tujuh") "</table:table-cell><table:covered-table-cell>" P(
                          "tertutup") "</table:covered-table-cell></table:table-row><table:table-row "
                                      "table:number-rows-repeated='1048574'/></table:table>"),
              NULL, "2024-03-12\ttujuh\n\nData\n");
}

static void
test_a_locked_document_asks_for_one_without_password(void)
{
    check_not_read(open_sample("bad-locked.odt"), ARSIP_ERROR_PASSWORD, "locked with a password");
    check_not_read(open_sample("bad-locked.docx"), ARSIP_ERROR_PASSWORD, "locked with a password");
}

static void
test_a_letter_is_the_same_packed_and_flat(void)
{
    const char *expected =
        "PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\nJalan Melati Nomor 7, Cendana 12345\n\n"
        "Nomor\t:\t005/117/Setda\nSifat\t:\tPenting\nHal\t:\tUndangan Rapat\n\nCendana, 12 Maret 2024\n\n"
        "Kotak di samping tanggal\n\nYth. Para Kepala Bagian\n\n"
        "Dengan hormat, kami mengundang Saudara untuk hadir besok pada:\nWaktu\t: pukul 09.00\n"
        "Tempat\t: Aula   Utama\nPembukaan\nPembahasan\nSekretaris Daerah,\nSiti Aminah\n\n"
        "Catatan kaki: undangan ini juga disampaikan melalui surel.\n---\n"
        "Lampiran: daftar peserta\nNo\tNama\tJabatan\n1\tBudi Santoso\tKepala Bagian Umum\n\n"
        "Tembusan: Wali Kota Cendana\nHalaman\n";

    check_pages(open_sample("good-letter.odt"), expected);
    check_pages(open_sample("good-letter.fodt"), expected);
}

static void
test_a_document_without_its_text_is_told_as_damaged(void)
{
    static const Part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.text"}};

    check_not_read(open_parts(parts, 1), ARSIP_ERROR_NOT_FOUND, "content.xml");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/odf/blanks_count_as_the_format_has_them", test_blanks_count_as_the_format_has_them);
    g_test_add_func("/odf/deleted_hidden_and_margin_words_are_left_out",
                    test_deleted_hidden_and_margin_words_are_left_out);
    g_test_add_func("/odf/page_styles_bring_their_headers_and_footers",
                    test_page_styles_bring_their_headers_and_footers);
    g_test_add_func("/odf/pages_begin_where_a_style_or_the_writer_says",
                    test_pages_begin_where_a_style_or_the_writer_says);
    g_test_add_func("/odf/a_note_stands_at_the_foot_and_a_box_beside_its_line",
                    test_a_note_stands_at_the_foot_and_a_box_beside_its_line);
    g_test_add_func("/odf/a_cell_without_words_shows_its_value", test_a_cell_without_words_shows_its_value);
    g_test_add_func("/odf/a_locked_document_asks_for_one_without_password",
                    test_a_locked_document_asks_for_one_without_password);
    g_test_add_func("/odf/a_letter_is_the_same_packed_and_flat", test_a_letter_is_the_same_packed_and_flat);
    g_test_add_func("/odf/a_document_without_its_text_is_told_as_damaged",
                    test_a_document_without_its_text_is_told_as_damaged);
    return g_test_run();
}
