/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_UNKNOWN_H
#define ARSIP_SEARCH_UNKNOWN_H

#include "query/query.h"
#include "search/neighbours.h"

/* The words of a query that stand in the archive in no form, with what may have been meant: of ArsipUnknown,
 * in the order of the query; NULL on failure. The caller owns it. */
GPtrArray *arsip_unknown_find(ArsipNeighbours *neighbours, const ArsipNode *root, GError **error);

#endif
