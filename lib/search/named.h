/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_NAMED_H
#define ARSIP_SEARCH_NAMED_H

#include <arsip/archive.h>
#include "query/query.h"

/* Saved searches may stand so deep in one another. */
#define ARSIP_SAVED_DEPTH 8

/*
 * arsip_query_parse() with each @name as the saved search that it stands for. One that is not there, or that
 * holds itself, is a fault with its column; so is a fault in the saved search, with the column there besides.
 */
ArsipQuery *arsip_named_parse(ArsipArchive *archive, const char *text, ArsipQueryFlags flags, GError **error);

/* The same for what is about to be saved as `name`, which is not to hold itself. */
ArsipQuery *arsip_named_parse_as(ArsipArchive *archive, const char *name, const char *text, GError **error);

#endif
