/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search-print.h"

#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/json.h"
#include "score.h"
#include "terminal.h"

/* Columns before what is printed of a document. */
#define INDENT 7

/* A title has so many lines at most; its fields come from paper and can be long. */
#define TITLE_LINES 3

/* Marked words in bold, or in guillemets where there is no colour. */
static char *
mark_snippet(const ArsipSearchHit *hit, gboolean has_colour)
{
    GString *out = g_string_new(NULL);
    gsize at = 0;

    for (guint i = 0; i <= hit->marks->len; i++) {
        const ArsipMark *mark = i < hit->marks->len ? &g_array_index(hit->marks, ArsipMark, i) : NULL;
        gsize end = mark != NULL ? mark->start : strlen(hit->snippet);
        g_autofree char *plain = g_strndup(hit->snippet + at, end - at);
        g_autofree char *safe = arsip_escape_text(plain);

        g_string_append(out, safe);
        if (mark != NULL) {
            g_autofree char *word = g_strndup(hit->snippet + mark->start, mark->length);
            g_autofree char *safe_word = arsip_escape_text(word);

            g_string_append_printf(out, has_colour ? ARSIP_COLOUR_WORD "%s" ARSIP_COLOUR_END : "«%s»",
                                   safe_word);
            at = mark->start + mark->length;
        }
    }
    return g_string_free(out, FALSE);
}

static char *
title_of(const ArsipSearchHit *hit)
{
    static const char *const shown[] = {"tanggal", "nomor", "hal", "dari"};
    g_autoptr(GString) title = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
        const char *value = arsip_search_hit_field(hit, shown[i]);

        if (value != NULL)
            g_string_append_printf(title, "%s · ", value);
    }
    g_string_append(title, hit->name);
    return arsip_escape_text(title->str);
}

static void
print_line(const char *text, guint width)
{
    g_autofree char *wrapped = arsip_terminal_wrap(text, INDENT, width, 0);

    printf("%*s%s\n", INDENT, "", wrapped);
}

static void
print_text(const ArsipSearchHit *hit, gboolean has_colour, guint width)
{
    g_autofree char *title = title_of(hit);
    g_autofree char *wrapped = arsip_terminal_wrap(title, INDENT, width, TITLE_LINES);
    g_autofree char *snippet = mark_snippet(hit, has_colour);
    g_autofree char *labels = g_strjoinv(" ", hit->labels);
    g_autofree char *placed = NULL;

    printf(has_colour ? ARSIP_COLOUR_BOLD "%5d" ARSIP_COLOUR_END "  %s\n" : "%5d  %s\n", (int)hit->id,
           wrapped);
    if (*labels != '\0')
        print_line(labels, width);
    if (*snippet == '\0')
        return;
    placed = hit->page > 0 ? g_strdup_printf(_("p. %u: %s"), hit->page, snippet) : g_strdup(snippet);
    print_line(placed, width);
}

static void
print_with_score(const ArsipSearchHit *hit, gboolean has_colour, guint width)
{
    print_text(hit, has_colour, width);
    if (hit->factors != NULL)
        arsip_score_print(hit);
}

static void
print_json(const ArsipSearchHit *hit)
{
    g_autoptr(ArsipJson) json = arsip_json_new();

    arsip_json_object(json, NULL);
    arsip_json_number(json, "schema", 1);
    arsip_json_number(json, "id", hit->id);
    arsip_json_text(json, "uuid", hit->uuid);
    arsip_json_text(json, "name", hit->name);
    arsip_json_text(json, "state", hit->state);
    arsip_json_real(json, "score", hit->score, 4);
    arsip_json_text(json, "by", hit->by);
    if (hit->factors != NULL)
        arsip_score_write(hit, json);
    arsip_json_number(json, "page", hit->page);
    arsip_json_text(json, "snippet", hit->snippet);
    arsip_json_array(json, "marks");
    for (guint i = 0; i < hit->marks->len; i++) {
        const ArsipMark *mark = &g_array_index(hit->marks, ArsipMark, i);

        arsip_json_array(json, NULL);
        arsip_json_number(json, NULL, mark->start);
        arsip_json_number(json, NULL, mark->length);
        arsip_json_end(json);
    }
    arsip_json_end(json);
    arsip_json_array(json, "labels");
    for (guint i = 0; hit->labels[i] != NULL; i++)
        arsip_json_text(json, NULL, hit->labels[i]);
    arsip_json_end(json);
    arsip_json_object(json, "fields");
    for (guint i = 0; i < hit->fields->len; i++) {
        const ArsipHitField *field = hit->fields->pdata[i];

        arsip_json_named_text(json, field->name, field->value);
    }
    arsip_json_end(json);
    arsip_json_end(json);
    printf("%s\n", arsip_json_line(json));
}

void
arsip_search_print_cell(const char *value, gboolean is_last)
{
    g_autofree char *safe = arsip_escape(value != NULL ? value : "");

    printf("%s%c", safe, is_last ? '\n' : '\t');
}

static void
print_tsv(const ArsipSearchHit *hit)
{
    static const char *const shown[] = {"tanggal", "nomor", "hal", "dari"};
    g_autofree char *labels = g_strjoinv(" ", hit->labels);

    printf("%d\t", (int)hit->id);
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++)
        arsip_search_print_cell(arsip_search_hit_field(hit, shown[i]), FALSE);
    arsip_search_print_cell(hit->name, FALSE);
    arsip_search_print_cell(labels, FALSE);
    printf("%u\t", hit->page);
    arsip_search_print_cell(hit->snippet, TRUE);
}

void
arsip_search_print_hits(const ArsipAnswer *answer, ArsipFormat format)
{
    gboolean has_colour = arsip_terminal_has_colour();
    guint width = arsip_terminal_width(STDOUT_FILENO);

    for (guint i = 0; i < answer->hits->len; i++) {
        const ArsipSearchHit *hit = answer->hits->pdata[i];

        if (format == ARSIP_FORMAT_JSONL)
            print_json(hit);
        else if (format == ARSIP_FORMAT_TSV)
            print_tsv(hit);
        else
            print_with_score(hit, has_colour, width);
    }
}
