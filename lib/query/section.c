/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/section.h"

#include <string.h>

/* Tokens in hand that are worth letting go of. */
#define WINDOW 1024u

void
arsip_section_init(ArsipSection *section, const ArsipKeywords *table)
{
    *section = (ArsipSection){.longest = arsip_keywords_longest(table), .text = g_string_new(NULL)};
    arsip_sight_init(&section->sight);
    section->scan = arsip_scan_new(table, &section->sight);
}

void
arsip_section_clear(ArsipSection *section)
{
    arsip_scan_free(section->scan);
    arsip_sight_clear(&section->sight);
    g_string_free(section->text, TRUE);
    g_free(section->occurrences);
}

static inline ArsipOccurrence
judge(const ArsipSection *section, const ArsipFind *find)
{
    const ArsipSight *sight = &section->sight;
    const ArsipSeen *from = &sight->tokens[find->first - sight->n_dropped];
    const ArsipSeen *to = from + (find->n_tokens - 1);

    return (ArsipOccurrence){.keyword = find->keyword,
                             .first = find->first,
                             .start = sight->base + from->start,
                             .length = to->start + to->length - from->start,
                             .cost = find->cost,
                             .is_cited = section->is_guarded & (from->is_behind | to->is_before)};
}

static void
make_room(ArsipSection *section, guint n)
{
    if (n <= section->room)
        return;
    section->room = 2 * n;
    section->occurrences = g_renew(ArsipOccurrence, section->occurrences, section->room);
}

/* Tells of what ends before this token, of which all is known. */
static void
settle(ArsipSection *section, guint end)
{
    ArsipSight *sight = &section->sight;
    guint n = 0;

    if (sight->n_finds == 0)
        return;
    make_room(section, sight->n_finds);
    if (section->is_guarded)
        arsip_citation_mark(section->text->str, sight->tokens, sight->n_tokens, sight->signs, sight->n_signs,
                            section->is_body);
    for (; n < sight->n_finds && sight->finds[n].first + sight->finds[n].n_tokens <= end; n++)
        section->occurrences[n] = judge(section, &sight->finds[n]);
    section->each(section->occurrences, n, section->data);
    sight->n_finds -= n;
    memmove(sight->finds, sight->finds + n, sight->n_finds * sizeof *sight->finds);
}

/* Keeps what the phrases that have begun and the guard may still ask for. */
static void
slide(ArsipSection *section)
{
    guint kept = ARSIP_CITATION_BEFORE + section->longest + ARSIP_CITATION_BEHIND;
    ArsipSight *sight = &section->sight;

    settle(section, sight->n_dropped + sight->n_tokens - ARSIP_CITATION_BEHIND);
    g_string_erase(section->text, 0, arsip_sight_drop(sight, sight->n_tokens - kept));
}

void
arsip_section_begin(ArsipSection *section, const GArray *doubts, gboolean is_guarded, gboolean is_body,
                    ArsipOccurrencesFunc each, gpointer data)
{
    g_string_truncate(section->text, 0);
    section->is_guarded = is_guarded;
    section->is_body = is_body;
    section->is_begun = FALSE;
    section->each = each;
    section->data = data;
    arsip_scan_begin(section->scan, doubts);
}

gboolean
arsip_section_add(const char *text, gsize length, gpointer data)
{
    ArsipSection *section = data;

    if (section->is_begun)
        g_string_append_c(section->text, '\n');
    section->is_begun = TRUE;
    g_string_append_len(section->text, text, (gssize)length);
    arsip_scan_add(section->scan, text, length);
    if (section->sight.n_tokens >= WINDOW + section->longest)
        slide(section);
    return TRUE;
}

void
arsip_section_end(ArsipSection *section)
{
    arsip_scan_end(section->scan);
    settle(section, section->sight.n_dropped + section->sight.n_tokens);
}
