/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-look.h"

#include <string.h>

/* Fields of one message that are looked at, and how long they may be together: traces of many relays come
 * first. */
#define FIELDS_MAX 400
#define HEAD_BYTES (256u * 1024)

/* RFC 5322, 3.6.8: any printable character but the colon; none in use is longer. */
#define FIELD_NAME_MAX 76

/* What the fields of a head say about who wrote it: programs, or people. */
typedef struct {
    guint fields;
    guint traces;       /* fields that only programs write */
    gboolean is_sender; /* the field that was looked at last, which may go on in the next line */
    gboolean has_address;
    gboolean has_time;
    gboolean has_other;   /* To, Subject, ... */
    gboolean has_content; /* what it holds, in MIME's terms */
} Head;

static const char *
line_at(const ArsipSource *source, gsize at, gsize *length)
{
    const char *line = (const char *)source->data + at;
    const char *end = memchr(line, '\n', source->size - at);

    *length = end != NULL ? (gsize)(end - line) : source->size - at;
    if (*length > 0 && line[*length - 1] == '\r')
        --*length;
    return line;
}

gsize
arsip_mail_next_line(const ArsipSource *source, gsize at)
{
    const guint8 *end = memchr(source->data + at, '\n', source->size - at);

    return end != NULL ? (gsize)(end - source->data) + 1 : source->size;
}

/* The length of a field's name, or 0 where the line begins none. */
static gsize
name_length(const char *line, gsize length)
{
    gsize n = 0;

    while (n < length && n <= FIELD_NAME_MAX && line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
        n++;
    return n > 0 && n < length && line[n] == ':' ? n : 0;
}

static gboolean
is_one_of(const char *line, gsize length, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strlen(*names) == length && g_ascii_strncasecmp(line, *names, length) == 0)
            return TRUE;
    return FALSE;
}

/* "09:30": people who write the date on a letter do not write the hour beside it. */
static gboolean
tells_time(const char *value, gsize length)
{
    for (gsize i = 1; i + 2 < length; i++)
        if (value[i] == ':' && g_ascii_isdigit(value[i - 1]) && g_ascii_isdigit(value[i + 1]) &&
            g_ascii_isdigit(value[i + 2]))
            return TRUE;
    return FALSE;
}

static void
weigh(Head *head, const char *line, gsize length, gsize name)
{
    static const char *const traces[] = {"message-id",
                                         "mime-version",
                                         "delivered-to",
                                         "dkim-signature",
                                         "x-mailer",
                                         "x-mozilla-status",
                                         "x-originating-ip",
                                         "thread-index",
                                         "authentication-results",
                                         "arc-seal",
                                         "x-original-to",
                                         "x-received",
                                         NULL};
    static const char *const senders[] = {"from", "sender", "reply-to", "return-path", NULL};
    static const char *const contents[] = {"content-type", "content-transfer-encoding", NULL};
    static const char *const others[] = {"to", "cc", "subject", "received", NULL};
    const char *value = line + name + 1;
    gsize rest = length - name - 1;

    head->fields++;
    head->is_sender = is_one_of(line, name, senders);
    if (is_one_of(line, name, traces))
        head->traces++;
    else if (head->is_sender)
        head->has_address = head->has_address || memchr(value, '@', rest) != NULL;
    else if (is_one_of(line, name, (const char *const[]){"date", NULL}))
        head->has_time = head->has_time || tells_time(value, rest);
    else if (is_one_of(line, name, contents))
        head->has_content = TRUE;
    else if (is_one_of(line, name, others))
        head->has_other = TRUE;
}

/*
 * A head is nothing but fields up to an empty line. A memorandum begins with From, To, Date and Subject as
 * well; a mail has an address or a time in them, or what a program left there.
 */
static gboolean
is_head(const ArsipSource *source, gsize at)
{
    Head head = {0};
    gsize end = MIN(source->size, at + HEAD_BYTES);

    while (at < end && head.fields < FIELDS_MAX) {
        gsize length;
        const char *line = line_at(source, at, &length);
        gsize name = name_length(line, length);

        if (length == 0)
            break;
        if (name > 0)
            weigh(&head, line, length, name);
        else if (head.fields == 0 || (*line != ' ' && *line != '\t'))
            return FALSE;
        else if (head.is_sender)
            head.has_address = head.has_address || memchr(line, '@', length) != NULL;
        at = arsip_mail_next_line(source, at);
    }
    if (head.traces > 0)
        return head.fields >= 2;
    return head.has_address && (head.has_content || (head.has_time && head.has_other));
}

gboolean
arsip_mail_parts_messages(const ArsipSource *source, gsize at)
{
    gsize length;
    const char *line = line_at(source, at, &length);

    return length > 5 && memcmp(line, "From ", 5) == 0 && tells_time(line, length) &&
           is_head(source, arsip_mail_next_line(source, at));
}

static gboolean
has_another_message(const ArsipSource *source, gsize at)
{
    while (at < source->size) {
        const guint8 *next = memmem(source->data + at, source->size - at, "\nFrom ", 6);

        if (next == NULL)
            return FALSE;
        at = (gsize)(next - source->data) + 1;
        if (arsip_mail_parts_messages(source, at))
            return TRUE;
    }
    return FALSE;
}

ArsipPost
arsip_mail_look(const ArsipSource *source, gsize *begin)
{
    gsize at = 0;
    gboolean is_box;

    if (source->size >= 3 && memcmp(source->data, "\xef\xbb\xbf", 3) == 0)
        at = 3;
    while (at < source->size && strchr("\r\n", source->data[at]) != NULL && source->data[at] != '\0')
        at++;
    is_box = at < source->size && arsip_mail_parts_messages(source, at);
    if (is_box)
        at = arsip_mail_next_line(source, at);
    else if (at >= source->size || !is_head(source, at))
        return ARSIP_POST_NONE;
    if (begin != NULL)
        *begin = at;
    return is_box && has_another_message(source, at) ? ARSIP_POST_MAILBOX : ARSIP_POST_MAIL;
}
