/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_CONFINE_H
#define ARSIP_DECODE_CONFINE_H

#include <arsip/error.h>

/*
 * Takes away from this process what decoding does not need, in this order, before any thread starts and
 * before the first foreign byte. None of the steps can be undone.
 */

/* The largest file that a reader may write: all members of a container together. */
#define ARSIP_CONFINE_FILE_MAX (G_GUINT64_CONSTANT(8) << 30)

/*
 * No new privileges, no core dump, no look from outside; ends with its parent; limits on address space
 * (memory bytes; 0: none, and none in a sanitized build), file size and descriptors. The soft limit on CPU
 * time is the parent's to raise.
 */
gboolean arsip_confine_resources(guint64 memory, GError **error);

/*
 * Landlock: files can be opened for reading under the places that decoding needs (fonts with their
 * configuration and caches, poppler's data, Tesseract's data), nowhere else, and nothing can be written or
 * connected to. The charsets that iconv may need later are loaded first. *is_confined is FALSE where the
 * kernel has no Landlock; that is no failure, but then arsip_confine_calls() must not be told that files can
 * be opened.
 */
gboolean arsip_confine_files(gboolean *is_confined, GError **error);

/* seccomp: an allow list of system calls. may_open: reading opens are left, for Landlock to judge. */
gboolean arsip_confine_calls(gboolean may_open, GError **error);

#endif
