/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_MEMORY_H
#define ARSIP_DECODE_MEMORY_H

#include <glib.h>

/*
 * Knows when this process was refused memory. Libraries answer a refusal each in its own way: GLib and C++
 * abort, others report a damaged file. So malloc() and its kin are defined here, over glibc's own, and
 * remember a refusal. Nothing is remembered in a sanitized build.
 */

/*
 * The process that dies by a fault after a refusal, or is ended by a library, exits with
 * ARSIP_MESSAGE_EXIT_MEMORY instead.
 */
void arsip_memory_watch(void);

/* Whether memory was refused since the last call, and forgets it. */
gboolean arsip_memory_was_refused(void);

#endif
