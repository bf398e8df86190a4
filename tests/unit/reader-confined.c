/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/system.h"
#include "reader/pool.h"

/* What the system says of a real reader that has read all kinds of files. */

typedef struct {
    guint n_read, n_members;
} Count;

static void
on_read(ArsipReading *reading, const GError *failure, gpointer data)
{
    g_assert_no_error(failure);
    arsip_reading_free(reading);
    ((Count *)data)->n_read++;
}

static void
on_member(const char *path, guint64 offset, guint64 size, gint64 modified, const GError *error, gpointer data)
{
    (void)path;
    (void)offset;
    (void)size;
    (void)modified;
    (void)error;
    ((Count *)data)->n_members++;
}

static void
on_unpacked(const GError *error, gpointer data)
{
    (void)data;
    g_assert_no_error(error);
}

static void
wait_for_all(ArsipPool *pool)
{
    g_autoptr(GError) error = NULL;

    while (arsip_pool_pending(pool) > 0) {
        arsip_pool_wait(pool, -1, &error);
        g_assert_no_error(error);
    }
}

static int
open_sample(const char *name)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", name, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    g_assert_cmpint(fd, >=, 0);
    return fd;
}

static void
read_all_kinds(ArsipPool *pool, Count *count)
{
    static const char *const pages[] = {"good-skewed.png",  "good-three-pages.tif", "good-exif-6.jpg",
                                        "good-layer.pdf",   "good-letter.docx",     "good-letter.odt",
                                        "good-sheets.xlsx", "good-attachments.eml"};
    static const char *const containers[] = {"good-batch.zip", "good-small.rar",       "good-small.lzh",
                                             "good-one.7z",    "good-attachments.eml", "good-links.tar.zst"};
    g_auto(ArsipFd) output = memfd_create("output", MFD_CLOEXEC);

    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_auto(ArsipFd) fd = open_sample(pages[i]);
        arsip_pool_read(pool, fd, NULL, 1, on_read, count);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(containers); i++) {
        g_auto(ArsipFd) fd = open_sample(containers[i]);
        arsip_pool_unpack(pool, fd, output, on_member, on_unpacked, count);
    }
    wait_for_all(pool);
    g_assert_cmpuint(count->n_read, ==, G_N_ELEMENTS(pages));
    g_assert_cmpuint(count->n_members, >=, G_N_ELEMENTS(containers));
    g_assert_cmpuint(arsip_pool_lost(pool), ==, 0);
}

static char *
contents(const char *process, const char *file)
{
    g_autofree char *path = g_build_filename("/proc", process, file, NULL);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

/* The one child of this process; the caller owns it. */
static char *
find_child(void)
{
    g_autoptr(GDir) processes = g_dir_open("/proc", 0, NULL);
    g_autofree char *line = g_strdup_printf("\nPPid:\t%d\n", (int)getpid());

    for (const char *name = g_dir_read_name(processes); name != NULL; name = g_dir_read_name(processes)) {
        g_autofree char *status = g_ascii_isdigit(*name) ? contents(name, "status") : NULL;

        if (status != NULL && strstr(status, line) != NULL)
            return g_strdup(name);
    }
    return NULL;
}

/* key: with what stands before the value. */
static void
assert_says(const char *text, const char *key, const char *value)
{
    const char *at = strstr(text, key);
    g_autofree char *rest = at != NULL ? g_strndup(at + strlen(key), strcspn(at + strlen(key), "\n")) : NULL;

    g_assert_cmpstr(rest != NULL ? g_strstrip(rest) : NULL, ==, value);
}

static void
test_a_reader_stays_one_confined_thread(void)
{
    const ArsipPoolSettings settings = {.readers = 1};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, NULL);
    Count count = {0};

    read_all_kinds(pool, &count);

    g_autofree char *child = find_child();
    g_assert_nonnull(child);
    g_autofree char *status = contents(child, "status");
    g_autofree char *score = contents(child, "oom_score_adj");
    assert_says(status, "\nThreads:", "1");
    assert_says(status, "\nSeccomp:", "2");
    assert_says(status, "\nNoNewPrivs:", "1");
    assert_says(score, "", "500");
}

/* A line of /proc/PID/limits: name, soft and hard limit, unit, in columns. */
static void
assert_limit(const char *limits, const char *name, const char *soft, const char *hard)
{
    g_autofree char *pattern = g_strdup_printf("(?m)^%s +%s +%s ", name, soft, hard);

    if (!g_regex_match_simple(pattern, limits, 0, 0))
        g_error("%s: not %s and %s in\n%s", name, soft, hard, limits);
}

static void
test_a_reader_has_little(void)
{
    const ArsipPoolSettings settings = {.readers = 1, .memory = G_GUINT64_CONSTANT(1) << 30, .cpu = 50};
    g_autoptr(ArsipPool) pool = arsip_pool_new(&settings, NULL);
    g_auto(ArsipFd) fd = open_sample("good-layer.pdf");
    Count count = {0};

    arsip_pool_read(pool, fd, NULL, 1, on_read, &count);
    wait_for_all(pool);

    g_autofree char *child = find_child();
    g_assert_nonnull(child);
    g_autofree char *limits = contents(child, "limits");
    assert_limit(limits, "Max core file size", "0", "0");
    assert_limit(limits, "Max open files", "64", "64");
    assert_limit(limits, "Max file size", "8589934592", "8589934592");
    assert_limit(limits, "Max cpu time", "5[0-9]", "[a-z0-9]+");
#ifndef ARSIP_SANITIZED
    assert_limit(limits, "Max address space", "1073741824", "1073741824");
#endif
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/confined/a_reader_stays_one_confined_thread", test_a_reader_stays_one_confined_thread);
    g_test_add_func("/confined/a_reader_has_little", test_a_reader_has_little);
    return g_test_run();
}
