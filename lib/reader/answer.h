/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_ANSWER_H
#define ARSIP_READER_ANSWER_H

#include "reader/pool.h"

/*
 * What a reader's answers say, checked: whoever crashed a decoder with a hostile file may speak in its
 * place. All give DAMAGED for an answer that an honest reader does not give. The keys are in decode/serve.h.
 */

gboolean arsip_answer_opened(GVariant *values, ArsipOpenedFile *opened, GError **error);
void arsip_opened_file_clear(ArsipOpenedFile *opened);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipOpenedFile, arsip_opened_file_clear)

/* output_size: how many bytes the output has now. */
gboolean arsip_answer_drawn(GVariant *values, guint64 output_size, GError **error);

/* The members of a container so far: they follow each other in the output and are not too many. */
typedef struct {
    guint64 n_entries;
    guint64 end; /* of the last one, in the output */
} ArsipMemberBounds;

typedef struct {
    char *path;
    guint64 offset;
    guint64 size;
    gint64 modified;
    GError *failure; /* NULL when the member's bytes are there */
} ArsipMemberAnswer;

/* output_size: how many bytes the output has now. */
gboolean arsip_answer_member(GVariant *values, guint64 output_size, guint64 max_entries,
                             ArsipMemberBounds *bounds, ArsipMemberAnswer *member, GError **error);
void arsip_member_answer_clear(ArsipMemberAnswer *member);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipMemberAnswer, arsip_member_answer_clear)

/*
 * The failure that a "failed" answer tells, as an error of the caller's. may_write: the job had an output, so
 * that a full disk can be its reason.
 */
GError *arsip_answer_failure(GVariant *values, gboolean may_write);

#endif
