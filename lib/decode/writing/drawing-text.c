/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/drawing-text.h"

#include <string.h>

#include "decode/writing/length.h"

enum {
    PARAGRAPH = 1,
    TEXT,
    BREAK,
    FIELD,
    ROW,
    CELL,
    SHAPE,
    FRAME,
    PLACEHOLDER,
    PICTURE,
    EXTENT,
    BLIP,
    DIAGRAM,
    ALTERNATIVES,
    CHOICE,
    FALLBACK,
    LEFT_OUT
};

static const ArsipXmlName names[] = {
    {ARSIP_SPACE_DRAWING, "p", PARAGRAPH},
    {ARSIP_SPACE_DRAWING, "t", TEXT},
    {ARSIP_SPACE_MATH, "t", TEXT},
    {ARSIP_SPACE_DRAWING, "br", BREAK},
    {ARSIP_SPACE_DRAWING, "fld", FIELD},
    {ARSIP_SPACE_DRAWING, "tr", ROW},
    {ARSIP_SPACE_DRAWING, "tc", CELL},
    {ARSIP_SPACE_SLIDE, "sp", SHAPE},
    {ARSIP_SPACE_SLIDE, "graphicFrame", FRAME},
    {ARSIP_SPACE_SLIDE, "ph", PLACEHOLDER},
    {ARSIP_SPACE_SLIDE, "pic", PICTURE},
    {ARSIP_SPACE_DRAWING, "ext", EXTENT},
    {ARSIP_SPACE_DRAWING, "blip", BLIP},
    {ARSIP_SPACE_DIAGRAM, "relIds", DIAGRAM},
    {ARSIP_SPACE_ALTERNATE, "AlternateContent", ALTERNATIVES},
    {ARSIP_SPACE_ALTERNATE, "Choice", CHOICE},
    {ARSIP_SPACE_ALTERNATE, "Fallback", FALLBACK},
    /* how a slide is laid out when nothing is on it yet */
    {ARSIP_SPACE_SLIDE, "bg", LEFT_OUT},
    {0},
};

typedef struct {
    ArsipScribe *scribe;
    const ArsipDrawingEvents *events;
    GArray *alternatives; /* of gboolean, for each that is open: whether one was taken */
    guint in_text;
    gboolean is_silent; /* this shape */
    char *blip;         /* of the picture that is open */
    double share;
} DrawingText;

/* Numbers of slides have shapes of their own; on a page of notes so have dates, and the slide itself. */
static void
take_placeholder(DrawingText *drawing, const ArsipXml *xml)
{
    static const char *const on_notes[] = {"sldNum", "dt", "hdr", "ftr", "sldImg", NULL};
    g_autofree char *type = arsip_xml_attribute(xml, "type");

    if (type == NULL)
        return;
    drawing->is_silent =
        drawing->events->is_notes ? g_strv_contains(on_notes, type) : g_str_equal(type, "sldNum");
}

static void
take_extent(DrawingText *drawing, const ArsipXml *xml)
{
    g_autofree char *width = arsip_xml_attribute(xml, "cx");
    g_autofree char *height = arsip_xml_attribute(xml, "cy");

    /* Extensions go by the same name, and have no size. */
    if (width != NULL && height != NULL)
        drawing->share = arsip_length_share(arsip_length_of_emu(width), arsip_length_of_emu(height));
}

static void
take_diagram(const DrawingText *drawing, const ArsipXml *xml)
{
    g_autofree char *id = arsip_xml_attribute(xml, "dm");

    if (id != NULL && drawing->events->diagram != NULL)
        drawing->events->diagram(id, drawing->events->data);
}

static void
begin_alternative(const DrawingText *drawing, ArsipXml *xml)
{
    guint n_open = drawing->alternatives->len;
    gboolean *was_taken = n_open > 0 ? &g_array_index(drawing->alternatives, gboolean, n_open - 1) : NULL;

    if (was_taken != NULL && *was_taken)
        arsip_xml_skip(xml);
    else if (was_taken != NULL)
        *was_taken = TRUE;
}

static void
start_shape(DrawingText *drawing, ArsipXml *xml, int element)
{
    const gboolean nothing_yet = FALSE;

    switch (element) {
    case SHAPE:
        drawing->is_silent = FALSE;
        break;
    case PLACEHOLDER:
        take_placeholder(drawing, xml);
        break;
    case PICTURE:
        drawing->share = 0;
        g_clear_pointer(&drawing->blip, g_free);
        break;
    case EXTENT:
        take_extent(drawing, xml);
        break;
    case BLIP:
        g_free(drawing->blip);
        drawing->blip = arsip_xml_attribute(xml, "embed");
        break;
    case DIAGRAM:
        take_diagram(drawing, xml);
        break;
    case ALTERNATIVES:
        g_array_append_val(drawing->alternatives, nothing_yet);
        break;
    case CHOICE:
    case FALLBACK:
        begin_alternative(drawing, xml);
        break;
    default:
        break;
    }
}

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    DrawingText *drawing = data;

    switch (element) {
    case TEXT:
        drawing->in_text++;
        break;
    case BREAK:
        arsip_scribe_end_line(drawing->scribe);
        break;
    case FIELD:
        if (arsip_xml_attribute_is(xml, "type", "slidenum"))
            arsip_xml_skip(xml);
        break;
    case ROW:
        arsip_scribe_begin_row(drawing->scribe);
        break;
    case CELL:
        arsip_scribe_begin_cell(drawing->scribe);
        break;
    case LEFT_OUT:
        arsip_xml_skip(xml);
        break;
    default:
        start_shape(drawing, xml, element);
        break;
    }
}

static void
end_shape(DrawingText *drawing, int element)
{
    switch (element) {
    case SHAPE:
    case FRAME:
        drawing->is_silent = FALSE;
        arsip_scribe_gap(drawing->scribe);
        break;
    case PICTURE:
        if (drawing->blip != NULL && drawing->events->picture != NULL)
            drawing->events->picture(drawing->blip, drawing->share, drawing->events->data);
        break;
    case ALTERNATIVES:
        g_array_set_size(drawing->alternatives, drawing->alternatives->len - 1);
        break;
    default:
        break;
    }
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    DrawingText *drawing = data;
    GError *fault;

    switch (element) {
    case PARAGRAPH:
        arsip_scribe_end_line(drawing->scribe);
        fault = arsip_scribe_fault(drawing->scribe);
        if (fault != NULL)
            arsip_xml_stop(xml, fault);
        break;
    case TEXT:
        drawing->in_text--;
        break;
    case ROW:
        arsip_scribe_end_row(drawing->scribe);
        break;
    case CELL:
        arsip_scribe_end_cell(drawing->scribe);
        break;
    default:
        end_shape(drawing, element);
        break;
    }
}

static void
take_text(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    const DrawingText *drawing = data;

    (void)xml;
    if (drawing->in_text > 0 && !drawing->is_silent)
        arsip_scribe_text(drawing->scribe, text, length);
}

gboolean
arsip_drawing_text(ArsipPackage *package, const char *part, ArsipScribe *scribe,
                   const ArsipDrawingEvents *events, GError **error)
{
    static const ArsipXmlReader reader = {
        .names = names, .start = start_element, .end = end_element, .text = take_text};
    DrawingText drawing = {.scribe = scribe, .events = events};

    drawing.alternatives = g_array_new(FALSE, FALSE, sizeof(gboolean));
    gboolean is_read = arsip_opc_parse(package, part, &reader, &drawing, error);
    g_array_unref(drawing.alternatives);
    g_free(drawing.blip);
    return is_read;
}

char *
arsip_drawing_part_text(ArsipPackage *package, const char *part, GError **error)
{
    static const ArsipDrawingEvents nothing = {0};
    g_autoptr(ArsipScribe) scribe = arsip_scribe_new();

    if (!arsip_drawing_text(package, part, scribe, &nothing, error))
        return NULL;
    return arsip_scribe_take_text(scribe);
}
