/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/hocr.h"

#include <arsip/export.h>

#include "archive/record.h"
#include "export/printed.h"
#include "export/xml.h"

typedef struct {
    char **originals; /* hashes */
    char **names;     /* of their copies */
} Source;

/* Where a page is put together. */
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

/* hOCR tells languages by ISO 639-1, Tesseract by ISO 639-2. */
static const char *
language_code(const char *name)
{
    static const char *const codes[][2] = {{"ind", "id"}, {"eng", "en"}, {"jav", "jv"}, {"sun", "su"},
                                           {"msa", "ms"}, {"nld", "nl"}, {"ara", "ar"}, {"deu", "de"},
                                           {"fra", "fr"}, {"jpn", "ja"}, {"osd", ""}};

    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (g_str_equal(name, codes[i][0]))
            return codes[i][1];
    return name;
}

/* "id en": what the first page that an engine has read was read in. */
static char *
find_languages(ArsipArchive *archive, const ArsipDocument *document)
{
    g_autoptr(GString) codes = g_string_new(NULL);

    for (guint i = 0; i < document->pages->len && codes->len == 0; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        g_autoptr(ArsipReading) reading =
            page->reading > 0 ? arsip_reading_load(archive, page->reading, NULL, NULL) : NULL;
        g_auto(GStrv) names = reading != NULL ? g_strsplit(reading->languages, "+", -1) : NULL;

        for (guint j = 0; names != NULL && names[j] != NULL; j++)
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? " " : "", language_code(names[j]));
    }
    return g_strdup(codes->len > 0 ? codes->str : "unknown");
}

static void
write_head(ArsipArchive *archive, const ArsipDocument *document, FILE *out)
{
    static const char begin[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"\n"
                                "    \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
                                "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n";
    static const char capabilities[] =
        "<meta name=\"ocr-capabilities\""
        " content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_wconf\"/>\n";
    g_autoptr(GString) xml = g_string_new(begin);
    g_autofree char *title = arsip_document_title(document);
    g_autofree char *languages = find_languages(archive, document);

    append_text(xml, "<title>", title, "</title>\n");
    g_string_append(xml, "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>\n"
                         "<meta name=\"ocr-system\" content=\"arsip " ARSIP_VERSION "\"/>\n");
    g_string_append(xml, capabilities);
    g_string_append_printf(xml, "<meta name=\"ocr-number-of-pages\" content=\"%u\"/>\n",
                           document->pages->len);
    append_text(xml, "<meta name=\"ocr-langs\" content=\"", languages, "\"/>\n");
    g_string_append(xml, "</head>\n<body>\n");
    fwrite(xml->str, 1, xml->len, out);
}

/* Nothing where the page has no size, and so nothing in it a place. */
static void
append_box(GString *xml, const ArsipBox *box, const char *after)
{
    if (box->width > 0 && box->height > 0)
        g_string_append_printf(xml, "bbox %d %d %d %d%s", box->x, box->y, box->x + box->width,
                               box->y + box->height, after);
}

static void
append_word(Sheet *sheet, guint i)
{
    const ArsipPrintedWord *word = &g_array_index(sheet->printed->words, ArsipPrintedWord, i);

    g_string_append_printf(sheet->xml, "<span class=\"ocrx_word\" id=\"word_%u_%u\" title=\"", sheet->page,
                           i + 1);
    append_box(sheet->xml, &word->box, word->confidence >= 0 ? "; " : "");
    if (word->confidence >= 0)
        g_string_append_printf(sheet->xml, "x_wconf %d", word->confidence);
    g_string_append(sheet->xml, "\">");
    arsip_xml_append(sheet->xml, sheet->printed->reading->text + word->start, word->length);
    g_string_append(sheet->xml, "</span>");
}

static void
append_line(Sheet *sheet, guint i)
{
    const ArsipPrintedLine *line = &g_array_index(sheet->printed->lines, ArsipPrintedLine, i);

    g_string_append_printf(sheet->xml, "<span class=\"ocr_line\" id=\"line_%u_%u\" title=\"", sheet->page,
                           i + 1);
    append_box(sheet->xml, &line->box, sheet->rotation != 0 ? "; " : "");
    if (sheet->rotation != 0)
        g_string_append_printf(sheet->xml, "textangle %d", sheet->rotation);
    g_string_append(sheet->xml, "\">");
    for (guint j = line->first; j < line->first + line->n_words; j++) {
        if (j > line->first)
            g_string_append_c(sheet->xml, ' ');
        append_word(sheet, j);
    }
    g_string_append(sheet->xml, "</span>\n");
}

static void
append_block(Sheet *sheet, guint i)
{
    const ArsipPrintedBlock *block = &g_array_index(sheet->printed->blocks, ArsipPrintedBlock, i);

    g_string_append_printf(sheet->xml, "<div class=\"ocr_carea\" id=\"block_%u_%u\" title=\"", sheet->page,
                           i + 1);
    append_box(sheet->xml, &block->box, "");
    g_string_append_printf(sheet->xml, "\">\n<p class=\"ocr_par\" id=\"par_%u_%u\" title=\"", sheet->page,
                           i + 1);
    append_box(sheet->xml, &block->box, "");
    g_string_append(sheet->xml, "\">\n");
    for (guint j = block->first; j < block->first + block->n_lines; j++)
        append_line(sheet, j);
    g_string_append(sheet->xml, "</p>\n</div>\n");
}

static const char *
name_of(const Source *source, const ArsipPage *page)
{
    for (guint i = 0; source->originals[i] != NULL; i++)
        if (g_strcmp0(source->originals[i], page->sha256) == 0)
            return source->names[i];
    return "";
}

/* The front cover is page 0. A file of several pages is named with the page's number in it. */
static void
append_page_properties(GString *xml, const Source *source, const ArsipPage *page)
{
    ArsipBox box = {0, 0, page->width, page->height};
    const char *name = name_of(source, page);

    append_text(xml, "image &#x22;", name, "&#x22;; ");
    append_text(xml, "x_source &#x22;", name, "&#x22;");
    g_string_append_printf(xml, " %u; ", page->original_page);
    append_box(xml, &box, "; ");
    g_string_append_printf(xml, "ppageno %u", page->number - 1);
    if (page->dpi > 0)
        g_string_append_printf(xml, "; scan_res %d %d", page->dpi, page->dpi);
}

/* A page that could not be read, or not yet, is there without words. */
static gboolean
write_page(ArsipArchive *archive, const Source *source, const ArsipPage *page, FILE *out, GError **error)
{
    g_autoptr(GString) xml = g_string_new(NULL);
    g_autoptr(ArsipReading) reading = NULL;

    g_string_append_printf(xml, "<div class=\"ocr_page\" id=\"page_%u\" title=\"", page->number);
    append_page_properties(xml, source, page);
    g_string_append(xml, "\">\n");
    if (page->reading > 0) {
        reading = arsip_reading_load(archive, page->reading, NULL, error);
        if (reading == NULL)
            return FALSE;
        g_autoptr(ArsipPrinted) printed = arsip_printed_new(reading);
        Sheet sheet = {xml, printed, page->number, reading->rotation};

        for (guint i = 0; i < printed->blocks->len; i++)
            append_block(&sheet, i);
    }
    g_string_append(xml, "</div>\n");
    fwrite(xml->str, 1, xml->len, out);
    return TRUE;
}

gboolean
arsip_hocr_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error)
{
    g_auto(GStrv) originals = arsip_export_originals(document);
    g_auto(GStrv) names = g_new0(char *, g_strv_length(originals) + 1);
    Source source = {originals, names};

    for (guint i = 0; originals[i] != NULL; i++)
        names[i] = arsip_export_file_name(document, i);
    write_head(archive, document, out);
    for (guint i = 0; i < document->pages->len; i++)
        if (!write_page(archive, &source, document->pages->pdata[i], out, error))
            return FALSE;
    fputs("</body>\n</html>\n", out);
    return TRUE;
}
