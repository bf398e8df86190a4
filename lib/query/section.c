/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/section.h"

#include <string.h>

#include "query/citation.h"

#define NONE ARSIP_SECTION_NONE

/* Tokens in hand that are worth letting go of. */
#define WINDOW 1024u

#define ROOM_AT_FIRST 64

void
arsip_section_init(ArsipSection *section, const ArsipKeywords *table, const GArray *is_near, guint most)
{
    guint n_keywords = arsip_keywords_count(table);

    *section = (ArsipSection){.table = table};
    section->text = g_string_new(NULL);
    section->tokens = g_array_new(FALSE, FALSE, sizeof(ArsipSeen));
    section->chains = g_new(ArsipChain, n_keywords + 1);
    for (guint i = 0; i < n_keywords; i++)
        section->chains[i] =
            (ArsipChain){NONE, NONE, 0, 0, g_array_index(is_near, gboolean, i) ? G_MAXUINT : most};
    section->pending_room = section->occurrences_room = ROOM_AT_FIRST;
    section->pending = g_new(ArsipPending, ROOM_AT_FIRST);
    section->occurrences = g_new(ArsipOccurrence, ROOM_AT_FIRST);
}

void
arsip_section_clear(ArsipSection *section)
{
    g_string_free(section->text, TRUE);
    g_array_unref(section->tokens);
    g_free(section->chains);
    g_free(section->pending);
    g_free(section->occurrences);
}

/* Whether one more place of the keyword can make a difference: of what is cited, and of what is not. */
static inline gboolean
is_wanted(const ArsipChain *chain, gboolean is_cited)
{
    return chain->n_uncited < chain->most && (!is_cited || chain->n_cited < chain->most);
}

static void
note(guint keyword, guint first, guint n_tokens, guint cost, gpointer data)
{
    ArsipSection *section = data;

    if (!is_wanted(&section->chains[keyword], FALSE))
        return;
    if (section->n_pending == section->pending_room) {
        section->pending_room *= 2;
        section->pending = g_renew(ArsipPending, section->pending, section->pending_room);
    }
    section->pending[section->n_pending++] = (ArsipPending){keyword, first, n_tokens, cost};
}

static void
chain(ArsipSection *section, ArsipChain *to, const ArsipOccurrence *occurrence)
{
    guint at = section->n_occurrences++;

    if (at == section->occurrences_room) {
        section->occurrences_room *= 2;
        section->occurrences = g_renew(ArsipOccurrence, section->occurrences, section->occurrences_room);
    }
    section->occurrences[at] = *occurrence;
    if (to->head == NONE)
        to->head = at;
    else
        section->occurrences[to->tail].next = at;
    to->tail = at;
    *(occurrence->is_cited ? &to->n_cited : &to->n_uncited) += 1;
}

/* Chains what ends before the token of the window with this number, of which all is known. */
static void
settle(ArsipSection *section, guint end)
{
    guint n = 0;

    if (section->is_guarded && section->n_pending > 0)
        arsip_citation_mark(section->text->str, section->tokens, section->is_body);
    for (; n < section->n_pending; n++) {
        const ArsipPending *pending = &section->pending[n];
        ArsipChain *to_chain = &section->chains[pending->keyword];
        guint last = pending->first + pending->n_tokens - 1 - section->n_dropped;
        const ArsipSeen *to = &g_array_index(section->tokens, ArsipSeen, last);
        const ArsipSeen *from = to - (pending->n_tokens - 1);
        ArsipOccurrence occurrence = {.keyword = pending->keyword,
                                      .first = pending->first,
                                      .start = section->base + from->start,
                                      .length = to->start + to->length - from->start,
                                      .cost = pending->cost,
                                      .next = NONE,
                                      .is_cited = section->is_guarded && (from->is_behind || to->is_before)};

        if (last >= end)
            break;
        if (is_wanted(to_chain, occurrence.is_cited))
            chain(section, to_chain, &occurrence);
    }
    section->n_pending -= n;
    memmove(section->pending, section->pending + n, section->n_pending * sizeof *section->pending);
}

/* Keeps what the phrases that have begun and the guard may still ask for. */
static void
slide(ArsipSection *section)
{
    guint kept = ARSIP_CITATION_BEFORE + arsip_keywords_longest(section->table) + ARSIP_CITATION_BEHIND;
    guint32 bytes;

    settle(section, section->tokens->len - ARSIP_CITATION_BEHIND);
    section->n_dropped += section->tokens->len - kept;
    bytes = arsip_scan_drop(section->scan, section->tokens->len - kept);
    g_string_erase(section->text, 0, bytes);
    section->base += bytes;
}

void
arsip_section_begin(ArsipSection *section, const GArray *doubts, gboolean is_guarded, gboolean is_body)
{
    for (guint i = 0; i < section->n_occurrences; i++) {
        ArsipChain *chain = &section->chains[section->occurrences[i].keyword];

        *chain = (ArsipChain){NONE, NONE, 0, 0, chain->most};
    }
    section->n_occurrences = 0;
    section->n_pending = 0;
    g_array_set_size(section->tokens, 0);
    g_string_truncate(section->text, 0);
    section->n_dropped = 0;
    section->base = 0;
    section->is_guarded = is_guarded;
    section->is_body = is_body;
    section->is_begun = FALSE;
    section->scan = arsip_scan_new(section->table, doubts, section->tokens, note, section);
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
    if (section->tokens->len >= WINDOW + arsip_keywords_longest(section->table))
        slide(section);
    return TRUE;
}

void
arsip_section_end(ArsipSection *section)
{
    arsip_scan_end(g_steal_pointer(&section->scan));
    settle(section, section->tokens->len);
}
