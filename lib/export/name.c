/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include <string.h>

/* Bytes of a name without its ending: leaves room for a number below 255. */
#define NAME_BYTES 200

/* The ending says what the bytes are, whatever the file was called. */
static const char *
ending_of(const char *media_type)
{
    static const struct {
        const char *type, *ending;
    } endings[] = {
        {"application/pdf", ".pdf"},
        {"image/tiff", ".tif"},
        {"image/jpeg", ".jpg"},
        {"image/png", ".png"},
        {"image/gif", ".gif"},
        {"image/webp", ".webp"},
        {"image/bmp", ".bmp"},
        {"image/x-ms-bmp", ".bmp"},
        {"text/plain", ".txt"},
        {"text/csv", ".csv"},
        {"application/zip", ".zip"},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"},
        {"application/vnd.oasis.opendocument.text", ".odt"},
        {"application/vnd.oasis.opendocument.spreadsheet", ".ods"},
        {"application/vnd.oasis.opendocument.presentation", ".odp"},
    };

    for (guint i = 0; media_type != NULL && i < G_N_ELEMENTS(endings); i++)
        if (g_str_equal(endings[i].type, media_type))
            return endings[i].ending;
    return NULL;
}

static gboolean
is_safe(gunichar c)
{
    return c >= 0x20 && c != 0x7f && (c > 0x7f || strchr("<>:\"/\\|?*", (int)c) == NULL) &&
           g_unichar_isprint(c);
}

static void
append_part(GString *name, const char *part)
{
    if (part == NULL || *part == '\0')
        return;
    if (name->len > 0)
        g_string_append_c(name, ' ');
    for (const char *at = part; *at != '\0' && name->len < NAME_BYTES - 6; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        g_string_append_unichar(name, is_safe(c) ? c : '-');
    }
}

/* Windows takes no name that ends with a dot or a blank, nor these devices' names. */
static void
make_portable(GString *name)
{
    static const char devices[] = "^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)";

    while (name->len > 0 && strchr(". ", name->str[name->len - 1]) != NULL)
        g_string_truncate(name, name->len - 1);
    if (name->len == 0 || *name->str == '.' || g_regex_match_simple(devices, name->str, G_REGEX_CASELESS, 0))
        g_string_prepend_c(name, '_');
}

/* Of a file that has to do with the document, without an ending; number: 1 for the first of its kind. */
static GString *
begin_name(const ArsipDocument *document, guint number)
{
    GString *name = g_string_new(NULL);
    const char *dot = strrchr(document->name, '.');
    gboolean has_fields =
        arsip_document_field(document, "nomor") != NULL || arsip_document_field(document, "hal") != NULL;

    append_part(name, arsip_document_field(document, "tanggal"));
    append_part(name, arsip_document_field(document, "nomor"));
    append_part(name, arsip_document_field(document, "hal"));
    if (!has_fields) {
        g_autofree char *stem = dot != NULL && dot > document->name
                                    ? g_strndup(document->name, (gsize)(dot - document->name))
                                    : g_strdup(document->name);

        append_part(name, stem);
    }
    if (number > 1)
        g_string_append_printf(name, " (%u)", number);
    make_portable(name);
    return name;
}

char *
arsip_export_file_name(const ArsipDocument *document, guint original)
{
    GString *name = begin_name(document, original + 1);
    const char *dot = strrchr(document->name, '.');
    const char *ending = ending_of(document->media_type);

    if (ending == NULL && dot != NULL && strlen(dot) > 1 && strlen(dot) <= 6 &&
        strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(dot + 1))
        ending = dot;
    g_string_append(name, ending != NULL ? ending : "");
    return g_string_free(name, FALSE);
}

/* Names that differ in capitals only are one on Windows. With the name goes the last number given to it. */
char *
arsip_export_name(const ArsipDocument *document, ArsipExportFormat format, GHashTable *taken)
{
    g_autofree char *first = NULL;

    for (guint number = 1;; number++) {
        GString *name = begin_name(document, number);
        g_autofree char *whole = g_string_free(g_string_append(name, arsip_export_ending(format)), FALSE);
        g_autofree char *lower = g_utf8_strdown(whole, -1);

        if (first == NULL)
            first = g_strdup(lower);
        if (!g_hash_table_contains(taken, lower)) {
            g_hash_table_insert(taken, g_steal_pointer(&lower), GUINT_TO_POINTER(1));
            g_hash_table_insert(taken, g_steal_pointer(&first), GUINT_TO_POINTER(number));
            return g_steal_pointer(&whole);
        }
        number = MAX(number, GPOINTER_TO_UINT(g_hash_table_lookup(taken, first)));
    }
}
