/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_MAIL_HELP_H
#define ARSIP_TESTS_MAIL_HELP_H

#include "decode-help.h"

/* A head that is enough of one. The line after it is the next field, or empty. */
#define HEAD                                                                                                 \
    "From: Budi Santoso <budi@dinas.example>\n"                                                              \
    "To: Sekretariat <setda@kota.example>\n"                                                                 \
    "Date: Tue, 12 Mar 2024 09:30:00 +0700\n"                                                                \
    "Subject: Undangan rapat\n"
#define HEAD_READ                                                                                            \
    "From: Budi Santoso <budi@dinas.example>\n"                                                              \
    "To: Sekretariat <setda@kota.example>\n"                                                                 \
    "Date: Tue, 12 Mar 2024 09:30:00 +0700\n"                                                                \
    "Subject: Undangan rapat\n"
#define MIME       HEAD "MIME-Version: 1.0\n"
#define MIXED      MIME "Content-Type: multipart/mixed; boundary=b\n\n"
#define TEXT(text) "--b\nContent-Type: text/plain; charset=utf-8\n\n" text "\n"
#define END        "--b--\n"

static inline ArsipOpened *
open_mail(ArsipDecoder *decoder, const char *mail)
{
    g_auto(ArsipFd) fd = open_bytes(mail, strlen(mail));
    g_autoptr(GError) error = NULL;
    ArsipOpened *opened = arsip_decoder_open(decoder, fd, NULL, &error);

    g_assert_no_error(error);
    return opened;
}

/* Holds a mail against the text of its page. */
static inline void
check_text(const char *mail, const char *expected)
{
    g_auto(ArsipFd) fd = open_bytes(mail, strlen(mail));
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipOpened) opened = open_mail(decoder, mail);
    g_autoptr(ArsipReading) reading = arsip_decoder_read(decoder, fd, NULL, 1, &error);

    g_assert_no_error(error);
    g_assert_cmpstr(opened->media_type, ==, "message/rfc822");
    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_PAGES);
    g_assert_cmpuint(opened->n_pages, ==, 1);
    g_assert_cmpstr(reading->method, ==, "mail");
    g_assert_cmpstr(reading->text, ==, expected);
}

typedef struct {
    int output;
    GString *lines;
} MemberList;

static inline gboolean
list_member(const ArsipMember *member, gpointer data, GError **error)
{
    MemberList *list = data;
    g_autofree char *bytes = g_malloc0(member->size + 1);
    g_autofree char *shown = NULL;

    (void)error;
    g_assert_null(member->error);
    g_assert_cmpint(pread(list->output, bytes, member->size, (off_t)member->offset), ==,
                    (gssize)member->size);
    shown = g_strescape(bytes, NULL);
    g_string_append_printf(list->lines, "%s|%s\n", member->path, shown);
    return TRUE;
}

/* What unpacking gives: a line with name and bytes for each member. */
static inline char *
list_members(const char *mail, GError **error)
{
    static const ArsipUnpackLimits usual = {
        .max_entries = 100000, .max_bytes = G_GUINT64_CONSTANT(8) << 30, .max_ratio = 200};
    g_auto(ArsipFd) fd = open_bytes(mail, strlen(mail));
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    MemberList list = {output, g_string_new(NULL)};

    arsip_decoder_unpack(decoder, fd, output, &usual, list_member, &list, error);
    return g_string_free(list.lines, FALSE);
}

static inline void
check_members(const char *mail, const char *expected)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(ArsipOpened) opened = open_mail(decoder, mail);
    g_autoptr(GError) error = NULL;
    g_autofree char *members = list_members(mail, &error);

    g_assert_no_error(error);
    g_assert_cmpint(opened->sort, ==, ARSIP_SORT_PAGES);
    g_assert_cmpint(opened->has_members, ==, *expected != '\0');
    g_assert_cmpstr(members, ==, expected);
}

#endif
