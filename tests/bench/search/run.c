/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cases.h"
#include "crowd.h"
#include "plans.h"
#include "times.h"

/*
 * How long searches take in an archive that bench-search-fill made: bench-search [OPTION...] ARCHIVE
 *
 * For each class of queries: the best twenty hits with their snippets, in one process that stays, after a
 * round that is not measured; milliseconds on the clock, and of processor time where the machine has more to
 * do; the limits beside, those of queries with a rare word in a row of their own. A class is cut short after
 * --budget seconds.
 *   --cold ARSIP        the whole process `arsip search WORD` instead, the file in the page cache
 *   --writer ARSIP      eight processes search while ARSIP ingests letters into ARCHIVE, which grows: use a
 * copy; wants --letters and --list, as bench-search-fill does
 *   --plans             what SQLite does for the slowest query of each class (plans.h)
 *   --queries           prints the queries of each class, and asks nothing
 *   --tsv               class, query, milliseconds for every run
 */
#define COLD_MOST 30.0 /* milliseconds */
#define COLD_RUNS 50

typedef struct {
    gint n, seed, budget, processes, pause, documents;
    char *only, *cold, *writer, *letters, *list;
    gboolean lists, plans, is_tsv;
} Wanted;

static void
print_query(const BenchClass *class, const BenchQuery *query)
{
    printf("%s\t%s\t%s\t%s", class->name, query->text != NULL ? query->text : "",
           query->labels[0] != NULL ? query->labels[0] : "", query->since);
}

typedef struct {
    GArray *clock, *processor; /* of double */
    guint64 hits;
} Measured;

static gboolean
is_rare(const BenchQuery *query)
{
    return query->share <= BENCH_RARE_SHARE;
}

/* measured: of queries that have a rare word, and of others; NULL: does not count. */
static gboolean
measure(ArsipArchive *archive, const BenchClass *class, const Wanted *wanted, Measured *measured,
        GError **error)
{
    double end = bench_milliseconds() + wanted->budget * 1000.0;

    for (guint i = 0; i < class->queries->len && bench_milliseconds() < end; i++) {
        const BenchQuery *query = class->queries->pdata[i];
        Measured *part = measured != NULL ? &measured[is_rare(query) ? 0 : 1] : NULL;
        double processor = bench_processor_milliseconds(), clock = bench_milliseconds();
        g_autoptr(ArsipAnswer) answer = bench_query_run(archive, query, error);

        clock = bench_milliseconds() - clock;
        processor = bench_processor_milliseconds() - processor;
        if (answer == NULL) {
            g_prefix_error(error, "%s: ", query->text);
            return FALSE;
        }
        if (part == NULL)
            continue;
        g_array_append_val(part->clock, clock);
        g_array_append_val(part->processor, processor);
        part->hits += answer->hits->len;
        if (wanted->is_tsv) {
            print_query(class, query);
            printf("\t%u\t%" G_GUINT64_FORMAT "\t%.3f\t%.3f\n", answer->hits->len, answer->total, clock,
                   processor);
        }
    }
    return TRUE;
}

static void
print_row(const BenchClass *class, Measured *measured, double limit)
{
    double p50, p99;

    if (measured->clock->len == 0)
        return;
    g_array_sort(measured->clock, bench_compare_times);
    g_array_sort(measured->processor, bench_compare_times);
    p50 = bench_quantile(measured->clock, 0.5);
    p99 = bench_quantile(measured->clock, 0.99);
    printf("%-13s %4u/%-4u %5.1f %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f %5.0f %5.0f %s\n", class->name,
           measured->clock->len, class->queries->len, (double)measured->hits / measured->clock->len, p50,
           bench_quantile(measured->clock, 0.9), p99, bench_quantile(measured->clock, 1),
           bench_quantile(measured->processor, 0.5), bench_quantile(measured->processor, 0.99), limit,
           class->p99, p50 > limit || p99 > class->p99 ? "over" : "");
    fflush(stdout);
}

static Measured
new_measured(void)
{
    return (Measured){g_array_new(FALSE, FALSE, sizeof(double)), g_array_new(FALSE, FALSE, sizeof(double)),
                      0};
}

static void
clear_measured(Measured *measured)
{
    g_array_unref(measured->clock);
    g_array_unref(measured->processor);
}

static gboolean
measure_class(ArsipArchive *archive, const BenchClass *class, const Wanted *wanted, GError **error)
{
    Measured measured[] = {new_measured(), new_measured()};
    gboolean is_done =
        measure(archive, class, wanted, NULL, error) && measure(archive, class, wanted, measured, error);

    if (is_done && !wanted->is_tsv) {
        print_row(class, &measured[0], BENCH_RARE_P50);
        print_row(class, &measured[1], BENCH_COMMON_P50);
    }
    clear_measured(&measured[0]);
    clear_measured(&measured[1]);
    return is_done;
}

static gboolean
measure_classes(ArsipArchive *archive, const GPtrArray *classes, const Wanted *wanted, GError **error)
{
    if (!wanted->is_tsv)
        printf("%-13s %9s %5s %9s %9s %9s %9s %9s %9s %11s\n", "class", "queries", "hits", "p50 ms", "p90",
               "p99", "worst", "cpu p50", "cpu p99", "limits");
    for (guint i = 0; i < classes->len; i++)
        if (!measure_class(archive, classes->pdata[i], wanted, error))
            return FALSE;
    return TRUE;
}

static void
list_queries(const GPtrArray *classes)
{
    for (guint i = 0; i < classes->len; i++) {
        const BenchClass *class = classes->pdata[i];

        for (guint k = 0; k < class->queries->len; k++) {
            print_query(class, class->queries->pdata[k]);
            printf("\n");
        }
    }
}

static gboolean
start_cold(const char *program, const char *archive, const BenchQuery *query, Measured *measured,
           GError **error)
{
    const char *const arguments[] = {program, "--archive", archive, "search", query->text, NULL};
    double clock = bench_milliseconds(), processor = bench_children_milliseconds();

    if (!g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, NULL, NULL, NULL, error))
        return FALSE;
    clock = bench_milliseconds() - clock;
    processor = bench_children_milliseconds() - processor;
    g_array_append_val(measured->clock, clock);
    g_array_append_val(measured->processor, processor);
    return TRUE;
}

static gboolean
measure_cold_class(const char *archive, const BenchClass *class, const Wanted *wanted, GError **error)
{
    g_autoptr(GArray) clock = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) processor = g_array_new(FALSE, FALSE, sizeof(double));
    Measured measured = {clock, processor, 0};
    double end = bench_milliseconds() + wanted->budget * 1000.0;

    for (guint i = 0; class->queries->len > 0 && i < COLD_RUNS && bench_milliseconds() < end; i++) {
        const BenchQuery *query = class->queries->pdata[i % class->queries->len];

        if (query->text != NULL && query->labels[0] == NULL && *query->since == '\0' &&
            !start_cold(wanted->cold, archive, query, &measured, error))
            return FALSE;
    }
    g_array_sort(clock, bench_compare_times);
    g_array_sort(processor, bench_compare_times);
    if (clock->len > 0)
        printf("arsip search, %-13s %3u runs  p50 %8.2f  p99 %8.2f ms  cpu %8.2f %8.2f  (limit %.0f)%s\n",
               class->name, clock->len, bench_quantile(clock, 0.5), bench_quantile(clock, 0.99),
               bench_quantile(processor, 0.5), bench_quantile(processor, 0.99), COLD_MOST,
               bench_quantile(clock, 0.5) > COLD_MOST ? "  over" : "");
    fflush(stdout);
    return TRUE;
}

static gboolean
measure_cold(const char *archive, const GPtrArray *classes, const Wanted *wanted, GError **error)
{
    for (guint i = 0; i < classes->len; i++)
        if (!measure_cold_class(archive, classes->pdata[i], wanted, error))
            return FALSE;
    return TRUE;
}

static gboolean
run(const Wanted *wanted, const char *folder, GError **error)
{
    g_auto(GStrv) only = wanted->only != NULL ? g_strsplit(wanted->only, ",", -1) : NULL;
    g_autoptr(ArsipArchive) archive = arsip_archive_open(folder, ARSIP_ARCHIVE_READ, error);
    g_autoptr(GPtrArray) classes = archive != NULL
                                       ? bench_cases_draw(archive, (const char *const *)only,
                                                          (guint32)wanted->seed, (guint)wanted->n, error)
                                       : NULL;
    g_autoptr(BenchWords) words = NULL;

    if (classes == NULL)
        return FALSE;
    if (wanted->lists) {
        list_queries(classes);
        return TRUE;
    }
    if (wanted->plans)
        return bench_plans_print(archive, classes, error);
    if (wanted->cold != NULL)
        return measure_cold(folder, classes, wanted, error);
    if (wanted->writer == NULL)
        return measure_classes(archive, classes, wanted, error);
    words = bench_words_new(wanted->letters, wanted->list, error);
    g_clear_pointer(&archive, arsip_archive_close); /* each process has its own */
    const BenchCrowd crowd = {wanted->writer,
                              folder,
                              words,
                              g_random_int(),
                              (guint)wanted->documents,
                              (guint)wanted->processes,
                              (guint)wanted->pause};
    return words != NULL && bench_crowd_run(&crowd, classes, error);
}

int
main(int argc, char **argv)
{
    Wanted wanted = {.n = 100, .seed = 1, .budget = 20, .processes = 8, .pause = 100, .documents = 2000};
    const GOptionEntry entries[] = {
        {"class", 'c', 0, G_OPTION_ARG_STRING, &wanted.only, "these alone", "NAME,..."},
        {"number", 'n', 0, G_OPTION_ARG_INT, &wanted.n, "queries in a class (100)", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &wanted.seed, "another one draws other queries (1)", "N"},
        {"budget", 0, 0, G_OPTION_ARG_INT, &wanted.budget, "seconds for a class, twice (20)", "N"},
        {"cold", 0, 0, G_OPTION_ARG_FILENAME, &wanted.cold, "the whole process", "ARSIP"},
        {"writer", 0, 0, G_OPTION_ARG_FILENAME, &wanted.writer, "while a batch is taken in", "ARSIP"},
        {"processes", 0, 0, G_OPTION_ARG_INT, &wanted.processes, "that search meanwhile (8)", "N"},
        {"pause", 0, 0, G_OPTION_ARG_INT, &wanted.pause, "ms between their queries (100)", "N"},
        {"documents", 0, 0, G_OPTION_ARG_INT, &wanted.documents, "that are taken in (2000)", "N"},
        {"letters", 0, 0, G_OPTION_ARG_FILENAME, &wanted.letters, "texts of real letters", "FILE"},
        {"list", 0, 0, G_OPTION_ARG_FILENAME, &wanted.list, "a word a line", "FILE"},
        {"queries", 0, 0, G_OPTION_ARG_NONE, &wanted.lists, "print them", NULL},
        {"plans", 0, 0, G_OPTION_ARG_NONE, &wanted.plans, "what SQLite does for each class", NULL},
        {"tsv", 0, 0, G_OPTION_ARG_NONE, &wanted.is_tsv, "every run", NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) options = g_option_context_new("ARCHIVE");
    g_autoptr(GError) error = NULL;

    g_option_context_add_main_entries(options, entries, NULL);
    if (!g_option_context_parse(options, &argc, &argv, &error) || argc != 2 ||
        (wanted.writer != NULL && (wanted.letters == NULL || wanted.list == NULL))) {
        fprintf(stderr, "%s\n",
                error != NULL ? error->message : "ARCHIVE is wanted; --writer wants --letters and --list");
        return 64;
    }
    if (run(&wanted, argv[1], &error))
        return 0;
    fprintf(stderr, "%s\n", error != NULL ? error->message : "failed");
    return 2;
}
