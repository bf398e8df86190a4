/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_FACTS_H
#define ARSIP_QUERY_FACTS_H

#include "query/matcher.h"

/* The leaves that ask something else than words: fields' values, dates, labels, the file. */

/* Where a fact was found; in the hit's own terms (query/matcher.h). */
typedef void (*ArsipFactFunc)(const char *scope, ArsipPlace place, gpointer data);

/* What the facts are asked of, prepared once for a document. */
typedef struct {
    const ArsipSubject *subject;
    char *file_name; /* folded, with a space at both ends */
} ArsipFacts;

void arsip_facts_init(ArsipFacts *facts, const ArsipSubject *subject);
void arsip_facts_clear(ArsipFacts *facts);

/* regex: of a REGEX leaf, otherwise NULL. Calls `found` for each place where the leaf holds. */
void arsip_facts_ask(const ArsipFacts *facts, const ArsipNode *leaf, const GRegex *regex, ArsipFactFunc found,
                     gpointer data);

#endif
