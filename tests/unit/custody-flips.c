/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each single bit that an archive loses is found by a check, and by a receipt of before. */
#include "vault.h"

#define N_FLIPS 10

/* ---- flips in the catalogue's own file */

/* Everything in arsip.db itself, and nothing in it that no row has any more. */
static void
settle_catalogue(Vault *vault)
{
    run(vault, "VACUUM");
    run(vault, "PRAGMA wal_checkpoint(TRUNCATE)");
    g_clear_pointer(&vault->house.archive, arsip_archive_close);
}

/* Where the bytes stand in arsip.db. */
static gint64
find_in_catalogue(Vault *vault, const guint8 *bytes, gsize length)
{
    g_autofree char *path = g_build_filename(vault->house.place, "arsip.db", NULL);
    g_autofree char *all = NULL;
    gsize size = 0;
    const char *found;

    g_assert_true(g_file_get_contents(path, &all, &size, NULL));
    found = memmem(all, size, bytes, length);
    g_assert_nonnull(found);
    return found - all;
}

static GBytes *
fetch_bytes(Vault *vault, const char *sql, gint64 id)
{
    g_autoptr(ArsipStatement) statement = arsip_statement_once(vault->house.archive, sql, NULL);

    arsip_statement_bind(statement, NULL, "i", id);
    g_assert_true(arsip_statement_step(statement, NULL));
    return g_bytes_new(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
}

/* Ten times another bit of what the SQL gives, each found alone: by a fault of this kind and by the receipt.
 */
static void
flip_in_catalogue(const char *sql, gint64 first, const char *kind)
{
    Vault vault;
    g_autofree char *path = NULL;
    g_autoptr(GRand) chance = g_rand_new_with_seed(7);

    vault_open(&vault);
    sign_receipt(&vault);
    path = g_build_filename(vault.house.place, "arsip.db", NULL);
    for (gint64 i = 0; i < N_FLIPS; i++) {
        g_autoptr(GBytes) bytes = fetch_bytes(&vault, sql, first + i);
        gsize size = 0;
        const guint8 *data = g_bytes_get_data(bytes, &size);
        gint64 offset;
        guint bit = (guint)g_rand_int_range(chance, 0, 8);
        g_autofree char *told = NULL;

        settle_catalogue(&vault);
        offset = find_in_catalogue(&vault, data, size) + g_rand_int_range(chance, 0, (gint32)size);
        flip(path, offset, bit);
        house_reopen(&vault.house);
        told = check(&vault, (ArsipCheckOptions){.against = vault.receipt}, NULL);
        g_test_message("%d: bit %u at %d: %s", (int)(first + i), bit, (int)offset, told);
        g_assert_nonnull(strstr(told, kind));
        g_assert_nonnull(strstr(told, "receipt.differs"));
        g_clear_pointer(&vault.house.archive, arsip_archive_close);
        flip(path, offset, bit);
        house_reopen(&vault.house);
    }
    assert_told(&vault, ((ArsipCheckOptions){.against = vault.receipt}), "");
    vault_close(&vault);
}

static void
each_bit_of_a_text_is_found(void)
{
    flip_in_catalogue("SELECT text FROM reading WHERE id = ?1", 1, "text.changed");
}

/* With the text before it, as a few bytes may stand anywhere. */
static void
each_bit_of_where_words_stand_is_found(void)
{
    flip_in_catalogue("SELECT CAST(substr(text, -30) AS BLOB) || words FROM reading WHERE id = ?1", 1,
                      "text.changed");
}

static void
each_bit_of_an_event_is_found(void)
{
    flip_in_catalogue("SELECT subject || detail FROM event WHERE id = ?1", 4, "event.broken");
}

static void
each_bit_of_the_hash_of_an_event_is_found(void)
{
    flip_in_catalogue("SELECT hash FROM event WHERE id = ?1", 4, "event.broken");
}

static void
each_bit_of_an_original_is_found(void)
{
    Vault vault;
    g_autoptr(GRand) chance = g_rand_new_with_seed(3);

    vault_open(&vault);
    sign_receipt(&vault);
    for (gint64 i = 1; i <= N_FLIPS; i++) {
        g_autofree char *path = path_of(&vault, i);
        g_autofree char *expected = g_strdup_printf("original.changed %d\nreceipt.differs 0\n", (int)i);
        gint64 offset = g_rand_int_range(chance, 0, 90);
        guint bit = (guint)g_rand_int_range(chance, 0, 8);

        flip(path, offset, bit);
        assert_told(&vault, ((ArsipCheckOptions){.against = vault.receipt}), expected);
        flip(path, offset, bit);
    }
    assert_told(&vault, ((ArsipCheckOptions){.against = vault.receipt}), "");
    vault_close(&vault);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/each_bit_of_an_original_is_found", each_bit_of_an_original_is_found);
    g_test_add_func("/check/each_bit_of_a_text_is_found", each_bit_of_a_text_is_found);
    g_test_add_func("/check/each_bit_of_where_words_stand_is_found", each_bit_of_where_words_stand_is_found);
    g_test_add_func("/check/each_bit_of_an_event_is_found", each_bit_of_an_event_is_found);
    g_test_add_func("/check/each_bit_of_the_hash_of_an_event_is_found",
                    each_bit_of_the_hash_of_an_event_is_found);
    return g_test_run();
}
