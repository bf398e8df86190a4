/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

#define BELOW "\n\nNomor : 4/a/2024\nHal : Kerja bakti\n\nYth. Camat Sukasari\ndi Tempat\n\nDengan hormat.\n"

static void
assert_office(const char *letterhead, const char *office)
{
    g_autofree char *text = g_strconcat(letterhead, BELOW, NULL);
    g_autoptr(ArsipLetter) letter = letter_of(text);

    assert_field(letter, "dari", office);
}

static void
test_what_is_not_of_the_name(void)
{
    assert_office("YAYASAN AL-HIKMAH\nAkta Notaris No. 14 Tahun 2011\nJalan Nelayan 4", "Yayasan Al-Hikmah");
    assert_office("MADRASAH ALIYAH AL-HIKMAH\nTERAKREDITASI B\nNSM 121233740099 NPSN 20364499\nJl. Nelayan 4",
                  "Madrasah Aliyah Al-Hikmah");
    assert_office("CV. LAUT BIRU\nGeneral Contractor - Supplier\nJalan Nelayan 4", "CV. Laut Biru");
    assert_office("LEMBAGA SWADAYA MASYARAKAT\nPEDULI NELAYAN\nSK Menkumham AHU-0001 Tahun 2018",
                  "Lembaga Swadaya Masyarakat Peduli Nelayan");
    assert_office("DINAS PEKERJAAN UMUM DAN\nPENATAAN RUANG KOTA MEKARSARI\nJalan Nelayan 4",
                  "Dinas Pekerjaan Umum dan Penataan Ruang Kota Mekarsari");
}

static void
test_abbreviations(void)
{
    assert_office("LEMBAGA PEDULI NELAYAN (LSM PN)\nJalan Nelayan 4", "Lembaga Peduli Nelayan (LSM PN)");
    assert_office("PT NELAYAN JAYA (PERSERO) Tbk\nJalan Nelayan 4", "PT Nelayan Jaya (Persero) Tbk");
    assert_office("BALAI PERIKANAN WILAYAH XXI\nJalan Nelayan 4", "Balai Perikanan Wilayah XXI");
    assert_office("RUMAH SAKIT UMUM DAERAH dr. SUROSO\nJalan Nelayan 4",
                  "Rumah Sakit Umum Daerah dr. Suroso");
    assert_office("UNIT KERJA PENGADAAN BARANG/JASA\nJalan Nelayan 4", "Unit Kerja Pengadaan Barang/Jasa");
}

/* A region below an office is its own; a kelurahan below a kecamatan is an office. */
static void
test_regions(void)
{
    assert_office("BADAN PUSAT STATISTIK\nKOTA MEKARSARI\nJalan Nelayan 4",
                  "Badan Pusat Statistik Kota Mekarsari");
    assert_office("RUKUN WARGA 03\nKELURAHAN SUKASARI KECAMATAN TIMUR\nKOTA MEKARSARI",
                  "Rukun Warga 03 Kelurahan Sukasari Kecamatan Timur");
    assert_office("KEPALA DESA SUKASARI\nKECAMATAN TIMUR", "Kepala Desa Sukasari Kecamatan Timur");
    assert_office("PEMERINTAH KOTA MEKARSARI\nKECAMATAN TIMUR\nKELURAHAN SUKASARI\nJalan Nelayan 4",
                  "Kelurahan Sukasari Kota Mekarsari");
    assert_office("BUPATI MEKARSARI\nPROVINSI PESISIR", "Bupati Mekarsari");
    assert_office("PEMERINTAH KABUPATEN MEKARSARI\nBUPATI", "Bupati Mekarsari");
    assert_office(
        "BADAN PEMERIKSA KEUANGAN\nREPUBLIK INDONESIA\nPERWAKILAN PROVINSI PESISIR\nJalan Nelayan 4",
        "Badan Pemeriksa Keuangan Republik Indonesia Perwakilan Provinsi Pesisir");
}

static void
test_parts_name_the_whole(void)
{
    assert_office("DEWAN PERWAKILAN RAKYAT DAERAH\nKOTA MEKARSARI\nBADAN ANGGARAN\nJalan Nelayan 4",
                  "Badan Anggaran Dewan Perwakilan Rakyat Daerah Kota Mekarsari");
    assert_office("UNIVERSITAS MEKARSARI\nFAKULTAS PERIKANAN\nKampus Timur, Jalan Nelayan 4",
                  "Fakultas Perikanan Universitas Mekarsari");
    assert_office("UNIVERSITAS MEKARSARI\nLEMBAGA PENGABDIAN KEPADA MASYARAKAT\nJalan Nelayan 4",
                  "Lembaga Pengabdian kepada Masyarakat Universitas Mekarsari");
    assert_office("BADAN KEPEGAWAIAN NEGARA\nKANTOR REGIONAL VII\nJalan Nelayan 4",
                  "Kantor Regional VII Badan Kepegawaian Negara");
    assert_office("PEMERINTAH KOTA MEKARSARI\nSEKRETARIAT DAERAH\nBAGIAN UMUM\nJalan Nelayan 4",
                  "Bagian Umum Kota Mekarsari");
}

static void
test_logo_is_not_of_the_name(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_laid_out("          PEMERINTAH KOTA MEKARSARI\n"
                        "    MM DINAS PERIKANAN DAN\n"
                        " Kaya     PENGOLAHAN HASIL LAUT\n"
                        "           Jalan Nelayan 4\n\nNomor : 4/a/2024\nHal : Kerja bakti\n",
                        FALSE, 0);

    assert_field(letter, "dari", "Dinas Perikanan dan Pengolahan Hasil Laut Kota Mekarsari");
}

static void
test_decree_without_letterhead(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("KEPUTUSAN DIREKTUR PERUSAHAAN UMUM DAERAH\nPASAR MEKARSARI\nNOMOR 7/KEP/2023\n\nTENTANG\n"
                  "TARIF SEWA KIOS\n\nDIREKTUR PASAR MEKARSARI,\n\nMenimbang : bahwa tarif perlu diatur;\n\n"
                  "Ditetapkan di Mekarsari\npada tanggal 3 Mei 2023\nDIREKTUR,\n\nSUROSO, S.E.\n");
    g_autoptr(ArsipLetter) of_nobody = letter_of(
        "PERATURAN BERSAMA\nNOMOR 7 TAHUN 2023\nTENTANG\nTARIF\nMenimbang : bahwa tarif perlu diatur;\n");

    assert_field(letter, "dari", "Direktur Perusahaan Umum Daerah Pasar Mekarsari");
    assert_field(of_nobody, "dari", NULL);
}

static void
test_first_party(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PERJANJIAN KERJA SAMA\nANTARA\nPEMERINTAH KOTA MEKARSARI\nDENGAN\nUNIVERSITAS PESISIR\n\n"
                  "NOMOR 4/PKS/2024\n\nPada hari ini Senin tanggal 6 Mei 2024 kami sepakat.\n\n"
                  "PIHAK KEDUA,           PIHAK KESATU,\n\nSUROSO           SRI LESTARI\n");

    assert_field(letter, "dari", "Pemerintah Kota Mekarsari");
}

/* Whoever stands on the left has taken note, or gets the power. */
static const char two_sign[] = "SURAT KUASA\n"
                               "\n"
                               "Saya yang bertanda tangan di bawah ini memberi kuasa kepada anak saya\n"
                               "untuk mengambil uang pensiun saya pada bank.\n"
                               "\n"
                               "Mekarsari, 6 Februari 2023\n"
                               "\n"
                               "Penerima Kuasa,                          Pemberi Kuasa,\n"
                               "\n"
                               "Budi Suroso                              Sri Lestari\n";

static void
test_two_who_sign(void)
{
    g_autoptr(ArsipLetter) plain = letter_of(two_sign);
    g_autoptr(ArsipLetter) laid_out = letter_laid_out(two_sign, FALSE, 0);

    assert_field(plain, "dari", "Sri Lestari");
    assert_field(laid_out, "dari", "Sri Lestari");
}

static void
test_post_in_the_other_column(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "SURAT PERNYATAAN\n\nYang bertanda tangan di bawah ini menyatakan dengan sebenarnya\n"
        "bahwa rumah saya tidak berdaya listrik.\n\nMekarsari, 2 Februari 2024\n"
        "Mengetahui,                              Yang membuat pernyataan,\nKepala Desa Sukasari\n\n"
        "Budi Suroso                              Sri Lestari\n");

    assert_field(letter, "dari", "Sri Lestari");
}

static void
test_colon_beside_who_writes(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_laid_out("                                         Mekarsari, 6 Februari 2023\n"
                        "Hal : Permohonan cuti\n"
                        "\n"
                        "Yth. Kepala Dinas Perikanan\n"
                        "\n"
                        "Dengan ini saya mengajukan permohonan cuti besar selama dua bulan.\n"
                        "\n"
                        "Mengetahui:                              Hormat saya,\n"
                        "Kepala Balai 3,\n"
                        "\n"
                        "Budi Suroso                              Sri Lestari\n",
                        FALSE, 0);

    assert_field(letter, "dari", "Sri Lestari");
}

static void
test_date_above_who_writes(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_laid_out("SURAT KUASA\n"
                        "\n"
                        "Saya yang bertanda tangan di bawah ini memberi kuasa kepada anak saya\n"
                        "untuk mengambil uang pensiun saya pada bank.\n"
                        "\n"
                        "Yang diberi kuasa,                       Mekarsari, 6 Februari 2023\n"
                        "                                         Yang memberi kuasa,\n"
                        "\n"
                        "Budi Suroso                              Sri Lestari\n",
                        FALSE, 0);

    assert_field(letter, "dari", "Sri Lestari");
}

static void
test_table_bar_ends_a_sender(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "DINAS PERIKANAN\nLEMBAR DISPOSISI\n\nSurat dari : Rukun Nelayan  | Diterima tgl. : 4 Mei 2024\n"
        "Nomor surat : 4/RN/2024 | No. agenda : 5\n");

    assert_field(letter, "dari", "Rukun Nelayan");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/registration_and_slogan_are_not_of_an_offices_name",
                    test_what_is_not_of_the_name);
    g_test_add_func("/letter/abbreviations_keep_their_capitals", test_abbreviations);
    g_test_add_func("/letter/an_office_is_named_with_its_region", test_regions);
    g_test_add_func("/letter/a_part_of_an_office_names_the_whole", test_parts_name_the_whole);
    g_test_add_func("/letter/what_was_read_out_of_a_logo_is_not_of_the_name", test_logo_is_not_of_the_name);
    g_test_add_func("/letter/a_decree_without_letterhead_comes_from_its_title",
                    test_decree_without_letterhead);
    g_test_add_func("/letter/a_deed_comes_from_its_first_party", test_first_party);
    g_test_add_func("/letter/of_two_who_sign_the_right_one_writes", test_two_who_sign);
    g_test_add_func("/letter/a_post_in_the_other_column_does_not_write", test_post_in_the_other_column);
    g_test_add_func("/letter/whoever_signs_beside_a_colon_writes", test_colon_beside_who_writes);
    g_test_add_func("/letter/whoever_signs_below_the_date_writes", test_date_above_who_writes);
    g_test_add_func("/letter/the_bar_of_a_table_ends_a_sender", test_table_bar_ends_a_sender);
    return g_test_run();
}
