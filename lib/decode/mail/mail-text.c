/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-text.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "decode/writing/html.h"
#include "decode/writing/plain.h"

/* As for plain text: it is held in memory several times while it is made ready. */
#define BYTES_MAX (64u * 1024 * 1024)

/* No charset's name is longer (IANA: 40 characters). */
#define CHARSET_BYTES 63

/* One field on one line. */
static void
append_field(GString *text, const char *caption, const char *value)
{
    g_autofree char *valid = value != NULL ? g_utf8_make_valid(value, -1) : NULL;

    if (valid == NULL || valid[strspn(valid, " \t\r\n")] == '\0')
        return;
    g_string_append_printf(text, "%s: ", caption);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean is_space = g_unichar_isspace(c) || g_unichar_iscntrl(c);

        if (!is_space)
            g_string_append_unichar(text, c);
        else if (text->str[text->len - 1] != ' ')
            g_string_append_c(text, ' ');
    }
    while (text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, '\n');
}

/* Where the field is there and not understood, its words as they are. */
static char *
words_of(GMimeMessage *message, const char *name)
{
    const char *raw = g_mime_object_get_header(GMIME_OBJECT(message), name);

    return raw != NULL ? g_mime_utils_header_decode_text(NULL, raw) : NULL;
}

static void
append_addresses(GString *text, GMimeMessage *message, GMimeAddressType type, const char *caption)
{
    InternetAddressList *list = g_mime_message_get_addresses(message, type);
    g_autofree char *shown = NULL;

    if (list != NULL && internet_address_list_length(list) > 0)
        shown = internet_address_list_to_string(list, NULL, FALSE);
    if (shown == NULL)
        shown = words_of(message, caption);
    append_field(text, caption, shown);
}

static void
append_date(GString *text, GMimeMessage *message)
{
    GDateTime *date = g_mime_message_get_date(message);
    g_autofree char *shown = date != NULL ? g_mime_utils_header_format_date(date) : words_of(message, "Date");

    append_field(text, "Date", shown);
}

static void
append_head(GString *text, GMimeMessage *message)
{
    append_addresses(text, message, GMIME_ADDRESS_TYPE_FROM, "From");
    append_addresses(text, message, GMIME_ADDRESS_TYPE_TO, "To");
    append_addresses(text, message, GMIME_ADDRESS_TYPE_CC, "Cc");
    append_addresses(text, message, GMIME_ADDRESS_TYPE_BCC, "Bcc");
    append_date(text, message);
    append_field(text, "Subject", g_mime_message_get_subject(message));
}

/* The names that mean what most programs write under them: Windows' own characters. */
static gboolean
is_windows(const char *charset)
{
    static const char *const names[] = {"iso-8859-1", "latin1", "iso_8859-1", "windows-1252", "cp1252", NULL};

    for (guint i = 0; names[i] != NULL; i++)
        if (g_ascii_strcasecmp(charset, names[i]) == 0)
            return TRUE;
    return FALSE;
}

/* Only names of charsets: iconv takes more than these, such as paths and modes. */
static iconv_t
open_converter(const char *charset)
{
    gboolean is_name = strlen(charset) <= CHARSET_BYTES &&
                       strspn(charset, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.:+()") == strlen(charset);

    return is_name ? g_mime_iconv_open("UTF-8", charset) : (iconv_t)-1;
}

static void
append_converted(GString *text, iconv_t converter, const GByteArray *bytes)
{
    char *in = (char *)bytes->data;
    gsize left = bytes->len;
    char buffer[16384];

    while (left > 0) {
        char *out = buffer;
        gsize room = sizeof buffer;
        gboolean is_stuck = iconv(converter, &in, &left, &out, &room) == (gsize)-1 && errno != E2BIG;

        g_string_append_len(text, buffer, out - buffer);
        if (is_stuck) {
            g_string_append_unichar(text, 0xfffd);
            in++;
            left--;
        }
    }
}

/* Bytes whose charset nobody tells, or tells wrongly. */
static void
append_guessed(GString *text, const GByteArray *bytes)
{
    if (g_utf8_validate_len((const char *)bytes->data, bytes->len, NULL))
        g_string_append_len(text, (const char *)bytes->data, bytes->len);
    else
        arsip_plain_append_windows(text, bytes->data, bytes->len);
}

static GString *
to_utf8(const GByteArray *bytes, const char *charset)
{
    static const char *const untold[] = {"us-ascii", "ascii",     "utf-8",        "utf8",
                                         "unknown",  "x-unknown", "unknown-8bit", NULL};
    GString *text = g_string_sized_new(bytes->len);
    gboolean is_told = charset != NULL && *charset != '\0';
    iconv_t converter = (iconv_t)-1;

    for (guint i = 0; is_told && untold[i] != NULL; i++)
        is_told = g_ascii_strcasecmp(charset, untold[i]) != 0;
    if (is_told && is_windows(charset)) {
        arsip_plain_append_windows(text, bytes->data, bytes->len);
        return text;
    }
    if (is_told)
        converter = open_converter(charset);
    if (converter == (iconv_t)-1) {
        append_guessed(text, bytes);
    } else {
        append_converted(text, converter, bytes);
        g_mime_iconv_close(converter);
    }
    return text;
}

/*
 * format=flowed (RFC 3676): a line that ends with a space goes on in the next one of the same depth of
 * quotation. deletes: that space is no part of the text.
 */
static void
append_flowed(GString *text, const char *flowed, gboolean deletes)
{
    g_auto(GStrv) lines = g_strsplit(flowed, "\n", -1);
    gsize depth_before = 0;
    gboolean goes_on = FALSE;

    for (guint i = 0; lines[i] != NULL && (lines[i + 1] != NULL || *lines[i] != '\0'); i++) {
        gsize depth = strspn(lines[i], ">");
        char *line = lines[i] + depth;
        gsize length;

        line += *line == ' ';
        length = strcspn(line, "\r");
        if (goes_on && (depth != depth_before || strncmp(line, "-- ", length) == 0)) {
            g_string_append_c(text, '\n');
            goes_on = FALSE;
        }
        if (!goes_on && depth > 0)
            g_string_append_printf(text, "%.*s ", (int)MIN(depth, 64), lines[i]);
        goes_on = length > 0 && line[length - 1] == ' ' && strncmp(line, "-- ", length) != 0;
        g_string_append_len(text, line, (gssize)(goes_on && deletes ? length - 1 : length));
        if (!goes_on)
            g_string_append_c(text, '\n');
        depth_before = depth;
    }
}

/* With its marks where they cannot be made out: better than nothing. */
static void
append_html(GString *text, const GString *html)
{
    g_autofree char *shown = arsip_html_text(html->str, html->len, NULL);

    if (shown != NULL)
        g_string_append(text, shown);
    else
        g_string_append_len(text, html->str, (gssize)html->len);
}

static gboolean
is_said(GMimeContentType *type, const char *name, const char *value)
{
    const char *said = g_mime_content_type_get_parameter(type, name);

    return said != NULL && g_ascii_strcasecmp(said, value) == 0;
}

static void
append_part(GString *text, GMimePart *part, gsize most)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    g_autoptr(GByteArray) bytes = arsip_mail_part_bytes(part, most);
    g_autoptr(GString) decoded = to_utf8(bytes, g_mime_content_type_get_parameter(type, "charset"));

    if (g_mime_content_type_is_type(type, "text", "html"))
        append_html(text, decoded);
    else if (is_said(type, "format", "flowed"))
        append_flowed(text, decoded->str, is_said(type, "delsp", "yes"));
    else
        g_string_append_len(text, decoded->str, (gssize)decoded->len);
}

GString *
arsip_mail_text(GMimeMessage *message, const ArsipMailParts *parts, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);

    append_head(text, message);
    for (guint i = 0; i < parts->texts->len && text->len <= BYTES_MAX; i++) {
        gsize before = text->len;

        g_string_append_c(text, '\n');
        append_part(text, parts->texts->pdata[i], BYTES_MAX + 1);
        if (text->str[before + strspn(text->str + before, " \t\r\n")] == '\0')
            g_string_truncate(text, before);
        else if (text->str[text->len - 1] != '\n')
            g_string_append_c(text, '\n');
    }
    if (text->len > BYTES_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the text is too long: at most %u MB are read"),
                    BYTES_MAX / (1024 * 1024));
        return NULL;
    }
    if (parts->is_encrypted)
        g_string_append_printf(text, "\n[%s]\n",
                               _("This mail is encrypted: without its recipient's key it cannot be read."));
    if (parts->is_enveloped)
        g_string_append_printf(text, "\n[%s]\n",
                               _("The text of this mail is inside its signature (S/MIME) and is not read."));
    return g_steal_pointer(&text);
}
