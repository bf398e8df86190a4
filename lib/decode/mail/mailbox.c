/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "decode/mail/mail-look.h"
#include "decode/mail/mail-name.h"
#include "decode/mail/mail-output.h"
#include "decode/mail/mail-part.h"
#include "decode/mail/mail.h"

/* Where the message that begins at `at` ends: before the line that parts it from the next, or at the end. */
static gsize
end_of_message(const ArsipSource *source, gsize at)
{
    while (at < source->size) {
        const guint8 *next = memmem(source->data + at, source->size - at, "\nFrom ", 6);

        if (next == NULL)
            break;
        at = (gsize)(next - source->data) + 1;
        if (arsip_mail_parts_messages(source, at))
            return at;
    }
    return source->size;
}

/* Writers of mailboxes put an empty line behind each message. */
static gsize
without_empty_line(const guint8 *data, gsize size)
{
    if (size > 4 && memcmp(data + size - 4, "\r\n\r\n", 4) == 0)
        return size - 2;
    return size > 2 && memcmp(data + size - 2, "\n\n", 2) == 0 ? size - 1 : size;
}

/*
 * The bytes as they stand. Lines of the text that begin with "From " were changed to ">From " by some writers
 * and not by others: nobody can tell.
 */
static gboolean
take_message(const guint8 *data, gsize size, ArsipMailOutput *output, GError **error)
{
    g_autofree char *subject = arsip_mail_subject(data, size);
    g_autofree char *name = arsip_mail_name_of_message(subject, (guint)output->n_members + 1);
    guint64 offset = output->written;

    return arsip_mail_output_add(output, data, without_empty_line(data, size), error) &&
           arsip_mail_output_tell(output, name, offset, error);
}

gboolean
arsip_mailbox_unpack(const ArsipSource *source, int output, const ArsipUnpackLimits *limits,
                     ArsipMemberFunc each, gpointer data, GError **error)
{
    ArsipMailOutput to = {.fd = output, .limits = limits, .each = each, .data = data};
    gsize begin = 0;

    arsip_mail_start_gmime();
    if (arsip_mail_look(source, &begin) == ARSIP_POST_NONE) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_EMPTY, _("there is no message in the mailbox"));
        return FALSE;
    }
    while (begin < source->size) {
        gsize end = end_of_message(source, begin);

        if (!take_message(source->data + begin, end - begin, &to, error))
            return FALSE;
        begin = end < source->size ? arsip_mail_next_line(source, end) : end;
    }
    return TRUE;
}
