/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include "archive/catalogue.h"
#include "archive/create.h"
#include "query/vague.h"
#include "search/index.h"
#include "search/neighbours.h"
#include "search/snapshot.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"
#include "text/form.h"

/*
 * How fast the forms and the neighbours of a word are found among the words of an archive, against a plain
 * walk through its table of words in the same run, and whether both find the same. And what it costs to add
 * documents' words. Words and queries are made (few words are read in many wrong ways, most in few), or come
 * from files with one in each line: bench-vocabulary [N | WORDS QUERIES].
 */
#define WORDS     200000
#define QUERIES   200
#define COMPARED  20  /* queries that are walked for plainly too */
#define DOCUMENT  150 /* distinct words of 2 kB */
#define DOCUMENTS 5000

typedef struct {
    char *folder;
    ArsipArchive *archive;
    GRand *rand;
    GPtrArray *words, *queries; /* of char */
} Bench;

/* ---- words */

static char *
make_word(GRand *rand)
{
    static const char *const syllables[] = {"ke", "te",   "ra",  "ngan", "sur", "at", "tu",   "gas",
                                            "me", "nyam", "pai", "kan",  "per", "un", "dang", "an",
                                            "da", "lam",  "bu",  "pa",   "ti",  "mo"};
    GString *word = g_string_new(NULL);

    for (gint n = g_rand_int_range(rand, 2, 6); n > 0; n--)
        g_string_append(word, syllables[g_rand_int_range(rand, 0, G_N_ELEMENTS(syllables))]);
    return g_string_free(word, FALSE);
}

static char *
misread(GRand *rand, const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz015";
    GString *read = g_string_new(word);
    gsize at = (gsize)g_rand_int_range(rand, 0, (gint32)read->len);
    char letter = letters[g_rand_int_range(rand, 0, sizeof letters - 1)];

    switch (g_rand_int_range(rand, 0, 4)) {
    case 0:
        g_string_erase(read, (gssize)at, 1);
        break;
    case 1:
        g_string_insert_c(read, (gssize)at, letter);
        break;
    default:
        read->str[at] = letter;
    }
    return g_string_free(read, FALSE);
}

static void
make_words(Bench *bench, guint n)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    while (bench->words->len < n) {
        double skewed = g_rand_double(bench->rand);
        guint known = bench->words->len;
        gboolean is_misread = known > n / 20;
        char *word = is_misread ? misread(bench->rand, bench->words->pdata[(guint)(skewed * skewed * known)])
                                : make_word(bench->rand);

        if (strlen(word) >= ARSIP_WORD_READ_LEAST && g_hash_table_add(seen, word))
            g_ptr_array_add(bench->words, word);
        else
            g_free(word);
    }
    for (guint i = 0; i < QUERIES; i++) {
        const char *word = bench->words->pdata[g_rand_int_range(bench->rand, 0, (gint32)n / 20)];

        g_ptr_array_add(bench->queries, i % 4 == 0 ? misread(bench->rand, word) : g_strdup(word));
    }
}

static void
read_words(GPtrArray *words, const char *path)
{
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;

    if (!g_file_get_contents(path, &text, NULL, NULL))
        exit(1);
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        if (strlen(lines[i]) >= ARSIP_WORD_READ_LEAST)
            g_ptr_array_add(words, g_strdup(lines[i]));
}

/* ---- the archive */

static void
need(gboolean is_done, GError *error)
{
    if (is_done)
        return;
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

static gboolean
needs_no_files(const char *folder, GError **error)
{
    (void)folder;
    (void)error;
    return TRUE;
}

static void
open_archive(Bench *bench)
{
    const ArsipSharing sharing = {NULL, FALSE};
    GError *error = NULL;

    bench->folder = g_dir_make_tmp("arsip-vocabulary-XXXXXX", NULL);
    need(arsip_archive_create(bench->folder, &sharing, needs_no_files, arsip_index_create, &error), error);
    bench->archive = arsip_archive_open(bench->folder, ARSIP_ARCHIVE_WRITE, &error);
    need(bench->archive != NULL && arsip_search_attach(bench->archive, &error), error);
}

static void
close_archive(Bench *bench)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", bench->folder);

    arsip_archive_close(bench->archive);
    if (system(command) != 0)
        fprintf(stderr, "%s stays\n", bench->folder);
    g_free(bench->folder);
}

static double
seconds_used(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Every word once, some with each document. */
static void
fill(Bench *bench)
{
    double start = seconds_used(), longest = 0;
    GError *error = NULL;

    for (guint at = 0; at < bench->words->len;) {
        double before = seconds_used();

        need(arsip_begin(bench->archive, &error), error);
        for (guint end = MIN(at + 3000, bench->words->len); at < end;) {
            g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);

            for (guint i = 0; i < 3 && at < end; i++)
                g_hash_table_add(words, bench->words->pdata[at++]);
            need(arsip_vocabulary_add(bench->archive, words, &error), error);
        }
        need(arsip_commit(bench->archive, &error), error);
        longest = MAX(longest, seconds_used() - before);
    }
    printf("%u words, each new: %.1f us for one; %.0f ms for the longest 1,000 documents\n",
           bench->words->len, (seconds_used() - start) * 1e6 / bench->words->len, longest * 1000);
}

/* Documents of words that are nearly all known, as most are; against one statement for each. */
static void
fill_with_known(Bench *bench)
{
    double spent[2] = {0, 0};
    GError *error = NULL;

    need(arsip_begin(bench->archive, &error), error);
    for (guint i = 0; i < DOCUMENTS; i++) {
        g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
        GHashTableIter each;
        gpointer word;
        double before;

        for (guint k = 0; k < DOCUMENT; k++) {
            /* As often as their rank says (Zipf). */
            guint rank = (guint)exp(g_rand_double(bench->rand) * log(bench->words->len));

            g_hash_table_add(words, bench->words->pdata[rank - 1]);
        }
        before = seconds_used();
        need(arsip_vocabulary_add(bench->archive, words, &error), error);
        spent[0] += seconds_used() - before;
        before = seconds_used();
        g_hash_table_iter_init(&each, words);
        while (g_hash_table_iter_next(&each, &word, NULL))
            need(arsip_execute(bench->archive, &error, "INSERT OR IGNORE INTO vocabulary (word) VALUES (?1)",
                               "s", word),
                 error);
        spent[1] += seconds_used() - before;
    }
    arsip_rollback(bench->archive);
    printf("a document of %u known words: %.0f us, %.3f of a statement for each\n", DOCUMENT,
           spent[0] * 1e6 / DOCUMENTS, spent[0] / spent[1]);
}

/* ---- queries */

/* How many the plain walk finds of those that were found, and how many it finds. */
typedef struct {
    guint n, n_same;
} Agreement;

static GHashTable *
set_of(const GArray *found)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < found->len; i++)
        g_hash_table_add(set, g_array_index(found, ArsipNeighbour, i).word);
    return set;
}

static Agreement
walk_plainly(Bench *bench, const char *query, const GArray *forms, const GArray *near)
{
    g_autoptr(ArsipForms) of_query = arsip_forms_new(query);
    g_autoptr(GHashTable) found_forms = set_of(forms), found_near = set_of(near);
    g_autoptr(ArsipStatement) statement = NULL;
    Agreement agreement = {0, 0};
    GError *error = NULL;

    statement = arsip_statement(bench->archive, "SELECT word FROM vocabulary", &error);
    need(statement != NULL, error);
    while (arsip_statement_step(statement, &error)) {
        const char *word = arsip_column_text(statement, 0);
        gboolean is_form = arsip_forms_has(of_query, word), is_near = arsip_vague_is(query, word, NULL);

        if (strcmp(word, query) == 0)
            continue;
        agreement.n += (guint)is_form + (guint)is_near;
        agreement.n_same += (guint)(is_form && g_hash_table_contains(found_forms, word));
        agreement.n_same += (guint)(is_near && g_hash_table_contains(found_near, word));
    }
    return agreement;
}

static gint
compare_times(gconstpointer a, gconstpointer b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static double
sum(const GArray *times, guint n)
{
    double all = 0;

    for (guint i = 0; i < n; i++)
        all += g_array_index(times, double, i);
    return all;
}

static void
ask(Bench *bench, gboolean is_wide)
{
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
    double plain = 0, compared;
    g_auto(ArsipSnapshot) snapshot = {NULL};
    guint n = 0, n_same = 0, n_compared = MIN(COMPARED, bench->queries->len), n_near = 0;
    GError *error = NULL;

    need(arsip_snapshot_begin(&snapshot, bench->archive, &error), error);
    for (guint i = 0; i < bench->queries->len; i++) {
        const char *query = bench->queries->pdata[i];
        double start = seconds_used(), spent;
        g_autoptr(ArsipNeighbours) neighbours = arsip_neighbours_new(bench->archive, is_wide);
        const GArray *forms = arsip_neighbours_forms(neighbours, query, &error), *near;

        need(forms != NULL, error);
        near = arsip_neighbours_near(neighbours, query, &error);
        need(near != NULL, error);
        spent = (seconds_used() - start) * 1000;
        g_array_append_val(times, spent);
        n_near += near->len;
        if (getenv("ARSIP_BENCH_EACH") != NULL)
            printf("  %8.2f ms %s: %u forms, %u near\n", spent, query, forms->len, near->len);
        if (i >= n_compared)
            continue;
        start = seconds_used();
        Agreement agreement = walk_plainly(bench, query, forms, near);
        plain += (seconds_used() - start) * 1000;
        n += agreement.n;
        n_same += agreement.n_same;
    }
    compared = sum(times, n_compared);
    g_array_sort(times, compare_times);
    printf("%s: %.2f ms in the middle, %.2f ms in 99 of 100, %.2f at most; %.4f of a plain walk (%.0f ms);"
           " %u of its %u words found, %.0f near a word\n",
           is_wide ? "wide" : "forms and near", g_array_index(times, double, times->len / 2),
           g_array_index(times, double, times->len * 99 / 100), g_array_index(times, double, times->len - 1),
           compared / plain, plain / n_compared, n_same, n, (double)n_near / bench->queries->len);
}

static void
tell_size(Bench *bench)
{
    static const char sql[] = "SELECT sum(pgsize) FROM dbstat WHERE name = ?1";
    GError *error = NULL;
    gint64 plain = arsip_fetch_number(bench->archive, 0, &error, sql, "s", "vocabulary");
    gint64 blocks = arsip_fetch_number(bench->archive, 0, &error, sql, "s", "vocabulary_block");
    gint64 runs = arsip_fetch_number(bench->archive, 0, &error, "SELECT count(*) FROM vocabulary_run", "");

    g_clear_error(&error);
    printf("table of words %.1f MB, their order %.1f MB in %d runs\n", (double)plain / 1e6,
           (double)blocks / 1e6, (int)runs);
}

int
main(int argc, char **argv)
{
    Bench bench = {.rand = g_rand_new_with_seed(1)};

    bench.words = g_ptr_array_new_with_free_func(g_free);
    bench.queries = g_ptr_array_new_with_free_func(g_free);
    if (argc > 2) {
        read_words(bench.words, argv[1]);
        read_words(bench.queries, argv[2]);
        for (guint i = bench.words->len; i > 1; i--) {
            guint other = (guint)g_rand_int_range(bench.rand, 0, (gint32)i);
            gpointer word = bench.words->pdata[i - 1];

            bench.words->pdata[i - 1] = bench.words->pdata[other];
            bench.words->pdata[other] = word;
        }
    } else {
        make_words(&bench, argc > 1 ? (guint)atoi(argv[1]) : WORDS);
    }
    open_archive(&bench);
    fill(&bench);
    fill_with_known(&bench);
    tell_size(&bench);
    ask(&bench, FALSE);
    ask(&bench, TRUE);
    close_archive(&bench);
    g_ptr_array_unref(bench.words);
    g_ptr_array_unref(bench.queries);
    g_rand_free(bench.rand);
    return 0;
}
