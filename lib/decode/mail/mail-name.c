/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/mail/mail-name.h"

#include <string.h>

/* What file systems allow (NAME_MAX), and the longest ending that is kept when a name is cut. */
#define NAME_BYTES   255
#define ENDING_BYTES 16

/* Marks that turn the direction of writing show "surat-fdp.exe" as "surat-exe.pdf". */
static gboolean
is_invisible(gunichar c)
{
    return g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT || c == 0x2028 || c == 0x2029;
}

static gsize
cut_at(const char *text, gsize most)
{
    const char *end = text + most;

    while (end > text && (*end & 0xc0) == 0x80)
        end--;
    return (gsize)(end - text);
}

/* Cuts in the middle, so that the ending still tells what it is. */
static void
shorten(GString *name, gsize most)
{
    const char *dot = strrchr(name->str, '.');
    gsize ending = dot != NULL ? strlen(dot) : 0;

    if (name->len <= most)
        return;
    if (ending > ENDING_BYTES)
        ending = 0;
    gsize kept = cut_at(name->str, most - ending);
    g_string_erase(name, (gssize)kept, (gssize)(name->len - ending - kept));
}

/* Every run of white space is one space; slashes stay. */
static GString *
make_visible(const char *given)
{
    g_autofree char *valid = g_utf8_make_valid(given, -1);
    GString *name = g_string_new(NULL);

    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        gboolean is_space = g_unichar_isspace(c);

        if (is_space && name->len > 0 && name->str[name->len - 1] != ' ')
            g_string_append_c(name, ' ');
        else if (!is_space && !is_invisible(c))
            g_string_append_unichar(name, c);
    }
    while (name->len > 0 && name->str[name->len - 1] == ' ')
        g_string_truncate(name, name->len - 1);
    return name;
}

static const char *
ending_of(const char *media_type)
{
    static const struct {
        const char *type, *ending;
    } known[] = {
        {"application/pdf", "pdf"},
        {"image/jpeg", "jpg"},
        {"image/jpg", "jpg"},
        {"image/png", "png"},
        {"image/gif", "gif"},
        {"image/tiff", "tif"},
        {"image/bmp", "bmp"},
        {"image/webp", "webp"},
        {"text/plain", "txt"},
        {"text/html", "html"},
        {"text/csv", "csv"},
        {"text/calendar", "ics"},
        {"text/vcard", "vcf"},
        {"text/x-vcard", "vcf"},
        {"text/rtf", "rtf"},
        {"application/rtf", "rtf"},
        {"message/rfc822", "eml"},
        {"application/zip", "zip"},
        {"application/x-zip-compressed", "zip"},
        {"application/msword", "doc"},
        {"application/vnd.ms-excel", "xls"},
        {"application/vnd.ms-powerpoint", "ppt"},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
        {"application/vnd.oasis.opendocument.text", "odt"},
        {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
        {"application/vnd.oasis.opendocument.presentation", "odp"},
        {"application/ms-tnef", "tnef"},
        {"application/vnd.ms-tnef", "tnef"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_ascii_strcasecmp(media_type, known[i].type) == 0)
            return known[i].ending;
    return "bin";
}

char *
arsip_mail_name(const char *given, guint number, const char *media_type)
{
    g_autoptr(GString) name = make_visible(given != NULL ? given : "");
    const char *base = NULL;

    for (char *at = name->str; *at != '\0'; at++)
        if (*at == '/' || *at == '\\')
            base = at + 1;
    if (base != NULL)
        g_string_erase(name, 0, base - name->str);
    if (name->str[strspn(name->str, ". ")] == '\0')
        g_string_printf(name, "part-%u.%s", number, ending_of(media_type));
    shorten(name, NAME_BYTES);
    return g_string_free(g_steal_pointer(&name), FALSE);
}

char *
arsip_mail_name_of_message(const char *subject, guint number)
{
    g_autoptr(GString) name = make_visible(subject != NULL ? subject : "");

    g_strdelimit(name->str, "/\\:", '-');
    if (name->str[strspn(name->str, ". ")] == '\0')
        g_string_printf(name, "message-%u", number);
    if (name->len > NAME_BYTES - strlen(".eml"))
        g_string_truncate(name, cut_at(name->str, NAME_BYTES - strlen(".eml")));
    g_string_append(name, ".eml");
    return g_string_free(g_steal_pointer(&name), FALSE);
}
