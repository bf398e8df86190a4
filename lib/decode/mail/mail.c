/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail.h"

#include <string.h>

#include "base/i18n.h"
#include "decode/mail/mail-look.h"
#include "decode/mail/mail-name.h"
#include "decode/mail/mail-output.h"
#include "decode/mail/mail-text.h"
#include "decode/writing/plain.h"

/* gmime keeps about 1400 bytes for a part, however small it is. */
#define PARTS_MAX 100000

/* The fields of a message that are read for its subject. */
#define HEAD_BYTES (256u * 1024)

struct ArsipMail {
    ArsipMessage822 *parsed;
    ArsipMailParts parts;
};

/* Counts the lines that may part two parts. */
static gboolean
has_too_many_parts(const guint8 *data, gsize size)
{
    const guint8 *end = data + size;
    guint parts = 0;

    for (const guint8 *at = data; at < end && parts <= PARTS_MAX; parts++) {
        at = memmem(at, (gsize)(end - at), "\n--", 3);
        if (at == NULL)
            return FALSE;
        at += 3;
    }
    return parts > PARTS_MAX &&
           (memmem(data, size, "ultipart/", 9) != NULL || memmem(data, size, "ULTIPART/", 9) != NULL);
}

ArsipMail *
arsip_mail_open(const ArsipSource *source, GError **error)
{
    g_autoptr(ArsipMail) mail = g_new0(ArsipMail, 1);
    gsize begin = 0;

    arsip_mail_start_gmime();
    arsip_mail_look(source, &begin);
    if (has_too_many_parts(source->data, source->size)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the mail has more than %u parts"), PARTS_MAX);
        return NULL;
    }
    mail->parsed = arsip_mail_parse(source->data + begin, source->size - begin);
    if (mail->parsed == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("the mail is damaged or cut short"));
        return NULL;
    }
    arsip_mail_parts_find(mail->parsed->message, &mail->parts);
    return g_steal_pointer(&mail);
}

void
arsip_mail_free(ArsipMail *mail)
{
    if (mail == NULL)
        return;
    arsip_mail_parts_clear(&mail->parts);
    arsip_message822_free(mail->parsed);
    g_free(mail);
}

gboolean
arsip_mail_has_members(const ArsipMail *mail)
{
    return mail->parts.files->len > 0 || mail->parts.is_too_deep;
}

ArsipReading *
arsip_mail_read(const ArsipMail *mail, guint number, GError **error)
{
    g_autoptr(GString) text = NULL;

    if (number != 1) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the mail has no page %u"), number);
        return NULL;
    }
    text = arsip_mail_text(mail->parsed->message, &mail->parts, error);
    if (text == NULL)
        return NULL;
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_free(reading->text);
    reading->text = arsip_plain_tidy(text);
    g_free(reading->method);
    reading->method = g_strdup("mail");
    reading->blank = reading->text[strspn(reading->text, " \t\n")] == '\0';
    reading->confidence = reading->blank ? 0 : 100;
    return g_steal_pointer(&reading);
}

static char *
name_of(const ArsipMailFile *file)
{
    g_autofree char *type = arsip_mail_part_type(file->part);
    const char *given = g_mime_part_get_filename(file->part);

    if (g_ascii_strncasecmp(type, "message/", 8) == 0) {
        g_autoptr(GByteArray) bytes = arsip_mail_part_bytes(file->part, HEAD_BYTES);
        g_autofree char *subject = arsip_mail_subject(bytes->data, bytes->len);

        if (subject != NULL || given == NULL)
            return arsip_mail_name_of_message(subject, file->number);
    }
    return arsip_mail_name(given, file->number, type);
}

static gboolean
take_file(const ArsipMailFile *file, ArsipMailOutput *output, GError **error)
{
    g_autoptr(GMimeStream) stream = arsip_mail_part_open(file->part);
    g_autofree char *name = name_of(file);
    guint64 offset = output->written;
    char buffer[65536];
    gssize length;

    g_mime_stream_reset(stream);
    while ((length = g_mime_stream_read(stream, buffer, sizeof buffer)) > 0)
        if (!arsip_mail_output_add(output, buffer, (gsize)length, error))
            return FALSE;
    return arsip_mail_output_tell(output, name, offset, error);
}

gboolean
arsip_mail_unpack(const ArsipMail *mail, int output, const ArsipUnpackLimits *limits, ArsipMemberFunc each,
                  gpointer data, GError **error)
{
    ArsipMailOutput to = {.fd = output, .limits = limits, .each = each, .data = data};

    for (guint i = 0; i < mail->parts.files->len; i++)
        if (!take_file(&g_array_index(mail->parts.files, ArsipMailFile, i), &to, error))
            return FALSE;
    if (mail->parts.is_too_deep)
        g_set_error_literal(
            error, ARSIP_ERROR, ARSIP_ERROR_LIMIT,
            _("the parts of the mail stand too deep in each other; the rest is not unpacked"));
    return !mail->parts.is_too_deep;
}
