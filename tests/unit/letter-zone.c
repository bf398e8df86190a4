/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

static const char undangan[] =
    "PEMERINTAH KOTA MEKARSARI\nKELURAHAN SUKASARI\nJalan Anggrek Nomor 5 Telepon 445566\n\n"
    "Mekarsari, 1 Desember 2022\nNomor : 005/117-Um\nSifat : Penting\nLampiran : -\nHal : Undangan\n\n"
    "Yth. Ketua RT 01\ndi Tempat\n\nMengharap kehadiran Saudara pada:\nHari/Tanggal : Sabtu, 3 Desember "
    "2022\n"
    "Tempat : Balai Kelurahan\nDemikian, atas kehadiran Saudara disampaikan terima kasih.\n\n"
    "Lurah Sukasari,\n\nHendra, S.Sos.\nNIP 19700101 199503 1 001\nTembusan:\n1. Camat Timur\n";

static void
assert_in(const ArsipLetter *letter, ArsipZone zone, const char *words)
{
    for (guint i = 0; i < ARSIP_N_ZONES; i++) {
        gboolean is_there = strstr(letter->zones[i].text, words) != NULL;

        if (is_there != (i == zone))
            g_test_message("\"%s\" %s %s: %s", words, is_there ? "stands in" : "is missing from",
                           arsip_zone_name(i), letter->zones[i].text);
        g_assert_true(is_there == (i == zone));
    }
}

static void
test_letter(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(undangan);

    assert_in(letter, ARSIP_ZONE_KOP, "KELURAHAN SUKASARI\nJalan Anggrek");
    assert_in(letter, ARSIP_ZONE_KEPALA, "Mekarsari, 1 Desember 2022");
    assert_in(letter, ARSIP_ZONE_KEPALA, "Hal : Undangan");
    assert_in(letter, ARSIP_ZONE_KEPALA, "di Tempat");
    assert_in(letter, ARSIP_ZONE_ISI, "Mengharap kehadiran");
    assert_in(letter, ARSIP_ZONE_ISI, "Balai Kelurahan");
    assert_in(letter, ARSIP_ZONE_AKHIR, "Lurah Sukasari,");
    assert_in(letter, ARSIP_ZONE_AKHIR, "1. Camat Timur");
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_JUDUL].text, ==, "");
}

static void
test_titled(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "BUPATI SUKAMAJU\nKEPUTUSAN BUPATI SUKAMAJU\nNOMOR 12 TAHUN 2020\nTENTANG\nTIM ARSIP\nBUPATI "
        "SUKAMAJU,\n"
        "Menimbang : bahwa perlu dibentuk tim pengelola arsip;\nMEMUTUSKAN:\nDitetapkan di Sukamaju\n"
        "pada tanggal 3 Mei 2020\nBUPATI SUKAMAJU,\nAHMAD\n");

    g_assert_cmpstr(letter->zones[ARSIP_ZONE_KOP].text, ==, "BUPATI SUKAMAJU");
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_JUDUL].text, ==,
                    "KEPUTUSAN BUPATI SUKAMAJU\nNOMOR 12 TAHUN 2020\nTENTANG\nTIM ARSIP");
    assert_in(letter, ARSIP_ZONE_ISI, "Menimbang");
    assert_in(letter, ARSIP_ZONE_AKHIR, "Ditetapkan di Sukamaju");
}

static void
test_stamp(void)
{
    g_autoptr(ArsipLetter) letter =
        letter_of("PEMERINTAH KOTA MEKARSARI\nINSPEKTORAT\nJalan Pelita 17\nRAHASIA\nSURAT PANGGILAN\n"
                  "NOMOR : 700/12/2022\nBersama ini diminta kehadiran Saudara.\n");

    assert_in(letter, ARSIP_ZONE_KEPALA, "RAHASIA");
    assert_in(letter, ARSIP_ZONE_JUDUL, "SURAT PANGGILAN");
}

static void
test_attachment(void)
{
    g_autoptr(ArsipReading) first =
        page_of_text("BUPATI SUKAMAJU\nKEPUTUSAN BUPATI SUKAMAJU\nNOMOR 12 TAHUN 2020\nTENTANG\nTIM ARSIP\n"
                     "Menimbang : bahwa perlu dibentuk tim pengelola arsip;\nDitetapkan di Sukamaju\npada "
                     "tanggal 3 Mei 2020\n"
                     "BUPATI SUKAMAJU,\nAHMAD\n");
    g_autoptr(ArsipReading) second =
        page_of_text("- 2 -\nLAMPIRAN KEPUTUSAN BUPATI SUKAMAJU\nNOMOR 12 TAHUN 2020\n"
                     "No. Nama Jabatan dalam tim\n1 Budi Ketua\n2 Wati Anggota\n"
                     "BUPATI SUKAMAJU,\nAHMAD\n");
    const ArsipReading *const pages[] = {first, second};
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, 2);

    assert_in(letter, ARSIP_ZONE_AKHIR, "LAMPIRAN KEPUTUSAN");
    assert_in(letter, ARSIP_ZONE_ISI, "2 Wati Anggota");
    assert_field(letter, "tanggal", "2020-05-03");
}

static void
test_no_letterhead(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(
        "SURAT KUASA\nSaya yang bertanda tangan di bawah ini:\nNama : Murti\n"
        "memberi kuasa kepada anak kandung saya.\nCendana, 6 Pebruari 2020\nYang memberi kuasa,\nMurti\n");

    g_assert_cmpstr(letter->zones[ARSIP_ZONE_KOP].text, ==, "");
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_JUDUL].text, ==, "SURAT KUASA");
    assert_in(letter, ARSIP_ZONE_ISI, "memberi kuasa kepada");
    assert_in(letter, ARSIP_ZONE_AKHIR, "6 Pebruari 2020");
}

/* Marks each byte of the pages that a zone holds; none may be held twice. */
static void
assert_parted(const ArsipReading *const *pages, guint n_pages)
{
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, n_pages);

    for (guint page = 1; page <= n_pages; page++) {
        const char *text = pages[page - 1]->text;
        g_autofree guint8 *held = g_new0(guint8, strlen(text) + 1);

        for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
            const ArsipZoneText *of = &letter->zones[zone];

            for (guint32 at = 0; of->text[at] != '\0'; at++) {
                ArsipPlace place = arsip_zone_text_place(of, at, 1);

                if (place.page == page && place.length == 1) {
                    g_assert_cmpint(of->text[at], ==, text[place.start]);
                    held[place.start]++;
                }
            }
        }
        for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
            for (const char *byte = at;
                 byte < g_utf8_next_char(at) && !g_unichar_isspace(g_utf8_get_char(at)); byte++)
                g_assert_cmpuint(held[byte - text], ==, 1);
        }
    }
}

static void
test_parted(void)
{
    g_autoptr(ArsipReading) plain = page_of_text(undangan);
    g_autoptr(ArsipReading) laid =
        page_of_picture("PEMERINTAH KOTA MEKARSARI\nNomor : 005/12       Kepada\n"
                        "Hal   : Undangan     Yth. Camat\n|| ~~ .\nDengan hormat kami undang.\n",
                        TRUE, 0.02);
    g_autoptr(ArsipReading) odd =
        page_of_text("\xc2\xa0Nomor\xc2\xa0: \xe2\x80\x94 caf\xc3\xa9\n\n\xf0\x9f\x93\x8e \n :");
    const ArsipReading *const pages[] = {plain, laid, odd};

    assert_parted(pages, G_N_ELEMENTS(pages));
}

static void
test_what_the_engine_doubted_is_told_with_the_zone(void)
{
    g_autoptr(ArsipReading) page = page_of_picture("PEMERINTAH KOTA CENDANA\n\n     SURAT TUG4S\n\n"
                                                   "Yang bertanda tangan menugaskan pegawai ini.\n",
                                                   FALSE, 0);
    const ArsipReading *const pages[] = {page};

    for (guint i = 0; i < page->words->len; i++) {
        ArsipWord *word = &g_array_index(page->words, ArsipWord, i);

        if (strncmp(page->text + word->start, "TUG4S", 5) == 0)
            word->confidence = 31;
    }
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, 1);
    const ArsipZoneText *title = &letter->zones[ARSIP_ZONE_JUDUL];

    g_assert_cmpstr(title->text, ==, "SURAT TUG4S");
    g_assert_cmpuint(title->doubts->len, ==, 1);
    g_assert_cmpuint(g_array_index(title->doubts, ArsipDoubt, 0).at, ==, 6);
    g_assert_cmpuint(g_array_index(title->doubts, ArsipDoubt, 0).length, ==, 5);
    g_assert_cmpuint(g_array_index(title->doubts, ArsipDoubt, 0).doubt, ==, ARSIP_DOUBT_MOST);
    g_assert_null(letter->zones[ARSIP_ZONE_ISI].doubts);
}

static void
test_names(void)
{
    for (guint i = 0; i < ARSIP_N_ZONES; i++) {
        ArsipZone zone;

        g_assert_true(arsip_zone_from_name(arsip_zone_name(i), &zone));
        g_assert_cmpuint(zone, ==, i);
    }
    g_assert_false(arsip_zone_from_name("kaki", &(ArsipZone){0}));
}

static void
test_same_again(void)
{
    g_autoptr(ArsipLetter) once = letter_of(undangan);
    g_autoptr(ArsipLetter) again = letter_of(undangan);

    g_assert_cmpuint(once->fields->len, ==, again->fields->len);
    for (guint i = 0; i < once->fields->len; i++) {
        const ArsipField *a = once->fields->pdata[i], *b = again->fields->pdata[i];

        g_assert_cmpstr(a->name, ==, b->name);
        g_assert_cmpstr(a->value, ==, b->value);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/zone/a_letter_divides_into_kop_kepala_isi_and_akhir", test_letter);
    g_test_add_func("/zone/a_title_runs_to_the_end_of_its_tentang", test_titled);
    g_test_add_func("/zone/a_stamp_of_secrecy_is_neither_letterhead_nor_title", test_stamp);
    g_test_add_func("/zone/an_attachment_is_body_below_its_heading", test_attachment);
    g_test_add_func("/zone/a_letter_without_letterhead_has_an_empty_kop", test_no_letterhead);
    g_test_add_func("/zone/every_byte_but_space_belongs_to_exactly_one_zone", test_parted);
    g_test_add_func("/zone/names_go_there_and_back", test_names);
    g_test_add_func("/letter/the_same_pages_give_the_same_letter", test_same_again);
    g_test_add_func("/zone/what_the_engine_doubted_is_told_with_the_zone",
                    test_what_the_engine_doubted_is_told_with_the_zone);
    return g_test_run();
}
