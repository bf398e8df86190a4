/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_IMPLY_H
#define ARSIP_QUERY_IMPLY_H

#include "query/query.h"

/*
 * Whether the matcher finds the leaf `wide` in every document in which it finds the leaf `narrow`. Only what
 * follows from the two leaves alone is seen: TRUE is certain, FALSE means that nobody knows. A leaf is a node
 * without children, or a NEAR. guarded: the leaf counts outside of citations only (query/matcher.h).
 */
gboolean arsip_leaf_implies(const ArsipNode *narrow, gboolean narrow_guarded, const ArsipNode *wide,
                            gboolean wide_guarded);

#endif
