/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_SEARCH_VOCABULARY_RUN_H
#define ARSIP_SEARCH_VOCABULARY_RUN_H

#include <arsip/archive.h>

/*
 * The words of the archive in their order, for whoever looks for those that begin so (vocabulary-walk.h), and
 * once more turned round, for whoever looks for those that end so. They stand in runs, each of which has
 * words that no other has, in blocks (vocabulary-block.h), and is never changed: new words are a run of their
 * own, together with those before it that are not much longer (as in O'Neil and others 1996, The
 * Log-Structured Merge-Tree). So there are a handful of runs, and a word is written some ten times before it
 * rests.
 */
typedef enum { ARSIP_SIDE_FORWARD, ARSIP_SIDE_BACKWARD, ARSIP_N_SIDES } ArsipSide;

gboolean arsip_runs_create(ArsipArchive *archive, GError **error);
gboolean arsip_runs_clear(ArsipArchive *archive, GError **error);

/* words: of char, without repetition, none of them in a run already; put into their order here. */
gboolean arsip_runs_add(ArsipArchive *archive, GPtrArray *words, GError **error);

/* One side of a run. */
typedef struct {
    gint64 run;
    GBytes *bytes;
    GPtrArray *fences; /* of char, in `bytes`: for each block what its words are not before, and those of the
                          block before it are; the first is "" */
} ArsipRunSide;

/* Of ArsipRunSide, the longest first. The caller owns it. */
GPtrArray *arsip_runs_list(ArsipArchive *archive, ArsipSide side, GError **error);

/* The key of a block, from 0, in the table vocabulary_block. */
gint64 arsip_run_block(gint64 run, ArsipSide side, guint number);

#endif
