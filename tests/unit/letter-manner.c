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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/a_note_names_through_whose_hands_it_goes", test_note_through_hands);
    g_test_add_func("/letter/melalui_surat_ini_opens_the_body", test_through_this_letter);
    g_test_add_func("/letter/a_date_may_be_given_in_two_calendars", test_two_calendars);
    return g_test_run();
}
