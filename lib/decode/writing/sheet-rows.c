/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/sheet-rows.h"

#include <string.h>

#include "decode/writing/number-format.h"

/* Excel allows 32,767 characters in a cell. */
#define CELL_MAX (1024 * 1024)

enum { ROW = 1, CELL, VALUE, TEXT, SOUND };

typedef struct {
    const ArsipSheetContext *context;
    char *type;  /* of the cell that is open */
    guint style; /* as above */
    GString *value;
    gboolean is_in_value;
    gboolean has_cells; /* in this row */
    guint64 last_row;
} SheetRows;

static guint64
number_of(const ArsipXml *xml, const char *name)
{
    g_autofree char *number = arsip_xml_attribute(xml, name);

    return number != NULL ? g_ascii_strtoull(number, NULL, 10) : 0;
}

static void
begin_row(SheetRows *rows, const ArsipXml *xml)
{
    guint64 row = number_of(xml, "r");

    if (row > rows->last_row + 1)
        arsip_scribe_gap(rows->context->scribe);
    rows->last_row = row != 0 ? row : rows->last_row + 1;
    rows->has_cells = FALSE;
}

static void
begin_cell(SheetRows *rows, const ArsipXml *xml)
{
    g_free(rows->type);
    rows->type = arsip_xml_attribute(xml, "t");
    rows->style = (guint)number_of(xml, "s");
    g_string_truncate(rows->value, 0);
}

static void
start_element(ArsipXml *xml, int element, gpointer data)
{
    SheetRows *rows = data;

    switch (element) {
    case ROW:
        begin_row(rows, xml);
        break;
    case CELL:
        begin_cell(rows, xml);
        break;
    case VALUE:
    case TEXT:
        rows->is_in_value = TRUE;
        break;
    case SOUND:
        arsip_xml_skip(xml);
        break;
    default:
        break;
    }
}

/* What the cell shows; the caller owns it. */
static char *
show_cell(const SheetRows *rows)
{
    static const ArsipNumberFormat general = {0};
    const ArsipSheetContext *context = rows->context;
    const char *type = rows->type != NULL ? rows->type : "n";
    const char *value = rows->value->str;
    gboolean has_format = rows->style < context->formats->len;

    if (g_str_equal(type, "s"))
        return g_strdup(arsip_shared_strings_get(context->strings, g_ascii_strtoull(value, NULL, 10)));
    if (g_str_equal(type, "b"))
        return g_strdup(*value == '1' ? "TRUE" : "FALSE");
    if (!g_str_equal(type, "n"))
        return g_strdup(value);
    return arsip_number_format_show(
        has_format ? &g_array_index(context->formats, ArsipNumberFormat, rows->style) : &general, value,
        context->from_1904);
}

static void
end_cell(SheetRows *rows)
{
    if (rows->value->len == 0)
        return;
    g_autofree char *shown = show_cell(rows);
    if (shown[strspn(shown, " \t\r\n")] == '\0')
        return;
    if (rows->has_cells)
        arsip_scribe_tab(rows->context->scribe);
    rows->has_cells = TRUE;
    arsip_scribe_text(rows->context->scribe, shown, strlen(shown));
}

static void
end_row(const SheetRows *rows, ArsipXml *xml)
{
    GError *fault = arsip_scribe_fault(rows->context->scribe);

    arsip_scribe_end_line(rows->context->scribe);
    if (fault != NULL)
        arsip_xml_stop(xml, fault);
}

static void
end_element(ArsipXml *xml, int element, gpointer data)
{
    SheetRows *rows = data;

    switch (element) {
    case ROW:
        end_row(rows, xml);
        break;
    case CELL:
        end_cell(rows);
        break;
    case VALUE:
    case TEXT:
        rows->is_in_value = FALSE;
        break;
    default:
        break;
    }
}

static void
take_text(ArsipXml *xml, const char *text, gsize length, gpointer data)
{
    const SheetRows *rows = data;

    (void)xml;
    if (rows->is_in_value && rows->value->len < CELL_MAX)
        g_string_append_len(rows->value, text, (gssize)length);
}

gboolean
arsip_sheet_rows_write(ArsipPackage *package, const char *part, const ArsipSheetContext *context,
                       GError **error)
{
    static const ArsipXmlName names[] = {
        {ARSIP_SPACE_SHEET, "row", ROW}, {ARSIP_SPACE_SHEET, "c", CELL},    {ARSIP_SPACE_SHEET, "v", VALUE},
        {ARSIP_SPACE_SHEET, "t", TEXT},  {ARSIP_SPACE_SHEET, "rPh", SOUND}, {0},
    };
    static const ArsipXmlReader reader = {
        .names = names, .start = start_element, .end = end_element, .text = take_text};
    SheetRows rows = {.context = context, .value = g_string_new(NULL)};
    gboolean is_read = arsip_opc_parse(package, part, &reader, &rows, error);

    g_free(rows.type);
    g_string_free(rows.value, TRUE);
    return is_read;
}
