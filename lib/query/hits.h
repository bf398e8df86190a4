/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_HITS_H
#define ARSIP_QUERY_HITS_H

#include "query/matcher.h"

/*
 * Brings n hits into the order in which a letter is read: by page, place and query, what stands on no page
 * last. Those before number `first` are in order; those from it on were found in one section. Equals keep
 * their order.
 */
void arsip_hits_settle(ArsipHit *hits, guint first, guint n);

#endif
