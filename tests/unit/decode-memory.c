/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.h"
#include "decode/memory.h"

/* How a process that watches its memory ends, as waitpid() tells it. refused: it was refused some before. */
static int
status_of(void (*end)(void), gboolean refused)
{
    const struct rlimit little = {64 << 20, 64 << 20};
    const struct rlimit none = {0, 0};
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        arsip_memory_watch();
        setrlimit(RLIMIT_CORE, &none);
        if (refused) {
            void *volatile block = NULL;

            setrlimit(RLIMIT_AS, &little);
            block = malloc((size_t)1 << 30);
            free(block);
        }
        end();
        _exit(0);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    return status;
}

static void
end_in_good_order(void)
{
    exit(1);
}

static void
fault(void)
{
    raise(SIGSEGV);
}

static gboolean
can_be_watched(void)
{
#ifdef ARSIP_SANITIZED
    g_test_skip("a sanitized build has another malloc()");
    return FALSE;
#else
    return TRUE;
#endif
}

static void
test_who_dies_of_a_refusal_says_so(void)
{
    static void (*const ends[])(void) = {abort, fault, end_in_good_order};

    if (!can_be_watched())
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
        int status = status_of(ends[i], TRUE);

        g_assert_true(WIFEXITED(status));
        g_assert_cmpint(WEXITSTATUS(status), ==, ARSIP_MESSAGE_EXIT_MEMORY);
    }
}

static void
test_without_a_refusal_a_death_is_what_it_is(void)
{
    if (!can_be_watched())
        return;
    int aborted = status_of(abort, FALSE), faulted = status_of(fault, FALSE);
    int ended = status_of(end_in_good_order, FALSE);

    g_assert_true(WIFSIGNALED(aborted));
    g_assert_cmpint(WTERMSIG(aborted), ==, SIGABRT);
    g_assert_true(WIFSIGNALED(faulted));
    g_assert_cmpint(WTERMSIG(faulted), ==, SIGSEGV);
    g_assert_true(WIFEXITED(ended));
    g_assert_cmpint(WEXITSTATUS(ended), ==, 1);
}

static void
test_a_refusal_is_told_once(void)
{
    if (!can_be_watched())
        return;
    void *volatile block = malloc((size_t)1 << 35);

    if (block != NULL)
        g_test_skip("this system grants any memory");
    else
        g_assert_true(arsip_memory_was_refused());
    free(block);
    g_assert_false(arsip_memory_was_refused());
}

/* A damaged length says nothing of the memory that the page needs. */
static void
test_what_nobody_can_have_is_no_refusal(void)
{
    void *volatile block = NULL;

    if (!can_be_watched())
        return;
    arsip_memory_was_refused();
    block = malloc((size_t)1 << 46);
    g_assert_null(block);

    g_assert_false(arsip_memory_was_refused());
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/memory/who_dies_of_a_refusal_says_so", test_who_dies_of_a_refusal_says_so);
    g_test_add_func("/memory/without_a_refusal_a_death_is_what_it_is",
                    test_without_a_refusal_a_death_is_what_it_is);
    g_test_add_func("/memory/a_refusal_is_told_once", test_a_refusal_is_told_once);
    g_test_add_func("/memory/what_nobody_can_have_is_no_refusal", test_what_nobody_can_have_is_no_refusal);
    return g_test_run();
}
