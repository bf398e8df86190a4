/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-look.h"
#include "decode/mail/mail.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static gboolean
check_member(const ArsipMember *member, gpointer data, GError **error)
{
    guint64 *end = data;

    (void)error;
    g_assert_true(g_utf8_validate(member->path, -1, NULL));
    g_assert_true(*member->path != '\0' && strchr(member->path, '/') == NULL);
    g_assert_true(strcmp(member->path, ".") != 0 && strcmp(member->path, "..") != 0);
    g_assert_cmpuint(strlen(member->path), <=, 255);
    for (const char *at = member->path; *at != '\0'; at = g_utf8_next_char(at))
        g_assert_false(g_unichar_iscntrl(g_utf8_get_char(at)));
    g_assert_cmpuint(member->offset, ==, *end);
    *end += member->size;
    return TRUE;
}

static void
check_mail(const ArsipSource *source, int output, const ArsipUnpackLimits *limits)
{
    g_autoptr(ArsipMail) mail = arsip_mail_open(source, NULL);
    g_autoptr(ArsipReading) reading = mail != NULL ? arsip_mail_read(mail, 1, NULL) : NULL;
    guint64 end = 0;

    if (reading != NULL)
        g_assert_true(g_utf8_validate(reading->text, -1, NULL));
    if (mail != NULL)
        (void)arsip_mail_unpack(mail, output, limits, check_member, &end, NULL);
    if (mail != NULL && end > 0)
        g_assert_true(arsip_mail_has_members(mail));
}

/* Bytes taken for a mail and for a mailbox, whether they look like one or not. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    static const ArsipUnpackLimits limits = {.max_entries = 1000, .max_bytes = 1 << 20, .max_ratio = 200};
    static int output = -1;
    const ArsipSource source = {.data = data, .size = size};
    guint64 end = 0;

    if (output < 0)
        output = memfd_create("output", MFD_CLOEXEC);
    if (size == 0)
        return 0;
    (void)arsip_mail_look(&source, NULL);
    check_mail(&source, output, &limits);
    (void)arsip_mailbox_unpack(&source, output, &limits, check_member, &end, NULL);
    return ftruncate(output, 0);
}
