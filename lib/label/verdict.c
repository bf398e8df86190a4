/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/verdict.h"

#include <string.h>

#define EVIDENCE_MAX 8
#define WORDS_MAX    200 /* bytes of the words of one evidence */

static void
free_evidence(ArsipEvidence *evidence)
{
    g_free(evidence->where);
    g_free(evidence->text);
    g_free(evidence);
}

ArsipAssignment *
arsip_assignment_new(const char *label, const char *file, guint line, const char *why, gint priority)
{
    ArsipAssignment *assignment = g_new0(ArsipAssignment, 1);

    assignment->label = g_strdup(label);
    assignment->rule = g_strdup_printf("%s:%u", file, line);
    assignment->why = g_strdup(why != NULL ? why : "");
    assignment->priority = priority;
    assignment->evidence = g_ptr_array_new_with_free_func((GDestroyNotify)free_evidence);
    return assignment;
}

void
arsip_assignment_free(ArsipAssignment *assignment)
{
    if (assignment == NULL)
        return;
    g_ptr_array_unref(assignment->evidence);
    g_free(assignment->label);
    g_free(assignment->rule);
    g_free(assignment->why);
    g_free(assignment);
}

void
arsip_refusal_free(ArsipRefusal *refusal)
{
    if (refusal == NULL)
        return;
    arsip_assignment_free(refusal->assignment);
    g_free(refusal->reason);
    g_free(refusal);
}

void
arsip_verdict_free(ArsipVerdict *verdict)
{
    if (verdict == NULL)
        return;
    g_ptr_array_unref(verdict->given);
    g_ptr_array_unref(verdict->refused);
    g_free(verdict);
}

/* Evidence is shown in lists and kept in events, where no NIK may stand: the first 4 digits show the region
 * only. */
static void
hide_digits(char *text)
{
    guint n_digits = 0;

    for (char *at = text; *at != '\0'; at++)
        if ((g_ascii_isalnum(*at) || *at == '|') && n_digits++ >= 4)
            *at = '*';
}

static gboolean
is_personal(const ArsipNode *leaf)
{
    static const char *const kinds[] = {"nik", "kk", "npwp", "telepon", NULL};

    return leaf->kind == ARSIP_NODE_HAS && leaf->value != NULL && g_strv_contains(kinds, leaf->value);
}

/* A value that a person set stands on no page: it is its own words. */
static char *
slice(const ArsipTrial *trial, const ArsipHit *hit)
{
    const ArsipPlace *place = &hit->place;
    ArsipPages *pages = trial->subject->pages;
    const ArsipField *field;

    if (pages != NULL && place->page >= 1) {
        const char *text = arsip_pages_find(pages, place->page, place->start, place->length);

        if (text != NULL)
            return g_strndup(text, place->length);
    }
    field = hit->scope == NULL ? NULL : arsip_letter_field(trial->subject->letter, hit->scope);
    return g_strdup(field != NULL ? field->value : "");
}

char *
arsip_trial_words(const ArsipTrial *trial, const ArsipHit *hit)
{
    g_autofree char *text = slice(trial, hit);
    GString *words = g_string_new(NULL);

    for (const char *at = text; *at != '\0' && words->len < WORDS_MAX; at = g_utf8_next_char(at)) {
        if (!g_unichar_isspace(g_utf8_get_char(at)))
            g_string_append_len(words, at, g_utf8_next_char(at) - at);
        else if (words->len > 0 && words->str[words->len - 1] != ' ')
            g_string_append_c(words, ' ');
    }
    if (is_personal(hit->leaf))
        hide_digits(words->str);
    return g_string_free(words, FALSE);
}

static gboolean
has_evidence_at(const GPtrArray *evidence, const ArsipHit *hit, const char *where)
{
    for (guint i = 0; i < evidence->len; i++) {
        const ArsipEvidence *before = g_ptr_array_index(evidence, i);

        if (before->place.page == hit->place.page && before->place.start == hit->place.start &&
            before->place.length == hit->place.length && strcmp(before->where, where) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
add_evidence(const ArsipTrial *trial, const ArsipHit *hit, GPtrArray *evidence)
{
    const char *where = hit->scope != NULL ? hit->scope : "";
    ArsipEvidence *found;

    if (has_evidence_at(evidence, hit, where))
        return;
    found = g_new0(ArsipEvidence, 1);
    found->place = hit->place;
    found->where = g_strdup(where);
    found->text = arsip_trial_words(trial, hit);
    found->cost = hit->cost;
    g_ptr_array_add(evidence, found);
}

static void
add_evidence_of(const ArsipTrial *trial, const ArsipRule *rule, const GPtrArray *queries, GPtrArray *evidence)
{
    for (guint i = 0; i < queries->len; i++) {
        const ArsipRuleQuery *query = g_ptr_array_index(queries, i);
        const GArray *hits = trial->hits_of[query->number];

        if (!arsip_match_has(trial->match, query->number) || hits == NULL)
            continue;
        for (guint k = 0; k < hits->len && evidence->len < EVIDENCE_MAX; k++) {
            const ArsipHit *hit = &g_array_index(trial->match->hits, ArsipHit, g_array_index(hits, guint, k));

            if (!hit->is_cited || !rule->is_guarded)
                add_evidence(trial, hit, evidence);
        }
    }
}

ArsipAssignment *
arsip_trial_assign(const ArsipTrial *trial, const ArsipRule *rule)
{
    ArsipAssignment *assignment =
        arsip_assignment_new(rule->label, rule->file, rule->line, rule->why, rule->priority);

    add_evidence_of(trial, rule, rule->any, assignment->evidence);
    add_evidence_of(trial, rule, rule->all, assignment->evidence);
    return assignment;
}
