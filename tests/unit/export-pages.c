/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-desk.h"

#include <arsip/export.h>

#include <stdio.h>

static Paper *
write_pages(void)
{
    Paper *paper = paper_new();

    paper_zone(paper, ARSIP_ZONE_JUDUL, "SURAT \"TUGAS\"");
    paper_turn(paper);
    paper_turn(paper);
    paper_zone(paper, ARSIP_ZONE_ISI, "rapat\tkedua");
    paper_field(paper, "lokasi", "Rak 3");
    return paper;
}

/* What is written page by page of a document without text. */
static char *
written(Desk *desk, gint64 id, ArsipExportFormat format)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipDocument) document = arsip_document_load(desk->archive, id, FALSE, &error);
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);

    g_assert_no_error(error);
    arsip_export_write(desk->archive, document, format, out, &error);
    fclose(out);
    g_assert_no_error(error);
    return bytes;
}

static void
test_page_by_page_is_what_is_written_at_once(void)
{
    Desk desk;
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autofree char *json = NULL, *text = NULL, *json_at_once = NULL, *text_at_once = NULL;

    desk_open(&desk);
    desk_file(&desk, "scan.tif", write_pages());
    document = arsip_document_load(desk.archive, 1, TRUE, &error);
    g_assert_no_error(error);
    json = arsip_export_json(document);
    text = arsip_export_text(document);
    json_at_once = g_strconcat(json, "\n", NULL);
    text_at_once = g_strconcat(text, "\n", NULL);

    g_autofree char *json_by_pages = written(&desk, 1, ARSIP_EXPORT_JSONL);
    g_autofree char *text_by_pages = written(&desk, 1, ARSIP_EXPORT_TEXT);

    g_assert_nonnull(strstr(json_at_once, "rapat\\tkedua"));
    g_assert_cmpstr(json_by_pages, ==, json_at_once);
    g_assert_cmpstr(text_by_pages, ==, text_at_once);
    desk_close(&desk);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/export/page_by_page_is_what_is_written_at_once",
                    test_page_by_page_is_what_is_written_at_once);
    return g_test_run();
}
