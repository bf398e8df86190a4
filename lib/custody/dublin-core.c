/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/dublin-core.h"
#include "custody/record.h"
#include "export/xml.h"

#include <string.h>

void
arsip_dublin_core_begin(FILE *out)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<records xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\""
          " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
          out);
}

void
arsip_dublin_core_end(FILE *out)
{
    fputs("</records>\n", out);
}

static void
add_element(GString *xml, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    g_string_append(xml, "    <dc:");
    g_string_append(xml, name);
    g_string_append_c(xml, '>');
    arsip_xml_append(xml, value, -1);
    g_string_append(xml, "</dc:");
    g_string_append(xml, name);
    g_string_append(xml, ">\n");
}

static const char *
field_of(const ArsipWhole *whole, const char *name)
{
    for (guint i = 0; i < whole->fields->len; i++) {
        const ArsipWholeField *field = whole->fields->pdata[i];

        if (g_str_equal(field->name, name) && *field->value != '\0')
            return field->value;
    }
    return NULL;
}

static void
add_originals(GString *xml, const ArsipWhole *whole)
{
    for (guint i = 0; i < whole->originals->len; i++) {
        const ArsipWholeOriginal *original = whole->originals->pdata[i];
        g_autofree char *path = arsip_record_original_path(original);

        add_element(xml, "format", original->media_type);
        add_element(xml, "source", path);
    }
}

void
arsip_dublin_core_add(FILE *out, const ArsipWhole *whole)
{
    g_autoptr(GString) xml = g_string_new("  <oai_dc:dc>\n");
    g_autofree char *urn = g_strconcat("urn:uuid:", whole->uuid, NULL);
    const char *subject = field_of(whole, "hal");

    add_element(xml, "identifier", urn);
    add_element(xml, "identifier", field_of(whole, "nomor"));
    add_element(xml, "title", subject != NULL ? subject : whole->name);
    add_element(xml, "creator", field_of(whole, "dari"));
    add_element(xml, "date", field_of(whole, "tanggal"));
    for (guint i = 0; i < whole->labels->len; i++) {
        const ArsipWholeLabel *label = whole->labels->pdata[i];

        if (label->is_given)
            add_element(xml, "subject", label->name);
    }
    add_element(xml, "description", whole->note);
    add_element(xml, "type", "Text");
    add_originals(xml, whole);
    g_string_append(xml, "  </oai_dc:dc>\n");
    fwrite(xml->str, 1, xml->len, out);
}
