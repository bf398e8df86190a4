/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/word-text.h"

#include <string.h>

#include "decode/writing/field-code.h"
#include "decode/writing/length.h"

enum {
    PARAGRAPH = 1,
    PARAGRAPH_PROPERTIES,
    RUN,
    TEXT,
    TAB,
    BREAK,
    RETURN,
    HYPHEN,
    RENDERED_BREAK,
    BREAK_BEFORE,
    HIDDEN,
    FIELD_MARK,
    FIELD_CODE,
    SIMPLE_FIELD,
    ROW,
    CELL,
    BOX,
    NOTE,
    NOTE_MARK,
    SECTION,
    STRIP,
    FIRST_PAGE,
    EXTENT,
    BLIP,
    SHAPE,
    IMAGE,
    DIAGRAM,
    ALTERNATIVES,
    CHOICE,
    FALLBACK,
    LEFT_OUT
};

static const ArsipXmlName names[] = {
    {ARSIP_SPACE_WORD, "p", PARAGRAPH},
    {ARSIP_SPACE_WORD, "pPr", PARAGRAPH_PROPERTIES},
    {ARSIP_SPACE_WORD, "r", RUN},
    {ARSIP_SPACE_WORD, "t", TEXT},
    {ARSIP_SPACE_MATH, "t", TEXT},
    {ARSIP_SPACE_WORD, "tab", TAB},
    {ARSIP_SPACE_WORD, "ptab", TAB},
    {ARSIP_SPACE_WORD, "br", BREAK},
    {ARSIP_SPACE_WORD, "cr", RETURN},
    {ARSIP_SPACE_WORD, "noBreakHyphen", HYPHEN},
    {ARSIP_SPACE_WORD, "lastRenderedPageBreak", RENDERED_BREAK},
    {ARSIP_SPACE_WORD, "pageBreakBefore", BREAK_BEFORE},
    {ARSIP_SPACE_WORD, "vanish", HIDDEN},
    {ARSIP_SPACE_WORD, "fldChar", FIELD_MARK},
    {ARSIP_SPACE_WORD, "instrText", FIELD_CODE},
    {ARSIP_SPACE_WORD, "fldSimple", SIMPLE_FIELD},
    {ARSIP_SPACE_WORD, "tr", ROW},
    {ARSIP_SPACE_WORD, "tc", CELL},
    {ARSIP_SPACE_WORD, "txbxContent", BOX},
    {ARSIP_SPACE_WORD, "footnote", NOTE},
    {ARSIP_SPACE_WORD, "endnote", NOTE},
    {ARSIP_SPACE_WORD, "footnoteReference", NOTE_MARK},
    {ARSIP_SPACE_WORD, "endnoteReference", NOTE_MARK},
    {ARSIP_SPACE_WORD, "sectPr", SECTION},
    {ARSIP_SPACE_WORD, "headerReference", STRIP},
    {ARSIP_SPACE_WORD, "footerReference", STRIP},
    {ARSIP_SPACE_WORD, "titlePg", FIRST_PAGE},
    {ARSIP_SPACE_WORD_DRAWING, "extent", EXTENT},
    {ARSIP_SPACE_DRAWING, "blip", BLIP},
    {ARSIP_SPACE_DIAGRAM, "relIds", DIAGRAM},
    {ARSIP_SPACE_VML, "shape", SHAPE},
    {ARSIP_SPACE_VML, "imagedata", IMAGE},
    {ARSIP_SPACE_ALTERNATE, "AlternateContent", ALTERNATIVES},
    {ARSIP_SPACE_ALTERNATE, "Choice", CHOICE},
    {ARSIP_SPACE_ALTERNATE, "Fallback", FALLBACK},
    /* what was deleted or moved away; tab stops; what a control offers; embedded objects; how a word sounds
     */
    {ARSIP_SPACE_WORD, "del", LEFT_OUT},
    {ARSIP_SPACE_WORD, "moveFrom", LEFT_OUT},
    {ARSIP_SPACE_WORD, "tabs", LEFT_OUT},
    {ARSIP_SPACE_WORD, "pPrChange", LEFT_OUT},
    {ARSIP_SPACE_WORD, "rPrChange", LEFT_OUT},
    {ARSIP_SPACE_WORD, "sectPrChange", LEFT_OUT},
    {ARSIP_SPACE_WORD, "sdtPr", LEFT_OUT},
    {ARSIP_SPACE_WORD, "object", LEFT_OUT},
    {ARSIP_SPACE_WORD, "rt", LEFT_OUT},
    {0},
};

typedef struct {
    ArsipScribe *scribe;
    const ArsipWordEvents *events;
    ArsipFieldCodes fields;
    GArray *alternatives; /* of gboolean, for each that is open: whether one was taken */
    GPtrArray *strips;    /* of the section's properties that are open */
    gboolean has_first_page;
    gboolean ends_section; /* with this paragraph */
    guint in_text, in_code, in_properties;
    gboolean is_hidden; /* this run */
    double share;       /* of a sheet: the drawing that is open */
} WordText;

static void
free_strip(ArsipWordStrip *strip)
{
    g_free(strip->kind);
    g_free(strip->type);
    g_free(strip->id);
    g_free(strip);
}

static gboolean
is_off(const ArsipXml *xml)
{
    return arsip_xml_attribute_is(xml, "val", "0") || arsip_xml_attribute_is(xml, "val", "false") ||
           arsip_xml_attribute_is(xml, "val", "off");
}

static gboolean
is_shown(const WordText *word)
{
    return !word->is_hidden && arsip_field_codes_show(&word->fields);
}

static void
take_break(WordText *word, const ArsipXml *xml)
{
    if (arsip_xml_attribute_is(xml, "type", "page"))
        arsip_scribe_end_page(word->scribe);
    else if (is_shown(word))
        arsip_scribe_end_line(word->scribe);
}

static void
take_strip(WordText *word, const ArsipXml *xml)
{
    ArsipWordStrip *strip = g_new0(ArsipWordStrip, 1);

    strip->kind = g_strndup(arsip_xml_name(xml), strlen("header"));
    strip->type = arsip_xml_attribute(xml, "type");
    strip->id = arsip_xml_attribute(xml, "id");
    g_ptr_array_add(word->strips, strip);
}

static void
take_extent(WordText *word, const ArsipXml *xml)
{
    g_autofree char *width = arsip_xml_attribute(xml, "cx");
    g_autofree char *height = arsip_xml_attribute(xml, "cy");

    word->share = arsip_length_share(arsip_length_of_emu(width), arsip_length_of_emu(height));
}

/* style="width:451.5pt;height:680pt;..." */
static void
take_style(WordText *word, const ArsipXml *xml)
{
    g_autofree char *style = arsip_xml_attribute(xml, "style");

    word->share = style == NULL ? 0
                                : arsip_length_share(arsip_length_of_style(style, "width"),
                                                     arsip_length_of_style(style, "height"));
}

static void
take_picture(const WordText *word, const ArsipXml *xml, const char *attribute)
{
    g_autofree char *id = arsip_xml_attribute(xml, attribute);

    if (id != NULL && word->events->picture != NULL)
        word->events->picture(id, word->share, word->events->data);
}

static void
take_diagram(const WordText *word, const ArsipXml *xml)
{
    g_autofree char *id = arsip_xml_attribute(xml, "dm");

    if (id != NULL && word->events->diagram != NULL)
        word->events->diagram(id, word->events->data);
}

static void
begin_note(WordText *word, ArsipXml *xml)
{
    g_autofree char *id = arsip_xml_attribute(xml, "id");
    g_autofree char *type = arsip_xml_attribute(xml, "type");

    /* The lines that part notes from the text are notes too, of a type. */
    gboolean is_line = type != NULL && !g_str_equal(type, "normal");
    if (is_line || id == NULL || word->events->begin_note == NULL)
        arsip_xml_skip(xml);
    else
        word->events->begin_note(arsip_xml_name(xml), id, word->events->data);
}

static void
mark_note(const WordText *word, const ArsipXml *xml)
{
    g_autofree char *id = arsip_xml_attribute(xml, "id");
    g_autofree char *kind = g_strndup(arsip_xml_name(xml), strlen(arsip_xml_name(xml)) - strlen("Reference"));

    if (id != NULL && word->events->note != NULL)
        word->events->note(kind, id, word->events->data);
}

static void
mark_field(WordText *word, const ArsipXml *xml)
{
    g_autofree char *mark = arsip_xml_attribute(xml, "fldCharType");

    if (mark != NULL)
        arsip_field_codes_mark(&word->fields, mark);
}

static void
begin_simple_field(ArsipXml *xml)
{
    g_autofree char *code = arsip_xml_attribute(xml, "instr");

    if (code != NULL && arsip_field_code_is_page_number(code))
        arsip_xml_skip(xml);
}

/* Of several ways to show one thing the first is taken; libraries agree on it, and so do the writers. */
static void
begin_alternative(WordText *word, ArsipXml *xml)
{
    gboolean *was_taken = word->alternatives->len > 0
                              ? &g_array_index(word->alternatives, gboolean, word->alternatives->len - 1)
                              : NULL;

    if (was_taken != NULL && *was_taken)
        arsip_xml_skip(xml);
    else if (was_taken != NULL)
        *was_taken = TRUE;
}

static void
start_in_text(WordText *word, ArsipXml *xml, int element)
{
    switch (element) {
    case TEXT:
        word->in_text++;
        break;
    case TAB:
        if (is_shown(word))
            arsip_scribe_tab(word->scribe);
        break;
    case BREAK:
        take_break(word, xml);
        break;
    case RETURN:
        arsip_scribe_end_line(word->scribe);
        break;
    case HYPHEN:
        if (is_shown(word))
            arsip_scribe_text(word->scribe, "-", 1);
        break;
    case RENDERED_BREAK:
        arsip_scribe_end_page(word->scribe);
        break;
    case FIELD_MARK:
        mark_field(word, xml);
        break;
    case FIELD_CODE:
        word->in_code++;
        break;
    case SIMPLE_FIELD:
        begin_simple_field(xml);
        break;
    case NOTE_MARK:
        mark_note(word, xml);
        break;
    default:
        break;
    }
}

static void
start_drawing(WordText *word, ArsipXml *xml, int element)
{
    const gboolean nothing_yet = FALSE;

    switch (element) {
    case EXTENT:
        take_extent(word, xml);
        break;
    case SHAPE:
        take_style(word, xml);
        break;
    case BLIP:
        take_picture(word, xml, "embed");
        break;
    case IMAGE:
        take_picture(word, xml, "id");
        break;
    case DIAGRAM:
        take_diagram(word, xml);
        break;
    case ALTERNATIVES:
        g_array_append_val(word->alternatives, nothing_yet);
        break;
    case CHOICE:
    case FALLBACK:
        begin_alternative(word, xml);
        break;
    default:
        start_in_text(word, xml, element);
        break;
    }
}

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    WordText *word = data;

    switch (element) {
    case PARAGRAPH_PROPERTIES:
        word->in_properties++;
        break;
    case BREAK_BEFORE:
        if (!is_off(xml))
            arsip_scribe_end_page(word->scribe);
        break;
    case RUN:
        word->is_hidden = FALSE;
        break;
    case HIDDEN:
        word->is_hidden = word->is_hidden || (word->in_properties == 0 && !is_off(xml));
        break;
    case ROW:
        arsip_scribe_begin_row(word->scribe);
        break;
    case CELL:
        arsip_scribe_begin_cell(word->scribe);
        break;
    case BOX:
        arsip_scribe_begin_aside(word->scribe);
        break;
    case NOTE:
        begin_note(word, xml);
        break;
    case SECTION:
        g_ptr_array_set_size(word->strips, 0);
        word->has_first_page = FALSE;
        break;
    case STRIP:
        take_strip(word, xml);
        break;
    case FIRST_PAGE:
        word->has_first_page = !is_off(xml);
        break;
    case LEFT_OUT:
        arsip_xml_skip(xml);
        break;
    default:
        start_drawing(word, xml, element);
        break;
    }
}

static void
end_section(WordText *word)
{
    word->ends_section = FALSE;
    if (word->events->section != NULL)
        word->events->section(word->strips, word->has_first_page, word->events->data);
}

static void
end_paragraph(WordText *word, ArsipXml *xml)
{
    arsip_field_codes_end_paragraph(&word->fields);
    word->is_hidden = FALSE;
    arsip_scribe_end_line(word->scribe);
    if (word->ends_section)
        end_section(word);
    GError *fault = arsip_scribe_fault(word->scribe);
    if (fault != NULL)
        arsip_xml_stop(xml, fault);
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    WordText *word = data;

    switch (element) {
    case PARAGRAPH:
        end_paragraph(word, xml);
        break;
    case PARAGRAPH_PROPERTIES:
        word->in_properties--;
        break;
    case TEXT:
        word->in_text--;
        break;
    case FIELD_CODE:
        word->in_code--;
        break;
    case ROW:
        arsip_scribe_end_row(word->scribe);
        break;
    case CELL:
        arsip_scribe_end_cell(word->scribe);
        break;
    case BOX:
        arsip_scribe_end_aside(word->scribe);
        break;
    case NOTE:
        if (word->events->end_note != NULL)
            word->events->end_note(word->events->data);
        break;
    case SECTION:
        word->ends_section = word->in_properties > 0;
        if (!word->ends_section)
            end_section(word);
        break;
    case ALTERNATIVES:
        g_array_set_size(word->alternatives, word->alternatives->len - 1);
        break;
    default:
        break;
    }
}

static void
take_text(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    WordText *word = data;

    (void)xml;
    if (word->in_code > 0)
        arsip_field_codes_add(&word->fields, text, length);
    else if (word->in_text > 0 && is_shown(word))
        arsip_scribe_text(word->scribe, text, length);
}

gboolean
arsip_word_text(ArsipXmlFeed feed, gpointer stream, ArsipScribe *scribe, const ArsipWordEvents *events,
                GError **error)
{
    static const ArsipXmlReader reader = {
        .names = names, .start = start_element, .end = end_element, .text = take_text};
    WordText word = {.scribe = scribe, .events = events};

    arsip_field_codes_init(&word.fields);
    word.alternatives = g_array_new(FALSE, FALSE, sizeof(gboolean));
    word.strips = g_ptr_array_new_with_free_func((GDestroyNotify)free_strip);
    gboolean is_read = arsip_xml_parse(feed, stream, &reader, &word, error);
    arsip_field_codes_clear(&word.fields);
    g_array_unref(word.alternatives);
    g_ptr_array_unref(word.strips);
    return is_read;
}
