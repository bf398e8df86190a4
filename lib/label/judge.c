/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/verdict.h"

#include "base/i18n.h"

#include <string.h>

/* A label that some rule gives, by the strongest of its rules. */
typedef struct {
    const ArsipRule *rule;
    const ArsipRuleQuery *against; /* the `none` query that speaks against the rule, or NULL: it holds */
    gboolean is_decided;
} Candidate;

/* One judgement while it is made; all but the verdict is borrowed. */
typedef struct {
    const ArsipTrial *trial;
    GArray *candidates; /* of Candidate */
    const char *const *fixed;
    const char *const *barred;
    ArsipVerdict *verdict;
} Court;

static gboolean
is_in(const char *const *labels, const char *label)
{
    return labels != NULL && g_strv_contains(labels, label);
}

static gboolean
is_matched(const ArsipTrial *trial, const ArsipRuleQuery *query)
{
    return arsip_match_has(trial->match, query->number);
}

static gboolean
are_wanted(const ArsipTrial *trial, const ArsipRule *rule)
{
    gboolean has_any = rule->any->len == 0;

    for (guint i = 0; i < rule->all->len; i++)
        if (!is_matched(trial, g_ptr_array_index(rule->all, i)))
            return FALSE;
    for (guint i = 0; i < rule->any->len && !has_any; i++)
        has_any = is_matched(trial, g_ptr_array_index(rule->any, i));
    return has_any;
}

static const ArsipRuleQuery *
find_against(const ArsipTrial *trial, const ArsipRule *rule)
{
    for (guint i = 0; i < rule->none->len; i++)
        if (is_matched(trial, g_ptr_array_index(rule->none, i)))
            return g_ptr_array_index(rule->none, i);
    return NULL;
}

/* A rule that holds is stronger than one that is spoken against; then the higher priority; then the one that
 * came first. */
static gboolean
is_stronger(const ArsipRule *rule, const ArsipRuleQuery *against, const Candidate *than)
{
    if ((against == NULL) != (than->against == NULL))
        return against == NULL;
    return rule->priority > than->rule->priority;
}

/* The labels that are wanted, each once. */
static GArray *
list_candidates(const ArsipTrial *trial)
{
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    g_autoptr(GHashTable) index_of = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < trial->rules->rules->len; i++) {
        const ArsipRule *rule = g_ptr_array_index(trial->rules->rules, i);
        Candidate candidate = {.rule = rule};
        gpointer at;

        if (!are_wanted(trial, rule))
            continue;
        candidate.against = find_against(trial, rule);
        if (!g_hash_table_lookup_extended(index_of, rule->label, NULL, &at)) {
            g_hash_table_insert(index_of, rule->label, GUINT_TO_POINTER(candidates->len));
            g_array_append_val(candidates, candidate);
        } else if (is_stronger(rule, candidate.against,
                               &g_array_index(candidates, Candidate, GPOINTER_TO_UINT(at)))) {
            g_array_index(candidates, Candidate, GPOINTER_TO_UINT(at)) = candidate;
        }
    }
    return candidates;
}

static gboolean
is_of(const char *label, const ArsipNamespace *space)
{
    gsize length = strlen(space->name);

    return strncmp(label, space->name, length) == 0 && label[length] == '/';
}

static Candidate *
candidate_at(const Court *court, guint at)
{
    return &g_array_index(court->candidates, Candidate, at);
}

static gboolean
is_open_in(const Candidate *candidate, const ArsipNamespace *space)
{
    return !candidate->is_decided && is_of(candidate->rule->label, space);
}

/* Takes the reason. */
static void
refuse(Court *court, Candidate *candidate, char *reason)
{
    ArsipRefusal *refusal = g_new0(ArsipRefusal, 1);

    refusal->assignment = arsip_trial_assign(court->trial, candidate->rule);
    refusal->reason = reason;
    g_ptr_array_add(court->verdict->refused, refusal);
    candidate->is_decided = TRUE;
}

static char *
tell_against(const ArsipTrial *trial, const ArsipRuleQuery *against)
{
    const GArray *hits = trial->hits_of[against->number];
    g_autofree char *words = NULL;

    if (hits == NULL)
        return g_strdup_printf(_("ruled out by %s"), against->text);
    words =
        arsip_trial_words(trial, &g_array_index(trial->match->hits, ArsipHit, g_array_index(hits, guint, 0)));
    return g_strdup_printf(_("ruled out by %s: \"%s\""), against->text, words);
}

static void
refuse_what_cannot_be(Court *court)
{
    for (guint i = 0; i < court->candidates->len; i++) {
        Candidate *candidate = candidate_at(court, i);

        if (is_in(court->fixed, candidate->rule->label))
            refuse(court, candidate, g_strdup(_("a person has given this label already")));
        else if (is_in(court->barred, candidate->rule->label))
            refuse(court, candidate, g_strdup(_("a person has removed this label")));
        else if (candidate->against != NULL)
            refuse(court, candidate, tell_against(court->trial, candidate->against));
    }
}

/* Takes the assignment. Reasons for one label become one assignment, with the evidence of the first. */
static void
give(Court *court, ArsipAssignment *assignment)
{
    for (guint i = 0; i < court->verdict->given->len; i++) {
        ArsipAssignment *given = g_ptr_array_index(court->verdict->given, i);

        if (strcmp(given->label, assignment->label) == 0) {
            g_autofree char *before = given->why;

            given->why = g_strdup_printf("%s%s%s", before, *before == '\0' ? "" : "; ", assignment->why);
            arsip_assignment_free(assignment);
            return;
        }
    }
    g_ptr_array_add(court->verdict->given, assignment);
}

/* For the label that says "a person must look", which needs no rule of its own. */
static void
give_without_rule(Court *court, const char *label, const char *file, guint line, const char *why)
{
    if (!is_in(court->fixed, label) && !is_in(court->barred, label))
        give(court, arsip_assignment_new(label, file, line, why, 0));
}

static void
give_otherwise(Court *court, const ArsipNamespace *space)
{
    g_autofree char *why = g_strdup_printf(_("no rule for %s/* holds"), space->name);

    if (space->otherwise != NULL)
        give_without_rule(court, space->otherwise, space->file, space->line, why);
}

static void
refuse_by_person(Court *court, const ArsipNamespace *space, const char *chosen)
{
    for (guint i = 0; i < court->candidates->len; i++)
        if (is_open_in(candidate_at(court, i), space))
            refuse(court, candidate_at(court, i), g_strdup_printf(_("a person has chosen %s"), chosen));
}

static void
refuse_below(Court *court, const ArsipNamespace *space, const ArsipRule *winner)
{
    for (guint i = 0; i < court->candidates->len; i++) {
        Candidate *candidate = candidate_at(court, i);

        if (is_open_in(candidate, space) && candidate->rule->priority < winner->priority)
            refuse(court, candidate,
                   g_strdup_printf(_("%s has the higher priority (%d over %d)"), winner->label,
                                   winner->priority, candidate->rule->priority));
    }
}

static void
append_reason(GString *reasons, const ArsipRule *rule)
{
    g_string_append_printf(reasons, "%s%s (%s:%u%s%s)", reasons->len == 0 ? "" : ", ", rule->label,
                           rule->file, rule->line, rule->why != NULL ? ": " : "",
                           rule->why != NULL ? rule->why : "");
}

/* Equal priorities of different labels: none of them, and a person looks. Only the tied are open still. */
static void
refuse_tie(Court *court, const ArsipNamespace *space, const ArsipRule *first)
{
    g_autoptr(GString) reasons = g_string_new(NULL);
    g_autofree char *why = NULL;

    for (guint i = 0; i < court->candidates->len; i++) {
        Candidate *candidate = candidate_at(court, i);

        if (!is_open_in(candidate, space))
            continue;
        append_reason(reasons, candidate->rule);
        refuse(court, candidate,
               g_strdup_printf(_("another label of %s has the same priority (%d)"), space->name,
                               first->priority));
    }
    why = g_strdup_printf(_("rules of the same priority (%d) contradict each other: %s"), first->priority,
                          reasons->str);
    give_without_rule(court, ARSIP_LABEL_TO_REVIEW, first->file, first->line, why);
}

static const ArsipRule *
find_winner(const Court *court, const ArsipNamespace *space, gboolean *is_tied)
{
    const ArsipRule *winner = NULL;

    *is_tied = FALSE;
    for (guint i = 0; i < court->candidates->len; i++) {
        const Candidate *candidate = candidate_at(court, i);

        if (!is_open_in(candidate, space) || (winner != NULL && candidate->rule->priority < winner->priority))
            continue;
        *is_tied = winner != NULL && candidate->rule->priority == winner->priority;
        winner = candidate->rule;
    }
    return winner;
}

static const char *
find_chosen(const Court *court, const ArsipNamespace *space)
{
    for (guint i = 0; court->fixed != NULL && court->fixed[i] != NULL; i++)
        if (is_of(court->fixed[i], space))
            return court->fixed[i];
    return NULL;
}

/* Leaves at most one candidate of the namespace open. */
static void
settle_namespace(Court *court, const ArsipNamespace *space)
{
    const char *chosen = find_chosen(court, space);
    const ArsipRule *winner;
    gboolean is_tied;

    if (chosen != NULL) {
        refuse_by_person(court, space, chosen);
        return;
    }
    winner = find_winner(court, space, &is_tied);
    if (winner == NULL) {
        give_otherwise(court, space);
        return;
    }
    refuse_below(court, space, winner);
    if (is_tied)
        refuse_tie(court, space, winner);
}

static gint
compare_assignments(gconstpointer a, gconstpointer b)
{
    const ArsipAssignment *one = *(const ArsipAssignment *const *)a;
    const ArsipAssignment *other = *(const ArsipAssignment *const *)b;

    return strcmp(one->label, other->label);
}

static gboolean
is_exclusive(const ArsipRules *rules, const char *label)
{
    for (guint i = 0; i < rules->namespaces->len; i++)
        if (is_of(label, g_ptr_array_index(rules->namespaces, i)))
            return TRUE;
    return FALSE;
}

static void
give_open(Court *court, gboolean of_exclusive)
{
    for (guint i = 0; i < court->candidates->len; i++) {
        const Candidate *candidate = candidate_at(court, i);

        if (!candidate->is_decided &&
            is_exclusive(court->trial->rules, candidate->rule->label) == of_exclusive)
            give(court, arsip_trial_assign(court->trial, candidate->rule));
    }
}

/* Rules speak first, so that a label which is also given for want of another keeps its evidence. */
static void
judge(Court *court)
{
    const ArsipRules *rules = court->trial->rules;

    refuse_what_cannot_be(court);
    give_open(court, FALSE);
    for (guint i = 0; i < rules->namespaces->len; i++)
        settle_namespace(court, g_ptr_array_index(rules->namespaces, i));
    give_open(court, TRUE);
    g_ptr_array_sort(court->verdict->given, compare_assignments);
}

static GArray **
group_hits(const ArsipRules *rules, const ArsipMatch *match)
{
    GArray **hits_of = g_new0(GArray *, rules->n_queries + 1);

    for (guint i = 0; i < match->hits->len; i++) {
        guint query = g_array_index(match->hits, ArsipHit, i).query;

        if (hits_of[query] == NULL)
            hits_of[query] = g_array_new(FALSE, FALSE, sizeof(guint));
        g_array_append_val(hits_of[query], i);
    }
    return hits_of;
}

static void
free_hits(const ArsipRules *rules, GArray **hits_of)
{
    for (guint i = 0; i < rules->n_queries; i++)
        if (hits_of[i] != NULL)
            g_array_unref(hits_of[i]);
    g_free(hits_of);
}

ArsipVerdict *
arsip_rules_judge(const ArsipRules *rules, const ArsipSubject *subject, const char *const *fixed,
                  const char *const *barred)
{
    g_autoptr(ArsipLetter) alone = arsip_letter_alone(subject->letter);
    ArsipSubject judged = *subject;
    g_autoptr(ArsipMatch) match = NULL;
    ArsipTrial trial = {.rules = rules, .subject = &judged};
    Court court = {.trial = &trial, .fixed = fixed, .barred = barred, .verdict = g_new0(ArsipVerdict, 1)};

    if (alone != NULL)
        judged.letter = alone;
    trial.match = match = arsip_matcher_run(rules->matcher, &judged);
    court.verdict->given = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_assignment_free);
    court.verdict->refused = g_ptr_array_new_with_free_func((GDestroyNotify)arsip_refusal_free);
    trial.hits_of = group_hits(rules, match);
    court.candidates = list_candidates(&trial);
    judge(&court);
    g_array_unref(court.candidates);
    free_hits(rules, trial.hits_of);
    return court.verdict;
}
