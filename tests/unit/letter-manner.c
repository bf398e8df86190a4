/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

/* Letters as courts, schools, soldiers, companies and associations write them. */

#define KOP "PEMERINTAH KABUPATEN MEKARSARI\nDINAS PERIKANAN\nJalan Nelayan Nomor 4 Mekarsari\n\n"

static void
test_note_through_hands(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of(KOP "NOTA DINAS\nNOMOR 12/ND/Perikanan/2024\n\nKepada : Yth. Kepala Dinas\n"
                      "Melalui : Sekretaris Dinas\nDari : Kepala Bidang Budidaya\nTanggal : 4 Juli 2024\n"
                      "Sifat : Segera\nHal : Panen raya ikan lele\n\n1. Panen dimulai pekan depan.\n");

    assert_field(letter, "kepada", "Kepala Dinas");
    assert_field(letter, "dari", "Kepala Bidang Budidaya");
    assert_field(letter, "tanggal", "2024-07-04");
    assert_field(letter, "sifat", "Segera");
    assert_field(letter, "hal", "Panen raya ikan lele");
}

static void
test_through_this_letter(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of(KOP "Nomor : 523/9/Perikanan\nHal : Bantuan benih\n\nYth. Camat Sukasari\ndi Tempat\n\n"
                      "Melalui surat ini kami sampaikan tiga hal.\nSifat : uraian\n");

    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_ISI].text, "Melalui surat ini"));
    assert_field(letter, "sifat", NULL);
}

static void
test_two_calendars(void)
{
    g_autoptr(ArsipLetter) beside =
        letter_of("YAYASAN AL-FALAH\n\nNomor : 4/YAF/2023\nPerihal : Permohonan ruang\n\n"
                  "Mekarsari, 3 Mei 2023 M / 13 Syawal 1444 H\n\nKepada Yth.\nCamat "
                  "Sukasari\ndi Tempat\n\nDengan hormat kami mohon izin.\n");
    g_autoptr(ArsipLetter) two_words =
        letter_of("YAYASAN AL-FALAH\n\nMekarsari, 28 September 2023 / 13 Rabiul Awal 1445 H.\n\n"
                  "Nomor : 5/YAF/2023\nPerihal : Permohonan ruang\n");

    assert_field(beside, "tanggal", "2023-05-03");
    assert_field(two_words, "tanggal", "2023-09-28");
}

/* The words of a subject that look like verbs with which a body opens: Penetapan, menetapkan. */
static void
test_noun_goes_on_with_the_subject(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        KOP "Nomor : 523/9/Perikanan\nHal : Rapat Persiapan Menjelang\n      Penetapan Batas Wilayah "
            "Tangkap\n\nYth. Camat Sukasari\ndi Tempat\n\nDengan hormat.\n");
    g_autoptr(ArsipLetter) verb = letter_of(
        KOP "Nomor : 523/9/Perikanan\nHal : Batas Wilayah Tangkap\nMenetapkan batas wilayah tangkap "
            "nelayan kecil sebagai berikut.\n");

    assert_field(letter, "hal", "Rapat Persiapan Menjelang Penetapan Batas Wilayah Tangkap");
    assert_field(letter, "kepada", "Camat Sukasari");
    assert_field(verb, "hal", "Batas Wilayah Tangkap");
}

static void
test_stamp_above_the_letterhead(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("R A H A S I A\n\n" KOP "Nomor : R-3/Perikanan/2024\nHal : Pelanggaran jalur tangkap\n\n"
                  "Yth. Bupati Mekarsari\ndi Tempat\n\nDengan hormat.\n");

    g_assert_true(g_str_has_prefix(letter->zones[ARSIP_ZONE_KOP].text, "R A H A S I A\n\nPEMERINTAH"));
    assert_field(letter, "dari", "Dinas Perikanan Kabupaten Mekarsari");
    assert_field(letter, "nomor", "R-3/Perikanan/2024");
    assert_field(letter, "kepada", "Bupati Mekarsari");
}

/* DIREKTUR ...,: whoever decrees stands between what the decree is about and its grounds. */
static void
test_director_ends_the_subject(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "KEPUTUSAN DIREKTUR PASAR MEKARSARI\nNOMOR 7/KEP/2023\n\nTENTANG\nTARIF SEWA KIOS\n"
        "DI PASAR MEKARSARI\n\nDIREKTUR PASAR MEKARSARI,\n\nMenimbang : bahwa tarif perlu diatur;\n");

    assert_field(letter, "hal", "TARIF SEWA KIOS DI PASAR MEKARSARI");
}

static void
test_empty_line_ends_the_addressee(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of(KOP "Nomor : 523/9/Perikanan\nHal : Penelitian\n\nYth. Kepala Badan Kesatuan Bangsa\n     "
                      "Kabupaten Mekarsari\n\nKetua Jurusan Budidaya Perairan dengan ini menerangkan\nbahwa "
                      "mahasiswa berikut sedang meneliti.\n");
    g_autoptr(ArsipLetter) with_place =
        letter_of(KOP "Nomor : 523/9/Perikanan\nHal : Penelitian\n\nKepada\n\nYth. Camat Sukasari\n\ndi\n\n"
                      "Sukasari\n\n1. Rujukan:\n");

    assert_field(letter, "kepada", "Kepala Badan Kesatuan Bangsa Kabupaten Mekarsari");
    assert_field(with_place, "kepada", "Camat Sukasari");
    g_assert_nonnull(strstr(with_place->zones[ARSIP_ZONE_KEPALA].text, "di\n\nSukasari"));
}

static void
test_motto_is_no_body(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("KEJAKSAAN NEGERI MEKARSARI\nJalan Hukum Nomor 1\n\n\"Demi Keadilan dan Kebenaran\n"
                  "Berdasarkan Ketuhanan Yang Maha Esa\"\n\nSURAT PANGGILAN SAKSI\nNOMOR : "
                  "SP-3/M.3.15/Fd.1/03/2024\n\nUntuk kepentingan penyidikan, dengan ini memanggil:\n");

    assert_field(letter, "nomor", "SP-3/M.3.15/Fd.1/03/2024");
}

/* The summary runs over lines that look like a body, and the boxes go on below it. */
static void
test_long_summary_of_a_form(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "BUPATI MEKARSARI\nLEMBAR DISPOSISI\n\nIndeks : Pengaduan\nIsi ringkas : Nelayan mengeluhkan "
        "kapal besar yang masuk ke jalur\n  tangkap mereka pada malam hari dan merusak jaring yang "
        "dipasang di\n  sekitar karang.\nPerihal : Kapal di jalur tangkap\nAsal surat : Rukun Nelayan\n"
        "Nomor : 4/RN/2024\nTanggal : 6 Mei 2024\n");

    assert_field(letter, "hal", "Kapal di jalur tangkap");
    assert_field(letter, "nomor", "4/RN/2024");
    assert_field(letter, "tanggal", "2024-05-06");
    assert_field(letter, "dari", "Rukun Nelayan");
}

static void
test_number_below_a_heading_of_the_body_is_cited(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        KOP "LAPORAN PERJALANAN DINAS\n\nI. Dasar\n   Surat Tugas Kepala Dinas tanggal 3 Mei 2024\n   "
            "Nomor 800.1.11.1/7/Perikanan.\n\nII. Hasil\n   Baik.\n");

    assert_field(letter, "nomor", NULL);
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_ISI].text, "I. Dasar"));
}

static void
test_subject_goes_on_with_a_place(void)
{
    static const char *const places[] = {"di depan kantor bupati", "di Lingkungan Pemerintah Daerah"};
    static const char *const ends[] = {"di Tempat", "di - Mekarsari", "di Mekarsari"};

    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *text = g_strconcat(
            KOP "Nomor : 523/9/Perikanan\nHal : Pengamanan unjuk rasa\n      ", places[i], "\n", NULL);
        g_autofree char *subject = g_strconcat("Pengamanan unjuk rasa ", places[i], NULL);
        g_autoptr(ArsipLetter) letter = letter_of(text);

        assert_field(letter, "hal", subject);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *text =
            g_strconcat(KOP "Nomor : 523/9/Perikanan\nHal : Pengamanan unjuk rasa\n", ends[i], "\n", NULL);
        g_autoptr(ArsipLetter) letter = letter_of(text);

        assert_field(letter, "hal", "Pengamanan unjuk rasa");
    }
}

static void
test_on_behalf_of_is_no_list(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        KOP "Nomor : 822/9/Perikanan\nHal : Kenaikan Gaji Berkala\n      a.n. Sri Lestari\n\nYth. Camat "
            "Sukasari\n");
    g_autoptr(ArsipLetter) list =
        letter_of(KOP "Nomor : 822/9/Perikanan\nHal : Kenaikan Gaji Berkala\na. Sri Lestari\nb. Budi\n");

    assert_field(letter, "hal", "Kenaikan Gaji Berkala a.n. Sri Lestari");
    assert_field(list, "hal", "Kenaikan Gaji Berkala");
}

/* On paper an empty line tells less: what stands there does. */
static void
test_sentence_or_heading_ends_the_addressee(void)
{
    g_autoptr(ArsipLetter) sentence = letter_laid_out(
        "PEMERINTAH KOTA MEKARSARI\nDINAS PERIKANAN\n\nNomor : 523/9/Perikanan\nHal : Penelitian\n\n"
        "Yth. Kepala Badan Kesatuan Bangsa\n     Kota Mekarsari\n\nKetua Jurusan Budidaya Universitas "
        "Mekarsari "
        "dengan ini menerangkan\nbahwa mahasiswa berikut sedang meneliti.\n",
        FALSE, 0);
    g_autoptr(ArsipLetter) heading = letter_laid_out(
        "PEMERINTAH KOTA MEKARSARI\nDINAS PERIKANAN\n\nNomor : 523/9/Perikanan\nHal : Penelitian\n\n"
        "Yth. 1. Para Camat\n     2. Para Lurah\n\nA. Umum\nKami sampaikan hal berikut.\n",
        FALSE, 0);

    assert_field(sentence, "kepada", "Kepala Badan Kesatuan Bangsa Kota Mekarsari");
    assert_field(heading, "kepada", "Para Camat; Para Lurah");
}

static void
test_address_is_no_name(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        KOP "Nomor : 523/9/Perikanan\nHal : Rekening koran\n\nYth. Kepala Bank Pesisir\n     Cabang "
            "Mekarsari\n     Jalan Laut Nomor 4\n     MEKARSARI\n\nDengan hormat kami minta.\n");
    g_autoptr(ArsipLetter) list =
        letter_of(KOP "Nomor : 523/9/Perikanan\nHal : Rapat\n\nYth. a. Camat Timur\n     b. Camat Barat\ndi "
                      "Tempat\n\nDengan hormat.\n");

    assert_field(letter, "kepada", "Kepala Bank Pesisir Cabang Mekarsari");
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_KEPALA].text, "MEKARSARI"));
    assert_field(list, "kepada", "Camat Timur; Camat Barat");
}

/* The police and the army write it so. */
static void
test_klasifikasi(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("KEPOLISIAN RESOR MEKARSARI\nJalan Hukum 1\n\nNomor : B/4/V/2024\n"
                  "Klasifikasi : RAHASIA\nPerihal : permintaan data\n");

    assert_field(letter, "sifat", "Rahasia");
    assert_field(letter, "hal", "permintaan data");
}

/* The address stands beside the subject, as blanks show. */
static void
test_columns_of_plain_text(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of(KOP "Nomor    : 523/9/Bag                      Kepada\n"
                      "Sifat    : Penting                        Yth. Pemilik Kapal\n"
                      "Perihal  : Panggilan Klarifikasi Izin     di -\n"
                      "           Kapal Pukat Pantai             Mekarsari\n\n"
                      "Berdasarkan pemantauan petugas, Saudara diminta hadir.\n");
    g_autoptr(ArsipLetter) alone =
        letter_of(KOP "Nomor    : 523/9/Bag                      Kepada\n"
                      "Perihal  : Panggilan Klarifikasi          Yth. Pemilik Kapal\n"
                      "                                          Jalan Laut 4\n\n"
                      "Berdasarkan pemantauan petugas, Saudara diminta hadir.\n");

    assert_field(letter, "nomor", "523/9/Bag");
    assert_field(letter, "hal", "Panggilan Klarifikasi Izin Kapal Pukat Pantai");
    assert_field(alone, "hal", "Panggilan Klarifikasi");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/a_note_names_through_whose_hands_it_goes", test_note_through_hands);
    g_test_add_func("/letter/melalui_surat_ini_opens_the_body", test_through_this_letter);
    g_test_add_func("/letter/a_date_may_be_given_in_two_calendars", test_two_calendars);
    g_test_add_func("/letter/a_noun_like_a_verb_goes_on_with_the_subject",
                    test_noun_goes_on_with_the_subject);
    g_test_add_func("/letter/a_stamp_may_stand_above_the_letterhead", test_stamp_above_the_letterhead);
    g_test_add_func("/letter/whoever_decrees_ends_the_tentang", test_director_ends_the_subject);
    g_test_add_func("/letter/an_empty_line_ends_the_addressee", test_empty_line_ends_the_addressee);
    g_test_add_func("/letter/a_courts_motto_is_no_body", test_motto_is_no_body);
    g_test_add_func("/letter/a_forms_boxes_go_on_below_a_long_summary", test_long_summary_of_a_form);
    g_test_add_func("/letter/a_number_below_a_heading_of_the_body_is_cited",
                    test_number_below_a_heading_of_the_body_is_cited);
    g_test_add_func("/letter/a_subject_may_go_on_with_a_place", test_subject_goes_on_with_a_place);
    g_test_add_func("/letter/on_behalf_of_someone_is_no_list", test_on_behalf_of_is_no_list);
    g_test_add_func("/letter/blanks_part_the_columns_of_plain_text", test_columns_of_plain_text);
    g_test_add_func("/letter/a_sentence_or_a_heading_ends_the_addressee",
                    test_sentence_or_heading_ends_the_addressee);
    g_test_add_func("/letter/an_address_is_not_of_the_addressees_name", test_address_is_no_name);
    g_test_add_func("/letter/klasifikasi_is_the_sifat_of_soldiers", test_klasifikasi);
    return g_test_run();
}
