/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_NARROW_H
#define ARSIP_SEARCH_NARROW_H

#include "query/query.h"

/*
 * The tree that finds what `root` finds and what has all the labels (NULL-terminated, or NULL) and the dates
 * (NULL or "": none), as in ArsipSearchOptions. Takes the root. NULL with ARSIP_ERROR_USAGE for dates that
 * are none; the caller owns the tree.
 */
ArsipNode *arsip_narrow(ArsipNode *root, const char *const *labels, const char *since, const char *until,
                        GError **error);

#endif
