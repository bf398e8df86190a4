/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/sheet-style.h"

#include <stdlib.h>

/* Excel itself allows 65,490 styles of cells. */
#define STYLES_MAX 70000u

enum { FORMAT = 1, STYLES, STYLE };

typedef struct {
    GHashTable *codes; /* id -> code of the workbook's own formats */
    GArray *formats;
    gboolean is_in_styles;
} Styles;

static guint
number_of(const ArsipXml *xml, const char *name)
{
    g_autofree char *number = arsip_xml_attribute(xml, name);

    return number != NULL ? (guint)g_ascii_strtoull(number, NULL, 10) : 0;
}

static void
take_format(const Styles *styles, const ArsipXml *xml)
{
    char *code = arsip_xml_attribute(xml, "formatCode");

    if (code != NULL)
        g_hash_table_replace(styles->codes, GUINT_TO_POINTER(number_of(xml, "numFmtId")), code);
}

static void
take_style(const Styles *styles, const ArsipXml *xml)
{
    guint id = number_of(xml, "numFmtId");
    const char *own = g_hash_table_lookup(styles->codes, GUINT_TO_POINTER(id));
    ArsipNumberFormat format = arsip_number_format_parse(own != NULL ? own : arsip_number_format_usual(id));

    if (styles->formats->len < STYLES_MAX)
        g_array_append_val(styles->formats, format);
}

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    Styles *styles = data;

    if (element == FORMAT)
        take_format(styles, xml);
    else if (element == STYLES)
        styles->is_in_styles = TRUE;
    else if (element == STYLE && styles->is_in_styles)
        take_style(styles, xml);
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    (void)xml;
    if (element == STYLES)
        ((Styles *)data)->is_in_styles = FALSE;
}

GArray *
arsip_sheet_style_read(ArsipPackage *package, const GPtrArray *relations, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_SHEET, "numFmt", FORMAT},
                                         {ARSIP_SPACE_SHEET, "cellXfs", STYLES},
                                         {ARSIP_SPACE_SHEET, "xf", STYLE},
                                         {0}};
    static const ArsipXmlReader reader = {.names = names, .start = start_element, .end = end_element};
    g_autoptr(GHashTable) codes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_autoptr(GArray) formats = g_array_new(FALSE, FALSE, sizeof(ArsipNumberFormat));
    Styles styles = {.codes = codes, .formats = formats};
    const ArsipRelation *part = arsip_opc_by_kind(relations, "styles");

    if (part != NULL && arsip_package_has(package, part->target) &&
        !arsip_opc_parse(package, part->target, &reader, &styles, error))
        return NULL;
    return g_steal_pointer(&formats);
}
