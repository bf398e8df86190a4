/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_THEIRS_H
#define ARSIP_DECODE_THEIRS_H

#include <dlfcn.h>
#include <glib.h>
#include <string.h>

/*
 * The library's own function, which the program's stands before. function: points to a pointer to one; ISO C
 * has no cast from an object's address to a function's.
 */
static inline void
arsip_find_theirs(const char *symbol, gpointer function)
{
    void *found = dlsym(RTLD_NEXT, symbol);

    g_assert(found != NULL);
    memcpy(function, &found, sizeof found);
}

#endif
