/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/follower.h"

gboolean
arsip_follower_begin(ArsipFollower *follower, ArsipArchive *archive, const char *sql, GError **error)
{
    *follower = (ArsipFollower){.statement = arsip_statement(archive, sql, error)};
    return follower->statement != NULL;
}

void
arsip_follower_end(ArsipFollower *follower)
{
    g_clear_pointer(&follower->statement, arsip_statement_end);
}

gboolean
arsip_follower_step(ArsipFollower *follower, gint64 subject, GError **error)
{
    gint64 met;

    do {
        if (!follower->is_row && !follower->is_over) {
            follower->is_row = arsip_statement_step(follower->statement, error);
            follower->is_over = !follower->is_row;
        }
        if (follower->is_over)
            return FALSE;
        met = sqlite3_column_int64(follower->statement, 0);
        follower->is_row = met > subject;
    } while (met < subject);
    return met == subject;
}
