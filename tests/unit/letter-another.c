/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

#define KOP            "PEMERINTAH KOTA CENDANA\nDINAS SOSIAL\nJalan Anggrek Nomor 5 Telepon (0711) 445566\n"
#define SIGNATURE(day) "Cendana, " day " 2024\nKepala Dinas,\nHendra\nNIP 19821225 200701 1 003\n"
#define LETTER(number, attached, hal, body, day)                                                             \
    KOP "Nomor : " number "\nSifat : Biasa\n" attached "Hal : " hal "\nYth. Kepala Bagian Umum\n\n"          \
        "Dengan hormat, " body "\nDemikian disampaikan untuk menjadi perhatian.\n\n" SIGNATURE(day)

static const char first[] =
    LETTER("005/117-Um/2024", "", "Undangan Rapat", "kami mengundang Saudara ke rapat.", "3 Mei");
static const char second[] = LETTER("800/45/BKPSDM/2024", "Lampiran : -\n", "Usulan Pensiun",
                                    "kami mengusulkan pensiun pegawai.", "2 Februari");

static ArsipLetter *
letter_of_pages(const char *const *texts)
{
    g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_reading_free);

    for (guint i = 0; texts[i] != NULL; i++)
        g_ptr_array_add(pages, page_of_text(texts[i]));
    return arsip_letter_read((const ArsipReading *const *)pages->pdata, pages->len);
}

#define letter_of_these(...) letter_of_pages((const char *const[]){__VA_ARGS__, NULL})

static void
test_second(void)
{
    g_autoptr(ArsipLetter) letter = letter_of_these(first, second);
    const ArsipField *another = arsip_letter_field(letter, ARSIP_FIELD_ANOTHER);
    g_autofree char *number = NULL;

    g_assert_nonnull(another);
    g_assert_cmpstr(another->value, ==, "2: 800/45/BKPSDM/2024");
    g_assert_cmpuint(another->place.page, ==, 2);
    number = g_strndup(second + another->place.start, another->place.length);
    g_assert_cmpstr(number, ==, "800/45/BKPSDM/2024");
}

static void
test_several(void)
{
    g_autoptr(ArsipLetter) letter = letter_of_these(
        first, second, LETTER("005/118-Um/2024", "", "Undangan Rapat", "datanglah.", "3 Mei"));

    assert_field(letter, ARSIP_FIELD_ANOTHER, "2: 800/45/BKPSDM/2024; 3: 005/118-Um/2024");
}

#define INVITATION(number, guest)                                                                            \
    KOP "Nomor : " number "\nSifat : Biasa\nHal : Undangan Rapat\nYth. " guest "\n\n"                        \
        "Dengan hormat, kami mengundang Saudara ke rapat.\n\n" SIGNATURE("3 Mei")

static void
test_merged(void)
{
    g_autoptr(ArsipLetter) several = letter_of_these(INVITATION("005/117-Um/2024", "Camat Anggrek"),
                                                     INVITATION("005/118-Um/2024", "Camat Kenanga"));
    g_autoptr(ArsipLetter) copies = letter_of_these(INVITATION("005/117-Um/2024", "Camat Anggrek"),
                                                    INVITATION("005/177-Um/2024", "Camat Anggrek"));

    assert_field(several, ARSIP_FIELD_ANOTHER, "2: 005/118-Um/2024");
    assert_field(copies, ARSIP_FIELD_ANOTHER, NULL);
}

static void
test_blank_between(void)
{
    g_autoptr(ArsipLetter) letter = letter_of_these(first, "", second, "");

    assert_field(letter, ARSIP_FIELD_ANOTHER, "3: 800/45/BKPSDM/2024");
}

/* Fields and zones of the pages' first letter are those of the letter alone. */
static void
assert_first_alone(const ArsipLetter *letter, const char *text)
{
    g_autoptr(ArsipLetter) alone = letter_of(text);
    g_autoptr(ArsipLetter) judged = arsip_letter_alone(letter);

    for (guint i = 0; i < alone->fields->len; i++) {
        const ArsipField *field = alone->fields->pdata[i];

        assert_field(letter, field->name, field->value);
    }
    g_assert_nonnull(judged);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        g_assert_cmpstr(judged->zones[i].text, ==, alone->zones[i].text);
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_KOP].text, ==, alone->zones[ARSIP_ZONE_KOP].text);
    g_assert_cmpstr(letter->zones[ARSIP_ZONE_KEPALA].text, ==, alone->zones[ARSIP_ZONE_KEPALA].text);
}

static void
test_first_alone(void)
{
    g_autoptr(ArsipLetter) letter = letter_of_these(first, second);
    g_autoptr(ArsipLetter) one = letter_of(first);

    assert_first_alone(letter, first);
    g_assert_null(arsip_letter_alone(one));
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_ISI].text, "mengusulkan pensiun"));
}

static void
assert_none(const char *const *texts)
{
    g_autoptr(ArsipLetter) letter = letter_of_pages(texts);

    assert_field(letter, ARSIP_FIELD_ANOTHER, NULL);
    assert_field(letter, "tanggal", "2024-05-03");
}

#define assert_no_other(...) assert_none((const char *const[]){__VA_ARGS__, NULL})

#define SENDING(attached, body) LETTER("005/117-Um/2024", attached, "Penyampaian", body, "3 Mei")

static void
test_attached_copy(void)
{
    assert_no_other(SENDING("Lampiran : 1 (satu) berkas\n", "kami sampaikan usulan."), second);
    assert_no_other(SENDING("", "terlampir kami sampaikan usulan."), second);
    assert_no_other(SENDING("", "menindaklanjuti surat Nomor 800/45/BKPSDM/2024 kami hadir."), second);
    assert_no_other(first, first);
}

static void
test_copy_is_no_part(void)
{
    const char *sending = SENDING("Lampiran : 1 (satu) berkas\n", "kami sampaikan usulan.");
    g_autoptr(ArsipLetter) letter = letter_of_these(sending, second);

    assert_first_alone(letter, sending);
}

#define NOTE(body)                                                                                           \
    KOP "NOTA DINAS\nKepada : Sekretaris Daerah\nDari : Kepala Dinas Sosial\nNomor : 005/12/Dinsos/2024\n"   \
        "Tanggal : 3 Mei 2024\nHal : Penyampaian Konsep Surat\n\n"                                           \
        "Bersama ini disampaikan " body ".\n\nKepala Dinas,\nHendra\nNIP 19821225 200701 1 003\n"

static void
test_draft(void)
{
    assert_no_other(NOTE("konsep surat usulan"),
                    LETTER("800/          /2024", "", "Usulan", "kami mengusulkan.", "      Mei"));
    assert_no_other(NOTE("konsep surat usulan"),
                    LETTER("800/77/BKPSDM/2024", "", "Usulan", "kami mengusulkan.", "9 Mei"));
    assert_no_other(NOTE("surat usulan"), second);
}

static void
test_attachment(void)
{
    assert_no_other(first, "Lampiran Surat Kepala Dinas Sosial\nNomor : 800/45/BKPSDM/2024\n"
                           "Tanggal : 2 Februari 2024\n\nDAFTAR UNDANGAN\n1 Kepala Bagian Umum\n");
    assert_no_other(first, "LAMPIRAN I\nKEPUTUSAN KEPALA DINAS SOSIAL\nNOMOR 188/45/KEP/2024\nTENTANG TIM\n\n"
                           "1 Hendra ketua\n" SIGNATURE("2 Februari"));
}

static void
test_unsigned(void)
{
    assert_no_other(KOP "Nomor : 005/117-Um/2024\nHal : Undangan\nTanggal : 3 Mei 2024\n\n"
                        "Dengan hormat, kami mengundang Saudara untuk hadir pada rapat yang\n",
                    second);
}

static void
test_disposition(void)
{
    g_autoptr(ArsipLetter) letter = letter_of_these(
        "PEMERINTAH KOTA CENDANA\nSEKRETARIAT DAERAH\nLEMBAR DISPOSISI\nSurat dari : Dinas Sosial\n"
        "Nomor surat : 800/46/BKPSDM/2024\nTanggal surat : 1 Februari 2024\n"
        "Diteruskan kepada : Kepala Bagian Umum\n" SIGNATURE("1 Februari"),
        second);

    assert_field(letter, ARSIP_FIELD_ANOTHER, NULL);
}

static void
test_as_one(void)
{
    g_autoptr(ArsipReading) one = page_of_text(first);
    g_autoptr(ArsipReading) two = page_of_text(second);
    ArsipLetterReader *reader = arsip_letter_reader_new(2);
    g_autoptr(ArsipLetter) letter = NULL;

    arsip_letter_reader_take_as_one(reader);
    arsip_letter_reader_add(reader, one);
    arsip_letter_reader_add(reader, two);
    letter = arsip_letter_reader_end(reader);

    assert_field(letter, ARSIP_FIELD_ANOTHER, NULL);
    g_assert_null(arsip_letter_alone(letter));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/another/a_second_letter_is_told_with_its_page_and_number", test_second);
    g_test_add_func("/another/each_further_letter_is_told_and_numbers_may_follow_each_other", test_several);
    g_test_add_func("/another/letters_to_several_are_told_apart_and_a_misread_copy_is_not", test_merged);
    g_test_add_func("/another/blank_pages_between_letters_do_not_matter", test_blank_between);
    g_test_add_func("/another/the_first_letter_is_read_as_if_it_were_alone", test_first_alone);
    g_test_add_func("/another/a_copy_that_is_attached_is_no_other_letter", test_attached_copy);
    g_test_add_func("/another/a_copy_that_is_attached_does_not_mix_with_the_letter", test_copy_is_no_part);
    g_test_add_func("/another/a_draft_behind_a_note_is_no_other_letter", test_draft);
    g_test_add_func("/another/an_attachment_with_a_heading_is_no_other_letter", test_attachment);
    g_test_add_func("/another/behind_an_unsigned_page_nothing_is_told_apart", test_unsigned);
    g_test_add_func("/another/the_letter_behind_a_disposition_sheet_is_no_other", test_disposition);
    g_test_add_func("/another/a_person_can_say_that_it_is_one_letter", test_as_one);
    return g_test_run();
}
