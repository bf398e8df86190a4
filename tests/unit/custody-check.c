/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of an archive: receipts, parts of it, interruptions, repair. */
#include "vault.h"

/* ---- receipts */

static void
what_came_after_a_receipt_does_not_concern_it(void)
{
    Vault vault;
    GError *error = NULL;

    vault_open(&vault);
    sign_receipt(&vault);
    house_put(&vault.house, "baru.txt", "surat yang baru");
    house_ingest(&vault.house, FALSE, NULL, &error);

    g_assert_no_error(error);
    assert_told(&vault, ((ArsipCheckOptions){.against = vault.receipt}), "");
    vault_close(&vault);
}

/* Everything is as it should be, but it is another thing than was signed. */
static void
an_original_that_was_exchanged_with_its_hash_is_found_by_the_receipt_alone(void)
{
    Vault vault;
    g_autofree char *old_path = NULL;
    g_autofree char *new_path = NULL;
    g_autofree char *fan = NULL;

    vault_open(&vault);
    sign_receipt(&vault);
    old_path = path_of(&vault, 3);
    /* SHA-256 of "palsu" */
    run(&vault, "UPDATE original SET size = 5, sha256 ="
                " x'8f4d3c6f06a1b55749df03f8b8a4c6cd155ed23687598e984bdc8d3008095d45' WHERE id = 3");
    g_unlink(old_path);
    new_path = path_of(&vault, 3);
    fan = g_path_get_dirname(new_path);
    g_mkdir_with_parents(fan, 0700);
    g_assert_true(g_file_set_contents(new_path, "palsu", -1, NULL));
    g_chmod(new_path, 0440);
    {
        g_autofree char *told = check(&vault, (ArsipCheckOptions){.against = vault.receipt}, NULL);

        g_assert_nonnull(strstr(told, "receipt.differs"));
    }
    vault_close(&vault);
}

static void
a_receipt_of_another_archive_is_refused(void)
{
    Vault vault;
    ArsipCheckCount count;
    GError *error = NULL;
    ArsipCheckOptions options = {.tell = write_down};

    vault_open(&vault);
    sign_receipt(&vault);
    run(&vault, "UPDATE archive SET uuid = '0b0e1f7c-0000-4000-8000-000000000009'");
    house_reopen(&vault.house);
    options.against = vault.receipt;

    g_assert_false(arsip_check(vault.house.archive, &options, &count, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE);
    g_error_free(error);
    vault_close(&vault);
}

static void
a_receipt_with_a_digit_that_is_another_is_refused(void)
{
    Vault vault;
    ArsipCheckCount count;
    GError *error = NULL;
    ArsipCheckOptions options = {.tell = write_down};
    g_autofree char *text = NULL;
    char *digit;

    vault_open(&vault);
    sign_receipt(&vault);
    g_file_get_contents(vault.receipt, &text, NULL, NULL);
    digit = strstr(text, "texts-root: ") + strlen("texts-root: ");
    *digit = *digit == 'a' ? 'b' : 'a';
    g_file_set_contents(vault.receipt, text, -1, NULL);
    options.against = vault.receipt;

    g_assert_false(arsip_check(vault.house.archive, &options, &count, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_USAGE);
    g_error_free(error);
    vault_close(&vault);
}

static void
an_archive_with_a_fault_gets_no_receipt(void)
{
    Vault vault;
    ArsipCheckCount count;
    g_autoptr(GString) told = g_string_new(NULL);
    ArsipCheckOptions options = {.tell = write_down, .data = told};
    GError *error = NULL;

    vault_open(&vault);
    run(&vault, "UPDATE reading SET confidence = 1 WHERE id = 1");
    options.receipt = vault.receipt;

    g_assert_false(arsip_check(vault.house.archive, &options, &count, &error));
    g_assert_nonnull(error);
    g_error_free(error);
    g_assert_false(g_file_test(vault.receipt, G_FILE_TEST_EXISTS));
    vault_close(&vault);
}

/* ---- a part of the archive, and going on */

typedef struct {
    GString *told;
    gboolean stops;
} Stopper;

static void
write_down_beside(const ArsipFault *fault, gpointer data)
{
    write_down(fault, ((Stopper *)data)->told);
}

static void
stop_behind_the_sixth(const ArsipCheckProgress *progress, gpointer data)
{
    ((Stopper *)data)->stops = progress->originals_done >= 6;
}

static gboolean
stops(gpointer data)
{
    return ((const Stopper *)data)->stops;
}

static void
an_interrupted_check_goes_on_and_tells_again_what_was_amiss(void)
{
    Vault vault;
    Stopper stopper = {g_string_new(NULL), FALSE};
    g_autofree char *file = NULL;
    g_autofree char *path = NULL;
    g_autofree char *told = NULL;
    ArsipCheckOptions options = {
        .tell = write_down_beside, .progress = stop_behind_the_sixth, .should_stop = stops, .data = &stopper};
    ArsipCheckCount count;
    GError *error = NULL;

    vault_open(&vault);
    file = g_build_filename(vault.house.folder, "position", NULL);
    path = path_of(&vault, 2);
    flip(path, 5, 1);
    options.resume = file;

    g_assert_false(arsip_check(vault.house.archive, &options, &count, &error));
    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED);
    g_clear_error(&error);
    g_assert_true(g_file_test(file, G_FILE_TEST_EXISTS));
    g_assert_cmpint(count.originals, ==, 6);
    told = check(&vault, (ArsipCheckOptions){.resume = file}, &count);

    g_assert_cmpstr(told, ==, "original.changed 2\n");
    g_assert_cmpint(count.originals, ==, N_LETTERS - 6 + 1);
    g_assert_false(g_file_test(file, G_FILE_TEST_EXISTS));
    g_string_free(stopper.told, TRUE);
    vault_close(&vault);
}

static void
a_sample_reads_its_part(void)
{
    Vault vault;
    ArsipCheckCount count;
    g_autofree char *told = NULL;

    vault_open(&vault);
    told = check(&vault, (ArsipCheckOptions){.part = 0.25}, &count);

    g_assert_cmpstr(told, ==, "");
    g_assert_cmpint(count.originals, ==, N_LETTERS / 4);
    g_assert_cmpint(count.documents, ==, N_LETTERS / 4);
    g_assert_cmpint(count.texts, ==, N_LETTERS / 4);
    vault_close(&vault);
}

static void
what_came_before_a_day_is_left_out(void)
{
    Vault vault;
    ArsipCheckCount count;
    GError *error = NULL;
    g_autofree char *told = NULL;
    g_autofree char *path = NULL;

    vault_open(&vault);
    run(&vault, "UPDATE batch SET started = '2024-01-05T10:00:00.000Z'");
    arsip_folder_remove(vault.house.files);
    g_assert_cmpint(g_mkdir(vault.house.files, 0700), ==, 0);
    house_put(&vault.house, "baru.txt", "surat yang baru");
    house_ingest(&vault.house, FALSE, NULL, &error);
    g_assert_no_error(error);
    path = path_of(&vault, 2);
    flip(path, 5, 1);
    told = check(&vault, (ArsipCheckOptions){.since = "2024-02-01"}, &count);

    g_assert_cmpstr(told, ==, "");
    g_assert_cmpint(count.originals, ==, 1);
    vault_close(&vault);
}

/* ---- repair */

static void
repair_makes_the_index_anew_and_leaves_an_event(void)
{
    Vault vault;
    g_autofree char *told = NULL;

    vault_open(&vault);
    run(&vault, "DELETE FROM indexed WHERE document = 2");
    run(&vault, "UPDATE indexed SET content = x'ff' WHERE document = 3");
    told = check(&vault, (ArsipCheckOptions){.repairs = TRUE}, NULL);

    g_assert_nonnull(strstr(told, "mended index.missing 2\n"));
    g_assert_nonnull(strstr(told, "mended index.unreadable 3\n"));
    assert_told(&vault, NOTHING, "");
    g_assert_cmpint(arsip_fetch_number(vault.house.archive, 0, NULL,
                                       "SELECT count(*) FROM event WHERE what = 'archive.repaired'", ""),
                    ==, 1);
    vault_close(&vault);
}

static void
repair_makes_an_index_anew_that_cannot_be_read_at_all(void)
{
    static const char *const damages[] = {
        "UPDATE words_data SET block = zeroblob(length(block)) WHERE id > 10",
        "UPDATE words_data SET block = x'ffffffffffffff' WHERE id = 10", "DELETE FROM words_data"};

    for (guint i = 0; i < G_N_ELEMENTS(damages); i++) {
        Vault vault;
        g_autofree char *told = NULL;
        g_autofree char *mended = NULL;

        vault_open(&vault);
        run(&vault, damages[i]);
        house_reopen(&vault.house);
        told = check(&vault, NOTHING, NULL);
        mended = check(&vault, (ArsipCheckOptions){.repairs = TRUE}, NULL);

        g_assert_nonnull(strstr(told, "index."));
        g_assert_nonnull(strstr(mended, "mended index."));
        assert_told(&vault, NOTHING, "");
        vault_close(&vault);
    }
}

/* Another one once the table is another one. */
static gint64
place_of_index(const Vault *vault)
{
    static const char sql[] = "SELECT rootpage FROM sqlite_schema WHERE name = 'words_data'";

    return arsip_fetch_number(vault->house.archive, -1, NULL, sql, "");
}

static void
repair_forgets_wrong_strips_and_leaves_the_index(void)
{
    Vault vault;
    g_autofree char *mended = NULL;
    gint64 place;

    vault_open(&vault);
    place = place_of_index(&vault);
    /* A strip that is not there says that no document has the word. */
    run(&vault, "INSERT INTO frequent (row, word, chosen) VALUES (1, 'undangan', 1)");
    run(&vault, "INSERT INTO weighed (strip) VALUES (0)");
    assert_told(&vault, NOTHING, "index.misweighed 1\n");
    mended = check(&vault, (ArsipCheckOptions){.repairs = TRUE}, NULL);

    g_assert_cmpstr(mended, ==, "mended index.misweighed 1\n");
    assert_told(&vault, NOTHING, "");
    g_assert_cmpint(place_of_index(&vault), ==, place);
    vault_close(&vault);
}

/* The index may be the last that knows the words as they were. */
static void
repair_leaves_an_index_whose_texts_are_damaged(void)
{
    Vault vault;

    vault_open(&vault);
    run(&vault, "UPDATE reading SET text = replace(text, 'undangan', 'undangau') WHERE id = 1");

    assert_told(&vault, ((ArsipCheckOptions){.repairs = TRUE}), "text.changed 1\nindex.different 1\n");
    assert_told(&vault, NOTHING, "text.changed 1\nindex.different 1\n");
    vault_close(&vault);
}

static void
repair_puts_strays_aside(void)
{
    Vault vault;
    g_autofree char *stray = NULL;
    g_autofree char *kept = NULL;
    g_autofree char *second = NULL;
    g_autofree char *text = NULL;

    vault_open(&vault);
    stray = g_build_filename(vault.house.place, "files", "catatan.txt", NULL);
    kept = g_build_filename(vault.house.place, "lost+found", "files-catatan.txt", NULL);
    second = g_strconcat(kept, ".1", NULL);
    g_file_set_contents(stray, "satu", -1, NULL);
    assert_told(&vault, NOTHING, "original.stray 0\n");
    assert_told(&vault, ((ArsipCheckOptions){.repairs = TRUE}), "mended original.stray 0\n");
    g_file_set_contents(stray, "dua", -1, NULL);
    assert_told(&vault, ((ArsipCheckOptions){.repairs = TRUE}), "mended original.stray 0\n");

    g_assert_true(g_file_get_contents(kept, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "satu");
    g_assert_true(g_file_test(second, G_FILE_TEST_EXISTS));
    assert_told(&vault, NOTHING, "");
    vault_close(&vault);
}

static void
an_original_that_anybody_can_write_is_told_and_closed(void)
{
    Vault vault;
    g_autofree char *path = NULL;
    GStatBuf info;

    vault_open(&vault);
    path = path_of(&vault, 2);
    g_chmod(path, 0646);
    assert_told(&vault, NOTHING, "original.open 2\n");
    assert_told(&vault, ((ArsipCheckOptions){.repairs = TRUE}), "mended original.open 2\n");

    g_assert_cmpint(g_stat(path, &info), ==, 0);
    g_assert_cmpuint(info.st_mode & 07777, ==, 0440);
    vault_close(&vault);
}

static void
a_missing_original_is_told_with_its_document(void)
{
    Vault vault;
    g_autofree char *path = NULL;

    vault_open(&vault);
    path = path_of(&vault, 4);
    g_unlink(path);

    assert_told(&vault, NOTHING, "original.missing 4\n");
    vault_close(&vault);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/what_came_after_a_receipt_does_not_concern_it",
                    what_came_after_a_receipt_does_not_concern_it);
    g_test_add_func("/check/an_original_that_was_exchanged_with_its_hash_is_found_by_the_receipt_alone",
                    an_original_that_was_exchanged_with_its_hash_is_found_by_the_receipt_alone);
    g_test_add_func("/check/a_receipt_of_another_archive_is_refused",
                    a_receipt_of_another_archive_is_refused);
    g_test_add_func("/check/a_receipt_with_a_digit_that_is_another_is_refused",
                    a_receipt_with_a_digit_that_is_another_is_refused);
    g_test_add_func("/check/an_archive_with_a_fault_gets_no_receipt",
                    an_archive_with_a_fault_gets_no_receipt);
    g_test_add_func("/check/an_interrupted_check_goes_on_and_tells_again_what_was_amiss",
                    an_interrupted_check_goes_on_and_tells_again_what_was_amiss);
    g_test_add_func("/check/a_sample_reads_its_part", a_sample_reads_its_part);
    g_test_add_func("/check/what_came_before_a_day_is_left_out", what_came_before_a_day_is_left_out);
    g_test_add_func("/check/repair_makes_the_index_anew_and_leaves_an_event",
                    repair_makes_the_index_anew_and_leaves_an_event);
    g_test_add_func("/check/repair_makes_an_index_anew_that_cannot_be_read_at_all",
                    repair_makes_an_index_anew_that_cannot_be_read_at_all);
    g_test_add_func("/check/repair_forgets_wrong_strips_and_leaves_the_index",
                    repair_forgets_wrong_strips_and_leaves_the_index);
    g_test_add_func("/check/repair_leaves_an_index_whose_texts_are_damaged",
                    repair_leaves_an_index_whose_texts_are_damaged);
    g_test_add_func("/check/repair_puts_strays_aside", repair_puts_strays_aside);
    g_test_add_func("/check/an_original_that_anybody_can_write_is_told_and_closed",
                    an_original_that_anybody_can_write_is_told_and_closed);
    g_test_add_func("/check/a_missing_original_is_told_with_its_document",
                    a_missing_original_is_told_with_its_document);
    return g_test_run();
}
