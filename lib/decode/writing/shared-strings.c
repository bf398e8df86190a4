/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/shared-strings.h"

#include "base/i18n.h"

/* As much as a whole text may have. */
#define BYTES_MAX (64u * 1024 * 1024)

enum { STRING = 1, TEXT, SOUND };

struct ArsipSharedStrings {
    GString *text;   /* one after the other, each ended by NUL */
    GArray *offsets; /* of guint32 */
    gboolean is_in_text;
};

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    ArsipSharedStrings *strings = data;
    guint32 offset = (guint32)strings->text->len;

    if (element == STRING)
        g_array_append_val(strings->offsets, offset);
    else if (element == TEXT)
        strings->is_in_text = TRUE;
    else if (element == SOUND)
        arsip_xml_skip(xml);
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    ArsipSharedStrings *strings = data;

    if (element == TEXT)
        strings->is_in_text = FALSE;
    if (element == STRING)
        g_string_append_c(strings->text, '\0');
    if (strings->text->len > BYTES_MAX)
        arsip_xml_stop(xml, g_error_new(ARSIP_ERROR, ARSIP_ERROR_LIMIT,
                                        _("the text is too long: at most %u MB are read"),
                                        BYTES_MAX / (1024 * 1024)));
}

static void
take_text(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    ArsipSharedStrings *strings = data;

    (void)xml;
    if (strings->is_in_text && strings->text->len <= BYTES_MAX)
        g_string_append_len(strings->text, text, (gssize)length);
}

ArsipSharedStrings *
arsip_shared_strings_read(ArsipPackage *package, const GPtrArray *relations, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_SHEET, "si", STRING},
                                         {ARSIP_SPACE_SHEET, "t", TEXT},
                                         {ARSIP_SPACE_SHEET, "rPh", SOUND},
                                         {0}};
    static const ArsipXmlReader reader = {
        .names = names, .start = start_element, .end = end_element, .text = take_text};
    g_autoptr(ArsipSharedStrings) strings = g_new0(ArsipSharedStrings, 1);
    const ArsipRelation *part = arsip_opc_by_kind(relations, "sharedStrings");

    strings->text = g_string_new(NULL);
    strings->offsets = g_array_new(FALSE, FALSE, sizeof(guint32));
    if (part != NULL && arsip_package_has(package, part->target) &&
        !arsip_opc_parse(package, part->target, &reader, strings, error))
        return NULL;
    return g_steal_pointer(&strings);
}

void
arsip_shared_strings_free(ArsipSharedStrings *strings)
{
    if (strings == NULL)
        return;
    g_string_free(strings->text, TRUE);
    g_array_unref(strings->offsets);
    g_free(strings);
}

const char *
arsip_shared_strings_get(const ArsipSharedStrings *strings, guint64 number)
{
    if (number >= strings->offsets->len)
        return "";
    return strings->text->str + g_array_index(strings->offsets, guint32, number);
}
