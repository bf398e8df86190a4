/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/written.h"

#include "base/i18n.h"

#include <string.h>

static void
append_head(GString *out, const ArsipDocument *document)
{
    g_autofree char *title = arsip_document_title(document);

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
}

static void
append_page(GString *out, const ArsipPage *page, const char *text)
{
    g_string_append_printf(out, "\n-- %u --\n%s", page->number, text);
    if (page->failure != NULL)
        g_string_append_printf(out, _("(this page could not be read: %s)\n"), page->failure);
    if (out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

char *
arsip_export_text(const ArsipDocument *document)
{
    GString *out = g_string_new(NULL);

    append_head(out, document);
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];

        append_page(out, page, page->text);
    }
    return g_string_free(out, FALSE);
}

gboolean
arsip_text_write(ArsipArchive *archive, const ArsipDocument *document, FILE *out, GError **error)
{
    g_autoptr(GString) part = g_string_new(NULL);

    append_head(part, document);
    for (guint i = 0; i < document->pages->len; i++) {
        const ArsipPage *page = document->pages->pdata[i];
        g_autofree char *text = arsip_page_text(archive, page, error);

        if (text == NULL)
            return FALSE;
        append_page(part, page, text);
        fwrite(part->str, 1, part->len, out);
        g_string_truncate(part, 0);
    }
    fwrite(part->str, 1, part->len, out);
    return TRUE;
}
