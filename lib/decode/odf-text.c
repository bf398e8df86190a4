/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/odf-text.h"

#include <string.h>

#include "decode/length.h"
#include "decode/sheet-name.h"

/* More blanks in a row than a line of a page has characters are not written. */
#define BLANKS_MAX 200

enum {
    STYLE = 1,
    PROPERTIES,
    MASTER,
    HEADER,
    FOOTER,
    BODY_OF_TEXT,
    BODY_OF_SHEETS,
    BODY_OF_SLIDES,
    PARAGRAPH,
    SPAN,
    SECTION,
    BLANKS,
    TAB,
    LINE_BREAK,
    PAGE_BREAK,
    NOTE,
    TABLE,
    ROW,
    CELL,
    SLIDE,
    NOTES,
    FRAME,
    BOX,
    IMAGE,
    LEFT_OUT
};

static const ArsipXmlName names[] = {
    {ARSIP_SPACE_STYLE, "style", STYLE},
    {ARSIP_SPACE_STYLE, "paragraph-properties", PROPERTIES},
    {ARSIP_SPACE_STYLE, "text-properties", PROPERTIES},
    {ARSIP_SPACE_STYLE, "master-page", MASTER},
    {ARSIP_SPACE_STYLE, "header", HEADER},
    {ARSIP_SPACE_STYLE, "header-first", HEADER},
    {ARSIP_SPACE_STYLE, "header-left", HEADER},
    {ARSIP_SPACE_STYLE, "footer", FOOTER},
    {ARSIP_SPACE_STYLE, "footer-first", FOOTER},
    {ARSIP_SPACE_STYLE, "footer-left", FOOTER},
    {ARSIP_SPACE_OFFICE, "text", BODY_OF_TEXT},
    {ARSIP_SPACE_OFFICE, "spreadsheet", BODY_OF_SHEETS},
    {ARSIP_SPACE_OFFICE, "presentation", BODY_OF_SLIDES},
    {ARSIP_SPACE_OFFICE, "drawing", BODY_OF_SLIDES},
    {ARSIP_SPACE_TEXT, "p", PARAGRAPH},
    {ARSIP_SPACE_TEXT, "h", PARAGRAPH},
    {ARSIP_SPACE_TEXT, "span", SPAN},
    {ARSIP_SPACE_TEXT, "section", SECTION},
    {ARSIP_SPACE_TEXT, "s", BLANKS},
    {ARSIP_SPACE_TEXT, "tab", TAB},
    {ARSIP_SPACE_TEXT, "line-break", LINE_BREAK},
    {ARSIP_SPACE_TEXT, "soft-page-break", PAGE_BREAK},
    {ARSIP_SPACE_TEXT, "note-body", NOTE},
    {ARSIP_SPACE_TABLE, "table", TABLE},
    {ARSIP_SPACE_TABLE, "table-row", ROW},
    {ARSIP_SPACE_TABLE, "table-cell", CELL},
    {ARSIP_SPACE_DRAW, "page", SLIDE},
    {ARSIP_SPACE_PRESENTATION, "notes", NOTES},
    {ARSIP_SPACE_DRAW, "frame", FRAME},
    {ARSIP_SPACE_DRAW, "text-box", BOX},
    {ARSIP_SPACE_DRAW, "custom-shape", BOX},
    {ARSIP_SPACE_DRAW, "rect", BOX},
    {ARSIP_SPACE_DRAW, "ellipse", BOX},
    {ARSIP_SPACE_DRAW, "circle", BOX},
    {ARSIP_SPACE_DRAW, "line", BOX},
    {ARSIP_SPACE_DRAW, "connector", BOX},
    {ARSIP_SPACE_DRAW, "polygon", BOX},
    {ARSIP_SPACE_DRAW, "path", BOX},
    {ARSIP_SPACE_DRAW, "caption", BOX},
    {ARSIP_SPACE_DRAW, "image", IMAGE},
    /* what was deleted, remarks, forms, what indexes are made from, numbers that programs count, how a word
       sounds, names of pictures, what is embedded */
    {ARSIP_SPACE_TEXT, "tracked-changes", LEFT_OUT},
    {ARSIP_SPACE_TABLE, "tracked-changes", LEFT_OUT},
    {ARSIP_SPACE_OFFICE, "annotation", LEFT_OUT},
    {ARSIP_SPACE_OFFICE, "forms", LEFT_OUT},
    {ARSIP_SPACE_OFFICE, "meta", LEFT_OUT},
    {ARSIP_SPACE_OFFICE, "scripts", LEFT_OUT},
    {ARSIP_SPACE_OFFICE, "binary-data", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "table-of-content-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "alphabetical-index-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "illustration-index-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "table-index-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "object-index-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "user-index-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "bibliography-source", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "note-citation", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "page-number", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "page-count", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "hidden-text", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "hidden-paragraph", LEFT_OUT},
    {ARSIP_SPACE_TEXT, "ruby-text", LEFT_OUT},
    {ARSIP_SPACE_TABLE, "covered-table-cell", LEFT_OUT},
    {ARSIP_SPACE_DRAW, "object", LEFT_OUT},
    {ARSIP_SPACE_DRAW, "object-ole", LEFT_OUT},
    {ARSIP_SPACE_SVG, "title", LEFT_OUT},
    {ARSIP_SPACE_SVG, "desc", LEFT_OUT},
    {0},
};

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
    double share;             /* of a sheet of paper: the frame that is open */
} OdfText;

static void
put_header(const OdfText *text, ArsipOdfMaster *master)
{
    if (master == NULL || master->was_shown)
        return;
    master->was_shown = TRUE;
    arsip_scribe_block(text->scribe, master->header->str);
}

static void
begin_paragraph(OdfText *text, ArsipXml *xml)
{
    g_autofree char *name = arsip_xml_attribute(xml, "style-name");
    const ArsipOdfStyle *style = arsip_odf_styles_find(text->odf->styles, name);
    gboolean is_of_body =
        text->body == BODY_OF_TEXT && text->scribe == text->odf->scribe && text->in_paragraph == 0;

    if (style != NULL && style->is_hidden) {
        arsip_xml_skip(xml);
        return;
    }
    if (is_of_body && style != NULL && (style->breaks_before || style->master != NULL))
        arsip_scribe_end_page(text->scribe);
    if (is_of_body && style != NULL && style->master != NULL)
        put_header(text, arsip_odf_styles_find_master(text->odf->styles, style->master));
    else if (is_of_body && !text->has_begun)
        put_header(text, arsip_odf_styles_first_master(text->odf->styles));
    text->has_begun = text->has_begun || is_of_body;
    text->breaks_after = text->breaks_after || (is_of_body && style != NULL && style->breaks_after);
    text->in_paragraph++;
    text->ends_with_blank = TRUE;
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
    g_autofree char *name = arsip_xml_attribute(xml, "style-name");
    const ArsipOdfStyle *style = arsip_odf_styles_find(text->odf->styles, name);

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
    double share = text->body == BODY_OF_SLIDES ? MIN(text->share, ARSIP_SHARE_OF_BARE_PAGE) : text->share;

    if (name != NULL && text->odf->package != NULL && text->scribe == text->odf->scribe &&
        text->body != BODY_OF_SHEETS && arsip_package_has(text->odf->package, name))
        arsip_scribe_picture(text->scribe, name, share);
    /* A frame has several pictures of one thing, the best first. */
    text->share = 0;
}

static void
begin_table(OdfText *text, const ArsipXml *xml)
{
    if (text->in_tables++ > 0)
        return;
    g_free(text->table);
    text->table = arsip_xml_attribute(xml, "name");
}

static void
end_table(OdfText *text)
{
    if (--text->in_tables > 0 || text->body != BODY_OF_SHEETS)
        return;
    arsip_sheet_end(text->scribe, text->table);
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
    GString *into = element == HEADER ? text->master->header : text->master->footer;

    text->scribe = text->odf->scribe;
    if (into->len > 0 && *strip != '\0')
        g_string_append_c(into, '\n');
    g_string_append(into, strip);
}

static void
start_of_layout(OdfText *text, ArsipXml *xml, int element)
{
    switch (element) {
    case STYLE:
        arsip_odf_styles_begin(text->odf->styles, xml);
        break;
    case PROPERTIES:
        arsip_odf_styles_take(text->odf->styles, xml);
        break;
    case MASTER:
        text->master = arsip_odf_styles_add_master(text->odf->styles, xml);
        break;
    case HEADER:
    case FOOTER:
        begin_strip(text, xml);
        break;
    case BODY_OF_TEXT:
    case BODY_OF_SHEETS:
    case BODY_OF_SLIDES:
        text->body = element;
        break;
    case SECTION:
        if (arsip_xml_attribute_is(xml, "display", "none"))
            arsip_xml_skip(xml);
        break;
    case NOTES:
        arsip_scribe_gap(text->scribe);
        break;
    case LEFT_OUT:
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
    case NOTE:
        arsip_scribe_begin_note(text->scribe);
        break;
    case TABLE:
        begin_table(text, xml);
        break;
    case ROW:
        arsip_scribe_begin_row(text->scribe);
        break;
    case CELL:
        arsip_scribe_begin_cell(text->scribe);
        break;
    case FRAME:
        begin_frame(text, xml);
        break;
    case BOX:
        begin_box(text);
        break;
    case IMAGE:
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
    case PARAGRAPH:
        begin_paragraph(text, xml);
        break;
    case SPAN:
        begin_span(text, xml);
        break;
    case BLANKS:
        take_blanks(text, xml);
        break;
    case TAB:
        arsip_scribe_tab(text->scribe);
        text->ends_with_blank = TRUE;
        break;
    case LINE_BREAK:
        arsip_scribe_end_line(text->scribe);
        text->ends_with_blank = TRUE;
        break;
    case PAGE_BREAK:
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
    case STYLE:
        arsip_odf_styles_end(text->odf->styles);
        break;
    case MASTER:
        text->master = NULL;
        break;
    case HEADER:
    case FOOTER:
        end_strip(text, element);
        break;
    case SLIDE:
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
    case PARAGRAPH:
        end_paragraph(text, xml);
        break;
    case NOTE:
        arsip_scribe_end_note(text->scribe);
        break;
    case TABLE:
        end_table(text);
        break;
    case ROW:
        arsip_scribe_end_row(text->scribe);
        break;
    case CELL:
        arsip_scribe_end_cell(text->scribe);
        break;
    case BOX:
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
    for (gsize at = 0; text->in_paragraph > 0 && at < length;) {
        gsize blanks = 0, plain = 0;

        while (at + blanks < length && strchr(" \t\r\n", characters[at + blanks]) != NULL)
            blanks++;
        if (blanks > 0 && !text->ends_with_blank)
            arsip_scribe_text(text->scribe, " ", 1);
        at += blanks;
        while (at + plain < length && strchr(" \t\r\n", characters[at + plain]) == NULL)
            plain++;
        arsip_scribe_text(text->scribe, characters + at, plain);
        text->ends_with_blank = plain == 0;
        at += plain;
    }
}

gboolean
arsip_odf_text(ArsipXmlFeed feed, gpointer stream, ArsipOdf *odf, GError **error)
{
    static const ArsipXmlReader reader = {
        .names = names, .start = start_element, .end = end_element, .text = take_text};
    OdfText text = {.odf = odf, .scribe = odf->scribe};

    text.boxes = g_array_new(FALSE, FALSE, sizeof(gboolean));
    gboolean is_read = arsip_xml_parse(feed, stream, &reader, &text, error);
    g_array_unref(text.boxes);
    g_free(text.table);
    return is_read;
}
