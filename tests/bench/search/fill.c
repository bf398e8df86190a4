/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "archive/batch.h"
#include "archive/catalogue.h"
#include "archive/create.h"
#include "archive/record.h"
#include "letter/letter.h"
#include "letters.h"
#include "search/index.h"
#include "search/tidy.h"

/*
 * A made archive for search to be measured on: bench-search-fill [OPTION...] ARCHIVE LETTERS WORDS
 *
 * LETTERS: the texts of real letters in one file, as of ../shared/letters: their words and phrases come
 * first. WORDS: a word a line, the rarer ones; the Indonesian ones of Tesseract are had by combine_tessdata
 * -u /usr/share/tesseract-ocr/5/tessdata/ind.traineddata X. dawg2wordlist X.lstm-unicharset X.lstm-word-dawg
 * WORDS The catalogue has everything that a search looks at; there are no originals in files/, so that
 * `check` will not be content. Prints documents for each second of processor time, the catalogue's and the
 * index's apart (each group is two transactions for that), and what the tables take on the disk. --more adds
 * to an archive that is there.
 */
#define GROUP 1000

typedef struct {
    gint64 id;
    GArray *readings; /* of gint64 */
    BenchLetter *written;
} Filed;

typedef struct {
    ArsipArchive *archive;
    BenchWords *words;
    guint32 seed;
    gint64 batch;
    guint n, group;
    guint64 bytes;
    double making, cataloguing, indexing; /* seconds of processor time */
} Fill;

static double
processor_seconds(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
clear_filed(gpointer data)
{
    Filed *filed = data;

    g_array_unref(filed->readings);
    bench_letter_free(filed->written);
}

static gboolean
needs_no_files(G_GNUC_UNUSED const char *folder, G_GNUC_UNUSED GError **error)
{
    return TRUE;
}

static void
make_letter(const Fill *fill, guint number, GArray *group)
{
    BenchLetter *written = bench_letter_write(fill->words, fill->seed, number);
    Filed filed = {0, g_array_new(FALSE, FALSE, sizeof(gint64)), written};

    g_array_append_val(group, filed);
}

static gboolean
add_pages(const Fill *fill, Filed *filed, GError **error)
{
    g_autoptr(GPtrArray) rows = arsip_page_rows(fill->archive, filed->id, error);

    for (guint i = 0; rows != NULL && i < rows->len; i++) {
        gint64 page = ((const ArsipPageRow *)rows->pdata[i])->id;
        gint64 reading;

        if (!arsip_page_add_reading(fill->archive, page, filed->written->pages->pdata[i], NULL, &reading,
                                    error))
            return FALSE;
        g_array_append_val(filed->readings, reading);
    }
    return rows != NULL;
}

static gboolean
add_fields(const Fill *fill, const Filed *filed, GError **error)
{
    for (guint i = 0; i < filed->written->letter->fields->len; i++) {
        const ArsipField *field = filed->written->letter->fields->pdata[i];
        guint page = field->place.page;
        ArsipFieldRow row = {
            .name = field->name,
            .value = field->value,
            .reading = page > 0 ? g_array_index(filed->readings, gint64, page - 1) : 0,
            .start = field->place.start,
            .length = field->place.length,
        };

        if (!arsip_field_set(fill->archive, filed->id, &row, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
add_label(const Fill *fill, const Filed *filed, const char *label, GError **error)
{
    ArsipAssignmentRow row = {.label = label, .is_given = TRUE, .rule = "bench:1", .why = "", .rules = ""};

    return label == NULL || arsip_assignment_set(fill->archive, filed->id, &row, error);
}

static gboolean
catalogue(const Fill *fill, Filed *filed, GError **error)
{
    static const char receive[] = "UPDATE document SET received = ?2 WHERE id = ?1";
    const BenchLetter *written = filed->written;
    g_autofree char *uuid = NULL;
    g_autofree char *received =
        g_strdup_printf("%04u-%02u-%02u", written->year, written->month, written->day);
    guint8 sha256[ARSIP_HASH_SIZE];
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    ArsipArrival arrival = {
        .batch = fill->batch, .path = written->name, .name = written->name, .size = 500000, .sha256 = sha256};
    gint64 original, id;
    gboolean is_new;

    arsip_hash_update(hash, written->name, strlen(written->name));
    arsip_hash_finish(hash, sha256);
    return arsip_arrival_add(fill->archive, &arrival, &original, &id, &is_new, error) &&
           arsip_original_set_type(fill->archive, original, "image/tiff", error) &&
           arsip_document_add(fill->archive, fill->batch, written->name, original, &filed->id, &uuid,
                              error) &&
           arsip_execute(fill->archive, error, receive, "is", filed->id, received) &&
           arsip_document_set_pages(fill->archive, filed->id, original, written->pages->len, error) &&
           add_pages(fill, filed, error) && add_fields(fill, filed, error) &&
           add_label(fill, filed, written->kind, error) && add_label(fill, filed, written->topic, error) &&
           arsip_document_set_state(fill->archive, filed->id, "filed", NULL, error);
}

static gboolean
catalogue_group(Fill *fill, GArray *group, GError **error)
{
    if (!arsip_begin(fill->archive, error))
        return FALSE;
    for (guint i = 0; i < group->len; i++)
        if (!catalogue(fill, &g_array_index(group, Filed, i), error))
            return FALSE;
    return arsip_commit(fill->archive, error);
}

static gboolean
index_group(Fill *fill, GArray *group, GError **error)
{
    if (!arsip_begin(fill->archive, error))
        return FALSE;
    for (guint i = 0; i < group->len; i++) {
        const Filed *filed = &g_array_index(group, Filed, i);

        fill->bytes += filed->written->bytes;
        if (!arsip_index_add(fill->archive, filed->id, filed->written->letter,
                             (const gint64 *)(gpointer)filed->readings->data, filed->readings->len,
                             filed->written->name, error))
            return FALSE;
    }
    return arsip_commit(fill->archive, error);
}

static gboolean
fill_group(Fill *fill, guint first, guint n, GError **error)
{
    g_autoptr(GArray) group = g_array_new(FALSE, FALSE, sizeof(Filed));
    double begun = processor_seconds(), made, catalogued;

    g_array_set_clear_func(group, clear_filed);
    for (guint i = 0; i < n; i++)
        make_letter(fill, first + i, group);
    made = processor_seconds();
    if (!catalogue_group(fill, group, error))
        return FALSE;
    catalogued = processor_seconds();
    if (!index_group(fill, group, error))
        return FALSE;
    fill->making += made - begun;
    fill->cataloguing += catalogued - made;
    fill->indexing += processor_seconds() - catalogued;
    return TRUE;
}

static gboolean
begin_batch(Fill *fill, GError **error)
{
    g_autofree char *arguments = g_strdup_printf("{\"paths\":[\"/bench/%u\"]}", g_random_int());
    gboolean is_resumed;

    return arsip_begin(fill->archive, error) &&
           arsip_batch_begin(fill->archive, arguments, &fill->batch, &is_resumed, error) &&
           arsip_commit(fill->archive, error);
}

static gboolean
end_batch(Fill *fill, GError **error)
{
    return arsip_begin(fill->archive, error) && arsip_batch_finish(fill->archive, fill->batch, error) &&
           arsip_commit(fill->archive, error);
}

/* As an ingest ends, but to the end, however short the batch was. */
static gboolean
tidy(Fill *fill, GError **error)
{
    double before = processor_seconds();
    gboolean is_tidied = arsip_index_tidy(fill->archive, &(ArsipRebuildOptions){0}, error);

    fprintf(stderr, "%.1f s of the processor until the index was tidy\n", processor_seconds() - before);
    return is_tidied;
}

static gboolean
run(Fill *fill, GError **error)
{
    guint before = (guint)arsip_document_newest(fill->archive);

    if (!begin_batch(fill, error))
        return FALSE;
    for (guint done = 0; done < fill->n; done += fill->group) {
        if (!fill_group(fill, before + done + 1, MIN(fill->group, fill->n - done), error))
            return FALSE;
        if (done / 100000 != (done + fill->group) / 100000)
            fprintf(stderr, "%u: %.0f documents/s into the index so far\n", done + fill->group,
                    (done + fill->group) / fill->indexing);
    }
    return end_batch(fill, error) && tidy(fill, error);
}

/* Of an aggregate, pageno counts its pages; SQLite 3.40 has its pgsize in 32 bits, too few from 2 GiB on. */
static void
tell_sizes(const Fill *fill)
{
    static const char sql[] = "SELECT name, pageno * page_size FROM dbstat('main', 1), pragma_page_size"
                              " WHERE pageno >= 16 ORDER BY pageno DESC";
    g_autoptr(ArsipStatement) statement = arsip_statement(fill->archive, sql, NULL);

    while (statement != NULL && arsip_statement_step(statement, NULL))
        printf("%-28s %9.2f MB\n", arsip_column_text(statement, 0),
               sqlite3_column_double(statement, 1) / 1e6);
}

static void
tell(const Fill *fill)
{
    static const char size[] = "SELECT sum(pageno * page_size) FROM dbstat('main', 1), pragma_page_size"
                               " WHERE name GLOB 'words_*' OR name = 'vocabulary'";
    static const char words[] = "SELECT count(*) FROM vocabulary";
    double index = (double)arsip_fetch_number(fill->archive, 0, NULL, size, "");

    printf("%u documents: %.0f a second into the catalogue, %.0f into the index (letters made: %.0f)\n",
           fill->n, fill->n / fill->cataloguing, fill->n / fill->indexing, fill->n / fill->making);
    printf("text added %.2f MB, %.0f bytes a document\n", (double)fill->bytes / 1e6,
           (double)fill->bytes / fill->n);
    printf("index (words_*, vocabulary) %.2f MB", index / 1e6);
    if (fill->n == (guint)arsip_document_newest(fill->archive))
        printf(", %.3f of the text", index / (double)fill->bytes);
    printf("; %lld words in the vocabulary\n",
           (long long)arsip_fetch_number(fill->archive, 0, NULL, words, ""));
    tell_sizes(fill);
}

/* A folder for each thousand. */
static gboolean
write_text(const char *folder, const BenchLetter *letter, guint number, GError **error)
{
    g_autofree char *below = g_strdup_printf("%s/texts/%04u", folder, number / 1000);
    g_autofree char *path = g_strdup_printf("%s/scan-%06u.txt", below, number);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < letter->pages->len; i++)
        g_string_append(text, ((const ArsipReading *)letter->pages->pdata[i])->text);
    return g_mkdir_with_parents(below, 0700) == 0 &&
           g_file_set_contents_full(path, text->str, -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static gboolean
write_texts(const Fill *fill, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "letters.tsv", NULL);
    g_autoptr(GString) table = g_string_new(NULL);

    for (guint number = 1; number <= fill->n; number++) {
        g_autoptr(BenchLetter) letter = bench_letter_write(fill->words, fill->seed, number);

        if (!write_text(folder, letter, number, error))
            return FALSE;
        g_string_append_printf(table, "%06u\t%04u-%02u-%02u\t%s\t%s\n", number, letter->year, letter->month,
                               letter->day, letter->kind != NULL ? letter->kind : "",
                               letter->topic != NULL ? letter->topic : "");
    }
    return g_file_set_contents(path, table->str, -1, error);
}

static gboolean
set_cache(ArsipArchive *archive, gint mebibytes, GError **error)
{
    g_autofree char *sql = g_strdup_printf("PRAGMA cache_size = -%d", mebibytes * 1024);
    g_autoptr(ArsipStatement) statement = arsip_statement_once(archive, sql, error);

    return statement != NULL && !arsip_statement_step(statement, error);
}

int
main(int argc, char **argv)
{
    gint n = 1000000, seed = 1, group = GROUP, cache = 0;
    gboolean is_more = FALSE, is_unsafe = FALSE, as_texts = FALSE;
    const GOptionEntry entries[] = {
        {"documents", 'n', 0, G_OPTION_ARG_INT, &n, "how many (1000000)", "N"},
        {"seed", 0, 0, G_OPTION_ARG_INT, &seed, "another one makes other letters (1)", "N"},
        {"group", 0, 0, G_OPTION_ARG_INT, &group, "documents in a transaction (1000)", "N"},
        {"more", 0, 0, G_OPTION_ARG_NONE, &is_more, "into an archive that is there", NULL},
        {"cache", 0, 0, G_OPTION_ARG_INT, &cache,
         "MiB of SQLite's cache of pages (the archive's; 1000 if unsafe)", "N"},
        {"unsafe", 0, 0, G_OPTION_ARG_NONE, &is_unsafe, "do not wait for the disk", NULL},
        {"texts", 0, 0, G_OPTION_ARG_NONE, &as_texts, "files in place of an archive", NULL},
        G_OPTION_ENTRY_NULL};
    const ArsipSharing sharing = {NULL, FALSE};
    g_autoptr(GOptionContext) options = g_option_context_new("ARCHIVE LETTERS WORDS");
    g_autoptr(GError) error = NULL;
    Fill fill = {0};

    g_option_context_add_main_entries(options, entries, NULL);
    if (!g_option_context_parse(options, &argc, &argv, &error) || argc != 4 || n < 1 || group < 1) {
        fprintf(stderr, "%s\n", error != NULL ? error->message : "ARCHIVE LETTERS WORDS are wanted");
        return 64;
    }
    if (is_unsafe && cache == 0)
        cache = 1000;
    fill.n = (guint)n;
    fill.seed = (guint32)seed;
    fill.group = (guint)group;
    fill.words = bench_words_new(argv[2], argv[3], &error);
    if (fill.words != NULL && as_texts) {
        if (write_texts(&fill, argv[1], &error))
            return 0;
        fprintf(stderr, "%s\n", error != NULL ? error->message : "the files cannot be written");
        return 2;
    }
    if (fill.words == NULL ||
        (!is_more && !arsip_archive_create(argv[1], &sharing, needs_no_files, arsip_index_create, &error)) ||
        (fill.archive = arsip_archive_open(argv[1], ARSIP_ARCHIVE_WRITE, &error)) == NULL ||
        (is_unsafe && !arsip_execute(fill.archive, &error, "PRAGMA synchronous = OFF", "")) ||
        (cache > 0 && !set_cache(fill.archive, cache, &error)) || !run(&fill, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    tell(&fill);
    arsip_archive_close(fill.archive);
    bench_words_free(fill.words);
    return 0;
}
