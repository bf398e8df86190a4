/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "search-print.h"
#include "terminal.h"

#define WORDS_SHOWN   5u
#define GUESSES_SHOWN 3u
#define INDENT        6

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

/* 1234567 as 1,234,567. */
static char *
group_digits(guint64 number)
{
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, number);
    GString *grouped = g_string_new(NULL);

    for (gsize i = 0, n = strlen(digits); i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append(grouped, C_("between thousands", ","));
        g_string_append_c(grouped, digits[i]);
    }
    return g_string_free(grouped, FALSE);
}

static void
append_guess(GString *list, const ArsipGuess *guess)
{
    g_autofree char *word = arsip_escape(guess->word);
    g_autofree char *number = group_digits(guess->n_documents);

    if (guess->is_more)
        g_string_append_printf(list, _("%s (more than %s documents)"), word, number);
    else if (guess->n_documents == 1)
        g_string_append_printf(list, _("%s (1 document)"), word);
    else
        g_string_append_printf(list, _("%s (%s documents)"), word, number);
}

static void
print_unknown(const ArsipUnknown *unknown)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *word = arsip_escape(unknown->word);

    for (guint i = 0; i < MIN(unknown->guesses->len, GUESSES_SHOWN); i++) {
        if (i > 0)
            g_string_append(list, ", ");
        append_guess(list, unknown->guesses->pdata[i]);
    }
    fprintf(stderr, _("note: nobody wrote \"%s\"; did you mean %s?\n"), word, list->str);
}

static void
print_tiers(const ArsipAnswer *answer, guint offset)
{
    guint form = first_by(answer, "form"), synonym = first_by(answer, "synonym"),
          near = first_by(answer, "near");
    g_autofree char *forms = list_words(answer->forms, WORDS_SHOWN);
    g_autofree char *names = list_words(answer->synonyms, WORDS_SHOWN);
    g_autofree char *others = list_words(answer->near, WORDS_SHOWN);

    if (form > 0 && *forms != '\0')
        fprintf(stderr, _("note: from hit %u on in other forms of the words: %s\n"), offset + form, forms);
    else if (form > 0)
        fprintf(stderr, _("note: from hit %u on in other forms of the numbers or dates\n"), offset + form);
    if (synonym > 0)
        fprintf(stderr, _("note: from hit %u on by other names: %s\n"), offset + synonym, names);
    if (near > 0 && *others != '\0')
        fprintf(stderr, _("note: from hit %u on as they may be misread or misspelt: %s\n"), offset + near,
                others);
    else if (near > 0)
        fprintf(stderr, _("note: from hit %u on with digits that may be misread\n"), offset + near);
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
    for (guint i = 0; answer->faults != NULL && i < answer->faults->len; i++)
        fprintf(stderr, _("note: %s\n"), (const char *)answer->faults->pdata[i]);
    for (guint i = 0; answer->unknown != NULL && i < answer->unknown->len; i++)
        print_unknown(answer->unknown->pdata[i]);
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
