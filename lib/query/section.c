/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/section.h"

#include <string.h>

#include "query/citation.h"

#define NONE ARSIP_SECTION_NONE

/* Tokens in hand that are worth letting go of. */
#define WINDOW 1024u

/* What was found, until enough of the text behind it is known. */
typedef struct {
    guint keyword;
    guint first, n_tokens;
    guint cost;
} Pending;

void
arsip_section_init(ArsipSection *section, const ArsipKeywords *table, const GArray *is_near, guint most)
{
    guint n_keywords = arsip_keywords_count(table);

    *section = (ArsipSection){.table = table, .is_near = is_near, .most = most};
    section->text = g_string_new(NULL);
    section->tokens = g_array_new(FALSE, FALSE, sizeof(ArsipSeen));
    section->pending = g_array_new(FALSE, FALSE, sizeof(Pending));
    section->occurrences = g_array_new(FALSE, FALSE, sizeof(ArsipOccurrence));
    section->chains = g_new(ArsipChain, n_keywords + 1);
    for (guint i = 0; i < n_keywords; i++)
        section->chains[i] = (ArsipChain){NONE, NONE, 0, 0};
    section->keywords = g_array_new(FALSE, FALSE, sizeof(guint));
}

void
arsip_section_clear(ArsipSection *section)
{
    g_string_free(section->text, TRUE);
    g_array_unref(section->tokens);
    g_array_unref(section->pending);
    g_array_unref(section->occurrences);
    g_free(section->chains);
    g_array_unref(section->keywords);
}

/* Whether one more place of the keyword can make a difference: of what is cited, and of what is not. */
static gboolean
is_wanted(const ArsipSection *section, guint keyword, gboolean is_cited)
{
    const ArsipChain *chain = &section->chains[keyword];

    if (g_array_index(section->is_near, gboolean, keyword))
        return TRUE;
    return chain->n_uncited < section->most && (!is_cited || chain->n_cited < section->most);
}

static void
note(guint keyword, guint first, guint n_tokens, guint cost, gpointer data)
{
    ArsipSection *section = data;
    Pending pending = {keyword, first, n_tokens, cost};

    if (is_wanted(section, keyword, FALSE))
        g_array_append_val(section->pending, pending);
}

static void
chain(ArsipSection *section, guint keyword, const ArsipOccurrence *occurrence)
{
    ArsipChain *to = &section->chains[keyword];
    guint at = section->occurrences->len;

    g_array_append_vals(section->occurrences, occurrence, 1);
    if (to->head == NONE) {
        to->head = at;
        g_array_append_val(section->keywords, keyword);
    } else {
        g_array_index(section->occurrences, ArsipOccurrence, to->tail).next = at;
    }
    to->tail = at;
    *(occurrence->is_cited ? &to->n_cited : &to->n_uncited) += 1;
}

/* Chains what ends before the token of the window with this number, of which all is known. */
static void
settle(ArsipSection *section, guint end)
{
    guint n = 0;

    if (section->is_guarded && section->pending->len > 0)
        arsip_citation_mark(section->text->str, section->tokens, section->is_body);
    for (; n < section->pending->len; n++) {
        const Pending *pending = &g_array_index(section->pending, Pending, n);
        guint last = pending->first + pending->n_tokens - 1 - section->n_dropped;
        const ArsipSeen *to = &g_array_index(section->tokens, ArsipSeen, last);
        const ArsipSeen *from = to - (pending->n_tokens - 1);
        ArsipOccurrence occurrence = {.first = pending->first,
                                      .start = section->base + from->start,
                                      .length = to->start + to->length - from->start,
                                      .cost = pending->cost,
                                      .next = NONE,
                                      .is_cited = section->is_guarded && (from->is_behind || to->is_before)};

        if (last >= end)
            break;
        if (is_wanted(section, pending->keyword, occurrence.is_cited))
            chain(section, pending->keyword, &occurrence);
    }
    g_array_remove_range(section->pending, 0, n);
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
    for (guint i = 0; i < section->keywords->len; i++)
        section->chains[g_array_index(section->keywords, guint, i)] = (ArsipChain){NONE, NONE, 0, 0};
    g_array_set_size(section->keywords, 0);
    g_array_set_size(section->occurrences, 0);
    g_array_set_size(section->pending, 0);
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
