/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail-help.h"

#define PDF_PART(fields) "--b\nContent-Type: application/pdf" fields "\n\nPDF\n"

static void
test_attachments_come_with_their_names_and_bytes(void)
{
    check_members(MIXED TEXT("Isi") PDF_PART(
                      "; name=surat.pdf") "--b\nContent-Type: image/jpeg\n"
                                          "Content-Disposition: attachment; filename=\"foto 1.jpg\"\n"
                                          "Content-Transfer-Encoding: base64\n\n/9j/4A==\n" END,
                  "surat.pdf|PDF\nfoto 1.jpg|\\377\\330\\377\\340\n");
}

static void
test_a_mail_without_attachments_has_no_members(void)
{
    check_members(HEAD "\nIsi\n", "");
    check_members(MIXED TEXT("Isi") END, "");
}

static void
test_names_are_decoded(void)
{
    check_members(
        MIXED PDF_PART("; name=\"=?utf-8?Q?R=C3=A9sum=C3=A9.pdf?=\"")
            PDF_PART("\nContent-Disposition: attachment; filename*=utf-8''Ren%C3%A9.pdf") PDF_PART(
                "\nContent-Disposition: attachment; filename*0=\"panjang-\";\n filename*1=\"sekali.pdf\"")
                END,
        "Résumé.pdf|PDF\nRené.pdf|PDF\npanjang-sekali.pdf|PDF\n");
}

static void
test_hostile_names_stay_where_they_are_put(void)
{
    check_members(MIXED PDF_PART("; name=\"../../../etc/passwd\"")
                      PDF_PART("; name=\"C:\\\\Users\\\\budi\\\\surat.pdf\"") PDF_PART("; name=\"..\"")
                          PDF_PART("; name=\"/\"") PDF_PART("; name=\"=?utf-8?Q?a=1B[31mb=0D=0A=07.pdf?=\"")
                              PDF_PART("; name=\"=?utf-8?Q?surat=E2=80=AEfdp.exe?=\"")
                                  PDF_PART("; name=\"  \"") END,
                  "passwd|PDF\nsurat.pdf|PDF\npart-3.pdf|PDF\npart-4.pdf|PDF\na[31mb .pdf|PDF\n"
                  "suratfdp.exe|PDF\npart-7.pdf|PDF\n");
}

static void
test_a_long_name_keeps_its_ending(void)
{
    g_autofree char *stem = g_strnfill(4000, 'x');
    g_autofree char *mail = g_strdup_printf(MIXED PDF_PART("; name=\"%s.pdf\"") END, stem);
    g_autofree char *kept = g_strnfill(251, 'x');
    g_autofree char *expected = g_strdup_printf("%s.pdf|PDF\n", kept);

    check_members(mail, expected);
}

static void
test_nameless_parts_are_named_after_their_type(void)
{
    check_members(MIXED TEXT("Isi") PDF_PART("") "--b\nContent-Type: application/x-apa\n\nx\n"
                                                 "--b\nContent-Type: text/calendar\n\nBEGIN\n" END,
                  "part-2.pdf|PDF\npart-3.bin|x\npart-4.ics|BEGIN\n");
}

static void
test_texts_that_are_attached_are_members(void)
{
    check_members(
        MIXED TEXT("Isi") "--b\nContent-Type: text/plain; name=catatan.txt\n\nCatatan\n"
                          "--b\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>\n" END,
        "catatan.txt|Catatan\npart-3.html|<p>\n");
}

static void
test_small_pictures_in_the_text_are_left_out(void)
{
    g_autofree char *photo = g_strnfill(16 * 1024, 'A');
    g_autofree char *mail = g_strdup_printf(
        MIXED
        "--b\nContent-Type: multipart/related; boundary=c\n\n"
        "--c\nContent-Type: text/html\n\n<img src=cid:1>\n"
        "--c\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n\nPNG\n"
        "--c\nContent-Type: image/png; name=foto.png\nContent-ID: <2>\n\n%s\n"
        "--c\nContent-Type: text/css\n\nbody {}\n--c--\n"
        "--b\nContent-Type: image/gif; name=garis.gif\nContent-ID: <3>\nContent-Disposition: inline\n\nGIF\n"
        "--b\nContent-Type: image/png; name=kecil.png\nContent-Disposition: attachment\n\nPNG\n" END,
        photo);
    g_autofree char *expected = g_strdup_printf("foto.png|%s\nkecil.png|PNG\n", photo);

    check_members(mail, expected);
}

static void
test_attachments_beside_the_chosen_alternative_are_members(void)
{
    check_members(
        MIME "Content-Type: multipart/alternative; boundary=b\n\n" TEXT(
            "Isi") "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>\n"
                   "--c\nContent-Type: application/pdf; name=a.pdf\n\nPDF\n--c--\n"
                   "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN\n" END,
        "a.pdf|PDF\n");
}

static void
test_a_mail_within_is_a_member_byte_for_byte(void)
{
    check_members(
        MIXED TEXT(
            "Isi") "--b\nContent-Type: message/rfc822\n\n"
                   "X-Aneh:   dua  spasi\nSubject: =?utf-8?Q?Re:_usul/saran?=\n"
                   "Content-Type: multipart/mixed; boundary=c\n\nawal\n--c\n\nDalam\n--c--\nakhir\n" END,
        "Re- usul-saran.eml|X-Aneh:   dua  spasi\\nSubject: =?utf-8?Q?Re:_usul/saran?=\\n"
        "Content-Type: multipart/mixed; boundary=c\\n\\nawal\\n--c\\n\\nDalam\\n--c--\\nakhir\n");
    check_members(MIXED "--b\nContent-Type: message/rfc822\n\nMIME-Version: 1.0\n\nx\n"
                        "--b\nContent-Type: message/rfc822; name=asal.eml\n\nMIME-Version: 1.0\n\nx\n" END,
                  "message-1.eml|MIME-Version: 1.0\\n\\nx\nasal.eml|MIME-Version: 1.0\\n\\nx\n");
    check_members(MIME "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: Satu\n\nIsi\n" END,
                  "Satu.eml|Subject: Satu\\n\\nIsi\n");
}

static void
test_tnef_is_a_member_as_it_is(void)
{
    check_members(MIXED TEXT("Isi") "--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\nTNEF\n" END,
                  "winmail.dat|TNEF\n");
}

static void
test_signatures_are_no_members(void)
{
    check_members(MIME "Content-Type: multipart/signed; boundary=b\n\n" TEXT(
                      "Isi") "--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nMII\n" END,
                  "");
}

static void
test_ten_thousand_parts_are_unpacked(void)
{
    g_autoptr(GString) mail = g_string_new(MIXED);
    g_autoptr(GString) expected = g_string_new(NULL);

    for (guint i = 1; i <= 10000; i++) {
        g_string_append_printf(mail, PDF_PART("; name=%u.pdf"), i);
        g_string_append_printf(expected, "%u.pdf|PDF\n", i);
    }
    g_string_append(mail, END);

    check_members(mail->str, expected->str);
}

static void
test_too_many_parts_are_refused(void)
{
    g_autoptr(GString) mail = g_string_new(MIXED);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < 100001; i++)
        g_string_append(mail, "--b\n\n\n");
    g_auto(ArsipFd) fd = open_bytes(mail->str, mail->len);
    g_assert_null(arsip_decoder_open(decoder, fd, NULL, &error));

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
}

static char *
nest(guint levels)
{
    g_autoptr(GString) mail = g_string_new(MIME);

    for (guint i = 1; i <= levels; i++)
        g_string_append_printf(mail, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
    g_string_append(mail, "Content-Type: application/pdf; name=dalam.pdf\n\nPDF\n");
    return g_string_free(g_steal_pointer(&mail), FALSE);
}

static void
test_parts_a_hundred_levels_deep_are_unpacked(void)
{
    g_autofree char *mail = nest(100);

    check_members(mail, "dalam.pdf|PDF\\n\n");
}

static void
test_parts_deeper_than_that_are_told(void)
{
    static const guint levels[] = {101, 100000};

    for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
        g_autofree char *mail = nest(levels[i]);
        g_autoptr(ArsipDecoder) decoder = new_decoder();
        g_autoptr(ArsipOpened) opened = open_mail(decoder, mail);
        g_autoptr(GError) error = NULL;
        g_autofree char *members = list_members(mail, &error);

        g_assert_true(opened->has_members);
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
        g_assert_cmpstr(members, ==, "");
    }
}

static gboolean
ignore_member(const ArsipMember *member, gpointer data, GError **error)
{
    (void)member;
    (void)error;
    ++*(guint *)data;
    return TRUE;
}

static void
test_limits_hold(void)
{
    static const ArsipUnpackLimits limits[] = {{.max_entries = 1, .max_bytes = 100, .max_ratio = 200},
                                               {.max_entries = 10, .max_bytes = 5, .max_ratio = 200}};
    static const char mail[] = MIXED PDF_PART("") PDF_PART("") END;

    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        g_auto(ArsipFd) fd = open_bytes(mail, strlen(mail));
        g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
        g_autoptr(ArsipDecoder) decoder = new_decoder();
        g_autoptr(GError) error = NULL;
        guint told = 0;

        g_assert_false(arsip_decoder_unpack(decoder, fd, output, &limits[i], ignore_member, &told, &error));

        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT);
        g_assert_cmpuint(told, ==, 1);
    }
}

#define FROM_LINE "From budi@dinas.example Tue Mar 12 09:30:00 2024\n"

static void
test_a_mailbox_is_a_container_of_its_messages(void)
{
    static const char box[] = FROM_LINE HEAD "\nSatu\nFrom sini 09:30 kami berangkat\n\n" FROM_LINE
                                             "Subject: Kedua\nMIME-Version: 1.0\n\nDua\n\n" FROM_LINE
                                             "MIME-Version: 1.0\nX-Tanpa: judul\n\nTiga\n";
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = open_mail(decoder, box);
    g_autoptr(GError) error = NULL;

    g_autofree char *members = list_members(box, &error);
    g_auto(GStrv) lines = g_strsplit(members, "\n", -1);

    g_assert_no_error(error);
    g_assert_cmpstr(opened->media_type, ==, "application/mbox");
    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_CONTAINER);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    g_assert_true(g_str_has_prefix(lines[0], "Undangan rapat.eml|From: Budi"));
    g_assert_true(g_str_has_suffix(lines[0], "\\n\\nSatu\\nFrom sini 09:30 kami berangkat\\n"));
    g_assert_cmpstr(lines[1], ==, "Kedua.eml|Subject: Kedua\\nMIME-Version: 1.0\\n\\nDua\\n");
    g_assert_cmpstr(lines[2], ==, "message-3.eml|MIME-Version: 1.0\\nX-Tanpa: judul\\n\\nTiga\\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-files/attachments_come_with_their_names_and_bytes",
                    test_attachments_come_with_their_names_and_bytes);
    g_test_add_func("/mail-files/a_mail_without_attachments_has_no_members",
                    test_a_mail_without_attachments_has_no_members);
    g_test_add_func("/mail-files/names_are_decoded", test_names_are_decoded);
    g_test_add_func("/mail-files/hostile_names_stay_where_they_are_put",
                    test_hostile_names_stay_where_they_are_put);
    g_test_add_func("/mail-files/a_long_name_keeps_its_ending", test_a_long_name_keeps_its_ending);
    g_test_add_func("/mail-files/nameless_parts_are_named_after_their_type",
                    test_nameless_parts_are_named_after_their_type);
    g_test_add_func("/mail-files/texts_that_are_attached_are_members",
                    test_texts_that_are_attached_are_members);
    g_test_add_func("/mail-files/small_pictures_in_the_text_are_left_out",
                    test_small_pictures_in_the_text_are_left_out);
    g_test_add_func("/mail-files/attachments_beside_the_chosen_alternative_are_members",
                    test_attachments_beside_the_chosen_alternative_are_members);
    g_test_add_func("/mail-files/a_mail_within_is_a_member_byte_for_byte",
                    test_a_mail_within_is_a_member_byte_for_byte);
    g_test_add_func("/mail-files/tnef_is_a_member_as_it_is", test_tnef_is_a_member_as_it_is);
    g_test_add_func("/mail-files/signatures_are_no_members", test_signatures_are_no_members);
    g_test_add_func("/mail-files/ten_thousand_parts_are_unpacked", test_ten_thousand_parts_are_unpacked);
    g_test_add_func("/mail-files/too_many_parts_are_refused", test_too_many_parts_are_refused);
    g_test_add_func("/mail-files/parts_a_hundred_levels_deep_are_unpacked",
                    test_parts_a_hundred_levels_deep_are_unpacked);
    g_test_add_func("/mail-files/parts_deeper_than_that_are_told", test_parts_deeper_than_that_are_told);
    g_test_add_func("/mail-files/limits_hold", test_limits_hold);
    g_test_add_func("/mail-files/a_mailbox_is_a_container_of_its_messages",
                    test_a_mailbox_is_a_container_of_its_messages);
    return g_test_run();
}
