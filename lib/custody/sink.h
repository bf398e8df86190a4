/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_SINK_H
#define ARSIP_CUSTODY_SINK_H

#include "base/hash.h"
#include <stdio.h>

/*
 * Where a bag is written: a folder, a TAR or a ZIP, as the target's name ends. It takes that name when it is
 * whole and durable; until then all of it lies beside. What is dropped leaves nothing. Into a folder several
 * threads may put files at once, into a TAR or a ZIP one; streams are put one at a time, and another thread
 * may open them and write to them.
 */
typedef struct ArsipSink ArsipSink;

typedef struct {
    const char *target; /* bytes */
    const char *name;   /* of the folder inside a TAR or a ZIP; borrowed for as long as the sink lasts */
    gint64 moment;      /* seconds since 1970, of the files in a TAR or a ZIP */
    gboolean is_forced; /* an older bag of that name makes way */
} ArsipSinkOptions;

ArsipSink *arsip_sink_new(const ArsipSinkOptions *options, GError **error);
void arsip_sink_free(ArsipSink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipSink, arsip_sink_free)

gboolean arsip_sink_is_folder(const ArsipSink *sink);
gboolean arsip_sink_finish(ArsipSink *sink, GError **error);

/* What each thread that puts needs for itself. */
typedef struct ArsipHand ArsipHand;
ArsipHand *arsip_hand_new(void);
void arsip_hand_free(ArsipHand *hand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipHand, arsip_hand_free)

/* What was put. */
typedef struct {
    guint64 size;
    guint8 sha256[ARSIP_HASH_SIZE];
} ArsipPut;

/* All of an open file, from its beginning. name: for errors. path: inside the bag, UTF-8. */
gboolean arsip_sink_put(ArsipSink *sink, ArsipHand *hand, const char *path, int fd, const char *name,
                        ArsipPut *put, GError **error);

/* A stream for what is put bit by bit, written and hashed beside it; several may be open at once. It belongs
 * to the sink until it is put. */
FILE *arsip_sink_open(ArsipSink *sink, const char *path, GError **error);
gboolean arsip_sink_put_stream(ArsipSink *sink, const char *path, FILE *stream, ArsipPut *put,
                               GError **error);

#endif
