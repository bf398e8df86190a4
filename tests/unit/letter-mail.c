/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter-page.h"

#define HEAD                                                                                                 \
    "From: Budi Santoso <budi@dinas.example>\n"                                                              \
    "To: Sekretariat <setda@kota.example>\n"                                                                 \
    "Date: Tue, 12 Mar 2024 09:30:00 +0700\n"                                                                \
    "Subject: Undangan rapat\n"

static const char mail[] = HEAD "\nYth. Kepala Dinas\nSubject: lain\nHal: bukan ini\nDate: 1 Jan 2020\n";

static ArsipLetter *
mail_of(const char *text)
{
    g_autoptr(ArsipReading) reading = page_of_text(text);
    const ArsipReading *const pages[] = {reading};

    g_free(reading->method);
    reading->method = g_strdup("mail");
    return arsip_letter_read(pages, 1);
}

static void
assert_place(const ArsipLetter *letter, const char *text, const char *name, const char *words)
{
    const ArsipPlace *place = &arsip_letter_field(letter, name)->place;
    g_autofree char *there = g_strndup(text + place->start, place->length);

    g_assert_cmpuint(place->page, ==, 1);
    g_assert_cmpstr(there, ==, words);
}

static void
test_the_fields_of_a_mail_are_those_of_its_head(void)
{
    g_autoptr(ArsipLetter) letter = mail_of(mail);

    assert_field(letter, "hal", "Undangan rapat");
    assert_field(letter, "tanggal", "2024-03-12");
    assert_field(letter, "dari", "Budi Santoso <budi@dinas.example>");
    assert_field(letter, "kepada", "Sekretariat <setda@kota.example>");
    g_assert_cmpuint(letter->fields->len, ==, 4);
}

static void
test_each_field_has_its_place(void)
{
    g_autoptr(ArsipLetter) letter = mail_of(mail);

    assert_place(letter, mail, "hal", "Undangan rapat");
    assert_place(letter, mail, "tanggal", "12 Mar 2024");
    assert_place(letter, mail, "dari", "Budi Santoso <budi@dinas.example>");
}

static void
test_the_head_is_kepala_and_the_body_isi(void)
{
    g_autoptr(ArsipLetter) letter = mail_of(mail);

    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_KEPALA].text, "Undangan rapat"));
    g_assert_null(strstr(letter->zones[ARSIP_ZONE_KEPALA].text, "Kepala Dinas"));
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_ISI].text, "Kepala Dinas"));
    g_assert_nonnull(strstr(letter->zones[ARSIP_ZONE_ISI].text, "Subject: lain"));
}

static void
test_other_papers_have_no_fields_of_a_mail(void)
{
    g_autoptr(ArsipLetter) letter = letter_of(HEAD "\nIsi surat.\n");

    g_assert_null(arsip_letter_field(letter, "hal"));
    g_assert_null(arsip_letter_field(letter, "dari"));
    g_assert_null(arsip_letter_field(letter, "kepada"));
}

static void
test_what_a_mail_does_not_say_is_no_field(void)
{
    g_autoptr(ArsipLetter) bare = mail_of("Date: kemarin sore\n\nTo: budi@dinas.example\n");
    g_autoptr(ArsipLetter) headless = mail_of("\nSubject: di isi\n");
    g_autoptr(ArsipLetter) empty = mail_of("");

    g_assert_cmpuint(bare->fields->len, ==, 0);
    g_assert_cmpuint(headless->fields->len, ==, 0);
    g_assert_cmpuint(empty->fields->len, ==, 0);
}

static void
test_of_many_addressees_the_first_are_named(void)
{
    g_autoptr(GString) text = g_string_new("To: ");

    for (guint i = 1; i <= 100; i++)
        g_string_append_printf(text, "%sPegawai %u <p%u@kota.example>", i > 1 ? ", " : "", i, i);
    g_string_append(text, "\n");
    g_autoptr(ArsipLetter) letter = mail_of(text->str);
    const ArsipField *field = arsip_letter_field(letter, "kepada");

    g_assert_cmpuint(strlen(field->value), <=, 200);
    g_assert_true(g_str_has_prefix(field->value, "Pegawai 1 <p1@kota.example>, Pegawai 2 <"));
    g_assert_true(g_str_has_suffix(field->value, "@kota.example>"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letter-mail/the_fields_of_a_mail_are_those_of_its_head",
                    test_the_fields_of_a_mail_are_those_of_its_head);
    g_test_add_func("/letter-mail/each_field_has_its_place", test_each_field_has_its_place);
    g_test_add_func("/letter-mail/the_head_is_kepala_and_the_body_isi",
                    test_the_head_is_kepala_and_the_body_isi);
    g_test_add_func("/letter-mail/other_papers_have_no_fields_of_a_mail",
                    test_other_papers_have_no_fields_of_a_mail);
    g_test_add_func("/letter-mail/what_a_mail_does_not_say_is_no_field",
                    test_what_a_mail_does_not_say_is_no_field);
    g_test_add_func("/letter-mail/of_many_addressees_the_first_are_named",
                    test_of_many_addressees_the_first_are_named);
    return g_test_run();
}
