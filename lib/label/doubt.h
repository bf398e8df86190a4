/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_DOUBT_H
#define ARSIP_LABEL_DOUBT_H

#include "label/private.h"

/*
 * What is doubtful in rules without faults. Nothing is told that is not certain: a clerk who is told that a
 * rule is no use takes it out. faults->file is the rule's where one rule is looked at.
 */

/* Marks that do nothing, names of fields that are near to a known one, a keyword twice in one place. */
void arsip_doubt_keywords(const ArsipRule *rule, ArsipFaults *faults);

/* Queries that cannot hold where their rule wants them, or that hold always. TRUE: the rule never holds. */
gboolean arsip_doubt_contradictions(const ArsipRule *rule, ArsipFaults *faults);

/* Rules that can never win against others. is_dead: of each rule, whether it never holds. */
void arsip_doubt_shadows(const ArsipRules *rules, const gboolean *is_dead, const char *folder,
                         ArsipFaults *faults);

/* Exclusive namespaces that do not hold what they promise. */
void arsip_doubt_namespaces(const ArsipRules *rules, const char *folder, ArsipFaults *faults);

#endif
