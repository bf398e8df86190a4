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
    return g_test_run();
}
