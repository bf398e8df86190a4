/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_PROPOSAL_H
#define ARSIP_LABEL_PROPOSAL_H

#include <glib.h>

/* What a rule could ask for, put together from keywords of which it is known where each holds. */

#define ARSIP_KEYWORDS_MOST 64

/* A document, small: an archive of a hundred thousand is held at once. */
typedef struct {
    gint64 document;
    guint64 holds;         /* a bit for each keyword that holds there */
    guint is_by_hand : 1;  /* a person gave the label */
    guint is_labelled : 1; /* a person or a rule did */
} ArsipKeywordRow;

/* Bits of keywords. */
typedef struct {
    guint64 any, all, none;
} ArsipProposal;

gboolean arsip_proposal_holds(const ArsipProposal *proposal, guint64 keywords);

/* What of an archive a proposal matches. */
typedef struct {
    guint64 matched, right, by_hand; /* of the matched: with the label, and by a person */
} ArsipProposalCount;
ArsipProposalCount arsip_proposal_count(const ArsipProposal *proposal, const GArray *rows);

/*
 * `any`, then `all`: rows is a GArray of ArsipKeywordRow, weights one for each of the n keywords (0: not for
 * these, and set to 0 for what fewer than two documents of persons have). At most `most` keywords in `any`,
 * each of which finds documents of persons that the others do not, and is right more often than not.
 */
void arsip_proposal_choose(ArsipProposal *proposal, const GArray *rows, double *weights, guint n, guint most);

/* `none`, of the keywords `may_forbid`: those that take away what is wrong and nothing that is right. */
void arsip_proposal_forbid(ArsipProposal *proposal, const GArray *rows, guint64 may_forbid, guint most);

#endif
