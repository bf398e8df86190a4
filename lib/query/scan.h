/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_QUERY_SCAN_H
#define ARSIP_QUERY_SCAN_H

#include "query/keywords.h"
#include "query/sight.h"

/*
 * Looks for the keywords in texts that come piece by piece, each of them lines of its own (text/token.h),
 * and fills a sight, which is borrowed. No keyword is added to the table as long as there is a scan.
 */
typedef struct ArsipScan ArsipScan;
ArsipScan *arsip_scan_new(const ArsipKeywords *keywords, ArsipSight *sight);
void arsip_scan_free(ArsipScan *scan);

/*
 * Begins a text. doubts (of ArsipDoubt, rising, borrowed until its end; or NULL): where the engine doubted
 * what it read, and any word of a phrase may be misread (text/misread.h), joined to the next or cut in two;
 * but none that was asked for as =word, as a prefix or in capitals. A token that is itself a word of some
 * phrase is none other.
 */
void arsip_scan_begin(ArsipScan *scan, const GArray *doubts);
void arsip_scan_add(ArsipScan *scan, const char *text, gsize length);

/* Nothing follows: sees the last tokens. */
void arsip_scan_end(ArsipScan *scan);

#endif
