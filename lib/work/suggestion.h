/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_SUGGESTION_H
#define ARSIP_WORK_SUGGESTION_H

#include <arsip/suggest.h>

/* Of the documents that a suggestion names, this many of each kind. */
#define ARSIP_SUGGEST_NAMED 10

ArsipSuggestion *arsip_suggestion_new(const char *label, gboolean is_group);
void arsip_suggestion_free(ArsipSuggestion *suggestion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSuggestion, arsip_suggestion_free)

/* Names the document in the list, if it has room. */
gboolean arsip_suggestion_name(ArsipArchive *archive, GPtrArray *documents, gint64 id, GError **error);

/* The rule file of its queries, as people paste it. The caller owns it. */
char *arsip_suggestion_rule(const ArsipSuggestion *suggestion);

#endif
