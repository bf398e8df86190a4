/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_VERDICT_H
#define ARSIP_LABEL_VERDICT_H

#include "label/private.h"

/* What one judgement works on; everything is borrowed. */
typedef struct {
    const ArsipRules *rules;
    const ArsipSubject *subject;
    const ArsipMatch *match;
    GArray **hits_of; /* for each query the indexes (guint) of its hits; NULL for none */
} ArsipTrial;

ArsipAssignment *arsip_assignment_new(const char *label, const char *file, guint line, const char *why,
                                      gint priority);
void arsip_assignment_free(ArsipAssignment *assignment);
void arsip_refusal_free(ArsipRefusal *refusal);

/* The words that a hit stands on, as they are on the page, white space as one space; digits of personal
 * numbers hidden. */
char *arsip_trial_words(const ArsipTrial *trial, const ArsipHit *hit);

/* What spoke for the rule, up to 8 places; the caller has seen to it that it holds. */
ArsipAssignment *arsip_trial_assign(const ArsipTrial *trial, const ArsipRule *rule);

#endif
