/* SPDX-License-Identifier: GPL-3.0-or-later */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "query/matcher.h"
#include "text/token.h"

/*
 * Labelling by keywords: arsip's matcher, all rules in one pass, beside Hyperscan (one expression for each
 * rule, block mode, one document after the other) and PCRE2 with its JIT (each expression on each document,
 * on some of the documents). Prints MB/s and ratios of one run.
 *
 * bench-label TEXT WORDS [MEGABYTES [alone]]: TEXT holds Indonesian text, from whose lines documents of 2,000
 * bytes are made; WORDS a word of Indonesian in each line, for keywords besides those of the text.
 */
#define DOCUMENT 2000 /* bytes */
#define MEGABYTE 1000000.0
#define COMMON   500 /* of the text's words, the most frequent: no rule asks for one of them alone */
#define ROUNDS   3
#define SAMPLE   400 /* documents for PCRE2 */

typedef struct {
    GPtrArray *documents; /* of char */
    double megabytes;
} Corpus;

static Corpus
make_corpus(GRand *rand, const char *text, double megabytes)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gint n_lines = (gint)g_strv_length(lines);
    gsize wanted = (gsize)(megabytes * MEGABYTE / DOCUMENT);
    Corpus corpus = {g_ptr_array_new_with_free_func(g_free), 0};
    gsize bytes = 0;

    while (corpus.documents->len < wanted) {
        GString *made = g_string_sized_new(DOCUMENT + 256);

        while (made->len < DOCUMENT) {
            gint from = g_rand_int_range(rand, 0, n_lines);

            /* A few lines that belong together. */
            for (gint i = from; i < MIN(from + 6, n_lines) && made->len < DOCUMENT; i++) {
                g_string_append(made, lines[i]);
                g_string_append_c(made, '\n');
            }
        }
        bytes += made->len;
        g_ptr_array_add(corpus.documents, g_string_free(made, FALSE));
    }
    corpus.megabytes = (double)bytes / MEGABYTE;
    return corpus;
}

/* ---- keywords */

typedef struct {
    GHashTable *counts; /* word -> GUINT_TO_POINTER */
    GPtrArray *running; /* the text's words as they follow one another, borrowed from counts */
} Words;

static gboolean
count_word(const ArsipToken *token, gpointer data)
{
    Words *words = data;
    gpointer key, count = NULL;

    if (!g_hash_table_lookup_extended(words->counts, token->folded, &key, &count))
        key = g_strdup(token->folded);
    else
        g_hash_table_steal(words->counts, token->folded);
    g_hash_table_insert(words->counts, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
    g_ptr_array_add(words->running, token->is_number ? NULL : key);
    return TRUE;
}

static gint
compare_counts(gconstpointer a, gconstpointer b, gpointer counts)
{
    guint x = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *(const char *const *)a));
    guint y = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *(const char *const *)b));

    return x != y ? (x < y) - (x > y) : strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
pick(GRand *rand, const GPtrArray *words)
{
    return words->pdata[g_rand_int_range(rand, 0, (gint32)words->len)];
}

/* Of the phrases one in ten stands in the text so; the words of the others are drawn. */
static char *
make_keyword(GRand *rand, const Words *words, const GPtrArray *known, const GPtrArray *listed)
{
    double kind = g_rand_double(rand);
    gint n = kind < 0.3 ? 1 : kind < 0.8 ? 2 : 3;
    gint at = g_rand_int_range(rand, 0, (gint32)words->running->len - n);
    gboolean is_there = n > 1 && g_rand_double(rand) < 0.1;
    GString *keyword = g_string_new(NULL);

    for (gint i = 0; i < n; i++) {
        const char *word = is_there                             ? words->running->pdata[at + i]
                           : n > 1 && g_rand_double(rand) < 0.5 ? pick(rand, known)
                                                                : pick(rand, listed);

        g_string_append_printf(keyword, "%s%s", i > 0 ? " " : "", word != NULL ? word : "surat");
    }
    return g_string_free(keyword, FALSE);
}

static GPtrArray *
make_keywords(GRand *rand, const char *text, const GPtrArray *listed, guint n)
{
    Words words = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new()};
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    g_autoptr(GPtrArray) rare = g_ptr_array_new();
    g_autoptr(GHashTable) common = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *keywords = g_ptr_array_new_with_free_func(g_free);
    GHashTableIter each;
    gpointer word;

    arsip_tokenize(text, -1, count_word, &words);
    g_hash_table_iter_init(&each, words.counts);
    while (g_hash_table_iter_next(&each, &word, NULL))
        if (g_ascii_isalpha(*(const char *)word) && strlen(word) > 3)
            g_ptr_array_add(known, word);
    g_ptr_array_sort_with_data(known, compare_counts, words.counts);
    for (guint i = 0; i < MIN(COMMON, known->len); i++)
        g_hash_table_add(common, known->pdata[i]);
    for (guint i = 0; i < listed->len; i++)
        if (!g_hash_table_contains(common, listed->pdata[i]))
            g_ptr_array_add(rare, listed->pdata[i]);
    while (keywords->len < n)
        g_ptr_array_add(keywords, make_keyword(rand, &words, known, rare));
    g_ptr_array_unref(words.running);
    g_hash_table_unref(words.counts);
    return keywords;
}

/* ---- what is measured */

typedef guint64 (*Work)(const char *document, gpointer data);

static guint64
match_by_arsip(const char *document, gpointer data)
{
    GArray *pieces = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    GArray *none = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    ArsipPiece piece = {0, {1, 0, (guint32)strlen(document)}};
    ArsipLetter letter = {.fields = NULL};
    ArsipSubject subject = {.letter = &letter};

    g_array_append_val(pieces, piece);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        letter.zones[i].pieces = none;
    letter.zones[ARSIP_ZONE_ISI] = (ArsipZoneText){(char *)document, pieces, NULL};
    g_autoptr(ArsipMatch) match = arsip_matcher_run(data, &subject);
    guint64 n = match->hits->len;

    g_array_unref(pieces);
    g_array_unref(none);
    return n;
}

static ArsipMatcher *
make_matcher(const GPtrArray *keywords, const char *ending)
{
    ArsipMatcher *matcher = arsip_matcher_new();

    for (guint i = 0; i < keywords->len; i++) {
        g_auto(GStrv) words = g_strsplit(keywords->pdata[i], " ", -1);
        g_autofree char *joined = NULL;
        g_autofree char *glue = g_strconcat(ending, " ", NULL);
        g_autofree char *inner = g_strjoinv(glue, words);
        g_autoptr(ArsipQuery) query = NULL;

        joined = words[1] != NULL ? g_strdup_printf("isi:\"%s%s\"", inner, ending)
                                  : g_strdup_printf("isi:%s%s", inner, ending);
        query = arsip_query_parse(joined, ARSIP_QUERY_AS_RULE, NULL);
        if (query == NULL)
            g_error("%s", joined);
        arsip_matcher_add(matcher, query, TRUE);
    }
    return matcher;
}

static char *
expression_of(const char *keyword)
{
    g_auto(GStrv) words = g_strsplit(keyword, " ", -1);
    g_autofree char *inner = g_strjoinv("[\\s\\W]+", words);

    return g_strdup_printf("\\b%s\\b", inner);
}

typedef struct {
    hs_database_t *database;
    hs_scratch_t *scratch;
} Hyperscan;

static Hyperscan
make_hyperscan(const GPtrArray *keywords)
{
    g_autoptr(GPtrArray) expressions = g_ptr_array_new_with_free_func(g_free);
    g_autofree unsigned int *flags = g_new(unsigned int, keywords->len);
    g_autofree unsigned int *ids = g_new(unsigned int, keywords->len);
    Hyperscan hyperscan = {NULL, NULL};
    hs_compile_error_t *fault = NULL;

    for (guint i = 0; i < keywords->len; i++) {
        g_ptr_array_add(expressions, expression_of(keywords->pdata[i]));
        flags[i] = HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH;
        ids[i] = i;
    }
    if (hs_compile_multi((const char *const *)expressions->pdata, flags, ids, keywords->len, HS_MODE_BLOCK,
                         NULL, &hyperscan.database, &fault) != HS_SUCCESS)
        g_error("Hyperscan: %s", fault->message);
    hs_alloc_scratch(hyperscan.database, &hyperscan.scratch);
    return hyperscan;
}

static int
count_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *data)
{
    (void)id, (void)from, (void)to, (void)flags;
    *(guint64 *)data += 1;
    return 0;
}

static guint64
match_by_hyperscan(const char *document, gpointer data)
{
    const Hyperscan *hyperscan = data;
    guint64 n = 0;

    hs_scan(hyperscan->database, document, (unsigned int)strlen(document), 0, hyperscan->scratch, count_match,
            &n);
    return n;
}

static GPtrArray *
make_pcre(const GPtrArray *keywords)
{
    GPtrArray *codes = g_ptr_array_new_with_free_func((GDestroyNotify)pcre2_code_free);

    for (guint i = 0; i < keywords->len; i++) {
        g_autofree char *expression = expression_of(keywords->pdata[i]);
        int fault;
        PCRE2_SIZE at;
        pcre2_code *code =
            pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, PCRE2_CASELESS, &fault, &at, NULL);

        if (code == NULL || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0)
            g_error("PCRE2: %s", expression);
        g_ptr_array_add(codes, code);
    }
    return codes;
}

static guint64
match_by_pcre(const char *document, gpointer data)
{
    static pcre2_match_data *found;
    const GPtrArray *codes = data;
    gsize length = strlen(document);
    guint64 n = 0;

    if (found == NULL)
        found = pcre2_match_data_create(1, NULL);
    for (guint i = 0; i < codes->len; i++)
        n += pcre2_jit_match(codes->pdata[i], (PCRE2_SPTR)document, length, 0, 0, found, NULL) >= 0;
    return n;
}

/* ---- */

/* MB/s by this process's own time: the best of the rounds. */
static double
measure(Work work, const Corpus *corpus, gpointer data, guint n_documents, guint64 *found)
{
    double best = 0;

    for (guint round = 0; round < ROUNDS; round++) {
        clock_t start = clock();
        gsize bytes = 0;

        *found = 0;
        for (guint i = 0; i < n_documents; i++) {
            *found += work(corpus->documents->pdata[i], data);
            bytes += strlen(corpus->documents->pdata[i]);
        }
        best = MAX(best, (double)bytes / MEGABYTE * CLOCKS_PER_SEC / (double)MAX(clock() - start, 1));
    }
    return best;
}

static double
tell(const char *what, guint n, double speed, double ours, guint64 found)
{
    printf("%-26s %6u keywords %9.2f MB/s", what, n, speed);
    if (ours > 0)
        printf("   arsip is %.1f x", ours / speed);
    printf("   (%" G_GUINT64_FORMAT " found)\n", found);
    fflush(stdout);
    return speed;
}

static void
compare_peers(const Corpus *corpus, const GPtrArray *keywords, double ours)
{
    guint n = corpus->documents->len;
    Hyperscan hyperscan = make_hyperscan(keywords);
    g_autoptr(GPtrArray) codes = make_pcre(keywords);
    guint64 found;
    double theirs = measure(match_by_hyperscan, corpus, &hyperscan, n, &found);

    tell("Hyperscan, block mode", keywords->len, theirs, ours, found);
    theirs = measure(match_by_pcre, corpus, codes, MIN(n, SAMPLE), &found);
    tell("PCRE2-JIT, sample", keywords->len, theirs, ours, found);
    hs_free_scratch(hyperscan.scratch);
    hs_free_database(hyperscan.database);
}

static double
compare(const Corpus *corpus, const GPtrArray *keywords, gboolean has_peers)
{
    guint n = corpus->documents->len;
    guint64 found;
    g_autoptr(ArsipMatcher) exact = make_matcher(keywords, "");
    g_autoptr(ArsipMatcher) vague = make_matcher(keywords, "~");
    double ours = measure(match_by_arsip, corpus, exact, n, &found);

    tell("arsip", keywords->len, ours, 0, found);
    double tolerant = measure(match_by_arsip, corpus, vague, n, &found);
    tell("arsip, every word with ~", keywords->len, tolerant, 0, found);

    if (has_peers)
        compare_peers(corpus, keywords, ours);
    return ours;
}

int
main(int argc, char **argv)
{
    g_autofree char *text = NULL;
    g_autofree char *list = NULL;
    GRand *rand = g_rand_new_with_seed(1);
    g_autoptr(GPtrArray) listed = g_ptr_array_new();
    double few, many;

    if (argc < 3 || !g_file_get_contents(argv[1], &text, NULL, NULL) ||
        !g_file_get_contents(argv[2], &list, NULL, NULL)) {
        fprintf(stderr, "bench-label TEXT WORDS [MEGABYTES [alone]]\n");
        return 64;
    }
    Corpus corpus = make_corpus(rand, text, argc > 3 ? g_ascii_strtod(argv[3], NULL) : 200);
    g_auto(GStrv) words = g_strsplit(list, "\n", -1);

    for (guint i = 0; words[i] != NULL; i++) {
        gsize length = strlen(words[i]);

        if (length > 3 && strspn(words[i], G_CSET_a_2_z) == length)
            g_ptr_array_add(listed, words[i]);
    }
    printf("%u documents, %.0f MB; keywords of %u listed words and the text's own\n", corpus.documents->len,
           corpus.megabytes, listed->len);
    g_autoptr(GPtrArray) thousand = make_keywords(rand, text, listed, 1000);
    g_autoptr(GPtrArray) ten_thousand = make_keywords(rand, text, listed, 10000);

    few = compare(&corpus, thousand, argc < 5);
    many = compare(&corpus, ten_thousand, argc < 5);
    printf("arsip, 10,000 keywords against 1,000: %.2f x slower\n", few / many);
    g_ptr_array_unref(corpus.documents);
    g_rand_free(rand);
    return 0;
}
