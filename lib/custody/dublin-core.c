/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "custody/dublin-core.h"
#include "custody/record.h"
#include "export/xml.h"

#include <string.h>

/* Bytes of a document: most take less. */
#define USUAL_SIZE 1024

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

#define OPENING(name) "    <dc:" name ">"
#define CLOSING(name) "</dc:" name ">\n"

static void
add(GString *xml, const char *opening, const char *value, const char *closing)
{
    if (value == NULL || *value == '\0')
        return;
    g_string_append(xml, opening);
    arsip_xml_append(xml, value, -1);
    g_string_append(xml, closing);
}

/* name: a literal. */
#define ADD_ELEMENT(xml, name, value) add(xml, OPENING(name), value, CLOSING(name))

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

        ADD_ELEMENT(xml, "format", original->media_type);
        ADD_ELEMENT(xml, "source", path);
    }
}

void
arsip_dublin_core_add(FILE *out, const ArsipWhole *whole)
{
    g_autoptr(GString) xml = g_string_sized_new(USUAL_SIZE);
    g_autofree char *urn = g_strconcat("urn:uuid:", whole->uuid, NULL);
    const char *subject = field_of(whole, "hal");

    g_string_append(xml, "  <oai_dc:dc>\n");
    ADD_ELEMENT(xml, "identifier", urn);
    ADD_ELEMENT(xml, "identifier", field_of(whole, "nomor"));
    ADD_ELEMENT(xml, "title", subject != NULL ? subject : whole->name);
    ADD_ELEMENT(xml, "creator", field_of(whole, "dari"));
    ADD_ELEMENT(xml, "date", field_of(whole, "tanggal"));
    for (guint i = 0; i < whole->labels->len; i++) {
        const ArsipWholeLabel *label = whole->labels->pdata[i];

        if (label->is_given)
            ADD_ELEMENT(xml, "subject", label->name);
    }
    ADD_ELEMENT(xml, "description", whole->note);
    ADD_ELEMENT(xml, "type", "Text");
    add_originals(xml, whole);
    g_string_append(xml, "  </oai_dc:dc>\n");
    fwrite(xml->str, 1, xml->len, out);
}
