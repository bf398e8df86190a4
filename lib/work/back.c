/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/back.h"
#include "archive/event.h"
#include "archive/record.h"

gboolean
arsip_bring_back(ArsipArchive *archive, gint64 batch, GError **error)
{
    g_autoptr(GArray) hidden = arsip_document_hidden_of_batch(archive, batch, error);

    for (guint i = 0; hidden != NULL && i < hidden->len; i++) {
        gint64 document = g_array_index(hidden, gint64, i);
        g_autoptr(ArsipDocumentRow) row = arsip_document_row(archive, document, error);
        gboolean is_hidden;

        if (row == NULL || !arsip_document_set_withdrawn(archive, document, NULL, error) ||
            !arsip_document_settle_hidden(archive, document, &is_hidden, error) ||
            !arsip_arrival_brought_back(archive, batch, document, error) ||
            !arsip_event_add(archive, "document.restored", row->uuid, "{\"why\":\"it came again\"}", error))
            return FALSE;
    }
    return hidden != NULL;
}
