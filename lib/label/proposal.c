/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label/proposal.h"

#define BIT(keyword) (G_GUINT64_CONSTANT(1) << (keyword))

/* bits: not 0. */
static guint
lowest_of(guint64 bits)
{
    return (guint)__builtin_ctzll(bits);
}

gboolean
arsip_proposal_holds(const ArsipProposal *proposal, guint64 keywords)
{
    return (keywords & proposal->any) != 0 && (keywords & proposal->all) == proposal->all &&
           (keywords & proposal->none) == 0;
}

ArsipProposalCount
arsip_proposal_count(const ArsipProposal *proposal, const GArray *rows)
{
    ArsipProposalCount count = {0};

    for (guint i = 0; i < rows->len; i++) {
        const ArsipKeywordRow *row = &g_array_index(rows, ArsipKeywordRow, i);

        if (!arsip_proposal_holds(proposal, row->holds))
            continue;
        count.matched++;
        count.right += row->is_labelled ? 1 : 0;
        count.by_hand += row->is_by_hand ? 1 : 0;
    }
    return count;
}

/* What a keyword would bring beside those of `any`. */
typedef struct {
    guint by_hand, labelled, wrong;
} Gain;

static void
count_gains(const ArsipProposal *proposal, const GArray *rows, guint n, Gain *gains)
{
    for (guint i = 0; i < n; i++)
        gains[i] = (Gain){0};
    for (guint i = 0; i < rows->len; i++) {
        const ArsipKeywordRow *row = &g_array_index(rows, ArsipKeywordRow, i);

        if ((row->holds & proposal->any) != 0)
            continue;
        for (guint64 left = row->holds; left != 0; left &= left - 1) {
            Gain *gain = &gains[lowest_of(left)];

            gain->by_hand += row->is_by_hand ? 1 : 0;
            gain->labelled += row->is_labelled ? 1 : 0;
            gain->wrong += row->is_labelled ? 0 : 1;
        }
    }
}

/*
 * What is new and right, times how sure it is (Laplace's rule of succession, so that one find is not taken
 * for certainty).
 */
static double
value_of(const Gain *gain, double weight)
{
    double sure = (gain->labelled + 1.0) / (gain->labelled + gain->wrong + 2.0);

    return gain->by_hand == 0 || gain->wrong > gain->labelled ? 0 : weight * gain->by_hand * sure;
}

/* What one document has is chance; two are the least that is shared. */
static void
drop_rare(const ArsipProposal *nothing, const GArray *rows, double *weights, guint n)
{
    Gain gains[ARSIP_KEYWORDS_MOST];

    count_gains(nothing, rows, n, gains);
    for (guint i = 0; i < n; i++)
        if (gains[i].by_hand < 2)
            weights[i] = 0;
}

static gint
find_best(const Gain *gains, const double *weights, guint n)
{
    gint best = -1;
    double most = 0;

    for (guint i = 0; i < n; i++) {
        double value = value_of(&gains[i], weights[i]);

        if (value > most) {
            most = value;
            best = (gint)i;
        }
    }
    return best;
}

/* The keyword that all that is right has and half of what is wrong lacks, or -1. */
static gint
find_required(const ArsipProposal *proposal, const GArray *rows, const double *weights, guint n)
{
    guint wrong[ARSIP_KEYWORDS_MOST] = {0};
    guint64 shared = G_MAXUINT64;
    guint n_wrong = 0;
    gint best = -1;

    for (guint i = 0; i < rows->len; i++) {
        const ArsipKeywordRow *row = &g_array_index(rows, ArsipKeywordRow, i);

        if (!arsip_proposal_holds(proposal, row->holds))
            continue;
        if (row->is_labelled) {
            shared &= row->holds;
            continue;
        }
        n_wrong++;
        for (guint k = 0; k < n; k++)
            wrong[k] += (row->holds & BIT(k)) != 0 ? 1 : 0;
    }
    for (guint k = 0; k < n; k++)
        if (weights[k] > 0 && (shared & BIT(k)) != 0 && (proposal->any & BIT(k)) == 0 && n_wrong > 0 &&
            wrong[k] * 2 <= n_wrong && (best < 0 || wrong[k] < wrong[best]))
            best = (gint)k;
    return best;
}

void
arsip_proposal_choose(ArsipProposal *proposal, const GArray *rows, double *weights, guint n, guint most)
{
    Gain gains[ARSIP_KEYWORDS_MOST];
    gint best;

    *proposal = (ArsipProposal){0};
    drop_rare(proposal, rows, weights, n);
    for (guint i = 0; i < most; i++) {
        count_gains(proposal, rows, n, gains);
        best = find_best(gains, weights, n);
        if (best < 0)
            break;
        proposal->any |= BIT(best);
    }
    best = find_required(proposal, rows, weights, n);
    if (best >= 0)
        proposal->all |= BIT(best);
}

void
arsip_proposal_forbid(ArsipProposal *proposal, const GArray *rows, guint64 may_forbid, guint most)
{
    for (guint n = 0; n < most; n++) {
        guint wrong[ARSIP_KEYWORDS_MOST] = {0};
        guint64 right = 0;
        gint best = -1;

        for (guint i = 0; i < rows->len; i++) {
            const ArsipKeywordRow *row = &g_array_index(rows, ArsipKeywordRow, i);

            if (!arsip_proposal_holds(proposal, row->holds))
                continue;
            if (row->is_labelled)
                right |= row->holds;
            for (guint64 left = row->is_labelled ? 0 : row->holds & may_forbid; left != 0; left &= left - 1)
                wrong[lowest_of(left)]++;
        }
        for (guint k = 0; k < ARSIP_KEYWORDS_MOST; k++)
            if (wrong[k] > 0 && (right & BIT(k)) == 0 && (best < 0 || wrong[k] > wrong[best]))
                best = (gint)k;
        if (best < 0)
            return;
        proposal->none |= BIT(best);
    }
}
