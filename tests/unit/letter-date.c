/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

static void
assert_span(const char *text, const char *first, const char *last)
{
    char from[11] = "", to[11] = "";

    g_assert_true(arsip_date_parse(text, from, to));
    g_assert_cmpstr(from, ==, first);
    g_assert_cmpstr(to, ==, last);
}

static void
test_spans(void)
{
    assert_span("2024", "2024-01-01", "2024-12-31");
    assert_span("2024-02", "2024-02-01", "2024-02-29");
    assert_span("Maret 2023", "2023-03-01", "2023-03-31");
    assert_span("03-2023", "2023-03-01", "2023-03-31");
}

static void
test_days(void)
{
    static const char *const forms[] = {"12 Januari 2024", "12-01-2024",      "12/01/2024",
                                        "2024-01-12",      "12 Jan. 2024",    " 12 januari 2024 ",
                                        "12.01.2024",      "l2 Januari 2O24", "12 Januarl 2024"};

    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        assert_span(forms[i], "2024-01-12", "2024-01-12");
}

static void
test_old_spellings(void)
{
    assert_span("7 Nopember 1998", "1998-11-07", "1998-11-07");
    assert_span("6 Pebruari 2020", "2020-02-06", "2020-02-06");
    assert_span("20 Agust. 2018", "2018-08-20", "2018-08-20");
    assert_span("3 Des. 2019", "2019-12-03", "2019-12-03");
    assert_span("1 Djuli 1951", "1951-07-01", "1951-07-01");
}

static void
test_none(void)
{
    static const char *const none[] = {"",      "31 Februari 2023",    "12 Bulan 2024", "2024-13", "005/117",
                                       "Maret", "12 Januari 2024 ini", "32-01-2024"};
    char first[11], last[11];

    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_false(arsip_date_parse(none[i], first, last));
}

static void
assert_dated(const char *text, const char *day)
{
    g_autoptr(ArsipLetter) letter = letter_of(text);

    assert_field(letter, "tanggal", day);
}

static void
test_beside_the_number(void)
{
    assert_dated(
        "PEMERINTAH KOTA MEKARSARI\nDINAS SOSIAL\nNomor : 005/117-Um Mekarsari, 3 Mei 2023\nHal : Undangan\n"
        "Yth. Camat\ndi Tempat\nMenindaklanjuti surat Saudara tanggal 12 April 2023, kami mengundang Saudara "
        "pada\n"
        "hari, tanggal : Senin, 8 Mei 2023\nKepala Dinas,\n",
        "2023-05-03");
}

static void
test_in_the_signature(void)
{
    assert_dated("PEMERINTAH KOTA MEKARSARI\nSURAT KETERANGAN\nNomor : 470/12/Kel.S\n"
                 "Yang bertanda tangan di bawah ini menerangkan bahwa:\nNama : Parto\n"
                 "Tempat, tanggal lahir : Mekarsari, 12 Mei 1970\nadalah benar warga kami sampai tanggal 1 "
                 "Juni 2021.\n"
                 "Mekarsari, 07-07-2021\nLurah Sukasari,\nHendra\nNIP 19700101 199503 1 001\n",
                 "2021-07-07");
}

static void
test_set_not_promulgated(void)
{
    assert_dated("BUPATI SUKAMAJU\nPERATURAN BUPATI SUKAMAJU\nNOMOR 5 TAHUN 2021\nTENTANG\nPERPUSTAKAAN\n"
                 "Menimbang : bahwa perpustakaan perlu diatur dengan peraturan;\nPasal 1\n"
                 "Peraturan ini mulai berlaku pada tanggal diundangkan.\nDitetapkan di Sukamaju\npada "
                 "tanggal 14 Juni 2021\n"
                 "BUPATI SUKAMAJU,\nttd\nAHMAD\nDiundangkan di Sukamaju\npada tanggal 15 Juni "
                 "2021\nSEKRETARIS DAERAH,\nttd\n",
                 "2021-06-14");
}

static void
test_receipt(void)
{
    assert_dated(
        "LEMBAR DISPOSISI\nSurat dari : Camat Timur\nDiterima Tgl : 7 Juni 2021\nNo. Surat : 005/231\n"
        "Tgl. Surat : 4 Juni 2021\nHal : Undangan\nParaf dan tanggal 8 Juni 2021\n",
        "2021-06-04");
    assert_dated(
        "LEMBAR DISPOSISI\nSurat dari : Camat Timur\nDiterima Tgl : 7 Juni 2021\nNo. Surat : 005/231\n",
        NULL);
}

static void
test_in_words(void)
{
    static const char form[] =
        "BERITA ACARA SERAH TERIMA\nNomor : 027/45/BAST/2022\n%s, kami yang\n"
        "bertanda tangan di bawah ini berdasarkan surat tanggal 1 Februari 2022:\nPIHAK KEDUA,\n";
    static const char *const openings[] = {
        "Pada hari ini Senin tanggal dua puluh satu bulan Maret tahun dua ribu dua puluh dua",
        "Pada hari ini, Senin, tanggal Dua Puluh Satu bulan Maret tahun Dua Ribu Duapuluh Dua (21-03-2022)",
        "Pada hari ini Senin tanggal 21 (dua puluh satu) bulan Maret tahun 2022",
        "Pada hari ini Senin tanggal dua puluh satu Maret dua ribu dua puluh dua, bertempat di kantor",
        "Pada hari ini Senin tanggal 21 Maret 2022",
        "Pada hari ini Senin tanggal dua pu1uh satu\nbulan Marct tahun dua ribu dua puluh dua",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
        g_autofree char *text = g_strdup_printf(form, openings[i]);

        assert_dated(text, "2022-03-21");
    }
}

static void
test_invitation_day(void)
{
    assert_dated(
        "Nomor : 005/12\nHal : Undangan\nYth. Ketua RT\ndi Tempat\nMengharap kehadiran Saudara pada:\n"
        "Tanggal : 9 Mei 2023\nPukul : 09.00\nMekarsari, 3 Mei 2023\nLurah,\n",
        "2023-05-03");
}

static void
test_number_is_no_date(void)
{
    assert_dated("PEMERINTAH KOTA MEKARSARI\nNomor : 421.2/09/2016\nHal : Undangan\nYth. Camat\ndi Tempat\n",
                 NULL);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/date/a_year_or_a_month_is_its_first_to_its_last_day", test_spans);
    g_test_add_func("/date/a_day_is_read_in_all_its_shapes", test_days);
    g_test_add_func("/date/old_spellings_and_abbreviations_are_months", test_old_spellings);
    g_test_add_func("/date/what_is_no_date_is_refused", test_none);
    g_test_add_func("/letter/the_date_beside_the_number_counts_not_the_cited_one", test_beside_the_number);
    g_test_add_func("/letter/the_date_above_the_signature_counts_not_the_birthday", test_in_the_signature);
    g_test_add_func("/letter/the_day_of_setting_counts_not_that_of_promulgation", test_set_not_promulgated);
    g_test_add_func("/letter/the_day_of_receipt_is_not_the_letters_date", test_receipt);
    g_test_add_func("/letter/a_deed_is_dated_by_its_first_sentence_in_words", test_in_words);
    g_test_add_func("/letter/the_day_of_a_meeting_is_not_the_invitations_date", test_invitation_day);
    g_test_add_func("/letter/a_number_that_looks_like_a_date_is_none", test_number_is_no_date);
    return g_test_run();
}
