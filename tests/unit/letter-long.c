/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

#define N_PAGES (ARSIP_LETTER_PAGES_MOST + 40)
#define INNER   (ARSIP_LETTER_PAGES_FIRST + 20)

static const char first[] = "PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\n\n"
                            "                                        Cendana, 12 Maret 2024\n"
                            "Nomor : 005/117-Um\nHal   : Laporan Pelaksanaan\n\n"
                            "Yth. Kepala Dinas Sosial\ndi Cendana\n\n"
                            "Bersama ini disampaikan laporan pelaksanaan kegiatan selama satu tahun.\n";

static const char last[] = "Demikian disampaikan, atas perhatiannya diucapkan terima kasih.\n\n"
                           "Sekretaris Daerah,\n\n\nDrs. Bambang Wijaya\nNIP 196503121990031005\n\n"
                           "Tembusan:\n1. Wali Kota Cendana\n";

static GPtrArray *
long_letter(void)
{
    GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_reading_free);

    for (guint number = 1; number <= N_PAGES; number++) {
        g_autofree char *inner = g_strdup_printf("  Halaman ke-%u.\n%s\n\n", number,
                                                 number == INNER ? "NIK : 3374011203650002 atas nama Siti"
                                                                 : "Kegiatan berjalan baik");

        g_ptr_array_add(pages, page_of_text(number == 1 ? first : number == N_PAGES ? last : inner));
    }
    return pages;
}

static const char *
zone_of(const ArsipLetter *letter, const char *word, ArsipPlace *place)
{
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        const char *at = strstr(letter->zones[zone].text, word);

        if (at == NULL)
            continue;
        *place = arsip_zone_text_place(&letter->zones[zone], (guint32)(at - letter->zones[zone].text),
                                       (guint32)strlen(word));
        return arsip_zone_name((ArsipZone)zone);
    }
    return NULL;
}

static void
test_head_and_end_of_hundreds_of_pages_are_found(void)
{
    g_autoptr(GPtrArray) pages = long_letter();
    ArsipPlace place;

    g_autoptr(ArsipLetter) letter = arsip_letter_read((const ArsipReading *const *)pages->pdata, pages->len);

    g_assert_cmpstr(arsip_letter_field(letter, "nomor")->value, ==, "005/117-Um");
    g_assert_cmpstr(arsip_letter_field(letter, "tanggal")->value, ==, "2024-03-12");
    g_assert_cmpstr(zone_of(letter, "SEKRETARIAT", &place), ==, "kop");
    g_assert_cmpstr(zone_of(letter, "Bambang", &place), ==, "akhir");
    g_assert_cmpuint(place.page, ==, N_PAGES);
}

static void
test_pages_between_are_body_in_their_order(void)
{
    g_autoptr(GPtrArray) pages = long_letter();
    const char *body, *at;

    g_autoptr(ArsipLetter) letter = arsip_letter_read((const ArsipReading *const *)pages->pdata, pages->len);

    body = at = letter->zones[ARSIP_ZONE_ISI].text;
    for (guint number = 2; number < N_PAGES; number++) {
        g_autofree char *words = g_strdup_printf("Halaman ke-%u.", number);
        at = strstr(at, words);
        g_assert_nonnull(at);
        ArsipPlace place = arsip_zone_text_place(&letter->zones[ARSIP_ZONE_ISI], (guint32)(at - body),
                                                 (guint32)strlen(words));
        const ArsipReading *page = pages->pdata[number - 1];
        g_assert_cmpuint(place.page, ==, number);
        g_assert_true(strncmp(page->text + place.start, words, place.length) == 0);
    }
}

static void
test_personal_data_between_is_found(void)
{
    g_autoptr(GPtrArray) pages = long_letter();

    g_autoptr(ArsipLetter) letter = arsip_letter_read((const ArsipReading *const *)pages->pdata, pages->len);

    g_assert_cmpuint(letter->personal->len, ==, 1);
    const ArsipPersonal *nik = letter->personal->pdata[0];
    const ArsipReading *page = pages->pdata[INNER - 1];
    g_assert_cmpstr(nik->kind, ==, "nik");
    g_assert_cmpstr(nik->value, ==, "3374011203650002");
    g_assert_cmpuint(nik->place.page, ==, INNER);
    g_assert_true(strncmp(page->text + nik->place.start, "3374011203650002", 16) == 0);
}

static void
test_words_are_looked_at_only_while_a_page_is_added(void)
{
    g_autoptr(GPtrArray) pages = long_letter();
    ArsipLetterReader *reader = arsip_letter_reader_new(pages->len);

    for (guint i = 0; i < pages->len; i++) {
        ArsipReading *page = pages->pdata[i];
        ArsipWord word = {.length = (guint32)strlen(page->text), .width = 10, .height = 10};
        g_array_append_val(page->words, word);
        arsip_letter_reader_add(reader, page);
        g_array_set_size(page->words, 0);
        g_array_unref(page->words);
        page->words = g_array_new(FALSE, FALSE, sizeof(ArsipWord));
    }
    g_autoptr(ArsipLetter) letter = arsip_letter_reader_end(reader);

    g_assert_nonnull(arsip_letter_field(letter, "nomor"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter/head_and_end_of_hundreds_of_pages_are_found",
                    test_head_and_end_of_hundreds_of_pages_are_found);
    g_test_add_func("/letter/pages_between_are_body_in_their_order",
                    test_pages_between_are_body_in_their_order);
    g_test_add_func("/letter/personal_data_between_is_found", test_personal_data_between_is_found);
    g_test_add_func("/letter/words_are_looked_at_only_while_a_page_is_added",
                    test_words_are_looked_at_only_while_a_page_is_added);
    return g_test_run();
}
