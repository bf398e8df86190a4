/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arsip/export.h>

#include "base/i18n.h"

#include <string.h>

char *
arsip_export_text(const ArsipDocument *document)
{
    g_autofree char *title = arsip_document_title(document);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "== %s\n", title);
    for (guint i = 0; i < document->fields->len; i++) {
        const ArsipFieldValue *field = document->fields->pdata[i];

        g_string_append_printf(out, "%s: %s\n", field->name, field->value);
    }
    for (guint i = 0; i < document->labels->len; i++) {
        const ArsipLabel *label = document->labels->pdata[i];

        if (label->is_given)
            g_string_append_printf(out, "label: %s\n", label->name);
    }
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        g_string_append_printf(out, "\n-- %u --\n%s", page->number, page->text);
        if (page->failure != NULL)
            g_string_append_printf(out, _("(this page could not be read: %s)\n"), page->failure);
        if (out->str[out->len - 1] != '\n')
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
