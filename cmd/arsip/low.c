/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "low.h"

#include "base/escape.h"

void
arsip_low_add_json(ArsipJson *json, const ArsipLowPage *page)
{
    g_autofree char *name = arsip_command_mask(page->name);
    g_autofree char *path = arsip_command_mask(page->path);
    g_autofree char *failure = arsip_command_mask(page->failure);

    arsip_json_object(json, NULL);
    arsip_json_number(json, "id", page->document);
    arsip_json_text(json, "name", name);
    arsip_json_text(json, "path", path);
    arsip_json_number(json, "page", page->number);
    if (page->failure == NULL)
        arsip_json_real(json, "confidence", page->confidence, 1);
    else
        arsip_json_text(json, "failure", failure);
    arsip_json_number(json, "batch", page->batch);
    arsip_json_end(json);
}

void
arsip_low_print(const ArsipLowPage *page)
{
    g_autofree char *masked = arsip_command_mask(page->path);
    g_autofree char *path = arsip_escape_text(masked);

    if (page->failure == NULL)
        printf(_("  %3.0f  %s, page %u  (document %d)\n"), page->confidence, path, page->number,
               (int)page->document);
    else {
        g_autofree char *failure = arsip_command_mask(page->failure);
        g_autofree char *reason = arsip_escape_text(failure);

        printf(_("    -  %s, page %u  (document %d): %s\n"), path, page->number, (int)page->document, reason);
    }
}

static void
print_tsv(const ArsipLowPage *page)
{
    g_autofree char *masked = arsip_command_mask(page->path);
    g_autofree char *path = arsip_escape(masked);

    if (page->failure == NULL)
        printf("%.1f\t%s\t%u\t%d\t%d\t\n", page->confidence, path, page->number, (int)page->document,
               (int)page->batch);
    else {
        g_autofree char *failure = arsip_command_mask(page->failure);
        g_autofree char *reason = arsip_escape(failure);

        printf("\t%s\t%u\t%d\t%d\t%s\n", path, page->number, (int)page->document, (int)page->batch, reason);
    }
}

static void
print_json(const ArsipLowPage *page)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_low_add_json(json, page);
    printf("%s\n", arsip_json_line(json));
}

void
arsip_low_print_all(const GPtrArray *pages, ArsipFormat format)
{
    for (guint i = 0; i < pages->len; i++) {
        const ArsipLowPage *page = pages->pdata[i];

        if (format == ARSIP_FORMAT_JSONL)
            print_json(page);
        else if (format == ARSIP_FORMAT_TSV)
            print_tsv(page);
        else
            arsip_low_print(page);
    }
}
