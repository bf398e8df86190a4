/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/plain.h"

#include <string.h>

#include "base/i18n.h"
#include "decode/writing/charset.h"

/* A text is held in memory three times while it is made ready. */
#define BYTES_MAX (64u * 1024 * 1024)

/* As much as is normalised at once, up to the end of a line. */
#define AT_ONCE (64u * 1024)

/* As much as is looked at to tell text from data. */
#define LOOKED_AT (64u * 1024)

/* So many characters of a text may be none, and so many in a hundred: a mark at its end, a failed write. */
#define STRAY_FREE 2
#define STRAY_MAX  2

struct ArsipPlain {
    const ArsipSource *source;
    ArsipCharset charset;
    GArray *starts; /* of gsize: where each page begins, and the end of the last one */
};

/* A feed at the very end closes the last page; it opens no other. */
static void
find_pages(ArsipPlain *plain)
{
    const ArsipSource *source = plain->source;
    gsize unit = arsip_charset_unit(plain->charset), start = 0;

    g_array_append_val(plain->starts, start);
    for (gsize at = 0; at + unit < source->size; at += unit) {
        if (arsip_charset_unit_at(source->data + at, plain->charset) != '\f')
            continue;
        start = at + unit;
        g_array_append_val(plain->starts, start);
    }
    g_array_append_val(plain->starts, source->size);
}

ArsipPlain *
arsip_plain_open(const ArsipSource *source)
{
    ArsipPlain *plain = g_new0(ArsipPlain, 1);

    plain->source = source;
    plain->charset = arsip_charset_find(source->data, source->size);
    plain->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    find_pages(plain);
    return plain;
}

void
arsip_plain_free(ArsipPlain *plain)
{
    if (plain == NULL)
        return;
    g_array_unref(plain->starts);
    g_free(plain);
}

guint
arsip_plain_count(const ArsipPlain *plain)
{
    return plain->starts->len - 1;
}

void
arsip_plain_append_windows(GString *text, const guint8 *data, gsize size)
{
    arsip_charset_append(text, data, size, ARSIP_CHARSET_WINDOWS);
}

static gboolean
is_ascii(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if ((guchar)text[i] >= 0x80)
            return FALSE;
    return TRUE;
}

/* GLib takes eight bytes for each character of what it normalises. Nothing composes across the end of a line.
 */
char *
arsip_plain_normalise(const char *text, gsize length)
{
    g_autoptr(GString) whole = g_string_sized_new(length + 1);

    for (gsize at = 0; at < length;) {
        gsize least = MIN(AT_ONCE, length - at);
        const char *end = memchr(text + at + least - 1, '\n', length - at - least + 1);
        gsize bytes = end != NULL ? (gsize)(end + 1 - text) - at : length - at;
        g_autofree char *normal = is_ascii(text + at, bytes) ? NULL
                                                             : g_utf8_normalize(text + at, (gssize)bytes,
                                                                                G_NORMALIZE_DEFAULT_COMPOSE);
        if (normal != NULL)
            g_string_append(whole, normal);
        else
            g_string_append_len(whole, text + at, (gssize)bytes);
        at += bytes;
    }
    return g_string_free(g_steal_pointer(&whole), FALSE);
}

/* Control characters, which no reader shows, go. */
char *
arsip_plain_tidy(const GString *text)
{
    g_autoptr(GString) tidy = g_string_sized_new(text->len + 1);

    for (const char *at = text->str; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\r')
            g_string_append_c(tidy, '\n');
        if (c == '\r' && at[1] == '\n')
            at++;
        if (c == '\n' || c == '\t' || (c != 0xfeff && !g_unichar_iscntrl(c)))
            g_string_append_unichar(tidy, c);
    }
    if (tidy->len > 0 && tidy->str[tidy->len - 1] != '\n')
        g_string_append_c(tidy, '\n');
    return arsip_plain_normalise(tidy->str, tidy->len);
}

ArsipReading *
arsip_plain_reading(char *text)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    reading->text = text;
    reading->blank = text[strspn(text, " \t\n")] == '\0';
    reading->confidence = reading->blank ? 0 : 100;
    return reading;
}

ArsipReading *
arsip_plain_read(const ArsipPlain *plain, guint number, GError **error)
{
    if (number == 0 || number > arsip_plain_count(plain)) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_NOT_FOUND, _("the text has no page %u"), number);
        return NULL;
    }
    gsize from = g_array_index(plain->starts, gsize, number - 1);
    gsize length = g_array_index(plain->starts, gsize, number) - from;
    if (length > BYTES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the text is too long: at most %u MB are read"),
                    BYTES_MAX / (1024 * 1024));
        return NULL;
    }
    g_autoptr(GString) text = g_string_sized_new(length);
    arsip_charset_append(text, plain->source->data + from, length, plain->charset);
    return arsip_plain_reading(arsip_plain_tidy(text));
}

/* Zeros at the end are what a program has left room for. */
static gsize
length_of_front(const ArsipSource *source)
{
    gsize length = MIN(source->size, LOOKED_AT);

    while (length > 0 && source->data[length - 1] == 0)
        length--;
    /* The last character may be cut in two. */
    for (guint i = 0; i < 3 && length < source->size && length > 0 && source->data[length - 1] >= 0x80; i++)
        length--;
    return length;
}

gboolean
arsip_plain_is_likely(const ArsipSource *source)
{
    gsize length = length_of_front(source);
    ArsipCharset charset = arsip_charset_find(source->data, length);
    g_autoptr(GString) text = g_string_new(NULL);
    gsize n_stray = 0, n_characters = 0;

    if (length == 0 || charset == ARSIP_CHARSET_WINDOWS)
        return FALSE;
    if (charset == ARSIP_CHARSET_UTF8)
        for (gsize i = 0; i < length; i++)
            n_stray += source->data[i] == 0 ? 1 : 0;
    arsip_charset_append(text, source->data, length, charset);
    for (const char *at = text->str; *at != '\0'; at = g_utf8_next_char(at), n_characters++) {
        gunichar c = g_utf8_get_char(at);
        gboolean is_layout = c == '\n' || c == '\r' || c == '\t' || c == '\f';
        n_stray += !is_layout && (!g_unichar_isprint(c) || c == 0xfffd) ? 1 : 0;
    }
    return n_stray <= STRAY_FREE + n_characters * STRAY_MAX / 100;
}
