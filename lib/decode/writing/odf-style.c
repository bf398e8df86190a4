/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/odf-style.h"

#include <string.h>

struct ArsipOdfStyles {
    GHashTable *styles;   /* name -> ArsipOdfStyle */
    GPtrArray *masters;   /* of ArsipOdfMaster */
    ArsipOdfStyle *inner; /* the one that is open */
};

static void
free_style(ArsipOdfStyle *style)
{
    g_free(style->master);
    g_free(style);
}

static void
free_master(ArsipOdfMaster *master)
{
    g_free(master->name);
    g_free(master->next);
    g_string_free(master->header, TRUE);
    g_string_free(master->footer, TRUE);
    g_free(master);
}

ArsipOdfStyles *
arsip_odf_styles_new(void)
{
    ArsipOdfStyles *styles = g_new0(ArsipOdfStyles, 1);

    styles->styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)free_style);
    styles->masters = g_ptr_array_new_with_free_func((GDestroyNotify)free_master);
    return styles;
}

void
arsip_odf_styles_free(ArsipOdfStyles *styles)
{
    if (styles == NULL)
        return;
    g_hash_table_unref(styles->styles);
    g_ptr_array_unref(styles->masters);
    g_free(styles);
}

void
arsip_odf_styles_begin(ArsipOdfStyles *styles, const ArsipXml *xml)
{
    g_autofree char *parent = arsip_xml_attribute(xml, "parent-style-name");
    g_autofree char *master = arsip_xml_attribute(xml, "master-page-name");
    char *name = arsip_xml_attribute(xml, "name");
    const ArsipOdfStyle *before = arsip_odf_styles_find(styles, parent);
    ArsipOdfStyle *style = g_new0(ArsipOdfStyle, 1);

    if (before != NULL)
        *style = *before;
    style->master = master != NULL && *master != '\0' ? g_steal_pointer(&master) : NULL;
    styles->inner = style;
    g_hash_table_replace(styles->styles, name != NULL ? name : g_strdup(""), style);
}

void
arsip_odf_styles_take(ArsipOdfStyles *styles, const ArsipXml *xml)
{
    g_autofree char *before = arsip_xml_attribute(xml, "break-before");
    g_autofree char *after = arsip_xml_attribute(xml, "break-after");
    g_autofree char *display = arsip_xml_attribute(xml, "display");

    if (styles->inner == NULL)
        return;
    if (before != NULL)
        styles->inner->breaks_before = g_str_equal(before, "page");
    if (after != NULL)
        styles->inner->breaks_after = g_str_equal(after, "page");
    /* A sheet that is not displayed is "false", and taken. */
    if (display != NULL)
        styles->inner->is_hidden = g_str_equal(display, "none");
}

void
arsip_odf_styles_end(ArsipOdfStyles *styles)
{
    styles->inner = NULL;
}

ArsipOdfMaster *
arsip_odf_styles_add_master(ArsipOdfStyles *styles, const ArsipXml *xml)
{
    ArsipOdfMaster *master = g_new0(ArsipOdfMaster, 1);

    master->name = arsip_xml_attribute(xml, "name");
    master->next = arsip_xml_attribute(xml, "next-style-name");
    master->header = g_string_new(NULL);
    master->footer = g_string_new(NULL);
    g_ptr_array_add(styles->masters, master);
    return master;
}

const ArsipOdfStyle *
arsip_odf_styles_find(const ArsipOdfStyles *styles, const char *name)
{
    return name != NULL ? g_hash_table_lookup(styles->styles, name) : NULL;
}

ArsipOdfMaster *
arsip_odf_styles_find_master(const ArsipOdfStyles *styles, const char *name)
{
    for (guint i = 0; name != NULL && i < styles->masters->len; i++) {
        ArsipOdfMaster *master = styles->masters->pdata[i];
        if (g_strcmp0(master->name, name) == 0)
            return master;
    }
    return NULL;
}

ArsipOdfMaster *
arsip_odf_styles_master(const ArsipOdfStyles *styles, guint place)
{
    return place < styles->masters->len ? styles->masters->pdata[place] : NULL;
}

ArsipOdfMaster *
arsip_odf_styles_first_master(const ArsipOdfStyles *styles)
{
    ArsipOdfMaster *usual = arsip_odf_styles_find_master(styles, "Standard");

    if (usual != NULL || styles->masters->len == 0)
        return usual;
    return styles->masters->pdata[0];
}
