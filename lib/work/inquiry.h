/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_INQUIRY_H
#define ARSIP_WORK_INQUIRY_H

#include "label/rules.h"
#include "work/suggestion.h"

/* What is to be learnt from which documents; all is borrowed for the call. */
typedef struct {
    const char *label;
    gboolean is_group;
    guint64 n_documents;    /* of the archive, filed and visible */
    const GArray *by_hand;  /* of gint64, rising: to learn from */
    const GArray *labelled; /* of gint64, rising: others that have the label, which count neither way */
} ArsipInquiry;

/*
 * The suggestion, with what it would have done: the matcher is run over the documents in which the index
 * knows one of its words, which are all in which it can find any. Of a document a few bytes are kept.
 */
ArsipSuggestion *arsip_inquiry_run(ArsipArchive *archive, const ArsipRules *rules, const ArsipInquiry *asked,
                                   GError **error);

#endif
