/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

static const char surat_dinas[] =
    "                  PEMERINTAH KABUPATEN SUKAMAJU\n"
    "                         DINAS PERTANIAN\n"
    "               Jalan Raya Tani Nomor 12 Sukamaju 30111\n"
    "\n"
    "                                              Sukamaju, 11 Desember 2023\n"
    "Nomor    : 500.6/1029/Distan                  Kepada\n"
    "Sifat    : Segera                             Yth. Kepala Balai Benih\n"
    "Lampiran : 1 (satu) berkas                    Kabupaten Sukamaju\n"
    "Perihal  : Permintaan Benih Padi              di -\n"
    "           Musim Tanam Kedua                  SUKAMAJU\n"
    "\n"
    "    Sehubungan dengan datangnya musim tanam, dengan ini kami mohon bantuan\n"
    "benih padi untuk kelompok tani di wilayah timur.\n"
    "    Atas bantuannya kami ucapkan terima kasih.\n"
    "\n"
    "                                              Kepala Dinas Pertanian,\n"
    "\n"
    "                                              Ir. Sumardi\n"
    "                                              NIP 19700101 199503 1 001\n"
    "Tembusan:\n"
    "1. Bupati Sukamaju\n";

static void
assert_surat_dinas(const ArsipLetter *letter)
{
    assert_field(letter, "nomor", "500.6/1029/Distan");
    assert_field(letter, "kode", "500.6");
    assert_field(letter, "tanggal", "2023-12-11");
    assert_field(letter, "sifat", "Segera");
    assert_field(letter, "hal", "Permintaan Benih Padi Musim Tanam Kedua");
    assert_field(letter, "kepada", "Kepala Balai Benih Kabupaten Sukamaju");
    assert_field(letter, "dari", "Dinas Pertanian Kabupaten Sukamaju");
}

static void
test_two_columns(void)
{
    g_autoptr(ArsipLetter) by_row = letter_laid_out(surat_dinas, FALSE, 0);
    g_autoptr(ArsipLetter) by_column = letter_laid_out(surat_dinas, TRUE, 0);

    assert_surat_dinas(by_row);
    assert_surat_dinas(by_column);
}

static void
test_skewed(void)
{
    g_autoptr(ArsipLetter) rising = letter_laid_out(surat_dinas, TRUE, -0.05);
    g_autoptr(ArsipLetter) falling = letter_laid_out(surat_dinas, FALSE, 0.05);

    assert_surat_dinas(rising);
    assert_surat_dinas(falling);
}

/* A speck that the engine took for part of a word makes its box as high as three lines. */
static void
test_tall_word(void)
{
    g_autoptr(ArsipReading) reading = page_of_picture(surat_dinas, FALSE, 0);
    const ArsipReading *const pages[] = {reading};
    g_autoptr(ArsipLetter) letter = NULL;

    for (guint i = 0; i < reading->words->len; i++) {
        ArsipWord *word = &g_array_index(reading->words, ArsipWord, i);

        if (g_str_has_prefix(reading->text + word->start, "Musim") ||
            g_str_has_prefix(reading->text + word->start, "berkas")) {
            word->y -= 120;
            word->height += 122;
        }
    }
    letter = arsip_letter_read(pages, 1);

    assert_surat_dinas(letter);
}

static void
test_misread_captions(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PEMERINTAH KOTA MEKARSARI\nNornor ; 005/117\nSitat . Segera\nLarnpiran : -\n"
                  "Penhal : Undangan Rapat Kerja\nYfh. Kepala Bagian Umum\ncli Tempat\n"
                  "Dengan hormat kami mengundang Saudara.\n");

    assert_field(letter, "nomor", "005/117");
    assert_field(letter, "sifat", "Segera");
    assert_field(letter, "hal", "Undangan Rapat Kerja");
    assert_field(letter, "kepada", "Kepala Bagian Umum");
}

static void
test_form_in_columns(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_laid_out("                     LEMBAR DISPOSISI\n"
                        "Surat dari    Camat Timur            Diterima tgl    7 Juni 2021\n"
                        "No. Surat     005/231/Kec.T          No. Agenda      512/2021\n"
                        "Tgl. Surat    4 Juni 2021            Sifat           Segera\n"
                        "Perihal       Undangan Rapat Koordinasi\n"
                        "Isi disposisi Diteruskan kepada Sekretaris\n",
                        FALSE, 0);

    assert_field(letter, "nomor", "005/231/Kec.T");
    assert_field(letter, "tanggal", "2021-06-04");
    assert_field(letter, "sifat", "Segera");
    assert_field(letter, "hal", "Undangan Rapat Koordinasi");
    assert_field(letter, "dari", "Camat Timur");
}

static void
test_note(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "PEMERINTAH KOTA MEKARSARI\nINSPEKTORAT\nJalan Pelita 17\nNOTA DINAS\nYth. : Inspektur\n"
        "Dari : Inspektur Pembantu Wilayah II\nTanggal : 27 April 2020\nNomor : R-99/IJ/2020\nSifat : "
        "Rahasia\n"
        "Hal : Laporan Pemeriksaan Khusus atas Dugaan Pungutan di\nTerminal\n"
        "Sesuai penugasan Saudara Inspektur, tim telah menyelesaikan pemeriksaan pada tanggal 3 April 2020.\n"
        "Inspektur Pembantu Wilayah II,\nTegar\n");

    assert_field(letter, "kepada", "Inspektur");
    assert_field(letter, "dari", "Inspektur Pembantu Wilayah II");
    assert_field(letter, "tanggal", "2020-04-27");
    assert_field(letter, "hal", "Laporan Pemeriksaan Khusus atas Dugaan Pungutan di Terminal");
}

static void
test_subject_with_a_broken_word(void)
{
    g_autoptr(ArsipLetter) plain =
        letter_of("Nomor : 005/117-\nUm/2024\nHal : Rapat Koordinasi Kesela-\nmatan Kerja\n\n"
                  "Yth. Kepala Balai Kese-\nhatan\ndi Tempat\nDengan hormat, kami mengundang Saudara.\n");
    g_autoptr(ArsipLetter) laid_out =
        letter_laid_out("Nomor    : 005/117-Um/2024                    Kepada\n"
                        "Perihal  : Permintaan Surat-                  Yth. Kepala Balai Peng-\n"
                        "           surat Kesela-                      ujian Kendaraan\n"
                        "           matan Kerja                        di Tempat\n"
                        "\n"
                        "    Dengan hormat, bersama ini kami mohon bantuan surat bagi kami.\n",
                        TRUE, 0);

    assert_field(plain, "hal", "Rapat Koordinasi Keselamatan Kerja");
    assert_field(plain, "kepada", "Kepala Balai Kesehatan");
    assert_field(laid_out, "hal", "Permintaan Surat-surat Keselamatan Kerja");
    assert_field(laid_out, "kepada", "Kepala Balai Pengujian Kendaraan");
}

static void
test_decree_subject(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("BUPATI SUKAMAJU\nKEPUTUSAN BUPATI SUKAMAJU\nNOMOR : 188.45/12/2019\nTENTANG\n"
                  "PEMBENTUKAN TIM PENGELOLA ARSIP DINAS PENDIDIKAN\nTAHUN ANGGARAN 2019\nBUPATI SUKAMAJU,\n"
                  "Menimbang : bahwa perlu dibentuk tim;\nMengingat : Undang-Undang Nomor 43 Tahun 2009 "
                  "tentang Kearsipan;\n"
                  "MEMUTUSKAN:\nMenetapkan : KEPUTUSAN BUPATI TENTANG PEMBENTUKAN TIM.\n");

    assert_field(letter, "hal", "PEMBENTUKAN TIM PENGELOLA ARSIP DINAS PENDIDIKAN TAHUN ANGGARAN 2019");
    assert_field(letter, "kepada", NULL);
    assert_field(letter, "dari", "Bupati Sukamaju");
}

static void
test_spaced_title(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PEMERINTAH KOTA MEKARSARI\nP E N G U M U M A N\nNomor : 800/1/2019\nTentang\n"
                  "Hasil Seleksi Administrasi\nBerdasarkan hasil verifikasi diumumkan:\n");

    assert_field(letter, "hal", "Hasil Seleksi Administrasi");
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_JUDUL].text, "P E N G U M U M A N"));
}

static void
test_list_of_addressees(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("WALI KOTA MEKARSARI\nKepada\nYth. 1. Para Kepala Perangkat Daerah;\n2. Para Camat;\n"
                  "3. Para Lurah.\ndi -\nTempat\nSURAT EDARAN\nNOMOR 443.1/2/SE/2020\nTENTANG\n"
                  "KEBERSIHAN KANTOR\nDalam rangka kebersihan, diminta perhatian Saudara.\n");

    assert_field(letter, "kepada", "Para Kepala Perangkat Daerah; Para Camat; Para Lurah");
    assert_field(letter, "hal", "KEBERSIHAN KANTOR");
}

static void
test_order_has_no_addressee(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PEMERINTAH KOTA MEKARSARI\nSURAT TUGAS\nNOMOR 094/77/2021\n"
                  "Dasar : Surat Camat Nomor 005/12/2021\nMEMERINTAHKAN :\nKepada : Nama : Rudi\n"
                  "Untuk : mengikuti rapat\nMekarsari, 3 Mei 2021\nLurah,\n");

    assert_field(letter, "kepada", NULL);
    assert_field(letter, "hal", NULL);
}

static void
test_instruction(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("BUPATI SUKAMAJU\nINSTRUKSI BUPATI SUKAMAJU\nNOMOR 2 TAHUN 2022\nTENTANG\nADUAN\n"
                  "Dalam rangka penanganan aduan, dengan ini menginstruksikan kepada Seluruh\n"
                  "Kepala Perangkat Daerah untuk:\n1. menjawab setiap aduan;\n");

    assert_field(letter, "kepada", "Seluruh Kepala Perangkat Daerah");
}

static void
assert_sifat(const char *printed, const char *sifat)
{
    g_autofree char *text =
        g_strdup_printf("PEMERINTAH KOTA MEKARSARI\nNomor : 005/117\nSifat : %s\nHal : Undangan\n", printed);
    g_autoptr(ArsipLetter) letter = letter_of(text);

    assert_field(letter, "sifat", sifat);
}

static void
test_sifat(void)
{
    assert_sifat("Sangat Rahasia", "Sangat Rahasia");
    assert_sifat("BIASA", "Biasa");
    assert_sifat("Biasa/Segera", "Biasa/Segera");
    assert_sifat("Rahasla", "Rahasia");
    assert_sifat("Penting Yth. Kepala Bagian", "Penting");
    assert_sifat("-", NULL);
    assert_sifat("", NULL);
    assert_sifat("Sangat Segera Segera Rahasia", NULL);
}

static void
test_private_letter(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("Mekarsari, 5 Januari 2020\nPerihal : Permohonan Izin Keramaian\nKepada Yth.\n"
                  "Bapak Lurah Sukasari\ndi Tempat\nDengan hormat,\n"
                  "Saya yang bertanda tangan di bawah ini mengajukan izin keramaian.\n"
                  "Hormat saya,\nBambang Sutejo\n");

    assert_field(letter, "dari", "Bambang Sutejo");
    assert_field(letter, "kepada", "Bapak Lurah Sukasari");
    assert_field(letter, "tanggal", "2020-01-05");
    assert_field(letter, "nomor", NULL);
}

static void
test_set_by_person(void)
{
    g_autoptr(ArsipLetter) letter = letter_of("PEMERINTAH KOTA MEKARSARI\nNomor : 005/117\nHal : Undangan\n");

    arsip_letter_set_field(letter, "nomor", "005/118");
    arsip_letter_set_field(letter, "lokasi", "Rak 3");
    arsip_letter_set_field(letter, "hal", NULL);

    assert_field(letter, "nomor", "005/118");
    assert_field(letter, "lokasi", "Rak 3");
    assert_field(letter, "hal", NULL);
    g_assert_cmpuint(arsip_letter_field(letter, "nomor")->place.page, ==, 0);
}

static void
test_nothing(void)
{
    g_autoptr(ArsipLetter) none = arsip_letter_read(NULL, 0);
    g_autoptr(ArsipLetter) blank = letter_of("");

    g_assert_cmpuint(none->fields->len, ==, 0);
    g_assert_cmpuint(blank->fields->len, ==, 0);
    g_assert_cmpstr(blank->zones[ARSIP_ZONE_ISI].text, ==, "");
}

static void
test_subject_whose_caption_was_lost(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PEMERINTAH KOTA MEKARSARI\nDINAS PERPUSTAKAAN\n"
                  "Nomor : 005/117-Um\nSifat : Biasa\n: Undangan Rapat Koordinasi\n"
                  "Yth. Kepala Bagian Umum\ndi Tempat\n"
                  "Dengan hormat kami mengundang Saudara untuk hadir.\n");
    g_autoptr(ArsipLetter) other =
        letter_of("PEMERINTAH KOTA MEKARSARI\nDINAS PERPUSTAKAAN\n"
                  "Nomor : 005/117-Um\n: Segera Sekali Hari Ini\nHal : Peminjaman Ruang\n"
                  "Yth. Kepala Bagian Umum\ndi Tempat\n"
                  "Dengan hormat kami sampaikan permintaan.\n");

    assert_field(letter, "hal", "Undangan Rapat Koordinasi");
    assert_field(other, "hal", "Peminjaman Ruang");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/two_columns_are_read_the_same_whatever_order_the_engine_took", test_two_columns);
    g_test_add_func("/letter/a_skewed_page_gives_the_same_fields", test_skewed);
    g_test_add_func("/letter/a_word_as_high_as_three_lines_does_not_mix_them", test_tall_word);
    g_test_add_func("/letter/captions_are_known_with_a_letter_or_two_misread", test_misread_captions);
    g_test_add_func("/letter/a_disposition_sheet_tells_of_the_letter_in_its_boxes", test_form_in_columns);
    g_test_add_func("/letter/a_nota_dinas_comes_from_its_dari_row", test_note);
    g_test_add_func("/letter/a_subject_joins_a_word_that_is_broken", test_subject_with_a_broken_word);
    g_test_add_func("/letter/a_decree_is_about_its_tentang", test_decree_subject);
    g_test_add_func("/letter/a_spaced_out_title_is_a_title", test_spaced_title);
    g_test_add_func("/letter/a_list_of_addressees_is_one_value", test_list_of_addressees);
    g_test_add_func("/letter/who_gets_an_order_is_no_addressee", test_order_has_no_addressee);
    g_test_add_func("/letter/an_instruction_is_addressed_in_its_opening", test_instruction);
    g_test_add_func("/letter/sifat_is_a_known_class_and_nothing_else", test_sifat);
    g_test_add_func("/letter/a_private_letter_comes_from_whoever_signs", test_private_letter);
    g_test_add_func("/letter/what_a_person_sets_stands_on_no_page", test_set_by_person);
    g_test_add_func("/letter/pages_without_words_give_an_empty_letter", test_nothing);
    g_test_add_func("/letter/a_subject_whose_caption_was_lost_is_found", test_subject_whose_caption_was_lost);
    return g_test_run();
}
