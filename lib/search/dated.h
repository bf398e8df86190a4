/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_DATED_H
#define ARSIP_SEARCH_DATED_H

#include "search/found.h"
#include "search/upkeep.h"

/* The documents' own dates, as strips of two bytes each beside the fields: a span of years may be that of a
 * third of a million documents. */
extern const ArsipUpkeep arsip_dated;

/* What a query asks of them, within one snapshot of the archive. */
typedef struct ArsipDays ArsipDays;

ArsipDays *arsip_days_open(ArsipArchive *archive, GError **error);
void arsip_days_free(ArsipDays *days);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipDays, arsip_days_free)

/* The documents whose date is in the span, ends included, with the score 0; "" is open, and with both open
 * they are all dated ones. The caller owns them. */
ArsipFound *arsip_days_find(ArsipDays *days, const char *first, const char *last, GError **error);

/* Leaves of what was found what is in it. */
gboolean arsip_days_narrow(ArsipDays *days, const char *first, const char *last, ArsipFound **found,
                           GError **error);

#endif
