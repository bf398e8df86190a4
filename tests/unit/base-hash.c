/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"

/* FIPS 180-4's own examples. */
#define OF_ABC     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
a_hash_can_be_used_again(void)
{
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;

    arsip_hash_update(hash, "ab", 2);
    arsip_hash_update(hash, "c", 1);
    arsip_hash_finish(hash, digest);
    first = arsip_hash_hex(digest);
    arsip_hash_finish(hash, digest);
    second = arsip_hash_hex(digest);

    g_assert_cmpstr(first, ==, OF_ABC);
    g_assert_cmpstr(second, ==, OF_NOTHING);
}

static void
a_file_is_hashed_whole_wherever_it_stands(void)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("arsip-hash-XXXXXX", &path, NULL);
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *hex = NULL;
    guint64 size = 0;
    GError *error = NULL;

    g_assert_cmpint(write(fd, "abc", 3), ==, 3);

    arsip_hash_file(fd, "abc.txt", digest, &size, &error);

    g_assert_no_error(error);
    hex = arsip_hash_hex(digest);
    g_assert_cmpstr(hex, ==, OF_ABC);
    g_assert_cmpuint(size, ==, 3);
    close(fd);
    g_remove(path);
}

static void
many_files_are_hashed_one_after_the_other_as_far_as_they_are_known_to_go(void)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("arsip-hash-XXXXXX", &path, NULL);
    g_autoptr(ArsipHash) hash = arsip_hash_new();
    const guint64 expected[] = {0, 3, 4, G_MAXUINT64};

    g_assert_cmpint(write(fd, "abc", 3), ==, 3);
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        guint8 digest[ARSIP_HASH_SIZE];
        g_autofree char *hex = NULL;
        guint64 size = 0;
        GError *error = NULL;

        arsip_hash_file_by(hash, fd, "abc.txt", expected[i], digest, &size, &error);

        g_assert_no_error(error);
        hex = arsip_hash_hex(digest);
        g_assert_cmpstr(hex, ==, i == 0 ? OF_NOTHING : OF_ABC);
        g_assert_cmpuint(size, ==, i == 0 ? 0 : 3);
    }
    close(fd);
    g_remove(path);
}

static void
hexadecimal_goes_there_and_back(void)
{
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *capitals = g_ascii_strup(OF_ABC, -1);
    g_autofree char *hex = NULL;

    g_assert_true(arsip_hash_from_hex(capitals, digest));
    hex = arsip_hash_hex(digest);

    g_assert_cmpstr(hex, ==, OF_ABC);
}

static void
what_is_no_hash_is_refused(void)
{
    guint8 digest[ARSIP_HASH_SIZE];
    g_autofree char *strange = g_strdup(OF_ABC);

    strange[63] = 'g';

    g_assert_false(arsip_hash_from_hex("", digest));
    g_assert_false(arsip_hash_from_hex(OF_ABC "0", digest));
    g_assert_false(arsip_hash_from_hex(strange, digest));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/base/a_hash_can_be_used_again", a_hash_can_be_used_again);
    g_test_add_func("/base/a_file_is_hashed_whole_wherever_it_stands",
                    a_file_is_hashed_whole_wherever_it_stands);
    g_test_add_func("/base/many_files_are_hashed_one_after_the_other_as_far_as_they_are_known_to_go",
                    many_files_are_hashed_one_after_the_other_as_far_as_they_are_known_to_go);
    g_test_add_func("/base/hexadecimal_goes_there_and_back", hexadecimal_goes_there_and_back);
    g_test_add_func("/base/what_is_no_hash_is_refused", what_is_no_hash_is_refused);
    return g_test_run();
}
