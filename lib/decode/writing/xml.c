/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/i18n.h"

/* libxml2 gives an attribute as five pointers: name, prefix, namespace, value, end of the value. */
#define ATTRIBUTE_FIELDS 5

/* Namespaces met in one document, looked up once: libxml2 keeps each under one address. */
#define KNOWN_SPACES 16

typedef struct {
    const xmlChar *address;
    ArsipSpace space;
} KnownSpace;

struct ArsipXml {
    xmlParserCtxt *parser;
    const ArsipXmlReader *reader;
    gpointer data;
    GHashTable *names; /* local name -> the first ArsipXmlName of it */
    KnownSpace known[KNOWN_SPACES];
    guint n_known;
    guint skipped; /* elements open inside what is skipped, itself among them */
    gboolean is_stopped;
    GError *failure;
    xmlEntity blank; /* what every entity stands for that a document declares */

    ArsipXmlFeed feed;
    gpointer stream;

    /* Of the element that starts. */
    const xmlChar *name;
    ArsipSpace space;
    const xmlChar **attributes;
    int n_attributes;
};

static ArsipSpace
find_space(const char *uri)
{
#define OPEN_XML "http://schemas.openxmlformats.org/"
#define STRICT   "http://purl.oclc.org/ooxml/"
#define OASIS    "urn:oasis:names:tc:opendocument:xmlns:"
    static const struct {
        const char *uri;
        ArsipSpace space;
    } spaces[] = {
        {OPEN_XML "wordprocessingml/2006/main", ARSIP_SPACE_WORD},
        {STRICT "wordprocessingml/main", ARSIP_SPACE_WORD},
        {"http://schemas.microsoft.com/office/word/2003/wordml", ARSIP_SPACE_WORD},
        {OPEN_XML "drawingml/2006/wordprocessingDrawing", ARSIP_SPACE_WORD_DRAWING},
        {STRICT "drawingml/wordprocessingDrawing", ARSIP_SPACE_WORD_DRAWING},
        {OPEN_XML "spreadsheetml/2006/main", ARSIP_SPACE_SHEET},
        {STRICT "spreadsheetml/main", ARSIP_SPACE_SHEET},
        {OPEN_XML "presentationml/2006/main", ARSIP_SPACE_SLIDE},
        {STRICT "presentationml/main", ARSIP_SPACE_SLIDE},
        {OPEN_XML "drawingml/2006/main", ARSIP_SPACE_DRAWING},
        {STRICT "drawingml/main", ARSIP_SPACE_DRAWING},
        {OPEN_XML "drawingml/2006/diagram", ARSIP_SPACE_DIAGRAM},
        {STRICT "drawingml/diagram", ARSIP_SPACE_DIAGRAM},
        {"urn:schemas-microsoft-com:vml", ARSIP_SPACE_VML},
        {OPEN_XML "officeDocument/2006/math", ARSIP_SPACE_MATH},
        {STRICT "officeDocument/math", ARSIP_SPACE_MATH},
        {OPEN_XML "markup-compatibility/2006", ARSIP_SPACE_ALTERNATE},
        {OPEN_XML "officeDocument/2006/relationships", ARSIP_SPACE_LINK},
        {STRICT "officeDocument/relationships", ARSIP_SPACE_LINK},
        {OPEN_XML "package/2006/content-types", ARSIP_SPACE_TYPES},
        {OPEN_XML "package/2006/relationships", ARSIP_SPACE_RELATIONS},
        {OASIS "office:1.0", ARSIP_SPACE_OFFICE},
        {OASIS "text:1.0", ARSIP_SPACE_TEXT},
        {OASIS "table:1.0", ARSIP_SPACE_TABLE},
        {OASIS "drawing:1.0", ARSIP_SPACE_DRAW},
        {OASIS "style:1.0", ARSIP_SPACE_STYLE},
        {OASIS "presentation:1.0", ARSIP_SPACE_PRESENTATION},
        {OASIS "manifest:1.0", ARSIP_SPACE_MANIFEST},
        {OASIS "svg-compatible:1.0", ARSIP_SPACE_SVG},
        {"urn:schemas-microsoft-com:office:spreadsheet", ARSIP_SPACE_SHEET_2003},
        {"http://schemas.microsoft.com/office/2006/xmlPackage", ARSIP_SPACE_PACKAGE},
        {"http://www.w3.org/2000/svg", ARSIP_SPACE_SVG},
        {"http://www.w3.org/1999/xhtml", ARSIP_SPACE_XHTML},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (strcmp(spaces[i].uri, uri) == 0)
            return spaces[i].space;
    return ARSIP_SPACE_OTHER;
}

static ArsipSpace
know_space(ArsipXml *xml, const xmlChar *uri)
{
    if (uri == NULL)
        return ARSIP_SPACE_NONE;
    for (guint i = 0; i < xml->n_known; i++)
        if (xml->known[i].address == uri)
            return xml->known[i].space;
    ArsipSpace space = find_space((const char *)uri);
    if (xml->n_known < KNOWN_SPACES)
        xml->known[xml->n_known++] = (KnownSpace){uri, space};
    return space;
}

static int
find_element(const ArsipXml *xml, ArsipSpace space, const xmlChar *name)
{
    const ArsipXmlName *found = g_hash_table_lookup(xml->names, name);

    /* Names that several vocabularies share stand together. */
    for (; found != NULL && found->name != NULL && strcmp(found->name, (const char *)name) == 0; found++)
        if (found->space == space)
            return found->element;
    return 0;
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
         const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    ArsipXml *xml = data;

    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (xml->is_stopped)
        return;
    if (xml->skipped > 0) {
        xml->skipped++;
        return;
    }
    xml->name = name;
    xml->space = know_space(xml, uri);
    xml->attributes = attributes;
    xml->n_attributes = n_attributes;
    if (xml->reader->start != NULL)
        xml->reader->start(xml, find_element(xml, xml->space, name), xml->data);
    xml->n_attributes = 0;
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    ArsipXml *xml = data;

    (void)prefix;
    if (xml->skipped > 0)
        xml->skipped--;
    else if (!xml->is_stopped && xml->reader->end != NULL)
        xml->reader->end(xml, find_element(xml, know_space(xml, uri), name), xml->data);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
    ArsipXml *xml = data;

    if (xml->skipped == 0 && !xml->is_stopped && xml->reader->text != NULL)
        xml->reader->text(xml, (const char *)text, (gsize)length, xml->data);
}

static int
on_read(void *data, char *bytes, int length)
{
    ArsipXml *xml = data;

    if (xml->is_stopped)
        return 0;
    gssize given = xml->feed(xml->stream, (guint8 *)bytes, (gsize)length, &xml->failure);
    xml->is_stopped = given < 0;
    return (int)given;
}

/* Takes the place of libxml2's own, which print. */
static void
ignore_fault(void *data, xmlError *fault)
{
    (void)data, (void)fault;
}

/* Asked for every entity but the five of XML itself. */
static xmlEntity *
find_entity(void *data, const xmlChar *name)
{
    ArsipXml *xml = data;

    (void)name;
    return &xml->blank;
}

/* Nothing is declared and nothing opened: what is not here, libxml2 does not do. */
static const xmlSAXHandler calls = {
    .initialized = XML_SAX2_MAGIC,
    .getEntity = find_entity,
    .getParameterEntity = find_entity,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .serror = ignore_fault,
};

static GHashTable *
index_names(const ArsipXmlName *names)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);

    for (; names != NULL && names->name != NULL; names++)
        if (!g_hash_table_contains(table, names->name))
            g_hash_table_insert(table, (gpointer)names->name, (gpointer)names);
    return table;
}

gboolean
arsip_xml_parse(ArsipXmlFeed feed, gpointer stream, const ArsipXmlReader *reader, gpointer data,
                GError **error)
{
    g_autoptr(GHashTable) names = index_names(reader->names);
    ArsipXml xml = {.reader = reader, .data = data, .names = names, .feed = feed, .stream = stream};
    xmlSAXHandler handler = calls;

    xml.blank.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    xml.blank.content = (xmlChar *)" ";
    xml.blank.orig = xml.blank.content; /* else libxml2 2.9 leaves a declaration's own words here */
    xml.parser = xmlCreateIOParserCtxt(&handler, &xml, on_read, NULL, &xml, XML_CHAR_ENCODING_NONE);
    if (xml.parser == NULL && xml.failure == NULL) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_MEMORY,
                            _("it needs more memory than a reader may use"));
        return FALSE;
    }
    gboolean is_sound = FALSE;
    if (xml.parser != NULL) {
        xmlCtxtUseOptions(xml.parser, XML_PARSE_NONET);
        is_sound = xmlParseDocument(xml.parser) == 0;
        /* Made for what a document declares, and forgotten where it is damaged after that. */
        xmlFreeDoc(xml.parser->myDoc);
        xmlFreeParserCtxt(xml.parser);
    }
    if (xml.failure != NULL) {
        g_propagate_error(error, xml.failure);
        return FALSE;
    }
    if (!is_sound && !xml.is_stopped)
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("its XML is damaged or cut short"));
    return is_sound || xml.is_stopped;
}

gssize
arsip_xml_feed_bytes(gpointer bytes, guint8 *into, gsize length, GError **error)
{
    ArsipXmlBytes *from = bytes;
    gsize given = MIN(length, from->size);

    (void)error;
    memcpy(into, from->bytes, given);
    from->bytes += given;
    from->size -= given;
    return (gssize)given;
}

gboolean
arsip_xml_parse_bytes(const guint8 *bytes, gsize size, const ArsipXmlReader *reader, gpointer data,
                      GError **error)
{
    ArsipXmlBytes from = {bytes, size};

    return arsip_xml_parse(arsip_xml_feed_bytes, &from, reader, data, error);
}

static char *
value_of(const xmlChar **attribute)
{
    return g_strndup((const char *)attribute[3], (gsize)(attribute[4] - attribute[3]));
}

char *
arsip_xml_attribute(const ArsipXml *xml, const char *name)
{
    for (int i = 0; i < xml->n_attributes; i++) {
        const xmlChar **attribute = xml->attributes + i * ATTRIBUTE_FIELDS;
        if (strcmp((const char *)attribute[0], name) == 0)
            return value_of(attribute);
    }
    return NULL;
}

char *
arsip_xml_attribute_in(const ArsipXml *xml, ArsipSpace space, const char *name)
{
    for (int i = 0; i < xml->n_attributes; i++) {
        const xmlChar **attribute = xml->attributes + i * ATTRIBUTE_FIELDS;
        if (strcmp((const char *)attribute[0], name) == 0 && attribute[2] != NULL &&
            find_space((const char *)attribute[2]) == space)
            return value_of(attribute);
    }
    return NULL;
}

gboolean
arsip_xml_attribute_is(const ArsipXml *xml, const char *name, const char *value)
{
    g_autofree char *given = arsip_xml_attribute(xml, name);

    return given != NULL && strcmp(given, value) == 0;
}

const char *
arsip_xml_name(const ArsipXml *xml)
{
    return (const char *)xml->name;
}

ArsipSpace
arsip_xml_space(const ArsipXml *xml)
{
    return xml->space;
}

void
arsip_xml_skip(ArsipXml *xml)
{
    xml->skipped = 1;
}

void
arsip_xml_stop(ArsipXml *xml, GError *failure)
{
    if (xml->is_stopped) {
        g_clear_error(&failure);
        return;
    }
    xml->is_stopped = TRUE;
    xml->failure = failure;
    xmlStopParser(xml->parser);
}
