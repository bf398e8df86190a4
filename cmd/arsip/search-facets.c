/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/escape.h"
#include "base/json.h"
#include "search-print.h"

typedef void (*PrintFacet)(const char *kind, const char *value, guint64 count);

/* value: NULL for documents without a date. */
static void
print_text(const char *kind, const char *value, guint64 count)
{
    g_autofree char *safe = arsip_escape_text(value != NULL ? value : _("without a date"));

    (void)kind;
    arsip_command_print_count(safe, (gint64)count, "");
}

static void
print_json(const char *kind, const char *value, guint64 count)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_text(json, "facet", kind);
    arsip_json_text(json, "value", value);
    arsip_json_number(json, "count", (gint64)count);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

static void
print_tsv(const char *kind, const char *value, guint64 count)
{
    g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, count);

    arsip_search_print_cell(kind, FALSE);
    arsip_search_print_cell(value, FALSE);
    arsip_search_print_cell(number, TRUE);
}

static void
print_all(const char *kind, const GPtrArray *facets, PrintFacet print)
{
    for (guint i = 0; i < facets->len; i++) {
        const ArsipFacet *facet = facets->pdata[i];

        print(kind, facet->value, facet->count);
    }
}

void
arsip_search_print_facets(const ArsipFacets *facets, ArsipFormat format)
{
    gboolean is_text = format == ARSIP_FORMAT_TEXT;
    PrintFacet print = is_text ? print_text : format == ARSIP_FORMAT_JSONL ? print_json : print_tsv;

    if (is_text && facets->labels->len > 0)
        printf("%s\n", _("Labels"));
    print_all("label", facets->labels, print);
    if (is_text && facets->total > 0)
        printf(facets->labels->len > 0 ? "\n%s\n" : "%s\n", _("Years"));
    print_all("year", facets->years, print);
    if (facets->undated > 0)
        print("year", NULL, facets->undated);
}
