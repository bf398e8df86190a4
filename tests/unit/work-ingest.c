/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-house.h"

#include <arsip/correct.h>
#include <arsip/document.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "archive/private.h"
#include "archive/record.h"

static ino_t unreadable;

/* Stands in for the C library's: the file of this number lies on a bad sector. */
ssize_t
pread(int fd, void *bytes, size_t length, off_t offset)
{
    struct stat info;

    if (unreadable != 0 && fstat(fd, &info) == 0 && info.st_ino == unreadable) {
        errno = EIO;
        return -1;
    }
    return (ssize_t)syscall(SYS_pread64, fd, bytes, length, offset);
}

/* All that an undisturbed and a resumed run must have in common, as one text. */
static char *
portrait(const House *house)
{
    static const char *const queries[] = {
        "SELECT id || ' ' || name || ' ' || state || ' ' || hidden FROM document ORDER BY id",
        "SELECT id || ' ' || original || ' ' || name || ' ' || outcome || ' ' || coalesce(container, 0) FROM "
        "arrival ORDER BY id",
        "SELECT id || ' ' || hex(sha256) || ' ' || size FROM original ORDER BY id",
        "SELECT page.id || ' ' || page.state || ' ' || coalesce(text, '') FROM page"
        " LEFT JOIN reading ON reading.id = page.reading ORDER BY page.id",
        "SELECT document || ' ' || name || ' ' || given FROM assignment JOIN label ON label.id = label ORDER "
        "BY 1",
        "SELECT id || ' ' || what FROM event ORDER BY id",
        "SELECT state FROM batch ORDER BY id",
        "SELECT page || ' ' || code FROM problem ORDER BY document IS NOT NULL, id",
    };
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autoptr(ArsipStatement) statement = arsip_statement_once(house->archive, queries[i], NULL);

        g_assert_nonnull(statement);
        while (arsip_statement_step(statement, NULL))
            g_string_append_printf(text, "%s\n", arsip_column_text(statement, 0));
        g_string_append(text, "--\n");
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
put_letters(const House *house, guint count)
{
    for (guint i = 0; i < count; i++) {
        g_autofree char *name = g_strdup_printf("%04u.txt", i);
        g_autofree char *text = g_strdup_printf("Undangan rapat nomor %u\n", i % 1100);

        house_put(house, name, text);
    }
}

static void
make_dangling_link(const House *house)
{
    g_autofree char *path = g_build_filename(house->files, "zz-gone", NULL);

    g_assert_cmpint(symlink("nowhere", path), ==, 0);
}

static void
a_report_counts_what_came(void)
{
    House house;
    g_autoptr(ArsipReport) report = NULL;
    gint64 batch;
    GError *error = NULL;

    house_open(&house);
    house_put(&house, "a.txt", "Undangan rapat\n");
    house_put(&house, "b.txt", "Undangan rapat\n");
    house_put(&house, "c.txt", "Laporan bulanan\n");
    house_put(&house, "empty", "");
    make_dangling_link(&house);

    batch = house_ingest(&house, FALSE, NULL, &error);

    g_assert_no_error(error);
    report = house_report(&house, batch);
    g_assert_cmpint(report->files, ==, 4);
    g_assert_cmpint(report->new_documents, ==, 3);
    g_assert_cmpint(report->duplicates, ==, 1);
    g_assert_cmpint(report->pages_read, ==, 2);
    g_assert_cmpint(report->pages_failed, ==, 1);
    g_assert_cmpint(report->pages_waiting, ==, 0);
    g_assert_cmpint(report->unlabelled, ==, 1);
    g_assert_cmpuint(report->labels->len, ==, 1);
    g_assert_cmpint(((const ArsipCount *)report->labels->pdata[0])->count, ==, 1);
    g_assert_cmpuint(report->problems->len, ==, 2);
    g_assert_nonnull(strstr(((const ArsipProblem *)report->problems->pdata[0])->path, "zz-gone"));
    g_assert_cmpint(((const ArsipProblem *)report->problems->pdata[1])->code, ==, ARSIP_ERROR_EMPTY);
    house_close(&house);
}

typedef struct {
    guint left; /* questions until the answer is yes */
} Patience;

static gboolean
is_tired(gpointer data)
{
    Patience *patience = data;

    if (patience->left == 0)
        return TRUE;
    patience->left--;
    return FALSE;
}

static void
hold_against_an_undisturbed_run(guint letters, gboolean stores_only, const guint *stops, guint n_stops)
{
    House whole;
    g_autofree char *expected = NULL;
    GError *error = NULL;

    house_open(&whole);
    put_letters(&whole, letters);
    make_dangling_link(&whole);
    house_ingest(&whole, stores_only, NULL, &error);
    g_assert_no_error(error);
    expected = portrait(&whole);
    for (guint i = 0; i < n_stops; i++) {
        House house;
        Patience patience = {stops[i]};
        const ArsipWatcher watcher = {.should_stop = is_tired, .data = &patience};
        g_autofree char *found = NULL;

        house_open(&house);
        put_letters(&house, letters);
        make_dangling_link(&house);
        house_ingest(&house, stores_only, &watcher, &error);
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
        g_clear_error(&error);
        house_reopen(&house);

        house_ingest(&house, stores_only, NULL, &error);

        g_assert_no_error(error);
        found = portrait(&house);
        g_assert_cmpstr(found, ==, expected);
        house_close(&house);
    }
    house_close(&whole);
}

/* While looking, in the first group of files and in the second. */
static void
a_stopped_storing_goes_on_as_if_it_had_not_been(void)
{
    static const guint stops[] = {0, 1300, 2300};

    hold_against_an_undisturbed_run(1203, TRUE, stops, G_N_ELEMENTS(stops));
}

static void
a_stopped_reading_goes_on_as_if_it_had_not_been(void)
{
    static const guint stops[] = {61, 82, 90, 110};

    hold_against_an_undisturbed_run(40, FALSE, stops, G_N_ELEMENTS(stops));
}

/* The same path twice is one file, in the same group as beyond it. */
static void
a_folder_that_is_named_twice_is_taken_once(void)
{
    House house;
    g_autoptr(ArsipReport) report = NULL;
    GError *error = NULL;
    gint64 batch = 0;

    house_open(&house);
    put_letters(&house, 3);
    {
        const char *const paths[] = {house.files, house.files, NULL};
        const ArsipIngestOptions options = {.paths = paths, .stores_only = TRUE};

        arsip_ingest(house.archive, &options, NULL, &batch, &error);
    }

    g_assert_no_error(error);
    report = house_report(&house, batch);
    g_assert_cmpint(report->files, ==, 3);
    g_assert_cmpint(report->duplicates, ==, 0);
    house_close(&house);
}

static void
one_file_on_a_bad_sector_costs_that_file(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autoptr(ArsipReport) report = NULL;
    GStatBuf info;
    gint64 batch;
    GError *error = NULL;

    house_open(&house);
    put_letters(&house, 3);
    path = g_build_filename(house.files, "0001.txt", NULL);
    g_stat(path, &info);
    unreadable = info.st_ino;

    batch = house_ingest(&house, TRUE, NULL, &error);

    unreadable = 0;
    g_assert_no_error(error);
    report = house_report(&house, batch);
    g_assert_cmpint(report->new_documents, ==, 2);
    g_assert_cmpuint(report->problems->len, ==, 1);
    g_assert_nonnull(strstr(((const ArsipProblem *)report->problems->pdata[0])->reason, "0001.txt"));
    house_close(&house);
}

typedef struct {
    ArsipArchive *archive;
    gboolean is_done;
} Clerk;

static gboolean
withdraw_meanwhile(gpointer data)
{
    Clerk *clerk = data;

    clerk->is_done = clerk->is_done || arsip_withdraw(clerk->archive, (const gint64[]){1}, 1, "secret", NULL);
    return FALSE;
}

static gboolean
is_hidden(const House *house, gint64 id)
{
    g_autoptr(ArsipDocument) document = arsip_document_load(house->archive, id, FALSE, NULL);

    g_assert_nonnull(document);
    return document->is_hidden;
}

static void
what_is_withdrawn_while_its_batch_runs_stays_so(void)
{
    House house;
    Clerk clerk = {0};
    const ArsipWatcher watcher = {.should_stop = withdraw_meanwhile, .data = &clerk};
    GError *error = NULL;

    house_open(&house);
    put_letters(&house, 2);
    clerk.archive = house.archive;

    house_ingest(&house, FALSE, &watcher, &error);

    g_assert_no_error(error);
    g_assert_true(clerk.is_done);
    g_assert_true(is_hidden(&house, 1));
    g_assert_false(is_hidden(&house, 2));
    house_close(&house);
}

static void
what_was_withdrawn_and_comes_again_is_brought_back(void)
{
    House house;
    g_autoptr(ArsipReport) report = NULL;
    GError *error = NULL;
    gint64 batch;

    house_open(&house);
    put_letters(&house, 2);
    house_ingest(&house, FALSE, NULL, &error);
    g_assert_true(arsip_withdraw(house.archive, (const gint64[]){1}, 1, "twice", &error));
    g_assert_true(is_hidden(&house, 1));

    batch = house_ingest(&house, FALSE, NULL, &error);

    g_assert_no_error(error);
    g_assert_false(is_hidden(&house, 1));
    report = house_report(&house, batch);
    g_assert_cmpint(report->brought_back, ==, 1);
    g_assert_cmpint(report->new_documents, ==, 0);
    house_close(&house);
}

static void
undoing_a_batch_leaves_what_another_brought(void)
{
    House house;
    gint64 changed;
    GError *error = NULL;

    house_open(&house);
    put_letters(&house, 2);
    house_ingest(&house, FALSE, NULL, &error);
    put_letters(&house, 3);
    house_ingest(&house, FALSE, NULL, &error);

    g_assert_true(arsip_batch_undo(house.archive, 1, "wrong pile", &changed, &error));
    g_assert_cmpint(changed, ==, 0);
    g_assert_true(arsip_batch_undo(house.archive, 2, "wrong pile", &changed, &error));
    g_assert_cmpint(changed, ==, 3);
    g_assert_true(is_hidden(&house, 1));
    g_assert_true(arsip_batch_redo(house.archive, 1, NULL, &changed, &error));

    g_assert_cmpint(changed, ==, 2);
    g_assert_false(is_hidden(&house, 2));
    g_assert_true(is_hidden(&house, 3));
    g_assert_no_error(error);
    house_close(&house);
}

static void
a_container_that_cannot_be_opened_can_be_tried_again(void)
{
    /* The beginning of a gzip file. */
    static const guint8 cut[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff,
                                 0xec, 0x96, 0x43, 0xac, 0x30, 0x00, 0xb0, 0x5e, 0xaf, 0x6d,
                                 0xdb, 0xb6, 0x6d, 0xdb, 0xb6, 0x6d, 0xdb, 0xb6, 0x6d, 0xdb,
                                 0xb6, 0x6d, 0xdb, 0xfe, 0xaf, 0xed, 0xdb, 0xf7, 0xd2, 0x45};
    House house;
    const ArsipReadOptions options = {.retries = TRUE, .readers = {.readers = 1}};
    ArsipReadCount count;
    g_autofree char *path = NULL;
    g_autoptr(ArsipDocument) document = NULL;
    g_autoptr(GPtrArray) events = NULL;
    GError *error = NULL;

    house_open(&house);
    path = g_build_filename(house.files, "cut.tar.gz", NULL);
    g_file_set_contents(path, (const char *)cut, sizeof cut, &error);
    house_ingest(&house, FALSE, NULL, &error);
    g_assert_no_error(error);

    arsip_read_waiting(house.archive, &options, NULL, &count, &error);

    g_assert_no_error(error);
    document = arsip_document_load(house.archive, 1, FALSE, &error);
    g_assert_cmpstr(document->state, ==, "failed");
    g_assert_nonnull(document->failure);
    events = arsip_event_list(house.archive, document->uuid, 0, &error);
    g_assert_cmpuint(events->len, ==, 3);
    g_assert_cmpstr(((const ArsipEvent *)events->pdata[2])->what, ==, "container.unpacked");
    house_close(&house);
}

static void
a_full_disk_is_told_before_anything_is_begun(void)
{
    House house;
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;

    house_open(&house);
    house_put(&house, "huge", "");
    path = g_build_filename(house.files, "huge", NULL);
    g_assert_cmpint(truncate(path, (off_t)1 << 42), ==, 0);

    g_assert_cmpint(house_ingest(&house, TRUE, NULL, &error), ==, 0);

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE);
    house_close(&house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/work/a_report_counts_what_came", a_report_counts_what_came);
    g_test_add_func("/work/a_stopped_storing_goes_on_as_if_it_had_not_been",
                    a_stopped_storing_goes_on_as_if_it_had_not_been);
    g_test_add_func("/work/a_stopped_reading_goes_on_as_if_it_had_not_been",
                    a_stopped_reading_goes_on_as_if_it_had_not_been);
    g_test_add_func("/work/a_folder_that_is_named_twice_is_taken_once",
                    a_folder_that_is_named_twice_is_taken_once);
    g_test_add_func("/work/one_file_on_a_bad_sector_costs_that_file",
                    one_file_on_a_bad_sector_costs_that_file);
    g_test_add_func("/work/what_is_withdrawn_while_its_batch_runs_stays_so",
                    what_is_withdrawn_while_its_batch_runs_stays_so);
    g_test_add_func("/work/what_was_withdrawn_and_comes_again_is_brought_back",
                    what_was_withdrawn_and_comes_again_is_brought_back);
    g_test_add_func("/work/undoing_a_batch_leaves_what_another_brought",
                    undoing_a_batch_leaves_what_another_brought);
    g_test_add_func("/work/a_container_that_cannot_be_opened_can_be_tried_again",
                    a_container_that_cannot_be_opened_can_be_tried_again);
    g_test_add_func("/work/a_full_disk_is_told_before_anything_is_begun",
                    a_full_disk_is_told_before_anything_is_begun);
    return g_test_run();
}
