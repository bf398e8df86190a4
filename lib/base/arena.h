/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_ARENA_H
#define ARSIP_BASE_ARENA_H

#include <glib.h>

/*
 * Memory for the many small things of one record, which all go at once. It is glibc's obstack behind a
 * pointer: what is emptied keeps its first chunk, so that one short record after another costs no allocation.
 */
typedef struct ArsipArena ArsipArena;

ArsipArena *arsip_arena_new(void);
void arsip_arena_free(ArsipArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipArena, arsip_arena_free)

/* All that came of it is gone. */
void arsip_arena_empty(ArsipArena *arena);
/* Bytes that it holds, in use or not. */
gsize arsip_arena_size(ArsipArena *arena);

/* Zeroed, aligned for anything. */
gpointer arsip_arena_take(ArsipArena *arena, gsize size);
#define ARSIP_ARENA_NEW(arena, type) ((type *)arsip_arena_take(arena, sizeof(type)))

/* A copy, with a NUL behind it; NULL of NULL. */
char *arsip_arena_copy(ArsipArena *arena, const void *bytes, gsize length);
char *arsip_arena_text(ArsipArena *arena, const char *text);

#endif
