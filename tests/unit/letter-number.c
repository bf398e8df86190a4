/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

static void
assert_number(const char *printed, const char *number, const char *code)
{
    g_autofree char *text =
        g_strdup_printf("PEMERINTAH KOTA MEKARSARI\nDINAS PERPUSTAKAAN\nNomor : %s\nSifat : Biasa\n"
                        "Hal : Peminjaman Ruang\nYth. Kepala Bagian Umum\ndi Tempat\n"
                        "Dengan hormat kami sampaikan permintaan peminjaman ruang rapat.\n",
                        printed);
    g_autoptr(ArsipLetter) letter = letter_of(text);

    assert_field(letter, "nomor", number);
    assert_field(letter, "kode", code);
}

static void
test_shapes(void)
{
    assert_number("100.3.4.3/2746/III/2024", "100.3.4.3/2746/III/2024", "100.3.4.3");
    assert_number("000.8.3.3/15/OR", "000.8.3.3/15/OR", "000.8.3.3");
    assert_number("045.2/123/Bag-Umum/2024", "045.2/123/Bag-Umum/2024", "045.2");
    assert_number("005/117-Um", "005/117-Um", "005");
    assert_number("800/45/BKPSDM/2021", "800/45/BKPSDM/2021", "800");
    assert_number("R-99/IJ/KP.07.6/04/2020", "R-99/IJ/KP.07.6/04/2020", NULL);
    assert_number("655-HM.03.04", "655-HM.03.04", NULL);
    assert_number("188.45/12 Tahun 2019", "188.45/12 Tahun 2019", "188.45");
    assert_number("W12-A1/123/KU.01/2020", "W12-A1/123/KU.01/2020", NULL);
}

static void
test_undecidable_code(void)
{
    assert_number("700/R-14/Itda/2023", "700/R-14/Itda/2023", NULL);
    assert_number("412/KEP/2023", "412/KEP/2023", NULL);
}

static void
test_spaces_of_the_engine(void)
{
    assert_number("100.3.4.3 / 2746 / III / 2024", "100.3.4.3/2746/III/2024", "100.3.4.3");
    assert_number("045. 2/ 123/Bag- Umum /2024", "045.2/123/Bag-Umum/2024", "045.2");
    assert_number("R - 99/IJ/2020", "R-99/IJ/2020", NULL);
    assert_number("900/21 1/SPP-GU/Dinkes/2024", "900/211/SPP-GU/Dinkes/2024", "900");
    assert_number("005/117 12/03/2024", "005/117", "005");
}

static void
test_misread_figures(void)
{
    assert_number("8OO.l.3.3/l5/OR", "800.1.3.3/15/OR", "800.1.3.3");
    assert_number("OO5/1l7-Um", "005/117-Um", "005");
    assert_number("045.2/12/lll/2O24", "045.2/12/III/2024", "045.2");
    assert_number("000.8.3.3/263/M/Disk0minfo", "000.8.3.3/263/M/Disk0minfo", "000.8.3.3");
}

static void
test_dots_lost_with_the_specks(void)
{
    assert_number("800 1.6.1/9/Disdik", "800.1.6.1/9/Disdik", "800.1.6.1");
    assert_number("100 3 4 3/27/2024", "100.3.4.3/27/2024", "100.3.4.3");
}

/* The word that ends the line belongs to the unit before it; another one stands in the next column. */
static void
test_unit_of_two_words(void)
{
    assert_number("B/17/II/2024/Sat Polairud", "B/17/II/2024/Sat Polairud", NULL);
    assert_number("523/9/Bag Umum", "523/9/Bag Umum", "523");
    assert_number("523/9/Perikanan Mekarsari", "523/9/Perikanan", "523");
    assert_number("523/9/Bag Mekarsari, 3 Mei 2024", "523/9/Bag", "523");
}

static void
test_no_number(void)
{
    assert_number("-", NULL, NULL);
    assert_number("", NULL, NULL);
}

static void
test_misread_caption(void)
{
    static const char *const captions[] = {"Nornor :", "N0mor :", "Nomor ;", "Nomor '", "Nomor .",
                                           "omor :",   "Nomer:",  "No.",     "NOMOR",   "Nemor :"};

    for (gsize i = 0; i < G_N_ELEMENTS(captions); i++) {
        g_autofree char *text =
            g_strdup_printf("PEMERINTAH KOTA MEKARSARI\n%s 005/117-Um\nHal : Undangan\n", captions[i]);
        g_autoptr(ArsipLetter) letter = letter_of(text);

        assert_field(letter, "nomor", "005/117-Um");
    }
}

static void
test_colon_as_stroke(void)
{
    static const char *const lines[] = {"Nomor .1 005/117-Um", "Nomor \"1 005/117-Um", "Nomor l 005/117-Um",
                                        "Nomor _1 005/117-Um"};

    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *text = g_strdup_printf("PEMERINTAH KOTA MEKARSARI\n%s\nHal : Undangan\n", lines[i]);
        g_autoptr(ArsipLetter) letter = letter_of(text);

        assert_field(letter, "nomor", "005/117-Um");
    }
}

static void
test_title_on_one_line(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("BUPATI SUKAMAJU\nSURAT EDARAN NOMOR 5 TAHUN 2021\n\xe2\x80\x9cTENTANG JAM KERJA\n"
                  "Sehubungan dengan bulan puasa, jam kerja diatur sebagai berikut.\n");

    assert_field(letter, "nomor", "5 TAHUN 2021");
    assert_field(letter, "hal", "JAM KERJA");
}

static void
test_year_of_a_decree(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("WALI KOTA MEKARSARI\nPERATURAN WALI KOTA MEKARSARI\nNOMOR 23 TAHUN 2O20\nTENTANG\n"
                  "PENGELOLAAN ARSIP\nMenimbang : bahwa arsip perlu dikelola;\n");

    assert_field(letter, "nomor", "23 TAHUN 2020");
    assert_field(letter, "kode", NULL);
}

static void
test_agenda(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("LEMBAR DISPOSISI\nNo. Agenda : 512/UM/2021\nDiterima Tgl : 7 Juni 2021\n"
                  "Surat dari : Camat Timur\nNo. Surat : 005/231/Kec.T\nTgl. Surat : 4 Juni 2021\n"
                  "Hal : Undangan Rapat\n");

    assert_field(letter, "nomor", "005/231/Kec.T");
}

static void
test_two_parties(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "PERJANJIAN KERJA SAMA\nANTARA\nPEMERINTAH KOTA MEKARSARI\nDENGAN\nPT BERSIH INDAH\nTENTANG\n"
        "PENGELOLAAN SAMPAH\nNOMOR : 415.4/10/PKS/2021\nNOMOR : 22/BI/X/2021\n"
        "Pada hari ini Senin tanggal sebelas bulan Oktober tahun dua ribu dua puluh satu, kami:\n");

    assert_field(letter, "nomor", "415.4/10/PKS/2021");
    assert_field(letter, "hal", "PENGELOLAAN SAMPAH");
}

static void
test_cited_form(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "PEMERINTAH KOTA MEKARSARI\nSURAT PERINTAH PENCAIRAN DANA (SP2D)\nNomor SPM : 00991/SPM-LS/2023\n"
        "Tanggal SPM : 10 Juli 2023\nNomor SP2D : 02345/SP2D/2023\nMekarsari, 14 Juli 2023\n"
        "Kuasa Bendahara Umum Daerah,\n");

    assert_field(letter, "nomor", "02345/SP2D/2023");
    assert_field(letter, "tanggal", "2023-07-14");
}

static void
test_place_of_number(void)
{
    const char *text = "PEMERINTAH KOTA MEKARSARI\nNomor : 045.2 / 123/Um\nHal : Undangan\n";
    g_autoptr(ArsipLetter) letter = letter_of(text);
    const ArsipField *number = arsip_letter_field(letter, "nomor");
    const ArsipField *code = arsip_letter_field(letter, "kode");
    g_autofree char *printed = g_strndup(text + number->place.start, number->place.length);
    g_autofree char *front = g_strndup(text + code->place.start, code->place.length);

    g_assert_cmpuint(number->place.page, ==, 1);
    g_assert_cmpstr(printed, ==, "045.2 / 123/Um");
    g_assert_cmpstr(front, ==, "045.2");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/numbers_of_all_shapes_are_read_as_printed", test_shapes);
    g_test_add_func("/letter/three_digits_alone_are_a_code_only_before_a_number", test_undecidable_code);
    g_test_add_func("/letter/spaces_of_the_engine_are_taken_out_of_a_number", test_spaces_of_the_engine);
    g_test_add_func("/letter/misread_figures_of_a_number_are_set_right", test_misread_figures);
    g_test_add_func("/letter/dots_of_a_code_that_went_with_the_specks_come_back",
                    test_dots_lost_with_the_specks);
    g_test_add_func("/letter/a_number_may_end_in_a_unit_of_two_words", test_unit_of_two_words);
    g_test_add_func("/letter/a_dash_is_no_number", test_no_number);
    g_test_add_func("/letter/a_number_is_found_behind_a_misread_caption", test_misread_caption);
    g_test_add_func("/letter/a_colon_read_as_a_stroke_is_no_part_of_the_number", test_colon_as_stroke);
    g_test_add_func("/letter/number_and_subject_may_stand_on_the_titles_own_line", test_title_on_one_line);
    g_test_add_func("/letter/a_decree_has_its_number_with_its_year", test_year_of_a_decree);
    g_test_add_func("/letter/an_agenda_number_is_not_the_letters_number", test_agenda);
    g_test_add_func("/letter/of_two_parties_numbers_the_first_counts", test_two_parties);
    g_test_add_func("/letter/the_number_of_a_cited_form_is_not_the_papers_own", test_cited_form);
    g_test_add_func("/letter/a_number_and_its_code_know_where_they_stand", test_place_of_number);
    return g_test_run();
}
