/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-facts.h"

#include <string.h>

#include "export/pdf-file.h"
#include "export/xml.h"

#define PROGRAM "arsip " ARSIP_VERSION

/* On one line and without what nobody can see: the two places escape differently what others would obey. */
static char *
clean(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_isprint(c) && c != 0xfffe && c != 0xffff)
            g_string_append_unichar(out, c);
        else if (g_unichar_isspace(c))
            g_string_append_c(out, ' ');
    }
    return g_string_free(out, FALSE);
}

/* NULL where there is none. */
static char *
field_of(const ArsipDocument *document, const char *name)
{
    const char *value = arsip_document_field(document, name);

    return value != NULL && *value != '\0' ? clean(value) : NULL;
}

static char *
labels_of(const ArsipDocument *document)
{
    g_autoptr(GString) labels = g_string_new(NULL);

    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        if (label->is_given)
            g_string_append_printf(labels, "%s%s", labels->len > 0 ? ", " : "", label->name);
    }
    return labels->len > 0 ? clean(labels->str) : NULL;
}

/* As documents are shown, without the name of a file that is not this one, unless nothing else is known. */
static char *
title_of(const ArsipDocument *document)
{
    static const char *const parts[] = {"tanggal", "nomor", "hal", "dari"};
    g_autoptr(GString) title = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        const char *value = arsip_document_field(document, parts[i]);

        if (value != NULL && *value != '\0')
            g_string_append_printf(title, "%s%s", title->len > 0 ? " · " : "", value);
    }
    return clean(title->len > 0 ? title->str : document->name);
}

/* When it came into the archive; NULL where that is no date. */
static const char *
date_of(const ArsipDocument *document)
{
    static const char form[] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    return g_regex_match_simple(form, document->received, 0, 0) ? document->received : NULL;
}

static void
add_entry(GString *info, const char *key, const char *value)
{
    if (value == NULL)
        return;
    g_string_append(info, key);
    arsip_pdf_append_text(info, value);
}

char *
arsip_pdf_facts_info(const ArsipDocument *document)
{
    GString *info = g_string_new("<<");
    g_autofree char *title = title_of(document);
    g_autofree char *author = field_of(document, "dari");
    g_autofree char *subject = field_of(document, "hal");
    g_autofree char *labels = labels_of(document);
    const char *date = date_of(document);

    add_entry(info, "/Title", title);
    add_entry(info, "/Author", author);
    add_entry(info, "/Subject", subject);
    add_entry(info, "/Keywords", labels);
    add_entry(info, "/Creator", PROGRAM);
    add_entry(info, "/Producer", PROGRAM);
    if (date != NULL)
        g_string_append_printf(info, "/CreationDate(D:%.4s%.2s%.2s)/ModDate(D:%.4s%.2s%.2s)", date, date + 5,
                               date + 8, date, date + 5, date + 8);
    g_string_append(info, ">>");
    return g_string_free(info, FALSE);
}

static void
add_property(GString *xmp, const char *before, const char *value, const char *after)
{
    if (value == NULL)
        return;
    g_string_append(xmp, before);
    arsip_xml_append(xmp, value, -1);
    g_string_append(xmp, after);
    g_string_append_c(xmp, '\n');
}

static void
add_date(GString *xmp, const char *name, const char *date)
{
    if (date != NULL)
        g_string_append_printf(xmp, "<xmp:%s>%s</xmp:%s>\n", name, date, name);
}

char *
arsip_pdf_facts_xmp(const ArsipDocument *document, gboolean is_archival)
{
    static const char begin[] = "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                                "<rdf:Description rdf:about=\"\"\n"
                                "    xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                                "    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                                "    xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                                "    xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                                "    xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    static const char end[] = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
    GString *xmp = g_string_new(begin);
    g_autofree char *title = title_of(document);
    g_autofree char *author = field_of(document, "dari");
    g_autofree char *subject = field_of(document, "hal");
    g_autofree char *labels = labels_of(document);
    g_autofree char *uuid = clean(document->uuid);
    const char *date = date_of(document);

    if (is_archival)
        g_string_append(xmp, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n");
    g_string_append(xmp, "<dc:format>application/pdf</dc:format>\n");
    add_property(xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", title,
                 "</rdf:li></rdf:Alt></dc:title>");
    add_property(xmp, "<dc:creator><rdf:Seq><rdf:li>", author, "</rdf:li></rdf:Seq></dc:creator>");
    add_property(xmp, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", subject,
                 "</rdf:li></rdf:Alt></dc:description>");
    add_property(xmp, "<pdf:Keywords>", labels, "</pdf:Keywords>");
    add_property(xmp, "<xmp:CreatorTool>", PROGRAM, "</xmp:CreatorTool>");
    add_property(xmp, "<pdf:Producer>", PROGRAM, "</pdf:Producer>");
    add_date(xmp, "CreateDate", date);
    add_date(xmp, "ModifyDate", date);
    add_date(xmp, "MetadataDate", date);
    add_property(xmp, "<xmpMM:DocumentID>uuid:", uuid, "</xmpMM:DocumentID>");
    g_string_append(xmp, end);
    return g_string_free(xmp, FALSE);
}
