/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/system.h"
#include "reader/pool.h"

/* The real arsip-reader, killed, stopped and starved from outside while it has a job. */

typedef struct {
    GString *text;   /* of all pages that were read */
    GError *failure; /* the last */
    guint n_told;
} Desk;

static void
on_read(ArsipReading *reading, const GError *failure, gpointer data)
{
    Desk *desk = data;
    g_autoptr(ArsipReading) owned = reading;

    desk->n_told++;
    if (owned != NULL)
        g_string_append(desk->text, owned->text);
    if (failure != NULL) {
        g_clear_error(&desk->failure);
        desk->failure = g_error_copy(failure);
    }
}

static void
desk_open(Desk *desk)
{
    *desk = (Desk){.text = g_string_new(NULL)};
}

static void
desk_close(Desk *desk)
{
    g_string_free(desk->text, TRUE);
    g_clear_error(&desk->failure);
}

static ArsipPool *
pool_with(guint deadline, guint64 memory)
{
    const ArsipPoolSettings settings = {.readers = 1, .deadline = deadline, .memory = memory};
    g_autoptr(GError) error = NULL;
    ArsipPool *pool = arsip_pool_new(&settings, &error);

    g_assert_no_error(error);
    return pool;
}

static void
submit_text(ArsipPool *pool, Desk *desk, const char *text)
{
    g_auto(ArsipFd) fd = memfd_create("text", MFD_CLOEXEC);

    g_assert_cmpint(write(fd, text, strlen(text)), ==, (gssize)strlen(text));
    arsip_pool_read(pool, fd, NULL, 1, on_read, desk);
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

/* The only child of this process; 0 where there is none. */
static pid_t
find_reader(void)
{
    g_autoptr(GDir) processes = g_dir_open("/proc", 0, NULL);

    for (const char *name = g_dir_read_name(processes); name != NULL; name = g_dir_read_name(processes)) {
        g_autofree char *path = g_build_filename("/proc", name, "stat", NULL);
        g_autofree char *stat = NULL;
        const char *after_name = NULL;
        int parent = 0;

        if (!g_ascii_isdigit(*name) || !g_file_get_contents(path, &stat, NULL, NULL))
            continue;
        after_name = strrchr(stat, ')');
        if (after_name != NULL && sscanf(after_name, ") %*c %d", &parent) == 1 && parent == getpid())
            return (pid_t)atoi(name);
    }
    return 0;
}

/* Serves one job, so that the reader runs, and stops it before the next: whatever comes finds it at work. */
static pid_t
stop_reader(ArsipPool *pool, Desk *desk)
{
    pid_t reader = 0;

    submit_text(pool, desk, "first ");
    wait_for_all(pool);
    reader = find_reader();
    g_assert_cmpint(reader, >, 0);
    g_assert_cmpint(kill(reader, SIGSTOP), ==, 0);
    return reader;
}

static void
text_is_read(void)
{
    g_autoptr(ArsipPool) pool = pool_with(60, 0);
    Desk desk;
    desk_open(&desk);

    submit_text(pool, &desk, "Undangan Rapat\n");
    wait_for_all(pool);

    g_assert_no_error(desk.failure);
    g_assert_nonnull(strstr(desk.text->str, "Undangan Rapat"));
    desk_close(&desk);
}

static void
a_running_reader_is_confined(void)
{
    g_autoptr(ArsipPool) pool = pool_with(60, 0);
    g_autofree char *path = NULL;
    g_autofree char *status = NULL;
    Desk desk;
    desk_open(&desk);

    submit_text(pool, &desk, "x");
    wait_for_all(pool);
    path = g_strdup_printf("/proc/%d/status", (int)find_reader());
    g_assert_true(g_file_get_contents(path, &status, NULL, NULL));

    g_assert_nonnull(strstr(status, "\nNoNewPrivs:\t1\n"));
    g_assert_nonnull(strstr(status, "\nSeccomp:\t2\n"));
    g_assert_nonnull(strstr(status, "\nThreads:\t1\n"));
    desk_close(&desk);
}

static void
a_reader_killed_at_work_costs_nothing_but_itself(void)
{
    g_autoptr(ArsipPool) pool = pool_with(60, 0);
    pid_t reader = 0;
    Desk desk;
    desk_open(&desk);

    reader = stop_reader(pool, &desk);
    submit_text(pool, &desk, "second ");
    submit_text(pool, &desk, "third");
    kill(reader, SIGKILL);
    wait_for_all(pool);

    g_assert_no_error(desk.failure);
    g_assert_nonnull(strstr(desk.text->str, "second"));
    g_assert_nonnull(strstr(desk.text->str, "third"));
    g_assert_cmpuint(arsip_pool_lost(pool), ==, 1);
    desk_close(&desk);
}

static void
a_reader_that_hangs_is_replaced_at_its_deadline(void)
{
    g_autoptr(ArsipPool) pool = pool_with(2, 0);
    pid_t reader = 0;
    Desk desk;
    desk_open(&desk);

    reader = stop_reader(pool, &desk);
    submit_text(pool, &desk, "second");
    wait_for_all(pool);

    g_assert_no_error(desk.failure);
    g_assert_nonnull(strstr(desk.text->str, "second"));
    g_assert_cmpint(find_reader(), !=, reader);
    g_assert_cmpuint(arsip_pool_lost(pool), ==, 1);
    desk_close(&desk);
}

static void
on_drawn(const GError *failure, gpointer data)
{
    on_read(NULL, failure, data);
}

/* Has a page of 1100 by 1400 pixels drawn with a box round all of it, so much too wide; gives the output. */
static int
draw_sample(ArsipPool *pool, Desk *desk, gint too_wide)
{
    g_autofree char *path = g_build_filename(ARSIP_TEST_DATA, "decode", "good-three-pages.tif", NULL);
    g_auto(ArsipFd) fd = open(path, O_RDONLY | O_CLOEXEC);
    int output = memfd_create("png", MFD_CLOEXEC);
    g_autoptr(ArsipDrawing) drawing = arsip_drawing_new();
    guint32 sort = arsip_drawing_add_sort(drawing, "jenis/undangan", "1", 0xd62728, FALSE);
    const ArsipDrawingMark mark = {sort, TRUE, {0, 0, 1100 + too_wide, 1400}};

    drawing->width = 1100;
    drawing->height = 1400;
    g_array_append_val(drawing->marks, mark);
    arsip_pool_draw(pool, fd, output, NULL, 2, drawing, on_drawn, desk);
    wait_for_all(pool);
    return output;
}

static void
a_page_is_drawn_into_what_the_parent_opened(void)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    static const guint8 end[] = {'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82};
    g_autoptr(ArsipPool) pool = pool_with(60, 0);
    guint8 found[sizeof signature];
    Desk desk;
    desk_open(&desk);

    g_auto(ArsipFd) output = draw_sample(pool, &desk, 0);

    g_assert_no_error(desk.failure);
    g_assert_cmpint(pread(output, found, sizeof found, 0), ==, (gssize)sizeof found);
    g_assert_true(memcmp(found, signature, sizeof found) == 0);
    g_assert_cmpint(pread(output, found, sizeof found, lseek(output, 0, SEEK_END) - (off_t)sizeof end), ==,
                    (gssize)sizeof end);
    g_assert_true(memcmp(found, end, sizeof found) == 0);
    desk_close(&desk);
}

static void
a_mark_that_is_not_on_the_page_is_refused_by_the_reader(void)
{
    g_autoptr(ArsipPool) pool = pool_with(60, 0);
    Desk desk;
    desk_open(&desk);

    g_auto(ArsipFd) output = draw_sample(pool, &desk, 1);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_cmpint(lseek(output, 0, SEEK_END), ==, 0);
    g_assert_cmpuint(arsip_pool_lost(pool), ==, 0);
    desk_close(&desk);
}

#ifndef ARSIP_SANITIZED /* readers have no limit on memory there */
/* A grey picture, far larger decoded than the memory that is allowed; on disk it is a hole. */
static int
huge_picture(void)
{
    static const char header[] = "P5\n9900 9900\n255\n";
    int fd = memfd_create("picture", MFD_CLOEXEC);

    g_assert_cmpint(write(fd, header, sizeof header - 1), ==, (gssize)sizeof header - 1);
    g_assert_cmpint(ftruncate(fd, (off_t)sizeof header - 1 + 9900 * 9900), ==, 0);
    return fd;
}

static void
a_page_that_eats_memory_costs_itself(void)
{
    g_autoptr(ArsipPool) pool = pool_with(60, G_GUINT64_CONSTANT(256) << 20);
    g_auto(ArsipFd) fd = huge_picture();
    Desk desk;
    desk_open(&desk);

    arsip_pool_read(pool, fd, NULL, 1, on_read, &desk);
    submit_text(pool, &desk, "second");
    wait_for_all(pool);

    g_assert_error(desk.failure, ARSIP_ERROR, ARSIP_ERROR_MEMORY);
    g_assert_cmpuint(desk.n_told, ==, 2);
    g_assert_nonnull(strstr(desk.text->str, "second"));
    desk_close(&desk);
}
#endif

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reader/text_is_read", text_is_read);
    g_test_add_func("/reader/a_running_reader_is_confined", a_running_reader_is_confined);
    g_test_add_func("/reader/a_reader_killed_at_work_costs_nothing_but_itself",
                    a_reader_killed_at_work_costs_nothing_but_itself);
    g_test_add_func("/reader/a_reader_that_hangs_is_replaced_at_its_deadline",
                    a_reader_that_hangs_is_replaced_at_its_deadline);
    g_test_add_func("/reader/a_page_is_drawn_into_what_the_parent_opened",
                    a_page_is_drawn_into_what_the_parent_opened);
    g_test_add_func("/reader/a_mark_that_is_not_on_the_page_is_refused_by_the_reader",
                    a_mark_that_is_not_on_the_page_is_refused_by_the_reader);
#ifndef ARSIP_SANITIZED
    g_test_add_func("/reader/a_page_that_eats_memory_costs_itself", a_page_that_eats_memory_costs_itself);
#endif
    return g_test_run();
}
