/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/odf-text.h"

#include <string.h>

#include "decode/writing/flow.h"
#include "decode/writing/length.h"
#include "decode/writing/odf-names.h"
#include "decode/writing/sheet-name.h"

/* More blanks in a row than a line of a page has characters are not written. */
#define BLANKS_MAX 200

typedef struct {
    ArsipOdf *odf;
    ArsipScribe *scribe;    /* where text goes now */
    ArsipOdfMaster *master; /* the page style that is open */
    int body;               /* the body that is open */
    guint in_paragraph, in_tables;
    gboolean ends_with_blank; /* blanks in a row count as one */
    gboolean has_begun;       /* a paragraph of the body was seen */
    gboolean breaks_after;    /* this paragraph */
    GArray *boxes;            /* of gboolean, for each that is open: whether it stands beside a line */
    char *table;              /* the name of the sheet that is open */
    char *value;              /* of the cell that is open, until its text comes */
    ArsipScribeMark start;    /* of the page, for its header */
    double share;             /* of a sheet of paper: the frame that is open */
} OdfText;

/* A page style begins with a page: what its header says stands first on it. */
static void
begin_master(OdfText *text, ArsipOdfMaster *master)
{
    if (master == NULL || master->was_shown)
        return;
    master->was_shown = TRUE;
    arsip_scribe_insert(text->scribe, &text->start, master->header->str);
}

/* A paragraph, or a table, of the text itself begins. */
static void
begin_block(OdfText *text, const ArsipOdfStyle *style)
{
    gboolean is_of_body = text->body == ARSIP_ODF_BODY_OF_TEXT && text->scribe == text->odf->scribe &&
                          text->in_paragraph == 0 && text->in_tables == 0;

    if (!is_of_body)
        return;
    if (style != NULL && (style->breaks_before || style->master != NULL)) {
        arsip_scribe_end_page(text->scribe);
        text->start = arsip_scribe_mark(text->scribe);
    }
    if (style != NULL && style->master != NULL)
        begin_master(text, arsip_odf_styles_find_master(text->odf->styles, style->master));
    else if (!text->has_begun)
        begin_master(text, arsip_odf_styles_first_master(text->odf->styles));
    text->has_begun = TRUE;
    text->breaks_after = style != NULL && style->breaks_after;
}

static const ArsipOdfStyle *
find_style(const OdfText *text, const ArsipXml *xml)
{
    g_autofree char *name = arsip_xml_attribute(xml, "style-name");

    return arsip_odf_styles_find(text->odf->styles, name);
}

static void
begin_paragraph(OdfText *text, ArsipXml *xml)
{
    const ArsipOdfStyle *style = find_style(text, xml);

    begin_block(text, style);
    if (style != NULL && style->is_hidden) {
        arsip_xml_skip(xml);
        return;
    }
    text->in_paragraph++;
    text->ends_with_blank = TRUE;
    g_clear_pointer(&text->value, g_free);
}

static void
end_paragraph(OdfText *text, ArsipXml *xml)
{
    GError *fault = arsip_scribe_fault(text->odf->scribe);

    arsip_scribe_end_line(text->scribe);
    text->in_paragraph--;
    if (text->breaks_after && text->in_paragraph == 0) {
        text->breaks_after = FALSE;
        arsip_scribe_end_page(text->scribe);
    }
    if (fault != NULL)
        arsip_xml_stop(xml, fault);
}

static void
take_blanks(OdfText *text, const ArsipXml *xml)
{
    g_autofree char *count = arsip_xml_attribute(xml, "c");
    guint64 n_blanks = count != NULL ? g_ascii_strtoull(count, NULL, 10) : 1;

    for (guint64 i = 0; i < MIN(n_blanks, BLANKS_MAX); i++)
        arsip_scribe_text(text->scribe, " ", 1);
}

static void
begin_span(const OdfText *text, ArsipXml *xml)
{
    const ArsipOdfStyle *style = find_style(text, xml);

    if (style != NULL && style->is_hidden)
        arsip_xml_skip(xml);
}

static void
begin_box(OdfText *text)
{
    gboolean is_beside = text->in_paragraph > 0;

    g_array_append_val(text->boxes, is_beside);
    if (is_beside)
        arsip_scribe_begin_aside(text->scribe);
    else
        arsip_scribe_gap(text->scribe);
}

static void
end_box(OdfText *text)
{
    gboolean was_beside = g_array_index(text->boxes, gboolean, text->boxes->len - 1);

    g_array_set_size(text->boxes, text->boxes->len - 1);
    if (was_beside)
        arsip_scribe_end_aside(text->scribe);
    else
        arsip_scribe_gap(text->scribe);
}

static void
begin_frame(OdfText *text, const ArsipXml *xml)
{
    g_autofree char *width = arsip_xml_attribute(xml, "width");
    g_autofree char *height = arsip_xml_attribute(xml, "height");

    text->share = arsip_length_share(arsip_length_of_text(width), arsip_length_of_text(height));
}

/* On a slide, pictures lie behind words: one shows a page only where there is hardly a word. */
static void
take_image(OdfText *text, const ArsipXml *xml)
{
    g_autofree char *href = arsip_xml_attribute(xml, "href");
    const char *name = href != NULL && g_str_has_prefix(href, "./") ? href + 2 : href;
    double share =
        text->body == ARSIP_ODF_BODY_OF_SLIDES ? MIN(text->share, ARSIP_SHARE_OF_BARE_PAGE) : text->share;

    if (name != NULL && text->odf->package != NULL && text->scribe == text->odf->scribe &&
        text->body != ARSIP_ODF_BODY_OF_SHEETS && arsip_package_has(text->odf->package, name))
        arsip_scribe_picture(text->scribe, name, share);
    /* A frame has several pictures of one thing, the best first. */
    text->share = 0;
}

static void
begin_table(OdfText *text, const ArsipXml *xml)
{
    begin_block(text, find_style(text, xml));
    if (text->in_tables++ > 0)
        return;
    g_free(text->table);
    text->table = arsip_xml_attribute(xml, "name");
}

static void
end_table(OdfText *text)
{
    if (--text->in_tables > 0 || text->body != ARSIP_ODF_BODY_OF_SHEETS)
        return;
    arsip_sheet_end(text->scribe, text->table);
}

/* What a cell shows stands in it; some programs write its value alone. */
static void
begin_cell(OdfText *text, const ArsipXml *xml)
{
    static const char *const kinds[] = {"date-value", "time-value", "string-value", "value"};

    arsip_scribe_begin_cell(text->scribe);
    g_clear_pointer(&text->value, g_free);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds) && text->value == NULL; i++)
        text->value = arsip_xml_attribute(xml, kinds[i]);
}

static void
end_cell(OdfText *text)
{
    if (text->value != NULL)
        arsip_scribe_text(text->scribe, text->value, strlen(text->value));
    g_clear_pointer(&text->value, g_free);
    arsip_scribe_end_cell(text->scribe);
}

static void
begin_strip(OdfText *text, ArsipXml *xml)
{
    if (text->master == NULL || arsip_xml_attribute_is(xml, "display", "false"))
        arsip_xml_skip(xml);
    else
        text->scribe = text->odf->strips;
}

static void
end_strip(OdfText *text, int element)
{
    g_autofree char *strip = arsip_scribe_take_text(text->odf->strips);
    GString *into = element == ARSIP_ODF_HEADER ? text->master->header : text->master->footer;

    text->scribe = text->odf->scribe;
    if (into->len > 0 && *strip != '\0')
        g_string_append_c(into, '\n');
    g_string_append(into, strip);
}

static void
start_of_layout(OdfText *text, ArsipXml *xml, int element)
{
    switch (element) {
    case ARSIP_ODF_STYLE:
        arsip_odf_styles_begin(text->odf->styles, xml);
        break;
    case ARSIP_ODF_PROPERTIES:
        arsip_odf_styles_take(text->odf->styles, xml);
        break;
    case ARSIP_ODF_MASTER:
        text->master = arsip_odf_styles_add_master(text->odf->styles, xml);
        break;
    case ARSIP_ODF_HEADER:
    case ARSIP_ODF_FOOTER:
        begin_strip(text, xml);
        break;
    case ARSIP_ODF_BODY_OF_TEXT:
    case ARSIP_ODF_BODY_OF_SHEETS:
    case ARSIP_ODF_BODY_OF_SLIDES:
        text->body = element;
        text->start = arsip_scribe_mark(text->scribe);
        break;
    case ARSIP_ODF_SECTION:
        if (arsip_xml_attribute_is(xml, "display", "none"))
            arsip_xml_skip(xml);
        break;
    case ARSIP_ODF_NOTES:
        arsip_scribe_gap(text->scribe);
        break;
    case ARSIP_ODF_LEFT_OUT:
        arsip_xml_skip(xml);
        break;
    default:
        break;
    }
}

static void
start_of_block(OdfText *text, ArsipXml *xml, int element)
{
    switch (element) {
    case ARSIP_ODF_NOTE:
        arsip_scribe_begin_note(text->scribe);
        break;
    case ARSIP_ODF_TABLE:
        begin_table(text, xml);
        break;
    case ARSIP_ODF_ROW:
        arsip_scribe_begin_row(text->scribe);
        break;
    case ARSIP_ODF_CELL:
        begin_cell(text, xml);
        break;
    case ARSIP_ODF_FRAME:
        begin_frame(text, xml);
        break;
    case ARSIP_ODF_BOX:
        begin_box(text);
        break;
    case ARSIP_ODF_IMAGE:
        take_image(text, xml);
        break;
    default:
        start_of_layout(text, xml, element);
        break;
    }
}

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    OdfText *text = data;

    switch (element) {
    case ARSIP_ODF_PARAGRAPH:
        begin_paragraph(text, xml);
        break;
    case ARSIP_ODF_SPAN:
        begin_span(text, xml);
        break;
    case ARSIP_ODF_BLANKS:
        take_blanks(text, xml);
        break;
    case ARSIP_ODF_TAB:
        arsip_scribe_tab(text->scribe);
        text->ends_with_blank = TRUE;
        break;
    case ARSIP_ODF_LINE_BREAK:
        arsip_scribe_end_line(text->scribe);
        text->ends_with_blank = TRUE;
        break;
    case ARSIP_ODF_PAGE_BREAK:
        arsip_scribe_end_page(text->scribe);
        break;
    default:
        start_of_block(text, xml, element);
        break;
    }
}

static void
end_of_layout(OdfText *text, int element)
{
    switch (element) {
    case ARSIP_ODF_STYLE:
        arsip_odf_styles_end(text->odf->styles);
        break;
    case ARSIP_ODF_MASTER:
        text->master = NULL;
        break;
    case ARSIP_ODF_HEADER:
    case ARSIP_ODF_FOOTER:
        end_strip(text, element);
        break;
    case ARSIP_ODF_SLIDE:
        arsip_scribe_end_sheet(text->scribe);
        break;
    default:
        break;
    }
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    OdfText *text = data;

    switch (element) {
    case ARSIP_ODF_PARAGRAPH:
        end_paragraph(text, xml);
        break;
    case ARSIP_ODF_NOTE:
        arsip_scribe_end_note(text->scribe);
        break;
    case ARSIP_ODF_TABLE:
        end_table(text);
        break;
    case ARSIP_ODF_ROW:
        arsip_scribe_end_row(text->scribe);
        break;
    case ARSIP_ODF_CELL:
        end_cell(text);
        break;
    case ARSIP_ODF_BOX:
        end_box(text);
        break;
    default:
        end_of_layout(text, element);
        break;
    }
}

static void
take_text(ArsipXml *xml, const char *characters, gsize length, gpointer data)
{
    OdfText *text = data;

    (void)xml;
    if (text->in_paragraph > 0)
        arsip_flow_add(text->scribe, characters, length, &text->ends_with_blank);
}

gboolean
arsip_odf_text(ArsipXmlFeed feed, gpointer stream, ArsipOdf *odf, GError **error)
{
    static const ArsipXmlReader reader = {
        .names = arsip_odf_names, .start = start_element, .end = end_element, .text = take_text};
    OdfText text = {.odf = odf, .scribe = odf->scribe};

    text.boxes = g_array_new(FALSE, FALSE, sizeof(gboolean));
    gboolean is_read = arsip_xml_parse(feed, stream, &reader, &text, error);
    g_array_unref(text.boxes);
    g_free(text.table);
    g_free(text.value);
    return is_read;
}
