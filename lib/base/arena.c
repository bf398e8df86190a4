/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <obstack.h>
#include <string.h>

#define obstack_chunk_alloc g_malloc
#define obstack_chunk_free  g_free

struct ArsipArena {
    struct obstack chunks;
    void *beginning;
};

ArsipArena *
arsip_arena_new(void)
{
    ArsipArena *arena = g_new0(ArsipArena, 1);

    obstack_init(&arena->chunks);
    arena->beginning = obstack_alloc(&arena->chunks, 0);
    return arena;
}

void
arsip_arena_free(ArsipArena *arena)
{
    if (arena == NULL)
        return;
    obstack_free(&arena->chunks, NULL);
    g_free(arena);
}

void
arsip_arena_empty(ArsipArena *arena)
{
    obstack_free(&arena->chunks, arena->beginning);
}

gsize
arsip_arena_size(ArsipArena *arena)
{
    return (gsize)obstack_memory_used(&arena->chunks);
}

/* As obstack counts; nothing that goes into a row of SQLite is as long as that. */
static int
count(gsize length)
{
    g_assert(length < G_MAXINT32 / 2);
    return (int)length;
}

gpointer
arsip_arena_take(ArsipArena *arena, gsize size)
{
    return memset(obstack_alloc(&arena->chunks, count(size)), 0, size);
}

char *
arsip_arena_copy(ArsipArena *arena, const void *bytes, gsize length)
{
    char *copy;

    if (bytes == NULL)
        return NULL;
    copy = obstack_alloc(&arena->chunks, count(length + 1));
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *
arsip_arena_text(ArsipArena *arena, const char *text)
{
    return text != NULL ? arsip_arena_copy(arena, text, strlen(text)) : NULL;
}
