/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-head.h"

#include <string.h>

/* Some five thousand addressees. */
#define FIELD_BYTES (256u * 1024)

/* Each may begin a group in an address list. */
#define FIELD_COLONS 1000

/* Every relay adds a few. */
#define FIELDS_MAX 10000

typedef struct {
    const guint8 *data;
    gsize size;
} Text;

static gsize
end_of_line(const Text *text, gsize at)
{
    const guint8 *end = memchr(text->data + at, '\n', text->size - at);

    return end != NULL ? (gsize)(end - text->data) + 1 : text->size;
}

static gboolean
is_empty_line(const Text *text, gsize at)
{
    return text->data[at] == '\n' || (text->data[at] == '\r' && end_of_line(text, at) == at + 2);
}

/* A field goes on in the lines that begin with a space or a tab. */
static gsize
end_of_field(const Text *text, gsize at)
{
    do
        at = end_of_line(text, at);
    while (at < text->size && (text->data[at] == ' ' || text->data[at] == '\t'));
    return at;
}

/* How much of the field can be taken. */
static gsize
bearable_length(const Text *text, gsize from, gsize to)
{
    gsize length = MIN(to - from, FIELD_BYTES);
    guint colons = 0;

    for (gsize i = 0; i < length; i++) {
        colons += text->data[from + i] == ':';
        if (colons > FIELD_COLONS)
            return i;
    }
    return length;
}

GByteArray *
arsip_mail_cut_head(const guint8 *data, gsize size)
{
    const Text text = {data, size};
    g_autoptr(GByteArray) cut = g_byte_array_new();
    gboolean is_whole = TRUE;
    gsize at = 0;

    for (guint fields = 0; at < size && !is_empty_line(&text, at); fields++) {
        gsize end = end_of_field(&text, at), length = bearable_length(&text, at, end);

        is_whole = is_whole && length == end - at && fields < FIELDS_MAX;
        if (fields < FIELDS_MAX)
            g_byte_array_append(cut, data + at, (guint)length);
        if (fields < FIELDS_MAX && length < end - at)
            g_byte_array_append(cut, (const guint8 *)"\n", 1);
        at = end;
    }
    if (is_whole)
        return NULL;
    g_byte_array_append(cut, data + at, (guint)(size - at));
    return g_steal_pointer(&cut);
}
