/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/alto.h"

#include <arsip/export.h>

#include "archive/record.h"
#include "export/printed.h"
#include "export/xml.h"

typedef struct {
    GString *xml;
    const ArsipPrinted *printed;
    guint page;
    gint rotation;
} Sheet;

static void
append_text(GString *xml, const char *before, const char *text, const char *after)
{
    g_string_append(xml, before);
    arsip_xml_append(xml, text, -1);
    g_string_append(xml, after);
}

static gboolean
is_new_method(const ArsipDocument *document, guint page)
{
    const char *method = ((const ArsipPage *)document->pages->pdata[page])->method;

    for (guint i = 0; i < page; i++)
        if (g_str_equal(((const ArsipPage *)document->pages->pdata[i])->method, method))
            return FALSE;
    return *method != '\0';
}

/* One for each way in which pages were read: by the engine from a picture made so, from a layer, by a person.
 */
static void
append_processing(GString *xml, const ArsipDocument *document)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const char *method = ((const ArsipPage *)document->pages->pdata[i])->method;
        gboolean is_by_person = g_str_equal(method, "person");

        if (!is_new_method(document, i))
            continue;
        append_text(xml, "<Processing ID=\"method-", method, "\">\n");
        append_text(xml, "<processingCategory>", is_by_person ? "contentModification" : "contentGeneration",
                    "</processingCategory>\n");
        append_text(xml, "<processingStepDescription>", method, "</processingStepDescription>\n");
        g_string_append(xml, "<processingSoftware>\n<softwareName>arsip</softwareName>\n"
                             "<softwareVersion>" ARSIP_VERSION "</softwareVersion>\n"
                             "</processingSoftware>\n</Processing>\n");
    }
}

static void
write_head(const ArsipDocument *document, FILE *out)
{
    static const char begin[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\""
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        " xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4#"
        " http://www.loc.gov/standards/alto/v4/alto-4-2.xsd\" SCHEMAVERSION=\"4.2\">\n"
        "<Description>\n<MeasurementUnit>pixel</MeasurementUnit>\n<sourceImageInformation>\n";
    g_autoptr(GString) xml = g_string_new(begin);
    g_auto(GStrv) originals = arsip_export_originals(document);
    g_autofree char *name = arsip_export_file_name(document, 0);

    append_text(xml, "<fileName>", name, "</fileName>\n");
    for (guint i = 0; originals[i] != NULL; i++)
        append_text(xml, "<fileIdentifier fileIdentifierLocation=\"SHA-256\">", originals[i],
                    "</fileIdentifier>\n");
    append_text(xml, "<documentIdentifier documentIdentifierLocation=\"UUID\">", document->uuid,
                "</documentIdentifier>\n");
    g_string_append(xml, "</sourceImageInformation>\n");
    append_processing(xml, document);
    g_string_append(xml, "</Description>\n<Layout>\n");
    fwrite(xml->str, 1, xml->len, out);
}

static void
append_box(GString *xml, const ArsipBox *box)
{
    if (box->width > 0 && box->height > 0)
        g_string_append_printf(xml, " HPOS=\"%d\" VPOS=\"%d\" WIDTH=\"%d\" HEIGHT=\"%d\"", box->x, box->y,
                               box->width, box->height);
}

/* 0 to 100 as 0 to 1, whatever the locale's decimal point. */
static void
append_share(GString *xml, const char *name, guint percent)
{
    g_string_append_printf(xml, " %s=\"%u.%02u\"", name, percent / 100, percent % 100);
}

static gboolean
goes_on(const Sheet *sheet, guint line)
{
    return line > 0 && g_array_index(sheet->printed->lines, ArsipPrintedLine, line - 1).unbroken > 0;
}

/* The whole word whose first or second part, or one between, ends line `i`: me-, nindak-, lanjuti. */
static void
append_whole(Sheet *sheet, const char *part, guint i)
{
    const ArsipPrinted *printed = sheet->printed;
    const ArsipPrintedLine *lines = (const ArsipPrintedLine *)(gpointer)printed->lines->data;
    const ArsipPrintedWord *words = (const ArsipPrintedWord *)(gpointer)printed->words->data;
    const char *text = printed->reading->text;
    guint word;

    while (goes_on(sheet, i) && lines[i].n_words == 1)
        i--;
    g_string_append_printf(sheet->xml, " SUBS_TYPE=\"%s\" SUBS_CONTENT=\"", part);
    word = lines[i].first + lines[i].n_words - 1;
    arsip_xml_append(sheet->xml, text + words[word].start, lines[i].unbroken);
    for (word++, i++; lines[i].unbroken > 0 && lines[i].n_words == 1; word++, i++)
        arsip_xml_append(sheet->xml, text + words[word].start, lines[i].unbroken);
    arsip_xml_append(sheet->xml, text + words[word].start, words[word].length);
    g_string_append_c(sheet->xml, '"');
}

static void
append_string(Sheet *sheet, guint i, guint32 length)
{
    const ArsipPrintedWord *word = &g_array_index(sheet->printed->words, ArsipPrintedWord, i);

    g_string_append_printf(sheet->xml, "<String ID=\"string_%u_%u\"", sheet->page, i + 1);
    append_box(sheet->xml, &word->box);
    if (word->confidence >= 0)
        append_share(sheet->xml, "WC", (guint)word->confidence);
    g_string_append(sheet->xml, " CONTENT=\"");
    arsip_xml_append(sheet->xml, sheet->printed->reading->text + word->start, length);
    g_string_append_c(sheet->xml, '"');
}

static void
append_line(Sheet *sheet, guint i)
{
    const ArsipPrintedLine *line = &g_array_index(sheet->printed->lines, ArsipPrintedLine, i);
    guint last = line->first + line->n_words - 1;
    const ArsipPrintedWord *end = &g_array_index(sheet->printed->words, ArsipPrintedWord, last);

    g_string_append_printf(sheet->xml, "<TextLine ID=\"line_%u_%u\"", sheet->page, i + 1);
    append_box(sheet->xml, &line->box);
    g_string_append(sheet->xml, ">\n");
    for (guint j = line->first; j <= last; j++) {
        const ArsipPrintedWord *word = &g_array_index(sheet->printed->words, ArsipPrintedWord, j);

        if (j > line->first)
            g_string_append(sheet->xml, "<SP/>\n");
        append_string(sheet, j, j == last && line->unbroken > 0 ? line->unbroken : word->length);
        if (j == last && line->unbroken > 0)
            append_whole(sheet, "HypPart1", i);
        else if (j == line->first && goes_on(sheet, i))
            append_whole(sheet, "HypPart2", i - 1);
        g_string_append(sheet->xml, "/>\n");
    }
    if (line->unbroken > 0) {
        g_string_append(sheet->xml, "<HYP CONTENT=\"");
        arsip_xml_append(sheet->xml, sheet->printed->reading->text + end->start + line->unbroken,
                         end->length - line->unbroken);
        g_string_append(sheet->xml, "\"/>\n");
    }
    g_string_append(sheet->xml, "</TextLine>\n");
}

static void
append_block(Sheet *sheet, guint i)
{
    const ArsipPrintedBlock *block = &g_array_index(sheet->printed->blocks, ArsipPrintedBlock, i);

    g_string_append_printf(sheet->xml, "<TextBlock ID=\"block_%u_%u\"", sheet->page, i + 1);
    append_box(sheet->xml, &block->box);
    if (sheet->rotation != 0)
        g_string_append_printf(sheet->xml, " ROTATION=\"%d\"", sheet->rotation);
    g_string_append(sheet->xml, ">\n");
    for (guint j = block->first; j < block->first + block->n_lines; j++)
        append_line(sheet, j);
    g_string_append(sheet->xml, "</TextBlock>\n");
}

static void
append_page_tag(GString *xml, const ArsipPage *page)
{
    g_string_append_printf(xml, "<Page ID=\"page_%u\" PHYSICAL_IMG_NR=\"%u\"", page->number, page->number);
    if (page->width > 0 && page->height > 0)
        g_string_append_printf(xml, " WIDTH=\"%d\" HEIGHT=\"%d\"", page->width, page->height);
    if (*page->method != '\0')
        append_text(xml, " PROCESSINGREFS=\"method-", page->method, "\"");
    if (page->confidence > 0)
        append_share(xml, "PC", (guint)CLAMP(page->confidence + 0.5, 0, 100));
    g_string_append(xml, ">\n");
}

static gboolean
write_page(ArsipArchive *archive, const ArsipPage *page, FILE *out, GError **error)
{
    g_autoptr(GString) xml = g_string_new(NULL);
    g_autoptr(ArsipReading) reading = NULL;

    append_page_tag(xml, page);
    if (page->reading > 0) {
        reading = arsip_reading_load(archive, page->reading, NULL, error);
        if (reading == NULL)
            return FALSE;
        g_autoptr(ArsipPrinted) printed = arsip_printed_new(reading);
        Sheet sheet = {xml, printed, page->number, reading->rotation};

        g_string_append(xml, "<PrintSpace");
        append_box(xml, &printed->box);
        g_string_append(xml, ">\n");
        for (guint i = 0; i < printed->blocks->len; i++)
            append_block(&sheet, i);
        g_string_append(xml, "</PrintSpace>\n");
    }
    g_string_append(xml, "</Page>\n");
    fwrite(xml->str, 1, xml->len, out);
    return TRUE;
}

gboolean
arsip_alto_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error)
{
    write_head(document, out);
    for (guint i = 0; i < document->pages->len; i++)
        if (!write_page(archive, document->pages->pdata[i], out, error))
            return FALSE;
    fputs("</Layout>\n</alto>\n", out);
    return TRUE;
}
