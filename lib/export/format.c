/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include <string.h>

#include "export/alto.h"
#include "export/hocr.h"
#include "export/written.h"

static const struct {
    const char *name, *ending;
    gboolean is_single, is_list;
} formats[] = {
    [ARSIP_EXPORT_JSONL] = {"jsonl", ".jsonl", FALSE, FALSE},
    [ARSIP_EXPORT_TEXT] = {"text", ".txt", FALSE, FALSE},
    [ARSIP_EXPORT_HOCR] = {"hocr", ".hocr", TRUE, FALSE},
    [ARSIP_EXPORT_ALTO] = {"alto", ".alto.xml", TRUE, FALSE},
    [ARSIP_EXPORT_PDF] = {"pdf", ".pdf", TRUE, FALSE},
    [ARSIP_EXPORT_DAFTAR_BERKAS] = {"daftar-berkas", ".csv", FALSE, TRUE},
    [ARSIP_EXPORT_DAFTAR_ISI] = {"daftar-isi", ".csv", FALSE, TRUE},
    [ARSIP_EXPORT_AGENDA] = {"agenda", ".csv", FALSE, TRUE},
    [ARSIP_EXPORT_BAG] = {"bag", "", FALSE, FALSE},
};

gboolean
arsip_export_format_from_name(const char *name, ArsipExportFormat *format)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (g_str_equal(formats[i].name, name)) {
            *format = (ArsipExportFormat)i;
            return TRUE;
        }
    return FALSE;
}

const char *
arsip_export_format_name(ArsipExportFormat format)
{
    return formats[format].name;
}

const char *
arsip_export_ending(ArsipExportFormat format)
{
    return formats[format].ending;
}

gboolean
arsip_export_is_single(ArsipExportFormat format)
{
    return formats[format].is_single;
}

gboolean
arsip_export_is_list(ArsipExportFormat format)
{
    return formats[format].is_list;
}

gboolean
arsip_export_write(ArsipArchive *archive, const ArsipDocument *document, ArsipExportFormat format, FILE *out,
                   GError **error)
{
    gboolean is_written;

    if (format == ARSIP_EXPORT_HOCR)
        return arsip_hocr_write(archive, document, out, error);
    if (format == ARSIP_EXPORT_ALTO)
        return arsip_alto_write(archive, document, out, error);
    g_return_val_if_fail(format != ARSIP_EXPORT_PDF, FALSE);
    is_written = format == ARSIP_EXPORT_JSONL ? arsip_json_write(archive, document, out, error)
                                              : arsip_text_write(archive, document, out, error);
    fputc('\n', out);
    return is_written;
}
