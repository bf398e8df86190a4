/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_NEARS_H
#define ARSIP_QUERY_NEARS_H

#include "query/harvest.h"
#include "query/section.h"

/*
 * The NEARs of a matcher's queries: all places of their phrases in a section are kept until its end, and then
 * held against one another.
 */
typedef struct {
    guint *phrase_of;   /* by keyword: the number of the phrase, or 0; NULL: there is no NEAR */
    GPtrArray *phrases; /* by number - 1 */
    GArray *found;      /* of guint: numbers of those that the section in hand holds, each once */
} ArsipNears;

void arsip_nears_init(ArsipNears *nears, const ArsipMatcher *matcher);
void arsip_nears_clear(ArsipNears *nears);

static inline gboolean
arsip_nears_want(const ArsipNears *nears, guint keyword)
{
    return nears->phrase_of != NULL && nears->phrase_of[keyword] != 0;
}

/* Keeps the place of a keyword that is wanted. */
void arsip_nears_keep(ArsipNears *nears, const ArsipOccurrence *occurrence);

/* The section ends. */
void arsip_nears_settle(ArsipNears *nears, ArsipHarvest *harvest, const ArsipGround *ground);

#endif
