/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/system.h"

/* The four bytes tell programs that it is no text. */
static const char header[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

#define COPIED_AT_ONCE (256 * 1024)

struct ArsipPdfFile {
    FILE *out;
    guint64 at;     /* bytes so far */
    GArray *places; /* of guint64: where each object begins, from number 1 on; 0: not yet */
};

static void
put(ArsipPdfFile *file, const void *bytes, gsize length)
{
    fwrite(bytes, 1, length, file->out);
    file->at += length;
}

static void
put_words(ArsipPdfFile *file, const char *words)
{
    put(file, words, strlen(words));
}

ArsipPdfFile *
arsip_pdf_file_new(FILE *out)
{
    ArsipPdfFile *file = g_new0(ArsipPdfFile, 1);

    file->out = out;
    file->places = g_array_new(FALSE, TRUE, sizeof(guint64));
    put_words(file, header);
    return file;
}

void
arsip_pdf_file_free(ArsipPdfFile *file)
{
    if (file == NULL)
        return;
    g_array_unref(file->places);
    g_free(file);
}

guint
arsip_pdf_file_reserve(ArsipPdfFile *file)
{
    g_array_set_size(file->places, file->places->len + 1);
    return file->places->len;
}

static void
begin(ArsipPdfFile *file, guint number)
{
    g_autofree char *words = g_strdup_printf("%u 0 obj\n", number);

    g_array_index(file->places, guint64, number - 1) = file->at;
    put_words(file, words);
}

void
arsip_pdf_file_object(ArsipPdfFile *file, guint number, const char *object)
{
    begin(file, number);
    put_words(file, object);
    put_words(file, "\nendobj\n");
}

static void
begin_stream(ArsipPdfFile *file, guint number, const char *entries, guint64 length)
{
    g_autofree char *words =
        g_strdup_printf("<<%s/Length %" G_GUINT64_FORMAT ">>\nstream\n", entries, length);

    begin(file, number);
    put_words(file, words);
}

static void
end_stream(ArsipPdfFile *file)
{
    put_words(file, "\nendstream\nendobj\n");
}

void
arsip_pdf_file_plain(ArsipPdfFile *file, guint number, const char *entries, const void *bytes, gsize length)
{
    begin_stream(file, number, entries, length);
    put(file, bytes, length);
    end_stream(file);
}

static GByteArray *
pack(const guint8 *bytes, gsize length)
{
    g_autoptr(GZlibCompressor) packer = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
    GByteArray *packed = g_byte_array_new();
    GConverterResult result = G_CONVERTER_CONVERTED;
    guint8 part[16384];

    while (result == G_CONVERTER_CONVERTED) {
        gsize n_read = 0, n_written = 0;

        result = g_converter_convert(G_CONVERTER(packer), bytes, length, part, sizeof part,
                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
        g_byte_array_append(packed, part, (guint)n_written);
        bytes += n_read;
        length -= n_read;
    }
    return packed;
}

void
arsip_pdf_file_packed(ArsipPdfFile *file, guint number, const char *entries, const void *bytes, gsize length)
{
    g_autoptr(GByteArray) packed = pack(bytes, length);
    g_autofree char *all = g_strconcat(entries, "/Filter/FlateDecode", NULL);

    arsip_pdf_file_plain(file, number, all, packed->data, packed->len);
}

gboolean
arsip_pdf_file_copied(ArsipPdfFile *file, guint number, const char *entries, int fd, guint64 length,
                      GError **error)
{
    g_autofree guint8 *part = g_malloc(COPIED_AT_ONCE);

    begin_stream(file, number, entries, length);
    for (guint64 at = 0; at < length;) {
        ssize_t n = pread(fd, part, MIN(length - at, COPIED_AT_ONCE), (off_t)at);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return arsip_set_errno(error, n < 0 ? errno : EIO, NULL, _("cannot be read"));
        put(file, part, (gsize)n);
        at += (guint64)n;
    }
    end_stream(file);
    return TRUE;
}

void
arsip_pdf_file_finish(ArsipPdfFile *file, const char *entries)
{
    g_autoptr(GString) end = g_string_new(NULL);
    guint n = file->places->len + 1;
    guint64 table = file->at;

    /* Each entry has twenty bytes, the end of the line among them. */
    g_string_append_printf(end, "xref\n0 %u\n0000000000 65535 f \n", n);
    for (guint i = 0; i < file->places->len; i++)
        g_string_append_printf(end, "%010" G_GUINT64_FORMAT " 00000 n \n",
                               g_array_index(file->places, guint64, i));
    g_string_append_printf(end, "trailer\n<<%s/Size %u>>\nstartxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n",
                           entries, n, table);
    put(file, end->str, end->len);
}

void
arsip_pdf_append_hex(GString *object, const void *bytes, gsize length)
{
    static const char digits[] = "0123456789ABCDEF";
    const guint8 *from = bytes;

    g_string_append_c(object, '<');
    for (gsize i = 0; i < length; i++) {
        g_string_append_c(object, digits[from[i] >> 4]);
        g_string_append_c(object, digits[from[i] & 15]);
    }
    g_string_append_c(object, '>');
}

void
arsip_pdf_append_text(GString *object, const char *text)
{
    if (g_str_is_ascii(text)) {
        g_string_append_c(object, '(');
        for (const char *at = text; *at != '\0'; at++) {
            if (strchr("()\\", *at) != NULL)
                g_string_append_c(object, '\\');
            g_string_append_c(object, *at);
        }
        g_string_append_c(object, ')');
        return;
    }
    g_autoptr(GString) wide = g_string_new("\xfe\xff");
    glong n = 0;
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &n, NULL);

    for (glong i = 0; units != NULL && i < n; i++) {
        g_string_append_c(wide, (char)(units[i] >> 8));
        g_string_append_c(wide, (char)(units[i] & 255));
    }
    arsip_pdf_append_hex(object, wide->str, wide->len);
}
