/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_CLAIM_H
#define ARSIP_LABEL_CLAIM_H

#include "label/rule.h"

/*
 * What a rule or a query says of a document, as a formula whose negations stand at its leaves, and whether
 * several of them can hold of one document.
 */
typedef struct ArsipClaim ArsipClaim;

/* Borrow the query's tree and the rule. is_negated: the contrary of it. */
ArsipClaim *arsip_claim_of_query(const ArsipRuleQuery *query, gboolean is_guarded, gboolean is_negated);
ArsipClaim *arsip_claim_of_rule(const ArsipRule *rule, gboolean is_negated);
void arsip_claim_free(ArsipClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipClaim, arsip_claim_free)

/*
 * Whether no document whatever answers all the claims (GPtrArray of ArsipClaim). TRUE is proved, by a tableau
 * (Smullyan 1968) over the leaves and what follows from one to another (query/imply.h); FALSE says that no
 * proof was found: leaves may contradict by what they mean, and long proofs are given up.
 */
gboolean arsip_claims_contradict(const GPtrArray *claims);

#endif
