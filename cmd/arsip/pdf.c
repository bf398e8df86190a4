/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf.h"

#include <arsip/export.h>
#include <arsip/mask.h>

#include "base/escape.h"
#include "base/system.h"
#include "command.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What concerns more than the one document. */
static gboolean
stops_all(const GError *failure)
{
    return g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE) ||
           g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_READ_ONLY) ||
           g_error_matches(failure, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
}

static void
tell_failure(const ArsipDocument *document, const char *sentence)
{
    g_autofree char *name = arsip_escape(document->name);
    g_autofree char *shown = arsip_escape_text(sentence);

    fprintf(stderr, _("arsip: document %d, %s: %s\n"), (int)document->id, name, shown);
}

static void
tell_notes(const ArsipDocument *document, const ArsipPdfReport *report)
{
    g_autofree char *name = arsip_escape(document->name);

    for (guint i = 0; report->notes[i] != NULL; i++) {
        g_autofree char *shown = arsip_escape_text(report->notes[i]);

        fprintf(stderr, _("note: document %d, %s: %s\n"), (int)document->id, name, shown);
    }
}

static gboolean
write_document(ArsipPdfMaker *maker, const ArsipDocument *document, const char *path, ArsipPdfExport *export_,
               GError **error)
{
    g_auto(ArsipPdfReport) report = {0};
    g_autoptr(GError) failure = NULL;

    if (!arsip_pdf_write(maker, document, path, !export_->is_forced, &report, &failure)) {
        if (stops_all(failure)) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
        export_->n_failed++;
        tell_failure(document, failure->message);
        return TRUE;
    }
    export_->n_written++;
    export_->n_failed += report.is_whole ? 0 : 1;
    tell_notes(document, &report);
    return TRUE;
}

static gboolean
export_one(ArsipPdfMaker *maker, ArsipArchive *archive, gint64 id, GHashTable *taken, ArsipPdfExport *export_,
           GError **error)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(archive, id, FALSE, error);
    gboolean is_personal = export_->is_personal;
    g_autofree char *path = NULL;

    if (document == NULL ||
        (!is_personal && !arsip_document_is_personal(archive, document, &is_personal, error)))
        return FALSE;
    export_->is_personal = is_personal;
    if (export_->is_folder) {
        g_autofree char *name = arsip_export_name(document, ARSIP_EXPORT_PDF, taken);

        path = g_build_filename(export_->output, name, NULL);
    }
    return write_document(maker, document, path != NULL ? path : export_->output, export_, error) &&
           (export_->originals == NULL ||
            arsip_export_copy(archive, document, export_->originals, NULL, error));
}

static gboolean
make_folder(const ArsipPdfExport *export_, GError **error)
{
    if (!export_->is_folder || g_mkdir_with_parents(export_->output, 0777) == 0)
        return TRUE;
    int saved_errno = errno;
    g_autofree char *name = arsip_escape(export_->output);

    return arsip_set_errno(error, saved_errno, name, _("cannot be written"));
}

gboolean
arsip_pdf_export(ArsipArchive *archive, const GArray *documents, ArsipPdfExport *export_, GError **error)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(ArsipPdfMaker) maker = arsip_pdf_maker_new(archive, &export_->readers, error);

    if (maker == NULL || !make_folder(export_, error))
        return FALSE;
    arsip_command_catch_signals();
    for (guint i = 0; i < documents->len; i++) {
        if (arsip_command_should_stop(NULL)) {
            g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED,
                                _("stopped; the documents written so far are whole"));
            return FALSE;
        }
        if (!export_one(maker, archive, g_array_index(documents, gint64, i), taken, export_, error))
            return FALSE;
    }
    return TRUE;
}
