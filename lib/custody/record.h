/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_RECORD_H
#define ARSIP_CUSTODY_RECORD_H

#include "archive/chain.h"
#include "archive/whole.h"
#include "base/json.h"

/*
 * What a bag says of documents, pages and events: one line of JSON each, as man/arsip-bag.5 has it. The same
 * record gives the same line, and a line that was read gives back the record that it was written from.
 */

/* The schema that is written; older ones are read. */
#define ARSIP_RECORD_SCHEMA 1

/* A line may have this many bytes: a page of a table of numbers has a million; nobody's memory is at a bag's
 * mercy. */
#define ARSIP_RECORD_LINE_MAX (64u * 1024 * 1024)

void arsip_record_add_document(ArsipJson *json, const ArsipWhole *whole);
void arsip_record_add_page(ArsipJson *json, const ArsipWhole *whole, const ArsipWholePage *page);
/* is_withheld: the hash alone. */
void arsip_record_add_link(ArsipJson *json, const ArsipLink *link, gboolean is_withheld);

/*
 * Foreign bytes: DAMAGED for what is not as it is written down, with what is wrong. UNSUPPORTED for a schema
 * of a later program. A document's hashes, numbers and places are within their bounds afterwards.
 */
ArsipWhole *arsip_record_read_document(const char *line, GError **error);
/* The page of that document with that number; it must be the one that is told. */
ArsipWholePage *arsip_record_read_page(const char *line, const ArsipWhole *whole, guint number,
                                       GError **error);
gboolean arsip_record_read_link(const char *line, ArsipLink *link, GError **error);

/* Where a bag has an original: data/originals/ab/cdef....pdf. The ending says what it is, and nothing more.
 * The caller owns it. */
char *arsip_record_original_path(const ArsipWholeOriginal *original);

/* A path's bytes as text and back: what is no UTF-8, and the percent sign, becomes %XX. The caller owns
 * them. */
char *arsip_record_path_text(const char *path);
char *arsip_record_path_bytes(const char *text);

#endif
