/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/private.h"
#include "match-letter.h"

/*
 * The oracle for `label --check`: rule sets of a tiny vocabulary, made at random, against every document that
 * can be written in it. What is called dead must win nowhere, what is called no use must hold nowhere that
 * counts. The generator is fixed by its seed, so a fault comes again.
 */

#define RULES_MOST 5

static const char *const body_words[] = {"surat", "tugas", "berdasarkan"};
static const char *const subject_words[] = {"surat", "tugas"};

/* Every text of up to `most` of the words. */
static GPtrArray *
list_texts(const char *const *words, guint n_words, guint most)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    guint from = 0;

    g_ptr_array_add(texts, g_strdup(""));
    for (guint length = 1; length <= most; length++) {
        guint until = texts->len;

        for (; from < until; from++)
            for (guint i = 0; i < n_words; i++)
                g_ptr_array_add(texts, g_strstrip(g_strjoin(" ", texts->pdata[from], words[i], NULL)));
    }
    return texts;
}

static void
drop(gpointer letter)
{
    drop_letter(letter);
}

static GPtrArray *
list_letters(void)
{
    GPtrArray *letters = g_ptr_array_new_with_free_func(drop);
    g_autoptr(GPtrArray) bodies = list_texts(body_words, G_N_ELEMENTS(body_words), 3);
    g_autoptr(GPtrArray) subjects = list_texts(subject_words, G_N_ELEMENTS(subject_words), 2);

    for (guint i = 0; i < bodies->len; i++) {
        for (guint k = 0; k < subjects->len; k++) {
            ArsipLetter *letter = make_letter();

            add_to_zone(letter, ARSIP_ZONE_ISI, 1, 0, bodies->pdata[i]);
            add_field(letter, "hal", subjects->pdata[k]);
            g_ptr_array_add(letters, letter);
        }
    }
    return letters;
}

/* ---- rules at random */

static const char *const leaves[] = {
    "surat",
    "tugas",
    "isi:surat",
    "isi:tugas",
    "hal:surat",
    "hal:tugas",
    "isi:sur*",
    "hal:tug*",
    "\"surat tugas\"",
    "isi:\"surat tugas\"",
    "has:hal",
    "hal:/^surat/",
    "hal:\"tugas surat\"",
    "isi:berdasarkan",
    "surat~",
    "isi:\"berdasarkan surat\"",
    "isi:(surat NEAR/0 tugas)",
    "isi:(surat NEAR/1 tugas)",
};

static char *
draw_query(GRand *rand, guint depth)
{
    gint kind = depth == 0 ? 0 : g_rand_int_range(rand, 0, 7);
    g_autofree char *one = NULL;
    g_autofree char *other = NULL;

    if (kind < 3)
        return g_strdup(leaves[g_rand_int_range(rand, 0, G_N_ELEMENTS(leaves))]);
    one = draw_query(rand, depth - 1);
    other = draw_query(rand, depth - 1);
    if (kind == 3)
        return g_strdup_printf("NOT (%s)", one);
    return g_strdup_printf(kind < 6 ? "(%s OR %s)" : "(%s) (%s)", one, other);
}

static void
append_list(GString *text, GRand *rand, const char *key, gint least, gint most)
{
    gint n = g_rand_int_range(rand, least, most + 1);

    if (n > 0)
        g_string_append_printf(text, "    %s:\n", key);
    for (gint i = 0; i < n; i++) {
        g_autofree char *query = draw_query(rand, 2);

        g_string_append_printf(text, "      - '%s'\n", query);
    }
}

/* Each rule and each query begins a line of its own, by which the sentences name it. */
static char *
draw_rules(GRand *rand)
{
    GString *text = g_string_new("exclusive: jenis\nrules:\n");
    gint n = g_rand_int_range(rand, 2, RULES_MOST + 1);

    for (gint i = 0; i < n; i++) {
        g_string_append_printf(text, "  - label: %s/%c\n    priority: %d\n",
                               g_rand_int_range(rand, 0, 4) > 0 ? "jenis" : "perihal",
                               (char)('a' + g_rand_int_range(rand, 0, 3)), g_rand_int_range(rand, 1, 4));
        if (g_rand_int_range(rand, 0, 4) == 0)
            g_string_append(text, "    guard: no\n");
        append_list(text, rand, "any", 1, 2);
        append_list(text, rand, "all", 0, 2);
        append_list(text, rand, "none", 0, 2);
    }
    return g_string_free(text, FALSE);
}

/* ---- what is told */

typedef struct {
    GHashTable *never;   /* lines of rules that can never win or hold */
    GHashTable *useless; /* lines of queries that never hold where they count */
    GHashTable *always;  /* lines of queries that hold for every document */
} Told;

static guint
line_of(const char *sentence)
{
    return (guint)g_ascii_strtoull(strchr(sentence, ':') + 1, NULL, 10);
}

static void
sort_sentences(const GPtrArray *sentences, Told *told)
{
    for (guint i = 0; i < sentences->len; i++) {
        const char *sentence = sentences->pdata[i];
        gpointer line = GUINT_TO_POINTER(line_of(sentence));

        if (strstr(sentence, "is no use in") != NULL || strstr(sentence, "never holds") != NULL ||
            strstr(sentence, " contradicts ") != NULL)
            g_hash_table_add(told->useless, line);
        if (strstr(sentence, "holds for every document") != NULL)
            g_hash_table_add(told->always, line);
        if (strstr(sentence, "can never win") != NULL || strstr(sentence, "can never hold: what") != NULL ||
            strstr(sentence, "has the same queries already") != NULL)
            g_hash_table_add(told->never, line);
    }
}

/* ---- what is so */

static gboolean
is_matched(const ArsipMatch *match, const ArsipRuleQuery *query)
{
    return arsip_match_has(match, query->number);
}

static gboolean
is_held_back(const ArsipRule *rule, const ArsipMatch *match)
{
    for (guint i = 0; i < rule->all->len; i++)
        if (!is_matched(match, rule->all->pdata[i]))
            return TRUE;
    for (guint i = 0; i < rule->none->len; i++)
        if (is_matched(match, rule->none->pdata[i]))
            return TRUE;
    return FALSE;
}

static void
hold_against(const ArsipRules *rules, const ArsipMatch *match, const Told *told, gsize *n_held)
{
    for (guint i = 0; i < rules->rules->len; i++) {
        const ArsipRule *rule = rules->rules->pdata[i];

        for (guint k = 0; k < rule->any->len; k++) {
            const ArsipRuleQuery *query = rule->any->pdata[k];
            gboolean counts = is_matched(match, query) && !is_held_back(rule, match);

            if (g_hash_table_contains(told->useless, GUINT_TO_POINTER(query->line)))
                g_assert_false(counts);
            if (g_hash_table_contains(told->always, GUINT_TO_POINTER(query->line)))
                g_assert_true(is_matched(match, query));
            *n_held += counts ? 1 : 0;
        }
        for (guint k = 0; k < rule->all->len; k++) {
            const ArsipRuleQuery *query = rule->all->pdata[k];

            if (g_hash_table_contains(told->useless, GUINT_TO_POINTER(query->line)))
                g_assert_true(!is_matched(match, query) || is_held_back(rule, match));
            if (g_hash_table_contains(told->always, GUINT_TO_POINTER(query->line)))
                g_assert_true(is_matched(match, query));
        }
        for (guint k = 0; k < rule->none->len; k++) {
            const ArsipRuleQuery *query = rule->none->pdata[k];

            if (g_hash_table_contains(told->useless, GUINT_TO_POINTER(query->line)))
                g_assert_false(is_matched(match, query));
            if (g_hash_table_contains(told->always, GUINT_TO_POINTER(query->line)))
                g_assert_true(is_matched(match, query));
        }
    }
}

static void
hold_winners(const ArsipVerdict *verdict, const Told *told, GHashTable *winners)
{
    for (guint i = 0; i < verdict->given->len; i++) {
        const ArsipAssignment *given = verdict->given->pdata[i];
        gpointer line = GUINT_TO_POINTER((guint)g_ascii_strtoull(strrchr(given->rule, ':') + 1, NULL, 10));

        if (strcmp(given->label, ARSIP_LABEL_TO_REVIEW) == 0)
            continue;
        g_assert_false(g_hash_table_contains(told->never, line));
        g_hash_table_add(winners, line);
    }
}

typedef struct {
    guint n_told, n_useless, n_dead, n_found;
} Tally;

static void
try_rules(GRand *rand, const GPtrArray *letters, Tally *tally)
{
    g_autofree char *text = draw_rules(rand);
    g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
    ArsipFaults faults = {.sentences = sentences, .file = "rules/10.yaml"};
    g_autoptr(ArsipRules) rules = arsip_rules_read_bytes("10.yaml", text, strlen(text), &faults);
    g_autoptr(GHashTable) never = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) useless = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) always = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) winners = g_hash_table_new(NULL, NULL);
    Told told = {never, useless, always};
    gsize n_held = 0;

    g_assert_cmpuint(faults.n_found, ==, 0);
    arsip_rules_doubt(rules, "rules", &faults);
    sort_sentences(sentences, &told);
    g_test_message("%s", text);
    for (guint i = 0; i < sentences->len; i++)
        g_test_message("%s", (const char *)sentences->pdata[i]);
    for (guint i = 0; i < letters->len; i++) {
        ArsipSubject subject = {.letter = letters->pdata[i]};
        g_autoptr(ArsipMatch) match = arsip_matcher_run(rules->matcher, &subject);
        g_autoptr(ArsipVerdict) verdict = arsip_rules_judge(rules, &subject, NULL, NULL);

        hold_against(rules, match, &told, &n_held);
        hold_winners(verdict, &told, winners);
    }
    tally->n_told += g_hash_table_size(never);
    tally->n_useless += g_hash_table_size(useless);
    tally->n_dead += rules->rules->len - g_hash_table_size(winners);
    for (guint i = 0; i < rules->rules->len; i++)
        tally->n_found +=
            g_hash_table_contains(never, GUINT_TO_POINTER(((ArsipRule *)rules->rules->pdata[i])->line)) ? 1
                                                                                                        : 0;
}

static void
test_nothing_false_is_told(void)
{
    g_autoptr(GPtrArray) letters = list_letters();
    g_autoptr(GRand) rand = g_rand_new_with_seed(20240312);
    Tally tally = {0};

    for (guint i = 0; i < 400; i++)
        try_rules(rand, letters, &tally);
    g_test_message("%u rules never win in this vocabulary, %u of them told; %u queries no use", tally.n_dead,
                   tally.n_found, tally.n_useless);

    /* Silence would pass what is above. */
    g_assert_cmpuint(tally.n_found, >, 50);
    g_assert_cmpuint(tally.n_useless, >, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/check_calls_nothing_dead_that_wins_somewhere", test_nothing_false_is_told);
    return g_test_run();
}
