/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ARCHIVE_FOLLOWER_H
#define ARSIP_ARCHIVE_FOLLOWER_H

#include "archive/catalogue.h"

/*
 * One statement that goes through the rows of many subjects, which are told by a number in its first column
 * that rises: to begin a statement anew for each takes longer than to read the few rows that it has.
 */
typedef struct {
    ArsipStatement *statement;
    gboolean is_row; /* it stands on one that was not given yet */
    gboolean is_over;
} ArsipFollower;

gboolean arsip_follower_begin(ArsipFollower *follower, ArsipArchive *archive, const char *sql,
                              GError **error);
void arsip_follower_end(ArsipFollower *follower);

/* To the next row of a subject, over what was left of those before; FALSE where it has no more, and FALSE
 * with *error set on failure. Subjects are asked for in their order. */
gboolean arsip_follower_step(ArsipFollower *follower, gint64 subject, GError **error);

#endif
