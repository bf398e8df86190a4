/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/memory.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"

/* Set inside malloc() and read inside a signal handler: nothing but a global can be reached from both. */
static volatile sig_atomic_t was_refused;

gboolean
arsip_memory_was_refused(void)
{
    gboolean answer = was_refused != 0;

    was_refused = 0;
    return answer;
}

#ifndef ARSIP_SANITIZED

/*
 * More than this can be asked for only by a damaged or hostile file; it says nothing of the memory that the
 * page needs.
 */
#define PLAUSIBLE_MAX ((size_t)1 << 36)

/* glibc's own, exported for programs that put theirs in front (glibc 2.36, malloc/Versions). */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static void *
remember(void *block, size_t size)
{
    if (G_UNLIKELY(block == NULL) && size != 0 && size < PLAUSIBLE_MAX)
        was_refused = 1;
    return block;
}

void *
malloc(size_t size)
{
    return remember(__libc_malloc(size), size);
}

void *
calloc(size_t n, size_t size)
{
    size_t whole = 0;

    if (__builtin_mul_overflow(n, size, &whole))
        whole = SIZE_MAX;
    return remember(__libc_calloc(n, size), whole);
}

void *
realloc(void *block, size_t size)
{
    return remember(__libc_realloc(block, size), size);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
    return remember(__libc_memalign(alignment, size), size);
}

/* In the handler only what is safe in one. Where no memory was refused the fault takes its usual course. */
static void
die(int number)
{
    if (was_refused != 0)
        _exit(ARSIP_MESSAGE_EXIT_MEMORY);
    raise(number);
}

/* Some libraries do not abort but end the process in good order; libarchive 3.6.2 is one. */
static void
leave(void)
{
    if (was_refused != 0)
        _exit(ARSIP_MESSAGE_EXIT_MEMORY);
}

void
arsip_memory_watch(void)
{
    static const int faults[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS};
    static char
        stack[64 * 1024]; /* a page that overflows the stack must still be told from one without memory */
    const stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK | SA_NODEFER | (int)SA_RESETHAND};

    atexit(leave);
    sigemptyset(&action.sa_mask);
    sigaltstack(&other, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++)
        sigaction(faults[i], &action, NULL);
}

#else

void
arsip_memory_watch(void)
{
}

#endif
