/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/matcher.h"

#include "query/node.h"
#include "query/program.h"

static void
clear_slot(gpointer slot)
{
    g_clear_pointer(&((ArsipSlot *)slot)->keywords, g_array_unref);
    g_clear_pointer(&((ArsipSlot *)slot)->regex, g_regex_unref);
}

static void
clear_program(gpointer data)
{
    ArsipProgram *program = data;

    arsip_query_unref(program->query);
    g_free(program->steps);
}

ArsipMatcher *
arsip_matcher_new(void)
{
    ArsipMatcher *matcher = g_new0(ArsipMatcher, 1);

    matcher->keywords = arsip_keywords_new();
    matcher->scopes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    matcher->slots = g_array_new(FALSE, TRUE, sizeof(ArsipSlot));
    g_array_set_clear_func(matcher->slots, clear_slot);
    matcher->programs = g_array_new(FALSE, TRUE, sizeof(ArsipProgram));
    g_array_set_clear_func(matcher->programs, clear_program);
    matcher->usually = g_array_new(FALSE, TRUE, sizeof(guint64));
    matcher->facts = g_array_new(FALSE, FALSE, sizeof(guint));
    return matcher;
}

void
arsip_matcher_free(ArsipMatcher *matcher)
{
    if (matcher == NULL)
        return;
    arsip_keywords_free(matcher->keywords);
    g_hash_table_unref(matcher->scopes);
    g_array_unref(matcher->slots);
    g_array_unref(matcher->programs);
    g_array_unref(matcher->usually);
    arsip_scratch_free(matcher->scratch);
    g_array_unref(matcher->facts);
    g_free(matcher);
}

static guint
number_of_scope(ArsipMatcher *matcher, const char *scope)
{
    guint number;

    if (scope == NULL)
        return ARSIP_SCOPE_ANY;
    number = GPOINTER_TO_UINT(g_hash_table_lookup(matcher->scopes, scope));
    if (number == 0) {
        number = g_hash_table_size(matcher->scopes) + 1;
        g_hash_table_insert(matcher->scopes, g_strdup(scope), GUINT_TO_POINTER(number));
    }
    return number;
}

static GArray *
add_keywords(ArsipMatcher *matcher, const ArsipNode *near)
{
    GArray *keywords = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < near->children->len; i++) {
        const ArsipNode *leaf = g_ptr_array_index(near->children, i);
        guint keyword = arsip_keywords_add(matcher->keywords, leaf->terms);

        g_array_append_val(keywords, keyword);
    }
    return keywords;
}

static guint
add_slot(ArsipMatcher *matcher, const ArsipNode *node, gboolean is_silent)
{
    guint number = matcher->slots->len;
    const ArsipNode *first = node->kind == ARSIP_NODE_NEAR ? g_ptr_array_index(node->children, 0) : node;

    g_array_set_size(matcher->slots, number + 1);
    ArsipSlot *slot = &g_array_index(matcher->slots, ArsipSlot, number);
    slot->query = matcher->programs->len;
    slot->node = node;
    slot->is_silent = is_silent;
    if (first->kind == ARSIP_NODE_TERMS)
        slot->scope = number_of_scope(matcher, first->scope);
    if (node->kind == ARSIP_NODE_TERMS)
        slot->keyword = arsip_keywords_add(matcher->keywords, node->terms);
    else if (node->kind == ARSIP_NODE_NEAR)
        slot->keywords = add_keywords(matcher, node);
    else
        g_array_append_val(matcher->facts, number);
    if (node->kind == ARSIP_NODE_REGEX)
        slot->regex = arsip_query_regex(node->value, NULL);
    return number;
}

static void
add_step(GArray *steps, ArsipStepKind kind, guint argument)
{
    ArsipStep step = {kind, argument};

    g_array_append_val(steps, step);
}

/* The parser bounds the depth of a tree. */
static void
compile(ArsipMatcher *matcher, const ArsipNode *node, gboolean is_silent, GArray *steps)
{
    gboolean is_negation = node->kind == ARSIP_NODE_NOT;

    if (node->kind == ARSIP_NODE_ALL) {
        add_step(steps, ARSIP_STEP_TRUE, 0);
        return;
    }
    if (node->kind != ARSIP_NODE_AND && node->kind != ARSIP_NODE_OR && !is_negation) {
        add_step(steps, ARSIP_STEP_SLOT, add_slot(matcher, node, is_silent));
        return;
    }
    for (guint i = 0; i < node->children->len; i++)
        compile(matcher, g_ptr_array_index(node->children, i), is_silent || is_negation, steps);
    add_step(steps,
             is_negation                    ? ARSIP_STEP_NOT
             : node->kind == ARSIP_NODE_AND ? ARSIP_STEP_AND
                                            : ARSIP_STEP_OR,
             node->children->len);
}

guint
arsip_matcher_add(ArsipMatcher *matcher, ArsipQuery *query, gboolean guarded)
{
    ArsipProgram program = {.query = arsip_query_ref(query), .guarded = guarded};
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(ArsipStep));
    guint number = matcher->programs->len;

    compile(matcher, arsip_query_root(query), FALSE, steps);
    program.n_steps = steps->len;
    program.steps = g_array_steal(steps, NULL);
    g_autofree guint8 *operands = g_new(guint8, program.n_steps);
    guint64 usually = arsip_program_run(&program, NULL, operands) ? 1 : 0;

    matcher->longest = MAX(matcher->longest, program.n_steps);
    g_array_set_size(matcher->usually, number / 64 + 1);
    g_array_index(matcher->usually, guint64, number / 64) |= usually << number % 64;
    g_clear_pointer(&matcher->scratch, arsip_scratch_free);
    g_array_append_val(matcher->programs, program);
    return number;
}

/* What `n` operands make together. */
static guint8
fold_operands(const guint8 *operands, guint n, gboolean is_and)
{
    guint8 result = is_and ? TRUE : FALSE;

    for (guint i = 0; i < n; i++)
        result = is_and ? (result && operands[i]) : (result || operands[i]);
    return result;
}

gboolean
arsip_program_run(const ArsipProgram *program, const ArsipTally *tallies, guint8 *operands)
{
    guint8 wanted = arsip_program_wants(program);
    guint n = 0;

    for (guint i = 0; i < program->n_steps; i++) {
        const ArsipStep *step = &program->steps[i];

        switch (step->kind) {
        case ARSIP_STEP_SLOT:
            operands[n++] = tallies != NULL && (tallies[step->argument].found & wanted) != 0;
            break;
        case ARSIP_STEP_TRUE:
            operands[n++] = TRUE;
            break;
        case ARSIP_STEP_NOT:
            operands[n - 1] = !operands[n - 1];
            break;
        default:
            n -= step->argument;
            operands[n] = fold_operands(operands + n, step->argument, step->kind == ARSIP_STEP_AND);
            n++;
        }
    }
    return operands[0];
}
