/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/xml-text.h"

#include <string.h>

#include "decode/writing/flow.h"
#include "decode/writing/html.h"
#include "decode/writing/odf.h"
#include "decode/writing/sheet-name.h"
#include "decode/writing/word-text.h"
#include "decode/writing/xml.h"

typedef enum { ROOT_OTHER, ROOT_ODF, ROOT_WORD, ROOT_SHEETS, ROOT_HTML } Root;

enum { DOCUMENT = 1, SHEET, ROW, CELL, DATA };

static void
take_root(ArsipXml *xml, int element, gpointer data)
{
    static const struct {
        ArsipSpace space;
        const char *name;
        Root root;
    } roots[] = {
        {ARSIP_SPACE_PACKAGE, "package", ROOT_WORD},   {ARSIP_SPACE_OFFICE, "document", ROOT_ODF},
        {ARSIP_SPACE_WORD, "wordDocument", ROOT_WORD}, {ARSIP_SPACE_SHEET_2003, "Workbook", ROOT_SHEETS},
        {ARSIP_SPACE_XHTML, "html", ROOT_HTML},        {ARSIP_SPACE_NONE, "html", ROOT_HTML},
    };
    Root *root = data;

    (void)element;
    for (gsize i = 0; i < G_N_ELEMENTS(roots); i++)
        if (roots[i].space == arsip_xml_space(xml) && strcmp(roots[i].name, arsip_xml_name(xml)) == 0)
            *root = roots[i].root;
    arsip_xml_stop(xml, NULL);
}

typedef struct {
    ArsipScribe *scribe;
    char *sheet; /* the name of the sheet that is open */
    guint in_data;
} Sheets;

static void
start_of_sheets(ArsipXml *xml, int element, gpointer data)
{
    Sheets *sheets = data;

    switch (element) {
    case SHEET:
        g_free(sheets->sheet);
        sheets->sheet = arsip_xml_attribute(xml, "Name");
        break;
    case ROW:
        arsip_scribe_begin_row(sheets->scribe);
        break;
    case CELL:
        arsip_scribe_begin_cell(sheets->scribe);
        break;
    case DATA:
        sheets->in_data++;
        break;
    default:
        break;
    }
}

static void
end_of_sheets(ArsipXml *xml, int element, gpointer data)
{
    Sheets *sheets = data;
    GError *fault = arsip_scribe_fault(sheets->scribe);

    switch (element) {
    case SHEET:
        arsip_sheet_end(sheets->scribe, sheets->sheet);
        break;
    case ROW:
        arsip_scribe_end_row(sheets->scribe);
        break;
    case CELL:
        arsip_scribe_end_cell(sheets->scribe);
        break;
    case DATA:
        sheets->in_data--;
        break;
    default:
        break;
    }
    if (fault != NULL)
        arsip_xml_stop(xml, fault);
}

static void
text_of_sheets(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    const Sheets *sheets = data;

    (void)xml;
    if (sheets->in_data > 0)
        arsip_scribe_text(sheets->scribe, text, length);
}

static gboolean
write_sheets(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error)
{
    static const ArsipXmlName names[] = {{ARSIP_SPACE_SHEET_2003, "Worksheet", SHEET},
                                         {ARSIP_SPACE_SHEET_2003, "Row", ROW},
                                         {ARSIP_SPACE_SHEET_2003, "Cell", CELL},
                                         {ARSIP_SPACE_SHEET_2003, "Data", DATA},
                                         {0}};
    static const ArsipXmlReader reader = {
        .names = names, .start = start_of_sheets, .end = end_of_sheets, .text = text_of_sheets};
    Sheets sheets = {.scribe = scribe};
    gboolean is_read = arsip_xml_parse_bytes(bytes, size, &reader, &sheets, error);

    g_free(sheets.sheet);
    return is_read;
}

typedef struct {
    ArsipScribe *scribe;
    gboolean ends_with_blank;
} Pieces;

static void
at_a_tag(ArsipXml *xml, int element, gpointer data)
{
    Pieces *pieces = data;
    GError *fault = arsip_scribe_fault(pieces->scribe);

    (void)element;
    arsip_scribe_end_open_line(pieces->scribe);
    pieces->ends_with_blank = TRUE;
    if (fault != NULL)
        arsip_xml_stop(xml, fault);
}

static void
text_of_any(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    Pieces *pieces = data;

    (void)xml;
    arsip_flow_add(pieces->scribe, text, length, &pieces->ends_with_blank);
}

static gboolean
write_any(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error)
{
    static const ArsipXmlReader reader = {.start = at_a_tag, .end = at_a_tag, .text = text_of_any};
    Pieces pieces = {scribe, TRUE};

    return arsip_xml_parse_bytes(bytes, size, &reader, &pieces, error);
}

gboolean
arsip_xml_text_write(const guint8 *bytes, gsize size, ArsipScribe *scribe, GError **error)
{
    static const ArsipXmlReader first = {.start = take_root};
    static const ArsipWordEvents nothing = {0};
    ArsipXmlBytes from = {bytes, size};
    Root root = ROOT_OTHER;

    /* XHTML that is no sound XML is HTML still. */
    if (!arsip_xml_parse_bytes(bytes, size, &first, &root, NULL))
        root = arsip_html_is_likely(bytes, size) ? ROOT_HTML : ROOT_OTHER;
    switch (root) {
    case ROOT_ODF:
        return arsip_odf_write_flat(bytes, size, scribe, error);
    case ROOT_WORD:
        return arsip_word_text(arsip_xml_feed_bytes, &from, scribe, &nothing, error);
    case ROOT_SHEETS:
        return write_sheets(bytes, size, scribe, error);
    case ROOT_HTML:
        return arsip_html_write(bytes, size, scribe, error);
    case ROOT_OTHER:
        break;
    }
    return write_any(bytes, size, scribe, error);
}
