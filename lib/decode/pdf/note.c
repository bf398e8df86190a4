/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/note.h"

#include <math.h>
#include <string.h>

typedef struct {
    double scale, height; /* pixels to a point; of the page in points */
    ArsipSeenWords *words;
} Sheet;

static guint32
next_line(const ArsipSeenWords *words)
{
    return words->len > 0 ? g_array_index(words, ArsipSeen, words->len - 1).line + 1 : 0;
}

/* Where a word stands in its field is not told: letters are taken to share the line's width. */
static void
add_line(const Sheet *sheet, const char *text, double left, double top, double right, double bottom)
{
    g_auto(GStrv) parts = g_strsplit_set(text, " \t", -1);
    double letter = (right - left) / (double)MAX(g_utf8_strlen(text, -1), 1);
    ArsipSeen word = {.top = (gint32)floor(top * sheet->scale),
                      .bottom = (gint32)ceil(bottom * sheet->scale),
                      .line = next_line(sheet->words),
                      .confidence = 100};

    for (guint i = 0; parts[i] != NULL; i++) {
        double width = letter * (double)g_utf8_strlen(parts[i], -1);
        word.left = (gint32)floor(left * sheet->scale);
        word.right = (gint32)ceil((left + width) * sheet->scale);
        left += width + letter;
        if (*parts[i] == '\0')
            continue;
        word.text = g_utf8_normalize(parts[i], -1, G_NORMALIZE_DEFAULT_COMPOSE);
        if (word.text != NULL)
            arsip_seen_words_add(sheet->words, &word);
    }
}

/* poppler counts these places from the bottom of the page. */
static void
add_text(const Sheet *sheet, const char *given, const PopplerRectangle *area)
{
    g_autofree char *text = g_utf8_make_valid(given, -1);
    g_auto(GStrv) lines = g_strsplit_set(g_strchomp(text), "\r\n", -1);
    double top = sheet->height - MAX(area->y1, area->y2), bottom = sheet->height - MIN(area->y1, area->y2);
    double line_height = (bottom - top) / MAX(g_strv_length(lines), 1);

    for (guint i = 0; lines[i] != NULL; i++)
        add_line(sheet, lines[i], MIN(area->x1, area->x2), top + i * line_height, MAX(area->x1, area->x2),
                 top + (i + 1) * line_height);
}

static gboolean
is_hidden(PopplerAnnot *note)
{
    return (poppler_annot_get_flags(note) &
            (POPPLER_ANNOT_FLAG_INVISIBLE | POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_NO_VIEW)) != 0;
}

static gboolean
is_hidden_field(GList *notes, const PopplerRectangle *area)
{
    for (GList *at = notes; at != NULL; at = at->next) {
        const PopplerAnnotMapping *mapping = at->data;
        if (poppler_annot_get_annot_type(mapping->annot) == POPPLER_ANNOT_WIDGET &&
            fabs(mapping->area.x1 - area->x1) < 1 && fabs(mapping->area.y1 - area->y1) < 1 &&
            is_hidden(mapping->annot))
            return TRUE;
    }
    return FALSE;
}

static char *
text_of_field(PopplerFormField *field)
{
    if (poppler_form_field_get_field_type(field) == POPPLER_FORM_FIELD_TEXT)
        return poppler_form_field_text_is_password(field) ? NULL : poppler_form_field_text_get_text(field);
    if (poppler_form_field_get_field_type(field) != POPPLER_FORM_FIELD_CHOICE)
        return NULL;
    for (gint i = 0; i < poppler_form_field_choice_get_n_items(field); i++)
        if (poppler_form_field_choice_is_item_selected(field, i))
            return poppler_form_field_choice_get_item(field, i);
    return poppler_form_field_choice_is_editable(field) ? poppler_form_field_choice_get_text(field) : NULL;
}

static void
add_fields(const Sheet *sheet, PopplerPage *page, GList *notes)
{
    GList *fields = poppler_page_get_form_field_mapping(page);

    for (GList *at = fields; at != NULL; at = at->next) {
        const PopplerFormFieldMapping *mapping = at->data;
        g_autofree char *text = text_of_field(mapping->field);
        if (text != NULL && !is_hidden_field(notes, &mapping->area))
            add_text(sheet, text, &mapping->area);
    }
    poppler_page_free_form_field_mapping(fields);
}

void
arsip_note_words(PopplerPage *page, double scale, ArsipSeenWords *words)
{
    GList *notes = poppler_page_get_annot_mapping(page);
    Sheet sheet = {.scale = scale, .words = words};
    double width;
    gboolean has_fields = FALSE;

    poppler_page_get_size(page, &width, &sheet.height);
    for (GList *at = notes; at != NULL; at = at->next) {
        const PopplerAnnotMapping *mapping = at->data;
        PopplerAnnotType type = poppler_annot_get_annot_type(mapping->annot);
        has_fields = has_fields || type == POPPLER_ANNOT_WIDGET;
        g_autofree char *text = type == POPPLER_ANNOT_FREE_TEXT && !is_hidden(mapping->annot)
                                    ? poppler_annot_get_contents(mapping->annot)
                                    : NULL;
        if (text != NULL)
            add_text(&sheet, text, &mapping->area);
    }
    if (has_fields)
        add_fields(&sheet, page, notes);
    poppler_page_free_annot_mapping(notes);
}
