/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_PLAN_H
#define ARSIP_WORK_PLAN_H

#include <arsip/plan.h>
#include "label/plan.h"

typedef enum {
    ARSIP_OUTLOOK_STAYS,
    ARSIP_OUTLOOK_CHANGES,
    ARSIP_OUTLOOK_CLOSED, /* withdrawn, or not read yet: no rule is asked */
} ArsipOutlookKind;

/* What the rules in force would make of one document. */
typedef struct {
    ArsipOutlookKind kind;
    gboolean is_by_hand; /* has a label that a person gave or took away */
    ArsipPlanItem *item; /* where it changes */
} ArsipOutlook;
void arsip_outlook_clear(ArsipOutlook *outlook);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipOutlook, arsip_outlook_clear)

/* Reads one state of the catalogue, and writes nothing. */
gboolean arsip_outlook(ArsipArchive *archive, gint64 document, const ArsipRules *rules, ArsipOutlook *outlook,
                       GError **error);

/* Archive, rules and the newest event, as of now. */
gboolean arsip_plan_head_make(ArsipArchive *archive, const ArsipRules *rules, ArsipPlanHead *head,
                              GError **error);

/*
 * Notes a document that moved on after event `since`, with what the log says of it. title, or the number
 * alone where it cannot be found.
 */
void arsip_outcome_add_moved(ArsipOutcome *outcome, ArsipArchive *archive, gint64 document, gint64 since);

#endif
