/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"
#include "decode/writing/html.h"

static void
check_bytes(gconstpointer bytes, gsize length, const char *expected)
{
    check_pages(open_bytes(bytes, length), expected);
}

static void
check_html(const char *html, const char *expected)
{
    check_bytes(html, strlen(html), expected);
}

static void
test_blocks_are_lines_and_scripts_are_left_out(void)
{
    check_html(
        "<!DOCTYPE html><html><head><style>p { color: red }</style><script>alert('x')</script></head><body>"
        "<h1>Pengumuman</h1><p>Isi   <b>pengu</b>muman\nresmi &amp; sah&nbsp;ini</p><div>satu</div>"
        "<div>dua<br>tiga</div><ul><li>a<li>b</ul><noscript>tanpa skrip</noscript></body></html>",
        "Pengumuman\n\nIsi pengumuman resmi & sah ini\n\nsatu\ndua\ntiga\n\na\nb\n");
}

static void
test_rows_of_tables_are_lines(void)
{
    check_html(
        "<html><body><table><tr><td>Nomor<td>:<td>005/117<tr><td>Hal<td>:<td><p>Undangan</p><p>Rapat</p>"
        "</table>Isi</body></html>",
        "Nomor\t:\t005/117\nHal\t:\tUndangan\n\nRapat\n\nIsi\n");
}

static void
test_what_is_hidden_is_left_out(void)
{
    check_html("<html><body><p hidden>a</p><div style='Color:red; DISPLAY : none'>b<div>c</div></div>"
               "<span style=\"mso-hide:all\">d</span><p>tampak<del>lama</del></p></body></html>",
               "tampak\n");
}

static void
test_the_title_comes_first_unless_the_page_begins_with_it(void)
{
    check_html("<html><head><title>Surat  Edaran</title></head><body><p>Isi</p></body></html>",
               "Surat Edaran\n\nIsi\n");
    check_html(
        "<html><head><title>Surat Edaran</title></head><body><h1>Surat Edaran</h1><p>Isi</p></body></html>",
        "Surat Edaran\n\nIsi\n");
}

static void
test_lines_are_kept_as_typed_where_they_count(void)
{
    check_html("<html><body><pre>satu\n  dua\n\ntiga</pre></body></html>", "satu\ndua\n\ntiga\n");
}

/* Word and Outlook write a paragraph for each line. */
static void
test_lines_of_word_are_no_blocks(void)
{
    check_html(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><p class=MsoNormal>Yth. Kepala<o:p>"
        "</o:p></p><p class=MsoNormal>di Tempat</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><![if "
        "!supportLists]><p class=MsoListParagraph>Isi</p><![endif]></body></html>",
        "Yth. Kepala\ndi Tempat\n\nIsi\n");
}

#define PAGE(charset, text) "<html><head><meta " charset "></head><body>" text "</body></html>"

static void
test_characters_are_what_the_page_or_its_bytes_tell(void)
{
    check_html(PAGE("charset=utf-8", "caf\xc3\xa9"), "café\n");
    check_html(PAGE("name=x", "caf\xc3\xa9"), "café\n");
    check_html(PAGE("name=x", "\x93penting\x94"), "“penting”\n");
    check_html(PAGE("charset='ISO-8859-1'", "\x93penting\x94 caf\xe9"), "“penting” café\n");
    check_html(
        PAGE("http-equiv=Content-Type content='text/html; charset=windows-1251'", "\xd1\xf3\xf0\xe0\xf2"),
        "Сурат\n");
    check_html(PAGE("charset=tidak-ada", "caf\xc3\xa9"), "café\n");
    /* A wrong word about itself does not make nonsense of sound UTF-8. */
    check_html(PAGE("charset=iso-8859-1", "caf\xc3\xa9"), "café\n");
    check_bytes("\xff\xfe<\0h\0t\0m\0l\0>\0<\0b\0o\0d\0y\0>\0S\0u\0r\0a\0t\0", 36, "Surat\n");
}

/* Applications call a table of HTML a workbook, and leave out what is before it. */
static void
test_a_piece_of_html_is_html(void)
{
    check_html("<table border=1><tr><td>Nama</td><td>Budi</td></tr></table>", "Nama\tBudi\n");
    check_html("\r\n<p>Halo <b>dunia</b></p>", "Halo dunia\n");
}

static void
test_xhtml_is_html(void)
{
    check_html(
        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' "
        "'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'><html xmlns='http://www.w3.org/1999/xhtml'>"
        "<head><title/></head><body><p>satu&nbsp;dua<br/>tiga</p></body></html>",
        "satu dua\ntiga\n");
}

static void
test_of_any_other_xml_the_text_is_taken(void)
{
    check_html("<?xml version='1.0'?><faktur tipe='x'><nomor>010.000-24.00000001</nomor>\n <pembeli><nama>PT "
               "Maju</nama></pembeli><![CDATA[catatan & lain]]></faktur>",
               "010.000-24.00000001\nPT Maju\ncatatan & lain\n");
}

static void
test_workbooks_of_2003_keep_their_rows(void)
{
    check_html("<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook "
               "xmlns='urn:schemas-microsoft-com:office:spreadsheet' "
               "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Styles><Style/></Styles><Worksheet "
               "ss:Name='Pegawai'><Table><Row><Cell><Data ss:Type='String'>Nama</Data></Cell><Cell><Data>Budi"
               "</Data></Cell></Row></Table></Worksheet></Workbook>",
               "Nama\tBudi\n\nPegawai\n");
}

static void
test_a_document_of_word_in_one_file_is_read(void)
{
    check_html(
        "<?xml version='1.0'?><?mso-application progid='Word.Document'?><pkg:package "
        "xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'><pkg:part><pkg:binaryData>AAAA"
        "</pkg:binaryData></pkg:part><pkg:part><pkg:xmlData><w:document " WORD_SPACES "><w:body><w:p><w:r>"
        "<w:t>Sur</w:t></w:r><w:r><w:t>at</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>"
        "</pkg:package>",
        "Surat\n");
    check_html(
        "<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>"
        "<w:body><w:p><w:r><w:t>Surat</w:t></w:r></w:p></w:body></w:wordDocument>",
        "Surat\n");
}

static void
test_entities_of_its_own_stand_for_a_blank(void)
{
    check_html(
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bom'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d "
        "'&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY % g SYSTEM "
        "'http://127.0.0.1/x'>%g;]><a b='&d;'>awal&d;&f;akhir</a>",
        "awal akhir\n");
}

static void
test_damaged_xml_is_told_as_damaged(void)
{
    const char *xml = "<?xml version='1.0'?><faktur><nomor>1</faktur>";

    const char *after_entity = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'><!ENTITY";

    check_not_read(open_bytes(xml, strlen(xml)), ARSIP_ERROR_DAMAGED, "XML is damaged");
    check_not_read(open_bytes(after_entity, strlen(after_entity)), ARSIP_ERROR_DAMAGED, "XML is damaged");
}

static void
test_elements_a_million_deep_are_refused(void)
{
    g_autoptr(GString) html = g_string_new("<html><body>");

    for (guint i = 0; i < 1000000; i++)
        g_string_append(html, "<div>");

    check_not_read(open_bytes(html->str, html->len), ARSIP_ERROR_LIMIT, "deeper");
}

/* For bodies of mails: UTF-8 whatever they say of themselves, and no title. */
static void
test_html_that_is_utf8_already_is_taken_so(void)
{
    const char *html = PAGE("charset=windows-1251", "<title>judul</title>caf\xc3\xa9");

    g_autofree char *text = arsip_html_text(html, strlen(html), NULL);

    g_assert_cmpstr(text, ==, "café\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html/blocks_are_lines_and_scripts_are_left_out",
                    test_blocks_are_lines_and_scripts_are_left_out);
    g_test_add_func("/html/rows_of_tables_are_lines", test_rows_of_tables_are_lines);
    g_test_add_func("/html/what_is_hidden_is_left_out", test_what_is_hidden_is_left_out);
    g_test_add_func("/html/the_title_comes_first_unless_the_page_begins_with_it",
                    test_the_title_comes_first_unless_the_page_begins_with_it);
    g_test_add_func("/html/lines_are_kept_as_typed_where_they_count",
                    test_lines_are_kept_as_typed_where_they_count);
    g_test_add_func("/html/lines_of_word_are_no_blocks", test_lines_of_word_are_no_blocks);
    g_test_add_func("/html/characters_are_what_the_page_or_its_bytes_tell",
                    test_characters_are_what_the_page_or_its_bytes_tell);
    g_test_add_func("/html/a_piece_of_html_is_html", test_a_piece_of_html_is_html);
    g_test_add_func("/html/xhtml_is_html", test_xhtml_is_html);
    g_test_add_func("/html/of_any_other_xml_the_text_is_taken", test_of_any_other_xml_the_text_is_taken);
    g_test_add_func("/html/workbooks_of_2003_keep_their_rows", test_workbooks_of_2003_keep_their_rows);
    g_test_add_func("/html/a_document_of_word_in_one_file_is_read",
                    test_a_document_of_word_in_one_file_is_read);
    g_test_add_func("/html/entities_of_its_own_stand_for_a_blank",
                    test_entities_of_its_own_stand_for_a_blank);
    g_test_add_func("/html/damaged_xml_is_told_as_damaged", test_damaged_xml_is_told_as_damaged);
    g_test_add_func("/html/elements_a_million_deep_are_refused", test_elements_a_million_deep_are_refused);
    g_test_add_func("/html/html_that_is_utf8_already_is_taken_so",
                    test_html_that_is_utf8_already_is_taken_so);
    return g_test_run();
}
