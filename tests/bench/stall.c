/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filling the index with N made documents of about 2 kB, words distributed as in real text (Zipf), in groups
 * of one transaction each: how long one of them takes at most, while FTS5 merges what the others left, and
 * how large the index becomes.
 *
 *   bench-stall FOLDER [N [GROUP [SETTING=NUMBER ...]]]      automerge=8 crisismerge=32 merge=64 ...
 *
 * merge is no setting of FTS5: pages to be merged at the end of each group, by its command of that name.
 * rebuild=1 then makes the index anew beside a writer who comes every 50 ms: how long he waits.
 */
#include <arsip/search.h>

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "archive/catalogue.h"
#include "archive/create.h"
#include "archive/record.h"
#include "search/index.h"

#define WORDS        300000
#define WORDS_OF_ONE 290

static char *words[WORDS];
static double reach[WORDS]; /* the sum of all frequencies up to this word */

static void
make_words(GRand *chance)
{
    static const char *const syllables[] = {
        "ba", "ca", "da", "ga", "ja", "ka", "la", "ma", "na",  "pa",  "ra",  "sa",  "ta",  "wa", "ya", "bi",
        "di", "ki", "li", "mi", "ni", "pi", "ri", "si", "ti",  "bu",  "du",  "ku",  "lu",  "mu", "nu", "pu",
        "ru", "su", "tu", "ke", "me", "se", "te", "an", "ang", "kan", "nya", "ber", "ter", "per"};
    double sum = 0;

    for (guint i = 0; i < WORDS; i++) {
        GString *word = g_string_new(NULL);
        guint n = 2 + (guint)g_rand_int_range(chance, 0, 3);

        while (n-- > 0)
            g_string_append(word, syllables[g_rand_int_range(chance, 0, G_N_ELEMENTS(syllables))]);
        words[i] = g_string_free(word, FALSE);
        reach[i] = sum += 1 / pow(i + 2.7, 1.05);
    }
}

static const char *
draw_word(GRand *chance)
{
    double wanted = g_rand_double(chance) * reach[WORDS - 1];
    guint low = 0, high = WORDS - 1;

    while (low < high) {
        guint middle = (low + high) / 2;

        if (reach[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return words[low];
}

static char *
make_text(GRand *chance)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < WORDS_OF_ONE; i++)
        g_string_append_printf(text, "%s%c", draw_word(chance), i % 12 == 11 ? '\n' : ' ');
    g_string_append_printf(text, "nomor %d/%d\n", g_rand_int_range(chance, 1, 999),
                           g_rand_int_range(chance, 1, 1000000));
    return g_string_free(text, FALSE);
}

static void
must(const GError *error)
{
    if (error != NULL) {
        fprintf(stderr, "%s\n", error->message);
        exit(2);
    }
}

static gboolean
furnish(G_GNUC_UNUSED const char *folder, G_GNUC_UNUSED GError **error)
{
    return TRUE;
}

static void
run(ArsipArchive *archive, const char *sql)
{
    GError *error = NULL;
    g_autoptr(ArsipStatement) statement = arsip_statement_once(archive, sql, &error);

    must(error);
    while (arsip_statement_step(statement, &error))
        continue;
    must(error);
}

static void
add_document(ArsipArchive *archive, guint64 *bytes, GRand *chance)
{
    static const char sql[] = "INSERT INTO original (sha256, size) VALUES (randomblob(32), 1)";
    g_autofree char *text = make_text(chance);
    g_autofree char *uuid = NULL;
    g_autoptr(ArsipReading) reading = arsip_reading_new();
    g_autoptr(ArsipLetter) letter = arsip_letter_read(NULL, 0);
    g_autoptr(GPtrArray) rows = NULL;
    ArsipPiece piece = {0, {1, 0, (guint32)strlen(text)}};
    gint64 document, made = 0, original;
    GError *error = NULL;

    *bytes += strlen(text);
    arsip_execute(archive, &error, sql, "");
    must(error);
    original = sqlite3_last_insert_rowid(arsip_archive_database(archive));
    arsip_document_add(archive, 1, "scan.tif", original, &document, &uuid, &error);
    must(error);
    rows = arsip_page_rows(archive, document, &error);
    must(error);
    g_free(reading->text);
    reading->text = g_strdup(text);
    arsip_page_add_reading(archive, ((ArsipPageRow *)rows->pdata[0])->id, reading, NULL, &made, &error);
    must(error);
    letter->zones[ARSIP_ZONE_ISI].text = g_steal_pointer(&text);
    g_array_append_val(letter->zones[ARSIP_ZONE_ISI].pieces, piece);
    arsip_index_add(archive, document, letter, &made, 1, "scan.tif", &error);
    must(error);
    arsip_document_set_state(archive, document, "filed", NULL, &error);
    must(error);
}

static void
set_up(ArsipArchive *archive, int n, char **settings, guint *merge, gboolean *rebuilds)
{
    for (int i = 0; i < n; i++) {
        g_auto(GStrv) pair = g_strsplit(settings[i], "=", 2);
        g_autofree char *sql =
            g_strdup_printf("INSERT INTO words (words, rank) VALUES ('%s', %s)", pair[0], pair[1]);

        if (g_str_equal(pair[0], "merge"))
            *merge = (guint)atoi(pair[1]);
        else if (g_str_equal(pair[0], "rebuild"))
            *rebuilds = atoi(pair[1]) != 0;
        else
            run(archive, sql);
    }
}

static gint
compare(gconstpointer a, gconstpointer b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Of this process: what the machine does beside it does not count. */
static double
processor_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double
part(GArray *times, double of)
{
    g_array_sort(times, compare);
    return g_array_index(times, double, (guint)(of * (times->len - 1)));
}

/* ---- a writer beside a rebuild */

typedef struct {
    const char *folder;
    gint is_done;
    GArray *waits;
} Writer;

static gpointer
write_beside(gpointer data)
{
    Writer *writer = data;
    GError *error = NULL;
    g_autoptr(ArsipArchive) archive = arsip_archive_open(writer->folder, ARSIP_ARCHIVE_WRITE, &error);

    must(error);
    while (!g_atomic_int_get(&writer->is_done)) {
        gint64 begun = g_get_monotonic_time();
        double seconds;

        arsip_begin(archive, &error);
        must(error);
        seconds = (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC;
        g_array_append_val(writer->waits, seconds);
        arsip_execute(archive, &error, "UPDATE document SET note = note || '.' WHERE id = 1", "");
        must(error);
        arsip_commit(archive, &error);
        must(error);
        g_usleep(50000);
    }
    return NULL;
}

static void
rebuild_beside_a_writer(ArsipArchive *archive, const char *folder)
{
    Writer writer = {.folder = folder, .waits = g_array_new(FALSE, FALSE, sizeof(double))};
    GThread *thread = g_thread_new("writer", write_beside, &writer);
    gint64 begun = g_get_monotonic_time();
    GError *error = NULL;

    arsip_search_rebuild(archive, &(ArsipRebuildOptions){0}, &error);
    must(error);
    printf("rebuild      %8.1f s\n", (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC);
    g_atomic_int_set(&writer.is_done, TRUE);
    g_thread_join(thread);
    printf("writer waits %8.3f s at most, p99 %.3f, p50 %.3f, %u times\n", part(writer.waits, 1),
           part(writer.waits, 0.99), part(writer.waits, 0.5), writer.waits->len);
    g_array_unref(writer.waits);
}

int
main(int argc, char **argv)
{
    const ArsipSharing sharing = {NULL, FALSE};
    guint n = argc > 2 ? (guint)atoi(argv[2]) : 100000, group = argc > 3 ? (guint)atoi(argv[3]) : 200;
    guint merge = 0;
    gboolean rebuilds = FALSE;
    g_autoptr(GRand) chance = g_rand_new_with_seed(2024);
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) busy = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(ArsipArchive) archive = NULL;
    GError *error = NULL;
    guint64 bytes = 0;
    double all = 0;

    make_words(chance);
    arsip_archive_create(argv[1], &sharing, furnish, arsip_index_create, &error);
    must(error);
    archive = arsip_archive_open(argv[1], ARSIP_ARCHIVE_WRITE, &error);
    must(error);
    run(archive,
        "INSERT INTO batch (id, uuid, arguments, who, started, state) VALUES (1, 'b', '', 'w', '', 'done')");
    arsip_search_ids(archive, "x", ARSIP_SEARCH_PLAIN, &(GArray *){NULL},
                     &error); /* makes the tokenizer known */
    must(error);
    set_up(archive, MAX(argc - 4, 0), argv + 4, &merge, &rebuilds);
    for (guint done = 0; done < n; done += group) {
        gint64 begun = g_get_monotonic_time();
        g_autofree char *sql = g_strdup_printf("INSERT INTO words (words, rank) VALUES ('merge', %u)", merge);
        double seconds, of_processor = processor_seconds();

        arsip_begin(archive, &error);
        must(error);
        for (guint i = 0; i < group; i++)
            add_document(archive, &bytes, chance);
        if (merge > 0)
            run(archive, sql);
        arsip_commit(archive, &error);
        must(error);
        seconds = (double)(g_get_monotonic_time() - begun) / G_USEC_PER_SEC;
        all += of_processor = processor_seconds() - of_processor;
        g_array_append_val(times, seconds);
        g_array_append_val(busy, of_processor);
    }
    printf("documents    %8u in groups of %u\n", n, group);
    printf("filled       %8.1f s of the processor, %.0f documents a second\n", all, n / all);
    printf("one group    %8.3f s at most, p99 %.3f, p90 %.3f, p50 %.3f\n", part(times, 1), part(times, 0.99),
           part(times, 0.9), part(times, 0.5));
    printf("  processor  %8.3f s at most, p99 %.3f, p90 %.3f, p50 %.3f\n", part(busy, 1), part(busy, 0.99),
           part(busy, 0.9), part(busy, 0.5));
    printf("segments     %8d\n",
           (int)arsip_fetch_number(archive, 0, NULL, "SELECT count(DISTINCT segid) FROM words_idx", ""));
    printf("index        %8.2f of the text's %.1f MB\n",
           (double)arsip_fetch_number(archive, 0, NULL,
                                      "SELECT (SELECT sum(length(block)) FROM words_data)"
                                      " + (SELECT sum(length(term) + 8) FROM words_idx)",
                                      "") /
               (double)bytes,
           (double)bytes / 1e6);
    if (rebuilds)
        rebuild_beside_a_writer(archive, argv[1]);
    return 0;
}
