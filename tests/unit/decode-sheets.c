/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-package.h"
#include "decode/writing/number-format.h"

#define SHEET_SPACES                                                                                         \
    "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='" OFFICE_LINK "'"
#define WORKSHEET(rows) "<worksheet " SHEET_SPACES "><sheetData>" rows "</sheetData></worksheet>"

static const char styles[] =
    "<styleSheet " SHEET_SPACES "><numFmts><numFmt numFmtId='164' formatCode='[$-421]dd\\ mmmm\\ yyyy;@'/>"
    "<numFmt numFmtId='165' formatCode='&quot;Rp&quot;#,##0.00'/></numFmts><cellStyleXfs><xf numFmtId='9'/>"
    "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='22'/>"
    "</cellXfs></styleSheet>";

static const char strings[] =
    "<sst " SHEET_SPACES "><si><t>Nama</t></si><si><r><t>Siti </t></r><r><t>Aminah</t>"
    "</r><rPh><t>bunyi</t></rPh></si></sst>";

static int
open_workbook(const char *workbook, const char *first, const char *second)
{
    const Part parts[] = {
        {"xl/workbook.xml", workbook},
        {"xl/_rels/workbook.xml.rels",
         RELATIONS(RELATION("rId1", "worksheet", "worksheets/sheet1.xml")
                       RELATION("rId2", "worksheet", "worksheets/sheet2.xml")
                           RELATION("rId3", "sharedStrings", "sharedStrings.xml")
                               RELATION("rId4", "styles", "styles.xml"))},
        {"xl/worksheets/sheet1.xml", first},
        {"xl/worksheets/sheet2.xml", second},
        {"xl/sharedStrings.xml", strings},
        {"xl/styles.xml", styles},
        {NULL, NULL},
    };

    return open_office("xl/workbook.xml", CONTENT_TYPES("xl/workbook.xml", SHEET_TYPE), parts);
}

static int
open_sheet(const char *first)
{
    return open_workbook("<workbook " SHEET_SPACES "><sheets><sheet name='Sheet1' sheetId='1' r:id='rId1'/>"
                         "</sheets></workbook>",
                         first, WORKSHEET(""));
}

static void
test_a_row_is_a_line_of_what_its_cells_show(void)
{
    check_pages(
        open_sheet(WORKSHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='D1' t='s'><v>1</v></c></row>"
                             "<row r='2'><c t='inlineStr'><is><t>baris\nkedua</t></is></c><c t='b'>"
                             "<v>1</v></c><c t='s'><v>99</v></c></row>")),
        "Nama\tSiti Aminah\nbaris kedua\tTRUE\n");
}

static void
test_of_a_formula_its_result_is_taken(void)
{
    check_pages(open_sheet(WORKSHEET("<row r='1'><c><f>SUM(A1:B1)</f><v>42</v></c><c t='str'><f>\"a\"</f>"
                                     "<v>lunas</v></c></row>")),
                "42\tlunas\n");
}

static void
test_numbers_are_shown_as_their_style_says(void)
{
    check_pages(
        open_sheet(WORKSHEET("<row r='1'><c s='1'><v>45363</v></c><c s='3'><v>45363.395833333336</v></c>"
                             "<c s='2'><v>1250000.5</v></c><c><v>0.30000000000000004</v></c></row>")),
        "2024-03-12\t2024-03-12 09:30\t1250000.50\t0.3\n");
}

static void
test_rows_that_are_left_out_make_a_gap(void)
{
    check_pages(open_sheet(WORKSHEET("<row r='1'><c><v>1</v></c></row><row r='4'><c><v>4</v></c></row>")),
                "1\n\n4\n");
}

/* A hidden sheet is taken; a name that somebody chose comes last; an empty sheet stays a page. */
static void
test_a_sheet_is_a_page_in_the_workbooks_order(void)
{
    check_pages(open_workbook("<workbook " SHEET_SPACES "><sheets><sheet name='Rekap Maret' r:id='rId2' "
                              "state='hidden'/><sheet name='Sheet2' r:id='rId1'/></sheets></workbook>",
                              WORKSHEET(""), WORKSHEET("<row><c><v>7</v></c></row>")),
                "7\n\nRekap Maret\n---\n");
}

static void
test_a_workbook_of_1904_counts_its_days_from_there(void)
{
    check_pages(open_workbook("<workbook " SHEET_SPACES
                              "><workbookPr date1904='1'/><sheets><sheet name='Sheet1' "
                              "r:id='rId1'/></sheets></workbook>",
                              WORKSHEET("<row><c s='1'><v>43901</v></c></row>"), WORKSHEET("")),
                "2024-03-12\n");
}

static void
test_workbooks_written_by_libreoffice_are_read(void)
{
    check_pages(
        open_sample("good-sheets.xlsx"),
        "Rekapitulasi Surat Masuk\n\nKode\tTanggal\tJumlah\tBagian\n007\t2024-03-12\t1250000.5\t12.5%\n"
        "Total\t2500001\n\nRekap Maret\n---\n---\nlembar tersembunyi\n\nRahasia\n");
    check_pages(
        open_sample("good-sheets.ods"),
        "Rekapitulasi Surat Masuk\n\nKode\tTanggal\tJumlah\tBagian\n007\t12/03/2024\t1250000.5\t12.5%\n"
        "Total\t2500001\n\nRekap Maret\n---\n---\nlembar tersembunyi\n\nRahasia\n");
}

static void
check_shown(const char *code, const char *number, const char *expected)
{
    ArsipNumberFormat format = arsip_number_format_parse(code);

    g_autofree char *shown = arsip_number_format_show(&format, number, FALSE);

    g_assert_cmpstr(shown, ==, expected);
}

static void
test_formats_show_what_a_clerk_looks_for(void)
{
    check_shown("General", "3275011234567890", "3275011234567890");
    check_shown("General", "1.5E-7", "1.5e-07");
    check_shown("0000", "7", "0007");
    check_shown("#,##0", "1233.99999", "1234");
    check_shown("#,##0.00;[Red]-#,##0.00", "-12.5", "-12.50");
    check_shown("0.##", "2.5", "2.5");
    check_shown("0.0%", "0.125", "12.5%");
    check_shown("_-* #,##0_-;-* #,##0_-", "5", "5");
    check_shown("0.00E+00", "12345", "12345");
    check_shown("@", "12", "12");
    check_shown("0\" hari\"", "3", "3");
    check_shown("yyyy/mm/dd", "1", "1900-01-01");
    check_shown("d-mmm-yy", "60", "1900-02-28");
    check_shown("h:mm AM/PM", "0.5", "12:00");
    check_shown("mm:ss", "0.000694444444444444", "00:01");
    check_shown("[h]:mm", "1.5", "36:00");
    check_shown("[Blue]General", "4", "4");
    check_shown("dd/mm/yyyy", "-3", "-3");
    check_shown("dd/mm/yyyy", "bukan angka", "bukan angka");
    check_shown("dd/mm/yyyy", "99999999999", "99999999999");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheets/a_row_is_a_line_of_what_its_cells_show",
                    test_a_row_is_a_line_of_what_its_cells_show);
    g_test_add_func("/sheets/of_a_formula_its_result_is_taken", test_of_a_formula_its_result_is_taken);
    g_test_add_func("/sheets/numbers_are_shown_as_their_style_says",
                    test_numbers_are_shown_as_their_style_says);
    g_test_add_func("/sheets/rows_that_are_left_out_make_a_gap", test_rows_that_are_left_out_make_a_gap);
    g_test_add_func("/sheets/a_sheet_is_a_page_in_the_workbooks_order",
                    test_a_sheet_is_a_page_in_the_workbooks_order);
    g_test_add_func("/sheets/a_workbook_of_1904_counts_its_days_from_there",
                    test_a_workbook_of_1904_counts_its_days_from_there);
    g_test_add_func("/sheets/workbooks_written_by_libreoffice_are_read",
                    test_workbooks_written_by_libreoffice_are_read);
    g_test_add_func("/sheets/formats_show_what_a_clerk_looks_for", test_formats_show_what_a_clerk_looks_for);
    return g_test_run();
}
