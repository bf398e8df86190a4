/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crowd.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "letters.h"
#include "times.h"

/* What a searching process tells: in one write, shorter than a pipe's own pieces. */
typedef struct {
    double clock, processor; /* milliseconds */
    char fault[120];         /* "": none */
} Told;

static volatile sig_atomic_t is_over;

static void
end(int signal)
{
    (void)signal;
    is_over = 1;
}

static void
search_on(const BenchCrowd *crowd, const GPtrArray *classes, guint number, int out)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipArchive) archive = arsip_archive_open(crowd->folder, ARSIP_ARCHIVE_READ, &error);
    g_autoptr(GRand) rand = g_rand_new_with_seed(crowd->seed + number);

    while (!is_over) {
        const BenchClass *class = classes->pdata[g_rand_int_range(rand, 0, (gint32)classes->len)];
        const BenchQuery *query =
            class->queries->len > 0
                ? class->queries->pdata[g_rand_int_range(rand, 0, (gint32) class->queries->len)]
                : NULL;
        double clock = bench_milliseconds(), processor = bench_processor_milliseconds();
        g_autoptr(ArsipAnswer) answer =
            archive != NULL && query != NULL ? bench_query_run(archive, query, &error) : NULL;
        Told told = {bench_milliseconds() - clock, bench_processor_milliseconds() - processor, ""};

        if (answer == NULL && error != NULL)
            g_strlcpy(told.fault, error->message, sizeof told.fault);
        g_clear_error(&error);
        if (write(out, &told, sizeof told) != sizeof told)
            break;
        g_usleep(crowd->pause * 1000);
    }
}

static GPid
start_searching(const BenchCrowd *crowd, const GPtrArray *classes, guint number, const int ends[2])
{
    pid_t process = fork();

    if (process != 0)
        return process;
    signal(SIGTERM, end);
    close(ends[0]);
    search_on(crowd, classes, number, ends[1]);
    _exit(0);
}

/* Letters as plain text, which no engine has to read. */
static gboolean
write_letters(const BenchCrowd *crowd, const char *folder, GError **error)
{
    for (guint i = 0; i < crowd->n_letters; i++) {
        g_autoptr(BenchLetter) letter = bench_letter_write(crowd->words, crowd->seed, i + 1);
        g_autofree char *path = g_strdup_printf("%s/surat-%06u.txt", folder, i + 1);
        const ArsipReading *page = letter->pages->pdata[0];

        if (!g_file_set_contents(path, page->text, -1, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
ingest(const BenchCrowd *crowd, const char *folder, GError **error)
{
    const char *const arguments[] = {crowd->program, "--archive", crowd->folder, "ingest", folder, NULL};
    int status;

    return g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                        NULL, NULL, NULL, NULL, &status, error) &&
           g_spawn_check_wait_status(status, error);
}

/* Until the last searching process has closed its end. */
static gpointer
collect(gpointer data)
{
    const int *in = data;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Told));
    Told told;

    while (read(*in, &told, sizeof told) == sizeof told)
        g_array_append_val(all, told);
    return all;
}

static void
tell(const GArray *all, double seconds, guint n_letters)
{
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) used = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GHashTable) faults = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter each;
    gpointer fault, n;

    for (guint i = 0; i < all->len; i++) {
        Told *told = &g_array_index(all, Told, i);
        guint before = GPOINTER_TO_UINT(g_hash_table_lookup(faults, told->fault));

        g_array_append_val(times, told->clock);
        g_array_append_val(used, told->processor);
        if (*told->fault != '\0')
            g_hash_table_insert(faults, told->fault, GUINT_TO_POINTER(before + 1));
    }
    g_array_sort(times, bench_compare_times);
    g_array_sort(used, bench_compare_times);
    printf("%u letters taken in within %.1f s; %u searches: p50 %.1f  p90 %.1f  p99 %.1f (limit 100)  worst "
           "%.1f ms;"
           "  cpu p50 %.1f  p99 %.1f\n",
           n_letters, seconds, times->len, bench_quantile(times, 0.5), bench_quantile(times, 0.9),
           bench_quantile(times, 0.99), bench_quantile(times, 1), bench_quantile(used, 0.5),
           bench_quantile(used, 0.99));
    printf("searches that failed: %u kinds\n", g_hash_table_size(faults));
    g_hash_table_iter_init(&each, faults);
    while (g_hash_table_iter_next(&each, &fault, &n))
        printf("  %u times: %s\n", GPOINTER_TO_UINT(n), (const char *)fault);
}

gboolean
bench_crowd_run(const BenchCrowd *crowd, const GPtrArray *classes, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("arsip-bench-XXXXXX", error);
    g_autofree GPid *processes = g_new0(GPid, crowd->n_processes);
    int ends[2];
    double begun;
    gboolean is_done;

    if (folder == NULL || !write_letters(crowd, folder, error))
        return FALSE;
    if (pipe(ends) != 0)
        return FALSE;
    for (guint i = 0; i < crowd->n_processes; i++)
        processes[i] = start_searching(crowd, classes, i, ends);
    close(ends[1]);
    GThread *collector = g_thread_new("collect", collect, &ends[0]);
    begun = bench_milliseconds();
    is_done = ingest(crowd, folder, error);
    double seconds = (bench_milliseconds() - begun) / 1000;
    for (guint i = 0; i < crowd->n_processes; i++)
        kill(processes[i], SIGTERM);
    for (guint i = 0; i < crowd->n_processes; i++)
        waitpid(processes[i], NULL, 0);
    g_autoptr(GArray) all = g_thread_join(collector);
    close(ends[0]);
    for (guint i = 0; i < crowd->n_letters; i++) {
        g_autofree char *path = g_strdup_printf("%s/surat-%06u.txt", folder, i + 1);

        g_unlink(path);
    }
    g_rmdir(folder);
    tell(all, seconds, crowd->n_letters);
    return is_done;
}
