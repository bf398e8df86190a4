/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail-help.h"

static void
check_ends(const char *mail, const char *expected)
{
    g_auto(ArsipFd) fd = open_bytes(mail, strlen(mail));
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipReading) reading = arsip_decoder_read(decoder, fd, NULL, 1, NULL);

    g_assert_true(g_str_has_suffix(reading->text, expected));
}

static void
check_is_no_mail(const char *text)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = open_mail(decoder, text);

    g_assert_cmpstr(opened->media_type, !=, "message/rfc822");
    g_assert_cmpstr(opened->media_type, !=, "application/mbox");
}

static void
test_a_mail_has_a_page_of_its_head_and_its_body(void)
{
    check_text(HEAD "\nDengan hormat,\nmohon hadir.\n", HEAD_READ "\nDengan hormat,\nmohon hadir.\n");
    check_text("From: Budi\n <a@b.example>\nContent-Type: text/plain\n\nIsi\n",
               "From: Budi <a@b.example>\n\nIsi\n");
    check_text("From: a@b.example\nContent-Type: text/plain\n\nIsi\n", "From: a@b.example\n\nIsi\n");
    check_text("From: a@b.example\r\nMessage-ID: <1@b>\r\n\r\nSatu\r\nDua\r\n",
               "From: a@b.example\n\nSatu\nDua\n");
}

static void
test_a_mail_is_known_whatever_field_comes_first(void)
{
    static const char *const first[] = {
        "Received: from mx.example by in.example; Tue, 12 Mar 2024 09:30:00 +0700\n",
        "X-Spam-Status: No, score=-1\n\ttests=NONE\n",
        "Return-Path: <budi@dinas.example>\n",
        "DKIM-Signature: v=1; a=rsa-sha256;\n b=abc\n",
        "\n\n",
        "\xef\xbb\xbf",
        "From budi@dinas.example Tue Mar 12 09:30:00 2024\n"};

    for (gsize i = 0; i < G_N_ELEMENTS(first); i++) {
        g_autofree char *mail = g_strconcat(first[i], HEAD, "\nIsi\n", NULL);

        check_text(mail, HEAD_READ "\nIsi\n");
    }
}

static void
test_a_letter_is_no_mail(void)
{
    check_is_no_mail(
        "From: Kepala Dinas\nTo: Seluruh pegawai\nDate: 12 Maret 2024\nSubject: Apel pagi\n\nHarap hadir.\n");
    check_is_no_mail("Received: 12 Maret 2024\nSubject: Undangan\n\nIsi surat.\n");
    check_is_no_mail("Dari: budi@dinas.example\nPukul: 09:30\nHal: rapat\n\nIsi surat.\n");
    check_is_no_mail("From the desk of Budi, budi@dinas.example, 09:30\n\nIsi surat.\n");
    check_is_no_mail("Surat: MIME-Version: 1.0\nbukan baris kepala\n");
    check_is_no_mail("From: Budi\n\nIsi surat.\n");
    check_is_no_mail(
        "Content-Type: text/plain\nServer: kota.example\nDate: Tue, 12 Mar 2024 09:30:00 GMT\n\nIsi\n");
}

static void
test_fields_are_shown_as_people_read_them(void)
{
    check_text("From: =?utf-8?B?QsO8ZGkgU2FudG9zbw==?= <budi@dinas.example>\n"
               "To: =?iso-8859-1?Q?Ren=E9?= <rene@kota.example>,\n  \"Dinas, Umum\" <umum@kota.example>\n"
               "Cc: arsip@kota.example\nMIME-Version: 1.0\n"
               "Date: 12 Mar 24 09:30 GMT\n"
               "Subject: =?utf-8?Q?Undangan_?=\n =?utf-8?Q?rapat_=E2=80=93_segera?=\n\n",
               "From: Büdi Santoso <budi@dinas.example>\n"
               "To: René <rene@kota.example>, \"Dinas, Umum\" <umum@kota.example>\n"
               "Cc: arsip@kota.example\n"
               "Date: Tue, 12 Mar 2024 09:30:00 +0000\n"
               "Subject: Undangan rapat – segera\n");
}

static void
test_fields_that_break_the_rules_are_shown_as_they_stand(void)
{
    check_text(
        "From: budi@dinas.example\nMIME-Version: 1.0\nDate: kemarin sore\nSubject: R\xc3\xa9sum\xc3\xa9\n\n",
        "From: budi@dinas.example\nDate: kemarin sore\nSubject: Résumé\n");
    check_text("MIME-Version: 1.0\nSubject: Caf\xe9 \x1b[31m\n\nIsi\n", "Subject: Café [31m\n\nIsi\n");
    check_text("MIME-Version: 1.0\nX-Kosong: \nSubject:\nTo: undisclosed-recipients:;\n\nIsi\n",
               "To: undisclosed-recipients: ;\n\nIsi\n");
}

static void
test_a_body_is_decoded(void)
{
    check_text(MIME "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                    "Rp=C2=A01.000=2C-=\n lunas\n",
               HEAD_READ "\nRp\xc2\xa0"
                         "1.000,- lunas\n");
    check_text(MIME "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                    "U3VyYXQg4oCcdW5kYW5nYW7igJ0K\n",
               HEAD_READ "\nSurat “undangan”\n");
    check_text(MIME "Content-Transfer-Encoding: X-sendiri\n\nApa adanya\n", HEAD_READ "\nApa adanya\n");
}

static void
test_a_body_in_any_charset_is_read(void)
{
    static const struct {
        const char *charset, *bytes, *text;
    } bodies[] = {
        {"windows-1252", "\x93ya\x94", "“ya”"},
        {"iso-8859-1", "\x93ya\x94", "“ya”"},
        {"iso-8859-15", "\xa4 5", "€ 5"},
        {"gb2312", "\xc4\xe3\xba\xc3", "你好"},
        {"koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"},
        {"utf-7", "+AOk-t+AOk-", "été"},
        {"us-ascii", "caf\xe9", "café"},
        {"tidak-ada", "caf\xe9", "café"},
        {"utf-8", "caf\xe9", "café"},
        {"../../etc/passwd", "caf\xc3\xa9", "café"},
        {"euc-jp", "\xa4\xa2\xff!", "あ\xef\xbf\xbd!"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_autofree char *mail = g_strdup_printf(MIME "Content-Type: text/plain; charset=\"%s\"\n\n%s\n",
                                                bodies[i].charset, bodies[i].bytes);
        g_autofree char *text = g_strdup_printf(HEAD_READ "\n%s\n", bodies[i].text);

        check_text(mail, text);
    }
}

static void
test_flowed_lines_are_joined(void)
{
    check_text(MIME "Content-Type: text/plain; format=flowed\n\n"
                    "Mohon hadir \npada rapat.\n> Ya, \n> baik.\n>> Lama \n> baru\n-- \nBudi\n From sini\n",
               HEAD_READ "\nMohon hadir pada rapat.\n> Ya, baik.\n>> Lama \n> baru\n-- \nBudi\nFrom sini\n");
    check_text(MIME "Content-Type: text/plain; format=flowed; delsp=yes\n\nMemper \ntahankan\n",
               HEAD_READ "\nMempertahankan\n");
}

static void
test_of_alternatives_one_is_read(void)
{
    check_text(MIME
               "Content-Type: multipart/alternative; boundary=b\n\n"
               "--b\nContent-Type: text/plain\n\nTeks\n--b\nContent-Type: text/html\n\n<p>HTML</p>\n" END,
               HEAD_READ "\nTeks\n");
    check_text(
        MIXED
        "--b\nContent-Type: multipart/alternative; boundary=c\n\n"
        "--c\nContent-Type: text/html\n\n<p>HTML</p>\n--c\nContent-Type: text/plain\n\nTeks\n--c--\n" END,
        HEAD_READ "\nTeks\n");
}

static void
test_html_is_read_where_the_plain_text_says_nothing(void)
{
    check_text(MIME "Content-Type: multipart/alternative; boundary=b\n\n"
                    "--b\nContent-Type: text/plain\n\n \n"
                    "--b\nContent-Type: text/html; charset=iso-8859-1\n\n"
                    "<html><head><title>Judul</title><style>p {}</style></head>"
                    "<body><p>Undangan <b>rap</b>at caf\xe9</p><p>Pukul 09.00</p></body></html>\n" END,
               HEAD_READ "\nUndangan rapat café\n\nPukul 09.00\n");
}

static void
test_all_texts_of_a_mixed_mail_are_read(void)
{
    check_text(MIXED TEXT("Satu") "--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n" TEXT("Dua") END,
               HEAD_READ "\nSatu\n\nDua\n");
}

static void
test_a_signed_mail_is_read_without_its_signature(void)
{
    check_text(
        MIME "Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\n\n" TEXT(
            "Isi") "--b\nContent-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN\n" END,
        HEAD_READ "\nIsi\n");
}

static void
test_an_encrypted_mail_says_so(void)
{
    static const char expected[] =
        HEAD_READ "\n[This mail is encrypted: without its recipient's key it cannot be read.]\n";

    check_text(MIME
               "Content-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\n\n"
               "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
               "--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n" END,
               expected);
    check_text(MIME "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
                    "Content-Transfer-Encoding: base64\n\nMIIB\n",
               expected);
    check_text(MIME "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"
                    "Content-Transfer-Encoding: base64\n\nMIIB\n",
               HEAD_READ "\n[The text of this mail is inside its signature (S/MIME) and is not read.]\n");
}

static void
test_a_mail_without_a_body_has_its_head(void)
{
    check_text(HEAD, HEAD_READ);
    check_text(HEAD "\n", HEAD_READ);
    check_text(MIXED END, HEAD_READ);
    check_text(MIME "Content-Type: multipart/mixed\n\nTanpa batas\n", HEAD_READ);
}

static void
test_broken_boundaries_lose_no_text(void)
{
    check_text(MIXED TEXT("Satu") TEXT("Dua"), HEAD_READ "\nSatu\n\nDua\n");
    check_text(MIXED TEXT("Satu") "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nDua\n" END,
               HEAD_READ "\nSatu\n\nDua\n");
    check_text(MIXED TEXT("Satu") "--b", HEAD_READ "\nSatu\n");
}

static void
test_a_head_beyond_measure_is_cut(void)
{
    g_autofree char *groups = g_strnfill(2000000, 'a');
    g_autoptr(GString) fields = g_string_new("MIME-Version: 1.0\n");

    for (gsize i = 1; i < 2000000; i += 2)
        groups[i] = ':';
    for (guint i = 0; i < 100000; i++)
        g_string_append_printf(fields, "X-%u: y\n", i);
    g_autofree char *nested =
        g_strconcat("MIME-Version: 1.0\nTo: ", groups, "\nSubject: Rapat\n\nIsi\n", NULL);
    g_autofree char *many = g_strconcat(fields->str, "Subject: Rapat\n\nIsi\n", NULL);
    g_autofree char *word = g_strnfill(2000000, 'x');
    g_autofree char *endless = g_strconcat("MIME-Version: 1.0\nSubject: ", word, "\n\nIsi\n", NULL);
    g_autofree char *cut = g_strconcat("Subject: ", word + 2000000 - 256 * 1024 + 9, "\n\nIsi\n", NULL);

    check_text(endless, cut);
    check_text(many, "\nIsi\n");
    check_ends(nested, "\nSubject: Rapat\n\nIsi\n");
}

static void
test_a_text_beside_the_page_is_refused(void)
{
    g_auto(ArsipFd) fd = open_bytes(HEAD "\nIsi\n", strlen(HEAD "\nIsi\n"));
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    g_assert_null(arsip_decoder_read(decoder, fd, NULL, 2, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail/a_mail_has_a_page_of_its_head_and_its_body",
                    test_a_mail_has_a_page_of_its_head_and_its_body);
    g_test_add_func("/mail/a_mail_is_known_whatever_field_comes_first",
                    test_a_mail_is_known_whatever_field_comes_first);
    g_test_add_func("/mail/a_letter_is_no_mail", test_a_letter_is_no_mail);
    g_test_add_func("/mail/fields_are_shown_as_people_read_them", test_fields_are_shown_as_people_read_them);
    g_test_add_func("/mail/fields_that_break_the_rules_are_shown_as_they_stand",
                    test_fields_that_break_the_rules_are_shown_as_they_stand);
    g_test_add_func("/mail/a_body_is_decoded", test_a_body_is_decoded);
    g_test_add_func("/mail/a_body_in_any_charset_is_read", test_a_body_in_any_charset_is_read);
    g_test_add_func("/mail/flowed_lines_are_joined", test_flowed_lines_are_joined);
    g_test_add_func("/mail/of_alternatives_one_is_read", test_of_alternatives_one_is_read);
    g_test_add_func("/mail/html_is_read_where_the_plain_text_says_nothing",
                    test_html_is_read_where_the_plain_text_says_nothing);
    g_test_add_func("/mail/all_texts_of_a_mixed_mail_are_read", test_all_texts_of_a_mixed_mail_are_read);
    g_test_add_func("/mail/a_signed_mail_is_read_without_its_signature",
                    test_a_signed_mail_is_read_without_its_signature);
    g_test_add_func("/mail/an_encrypted_mail_says_so", test_an_encrypted_mail_says_so);
    g_test_add_func("/mail/a_mail_without_a_body_has_its_head", test_a_mail_without_a_body_has_its_head);
    g_test_add_func("/mail/broken_boundaries_lose_no_text", test_broken_boundaries_lose_no_text);
    g_test_add_func("/mail/a_head_beyond_measure_is_cut", test_a_head_beyond_measure_is_cut);
    g_test_add_func("/mail/a_page_that_is_not_there_is_refused", test_a_text_beside_the_page_is_refused);
    return g_test_run();
}
