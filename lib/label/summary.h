/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LABEL_SUMMARY_H
#define ARSIP_LABEL_SUMMARY_H

#include <arsip/plan.h>
#include "label/plan.h"

/* A plan summed up while it is made. It grows with the kinds of change, up to a limit, not with documents. */
typedef struct ArsipSummaryMaker ArsipSummaryMaker;

ArsipSummaryMaker *arsip_summary_maker_new(void);
/* item: NULL for a document that stays as it is. */
void arsip_summary_maker_add(ArsipSummaryMaker *maker, const ArsipPlanItem *item, gboolean is_by_hand);
void arsip_summary_maker_pass(ArsipSummaryMaker *maker);
/* Takes the maker. */
ArsipPlanSummary *arsip_summary_maker_end(ArsipSummaryMaker *maker);
void arsip_summary_maker_free(ArsipSummaryMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSummaryMaker, arsip_summary_maker_free)

#endif
