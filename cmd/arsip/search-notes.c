/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "base/escape.h"
#include "search-print.h"
#include "terminal.h"

#define WORDS_SHOWN 5u
#define INDENT      6

/* The first hit (from 1) that was found so; 0 for none. */
static guint
first_by(const ArsipAnswer *answer, const char *by)
{
    for (guint i = 0; i < answer->hits->len; i++)
        if (g_str_equal(((const ArsipSearchHit *)answer->hits->pdata[i])->by, by))
            return i + 1;
    return 0;
}

/* A few of the words, as a person would list them. */
static char *
list_words(const GPtrArray *words, guint most)
{
    GString *list = g_string_new(NULL);

    for (guint i = 0; words != NULL && i < MIN(words->len, most); i++) {
        g_autofree char *safe = arsip_escape(words->pdata[i]);

        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", safe);
    }
    if (words != NULL && words->len > most)
        g_string_append(list, ", ...");
    return g_string_free(list, FALSE);
}

static void
print_tiers(const ArsipAnswer *answer, guint offset)
{
    guint form = first_by(answer, "form"), near = first_by(answer, "near");
    g_autofree char *forms = list_words(answer->forms, WORDS_SHOWN);
    g_autofree char *others = list_words(answer->near, WORDS_SHOWN);

    if (form > 0)
        fprintf(stderr, _("note: from hit %u on in other forms of the words: %s\n"), offset + form, forms);
    if (near > 0)
        fprintf(stderr, _("note: from hit %u on as they may be misread or misspelt: %s\n"), offset + near,
                others);
}

static void
print_more(const ArsipAnswer *answer, const ArsipSearchWords *words, const ArsipCommand *command)
{
    int from = words->offset, to = from + (int)answer->hits->len;
    g_autofree char *next = NULL;
    g_autofree char *safe = NULL;
    g_autofree char *total = g_strdup_printf(answer->is_about ? _("about %d") : "%d", (int)answer->total);

    if (answer->total <= (guint64)to || answer->hits->len == 0)
        return;
    next = arsip_search_words_next(words, command, to);
    safe = next != NULL ? arsip_escape_text(next) : NULL;
    if (safe != NULL)
        fprintf(stderr, _("%d to %d of %s; next page: %s\n"), from + 1, to, total, safe);
    else
        fprintf(stderr, _("%d to %d of %s; more with --offset %d\n"), from + 1, to, total, to);
}

void
arsip_search_print_notes(const ArsipAnswer *answer, const ArsipSearchWords *words,
                         const ArsipCommand *command)
{
    if (answer->is_stale)
        fprintf(stderr, "%s\n",
                _("note: the index is of another version of arsip; the next `arsip ingest` or `arsip label` "
                  "renews it"));
    print_tiers(answer, (guint)words->offset);
    if (answer->undated > 0)
        fprintf(stderr, _("note: %d documents without a date of their own were left out\n"),
                (int)answer->undated);
    else if (answer->undated < 0)
        fprintf(stderr, "%s\n", _("note: documents without a date of their own were left out"));
    if ((words->format == ARSIP_FORMAT_TEXT || words->wants_files) && !words->counts && words->opened == 0)
        print_more(answer, words, command);
    if (answer->total == 0 && words->format == ARSIP_FORMAT_TEXT && !words->counts)
        fprintf(stderr, "%s\n", _("nothing found"));
}

void
arsip_search_print_likeness(const GPtrArray *words)
{
    g_autofree char *list = list_words(words, words->len);
    g_autofree char *masked = arsip_command_mask(list);
    g_autofree char *note = g_strdup_printf(_("note: compared by %s"), masked);
    g_autofree char *wrapped = arsip_terminal_wrap(note, INDENT, arsip_terminal_width(STDERR_FILENO), 0);

    fprintf(stderr, "%s\n", wrapped);
}
