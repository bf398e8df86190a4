/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_XML_H
#define ARSIP_DECODE_XML_H

#include <arsip/error.h>

/*
 * XML as it streams by, over libxml2: no tree is built, nothing but the bytes given is opened, and what a
 * document type declares is not used: an entity of its own stands for a blank. libxml2's own limits hold
 * (256 elements deep, 10 MB for one name or value).
 */

/* The vocabularies that office documents are written in; transitional and strict ones are the same here. */
typedef enum {
    ARSIP_SPACE_OTHER,
    ARSIP_SPACE_NONE, /* no namespace at all */
    ARSIP_SPACE_WORD,
    ARSIP_SPACE_WORD_DRAWING, /* wp: how a drawing stands in a text */
    ARSIP_SPACE_SHEET,
    ARSIP_SPACE_SLIDE,
    ARSIP_SPACE_DRAWING,
    ARSIP_SPACE_DIAGRAM,
    ARSIP_SPACE_VML,
    ARSIP_SPACE_MATH,
    ARSIP_SPACE_ALTERNATE, /* mc: */
    ARSIP_SPACE_LINK,      /* r: attributes that name a relation */
    ARSIP_SPACE_TYPES,     /* [Content_Types].xml */
    ARSIP_SPACE_RELATIONS, /* *.rels */
    ARSIP_SPACE_OFFICE,    /* this and the next six: OpenDocument */
    ARSIP_SPACE_TEXT,
    ARSIP_SPACE_TABLE,
    ARSIP_SPACE_DRAW,
    ARSIP_SPACE_STYLE,
    ARSIP_SPACE_PRESENTATION,
    ARSIP_SPACE_MANIFEST,
    ARSIP_SPACE_SHEET_2003, /* Excel's XML of 2003 */
    ARSIP_SPACE_PACKAGE,    /* all parts of a document of Office's in one file */
    ARSIP_SPACE_SVG,
    ARSIP_SPACE_XHTML
} ArsipSpace;

/* An element that a reader knows, and its own number for it (from 1). */
typedef struct {
    ArsipSpace space;
    const char *name;
    int element;
} ArsipXmlName;

typedef struct ArsipXml ArsipXml;

/* element: 0 for one that is not among the names. text comes in pieces. Each may be NULL. */
typedef struct {
    const ArsipXmlName *names; /* ends with a name of NULL */
    void (*start)(ArsipXml *xml, int element, gpointer data);
    void (*end)(ArsipXml *xml, int element, gpointer data);
    void (*text)(ArsipXml *xml, const char *text, gsize length, gpointer data);
} ArsipXmlReader;

/* Gives at most `length` bytes; 0 at the end, -1 with *error. */
typedef gssize (*ArsipXmlFeed)(gpointer stream, guint8 *bytes, gsize length, GError **error);

/* FALSE: DAMAGED where it is not well-formed, else what the feed or the reader has failed with. */
gboolean arsip_xml_parse(ArsipXmlFeed feed, gpointer stream, const ArsipXmlReader *reader, gpointer data,
                         GError **error);

/* Bytes in memory as a stream; a feed of them takes from their front. */
typedef struct {
    const guint8 *bytes;
    gsize size;
} ArsipXmlBytes;
gssize arsip_xml_feed_bytes(gpointer bytes, guint8 *into, gsize length, GError **error);

gboolean arsip_xml_parse_bytes(const guint8 *bytes, gsize size, const ArsipXmlReader *reader, gpointer data,
                               GError **error);

/* The rest is for the reader's functions. */

/* In start: the value of an attribute, in whatever namespace; NULL without one. The caller owns it. */
char *arsip_xml_attribute(const ArsipXml *xml, const char *name);

/* As above, of one namespace alone. */
char *arsip_xml_attribute_in(const ArsipXml *xml, ArsipSpace space, const char *name);

/* In start: whether an attribute has just this value. */
gboolean arsip_xml_attribute_is(const ArsipXml *xml, const char *name, const char *value);

/* In start: the element's own name, and its vocabulary. */
const char *arsip_xml_name(const ArsipXml *xml);
ArsipSpace arsip_xml_space(const ArsipXml *xml);

/* In start: nothing of this element is told, its end neither. */
void arsip_xml_skip(ArsipXml *xml);

/* Ends the parsing: as done where failure is NULL, else as failed with it (which is taken). */
void arsip_xml_stop(ArsipXml *xml, GError *failure);

#endif
