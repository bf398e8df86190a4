/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_UNIT_READER_DESK_H
#define TESTS_UNIT_READER_DESK_H

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/system.h"
#include "reader/pool.h"

/* What the callbacks were told, in order: "3 pages", a reading's text, a member's path, or the failure. */
typedef struct {
    ArsipPool *pool;
    GPtrArray *told;
    GError *failure; /* the last */
    guint n_more;    /* jobs that a callback still submits */
} Desk;

/* deadline: of a page, in seconds; no sound job comes near it, on however busy a machine. */
static inline void
desk_open_until(Desk *desk, guint readers, guint deadline)
{
    const ArsipPoolSettings settings = {.readers = readers, .deadline = deadline};
    g_autoptr(GError) error = NULL;

    *desk = (Desk){.told = g_ptr_array_new_with_free_func(g_free)};
    desk->pool = arsip_pool_new(&settings, &error);
    g_assert_no_error(error);
}

/* For jobs that hang, and for those that take no time. */
static inline void
desk_open(Desk *desk, guint readers)
{
    desk_open_until(desk, readers, 1);
}

static inline void
desk_close(Desk *desk)
{
    arsip_pool_free(desk->pool);
    g_ptr_array_unref(desk->told);
    g_clear_error(&desk->failure);
}

static inline const char *
told(const Desk *desk, guint i)
{
    g_assert_cmpuint(i, <, desk->told->len);
    return g_ptr_array_index(desk->told, i);
}

static inline void
note(Desk *desk, const char *words, const GError *failure)
{
    g_ptr_array_add(desk->told, g_strdup(failure != NULL ? failure->message : words));
    if (failure != NULL) {
        g_clear_error(&desk->failure);
        desk->failure = g_error_copy(failure);
    }
}

static inline int
file_with(const char *content)
{
    int fd = memfd_create("job", MFD_CLOEXEC);

    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(write(fd, content, strlen(content)), ==, (gssize)strlen(content));
    return fd;
}

static inline void submit(Desk *desk, const char *content);

static inline void
on_read(ArsipReading *reading, const GError *failure, gpointer data)
{
    Desk *desk = data;
    g_autoptr(ArsipReading) owned = reading;

    g_assert_true((reading == NULL) == (failure != NULL));
    note(desk, owned != NULL ? owned->text : NULL, failure);
    if (desk->n_more > 0) {
        desk->n_more--;
        submit(desk, "fine");
    }
}

static inline void
submit_keyed(Desk *desk, const char *content, const char *key)
{
    g_auto(ArsipFd) fd = file_with(content);

    arsip_pool_read(desk->pool, fd, key, 1, on_read, desk);
}

static inline void
submit(Desk *desk, const char *content)
{
    submit_keyed(desk, content, NULL);
}

static inline void
on_opened(const ArsipOpenedFile *opened, const GError *failure, gpointer data)
{
    g_autofree char *words = opened == NULL
                                 ? NULL
                                 : g_strdup_printf("%s %d %u %d", opened->media_type, (int)opened->sort,
                                                   opened->n_pages, opened->has_members);

    note(data, words, failure);
}

static inline void
on_member(const char *path, guint64 offset, guint64 size, gint64 modified, const GError *failure,
          gpointer data)
{
    g_autofree char *words = g_strdup_printf(
        "%s %" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT, path, offset, size, modified);

    note(data, words, failure);
}

static inline void
on_unpacked(const GError *failure, gpointer data)
{
    note(data, "unpacked", failure);
}

static inline void
submit_unpack(Desk *desk, const char *content)
{
    g_auto(ArsipFd) fd = file_with(content);
    g_auto(ArsipFd) output = file_with("");

    arsip_pool_unpack(desk->pool, fd, output, on_member, on_unpacked, desk);
}

static inline void
on_drawn(const GError *failure, gpointer data)
{
    note(data, "drawn", failure);
}

static inline void
submit_draw(Desk *desk, const char *content)
{
    g_auto(ArsipFd) fd = file_with(content);
    g_auto(ArsipFd) output = file_with("");
    g_autoptr(ArsipDrawing) drawing = arsip_drawing_new();

    arsip_pool_draw(desk->pool, fd, output, NULL, 1, drawing, on_drawn, desk);
}

static inline void
wait_for_all(Desk *desk)
{
    g_autoptr(GError) error = NULL;

    while (arsip_pool_pending(desk->pool) > 0) {
        gboolean is_well = arsip_pool_wait(desk->pool, -1, &error);

        g_assert_no_error(error);
        g_assert_true(is_well);
    }
}

/* The process that read a page, from the text that it gave. */
static inline int
process_of(const Desk *desk, guint i)
{
    return atoi(told(desk, i));
}

/* How often the reader that gave this answer had opened another file. */
static inline guint
opened_until(const Desk *desk, guint i)
{
    return (guint)atoi(strchr(told(desk, i), ' '));
}

static inline void
desk_begin(int *argc, char ***argv)
{
    g_autofree char *reader = g_build_filename(g_getenv("ARSIP_TEST_HELPERS"), "wayward-reader", NULL);

    g_test_init(argc, argv, NULL);
    g_setenv("ARSIP_READER", reader, TRUE);
}

#endif
