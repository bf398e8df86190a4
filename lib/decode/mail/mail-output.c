/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-output.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

gboolean
arsip_mail_output_add(ArsipMailOutput *output, const void *bytes, gsize length, GError **error)
{
    const char *from = bytes;

    if (output->written + length > output->limits->max_bytes) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the mail holds more than %" PRIu64 " MB; the rest is not unpacked"),
                    output->limits->max_bytes / 1000000);
        return FALSE;
    }
    while (length > 0) {
        ssize_t written = pwrite(output->fd, from, length, (off_t)output->written);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return arsip_set_errno(error, written == 0 ? ENOSPC : errno, NULL, _("cannot unpack"));
        from += written;
        length -= (gsize)written;
        output->written += (guint64)written;
    }
    return TRUE;
}

gboolean
arsip_mail_output_tell(ArsipMailOutput *output, char *name, guint64 offset, GError **error)
{
    const ArsipMember member = {.path = name, .offset = offset, .size = output->written - offset};

    if (++output->n_members > output->limits->max_entries) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                    _("the mail holds more than %" PRIu64 " files; the rest is not unpacked"),
                    output->limits->max_entries);
        return FALSE;
    }
    return output->each(&member, output->data, error);
}
