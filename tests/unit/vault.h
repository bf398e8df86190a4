/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_UNIT_VAULT_H
#define TESTS_UNIT_VAULT_H

#include "work-house.h"

#include <arsip/check.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/private.h"

/* An archive of a few letters that were read, to be checked, and a place for a receipt of it. */
#define N_LETTERS 12

typedef struct {
    House house;
    char *receipt;
} Vault;

static inline void
vault_open(Vault *vault)
{
    GError *error = NULL;

    house_open(&vault->house);
    for (guint i = 0; i < N_LETTERS; i++) {
        g_autofree char *name = g_strdup_printf("%u.txt", i);
        g_autofree char *text =
            g_strdup_printf("Nomor : 005/%u-Um\nHal : Undangan Rapat\n\nsurat yang ke%u belas "
                            "dari bagian umum untuk undangan rapat dinas\n",
                            i, 100 + i);

        house_put(&vault->house, name, text);
    }
    house_ingest(&vault->house, FALSE, NULL, &error);
    g_assert_no_error(error);
    vault->receipt = g_build_filename(vault->house.folder, "receipt.txt", NULL);
}

static inline void
vault_close(Vault *vault)
{
    g_free(vault->receipt);
    house_close(&vault->house);
}

static inline void
write_down(const ArsipFault *fault, gpointer data)
{
    g_string_append_printf(data, "%s%s %d\n", fault->is_mended ? "mended " : "", fault->kind,
                           (int)fault->document);
}

static inline char *
check(Vault *vault, ArsipCheckOptions options, ArsipCheckCount *count)
{
    GString *told = g_string_new(NULL);
    ArsipCheckCount unseen;
    GError *error = NULL;

    options.tell = write_down;
    if (options.data == NULL)
        options.data = told;
    arsip_check(vault->house.archive, &options, count != NULL ? count : &unseen, &error);
    g_assert_no_error(error);
    return g_string_free(told, FALSE);
}

#define assert_told(vault, options, expected)                                                                \
    do {                                                                                                     \
        g_autofree char *all_told = check(vault, options, NULL);                                             \
        g_assert_cmpstr(all_told, ==, expected);                                                             \
    } while (0)

#define NOTHING ((ArsipCheckOptions){0})

static inline void
run(Vault *vault, const char *sql)
{
    char *fault = NULL;

    sqlite3_exec(vault->house.archive->database, sql, NULL, NULL, &fault);
    g_assert_cmpstr(fault, ==, NULL);
}

static inline void
sign_receipt(Vault *vault)
{
    assert_told(vault, ((ArsipCheckOptions){.receipt = vault->receipt}), "");
}

static inline char *
path_of(Vault *vault, gint64 original)
{
    static const char sql[] = "SELECT lower(hex(sha256)) FROM original WHERE id = ?1";
    g_autofree char *hex = arsip_fetch_text(vault->house.archive, NULL, sql, "i", original);

    return g_strdup_printf("%s/files/%.2s/%s", vault->house.place, hex, hex + 2);
}

static inline void
flip(const char *path, gint64 offset, guint bit)
{
    struct stat before;
    guint8 byte;
    int fd;

    g_assert_cmpint(stat(path, &before), ==, 0);
    g_assert_cmpint(chmod(path, 0600), ==, 0);
    fd = open(path, O_RDWR);
    g_assert_cmpint(pread(fd, &byte, 1, offset), ==, 1);
    byte ^= (guint8)(1u << bit);
    g_assert_cmpint(pwrite(fd, &byte, 1, offset), ==, 1);
    close(fd);
    g_assert_cmpint(chmod(path, before.st_mode & 07777), ==, 0);
}

#endif
