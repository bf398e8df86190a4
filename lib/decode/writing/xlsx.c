/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/xlsx.h"

#include "decode/writing/drawing-text.h"
#include "decode/writing/shared-strings.h"
#include "decode/writing/sheet-name.h"
#include "decode/writing/sheet-rows.h"
#include "decode/writing/sheet-style.h"

enum { SHEET = 1, PROPERTIES };

typedef struct {
    char *name, *relation;
} Sheet;

typedef struct {
    GPtrArray *sheets; /* of Sheet */
    gboolean from_1904;
} Workbook;

static void
free_sheet(Sheet *sheet)
{
    g_free(sheet->name);
    g_free(sheet->relation);
    g_free(sheet);
}

static void
take_workbook(ArsipXml *xml, int element, gpointer data)
{
    Workbook *workbook = data;

    if (element == PROPERTIES) {
        workbook->from_1904 =
            arsip_xml_attribute_is(xml, "date1904", "1") || arsip_xml_attribute_is(xml, "date1904", "true");
    } else if (element == SHEET) {
        Sheet *sheet = g_new0(Sheet, 1);
        sheet->name = arsip_xml_attribute(xml, "name");
        sheet->relation = arsip_xml_attribute_in(xml, ARSIP_SPACE_LINK, "id");
        g_ptr_array_add(workbook->sheets, sheet);
    }
}

static gboolean
write_boxes(ArsipPackage *package, const char *part, ArsipScribe *scribe, GError **error)
{
    g_autoptr(GPtrArray) relations = arsip_opc_relations(package, part, error);

    if (relations == NULL)
        return FALSE;
    const ArsipRelation *drawing = arsip_opc_by_kind(relations, "drawing");
    if (drawing == NULL || !arsip_package_has(package, drawing->target))
        return TRUE;
    g_autofree char *text = arsip_drawing_part_text(package, drawing->target, error);
    if (text != NULL)
        arsip_scribe_block(scribe, text);
    return text != NULL;
}

static gboolean
write_sheet(ArsipPackage *package, const Sheet *sheet, const char *part, const ArsipSheetContext *context,
            GError **error)
{
    if (!arsip_sheet_rows_write(package, part, context, error) ||
        !write_boxes(package, part, context->scribe, error))
        return FALSE;
    arsip_sheet_end(context->scribe, sheet->name);
    return TRUE;
}

static gboolean
write_sheets(ArsipPackage *package, const Workbook *workbook, const GPtrArray *relations, ArsipScribe *scribe,
             GError **error)
{
    g_autoptr(ArsipSharedStrings) strings = arsip_shared_strings_read(package, relations, error);
    g_autoptr(GArray) formats = strings != NULL ? arsip_sheet_style_read(package, relations, error) : NULL;
    const ArsipSheetContext context = {scribe, strings, formats, workbook->from_1904};

    if (formats == NULL)
        return FALSE;
    for (guint i = 0; i < workbook->sheets->len; i++) {
        const Sheet *sheet = workbook->sheets->pdata[i];
        const ArsipRelation *relation = arsip_opc_by_id(relations, sheet->relation);
        /* Sheets of old macros and sheets that are nothing but a chart have other kinds. */
        if (relation == NULL || !g_str_equal(relation->kind, "worksheet"))
            continue;
        if (!write_sheet(package, sheet, relation->target, &context, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_xlsx_write(ArsipPackage *package, const char *main_part, ArsipScribe *scribe, GError **error)
{
    static const ArsipXmlName names[] = {
        {ARSIP_SPACE_SHEET, "sheet", SHEET}, {ARSIP_SPACE_SHEET, "workbookPr", PROPERTIES}, {0}};
    static const ArsipXmlReader reader = {.names = names, .start = take_workbook};
    g_autoptr(GPtrArray) relations = arsip_opc_relations(package, main_part, error);
    g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func((GDestroyNotify)free_sheet);
    Workbook workbook = {.sheets = sheets};

    return relations != NULL && arsip_opc_parse(package, main_part, &reader, &workbook, error) &&
           write_sheets(package, &workbook, relations, scribe, error);
}
