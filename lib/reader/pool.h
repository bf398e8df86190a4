/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_READER_POOL_H
#define ARSIP_READER_POOL_H

#include "text/drawing.h"
#include "text/embedded.h"

/*
 * The pool of arsip-reader processes: hands out jobs, one at a time to each, and watches deadlines.
 * One thread; callbacks run inside arsip_pool_wait().
 */
typedef struct ArsipPool ArsipPool;

#define ARSIP_POOL_LANGUAGES "ind+eng"
#define ARSIP_POOL_DEADLINE  120
#define ARSIP_POOL_MEBIBYTES 2048

typedef struct {
    guint readers;         /* 0: as many as there are cores */
    const char *languages; /* NULL: ARSIP_POOL_LANGUAGES */
    guint deadline;   /* seconds for a page; 0: ARSIP_POOL_DEADLINE. An open job has ten times as long, and an
                       * unpack job that comes on */
    guint64 memory;   /* bytes of address space a reader may use; 0: ARSIP_POOL_MEBIBYTES */
    guint cpu;        /* seconds of CPU for a page; 0: the deadline */
    gboolean is_nice; /* idle priority */
    const char *const *passwords; /* to be tried where a file is locked, NULL-terminated bytes; or NULL */
} ArsipPoolSettings;

/* Readers start with the first jobs. Fails if the reader's program cannot be found. */
ArsipPool *arsip_pool_new(const ArsipPoolSettings *settings, GError **error);

/* Ends the readers; jobs not done are dropped without a callback. */
void arsip_pool_free(ArsipPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipPool, arsip_pool_free)

typedef enum {
    ARSIP_OPENED_PAGES = 0,
    ARSIP_OPENED_CONTAINER = 1,
    ARSIP_OPENED_UNSUPPORTED = 2
} ArsipOpenedSort;

typedef struct {
    char *media_type;
    ArsipOpenedSort sort;
    guint n_pages;
    gboolean has_members; /* PAGES: there is more inside that an unpack job gives, as attachments in a mail */
} ArsipOpenedFile;

/* error: NULL when all went well, else CRASHED, DEADLINE, MEMORY (the reader was lost) or what decoding said.
 * opened: NULL with an error. */
typedef void (*ArsipOpenDone)(const ArsipOpenedFile *opened, const GError *error, gpointer data);
typedef void (*ArsipReadDone)(ArsipReading *reading /* to keep */, const GError *error, gpointer data);
typedef void (*ArsipDrawDone)(const GError *error, gpointer data);
/* embedded: NULL with an error; borrowed. */
typedef void (*ArsipEmbedDone)(const ArsipEmbedded *embedded, const GError *error, gpointer data);
/* was_signed: it held a signature, which no longer holds. */
typedef void (*ArsipOverlayDone)(gboolean was_signed, const GError *error, gpointer data);
typedef void (*ArsipUnpackMember)(const char *path, guint64 offset, guint64 size, gint64 modified,
                                  const GError *error, gpointer data);
typedef void (*ArsipUnpackDone)(const GError *error, gpointer data);
typedef void (*ArsipPackDone)(const GError *error, gpointer data);

/*
 * Jobs. fd is duplicated; it must be open for reading and seekable. A job whose reader is lost is tried once
 * more in a fresh reader before it fails (one with an output is not: something may stand in that already).
 * `key`: see arsip_decoder_read().
 */
void arsip_pool_open(ArsipPool *pool, int fd, const char *key, ArsipOpenDone done, gpointer data);
void arsip_pool_read(ArsipPool *pool, int fd, const char *key, guint page, ArsipReadDone done, gpointer data);
/* Draws a page into output, which must be empty, as a PNG. */
void arsip_pool_draw(ArsipPool *pool, int fd, int output, const char *key, guint page,
                     const ArsipDrawing *drawing, ArsipDrawDone done, gpointer data);
/* Writes the picture of a page into output, which must be empty, as a PDF holds it. */
void arsip_pool_embed(ArsipPool *pool, int fd, int output, const char *key, guint page, ArsipEmbedDone done,
                      gpointer data);
/* Writes a PDF into output, which must be empty, with the layers of text that are pages of another PDF.
 * pages: what is to become of each, as arsip_layered_to_variant() writes them, floating or owned by the
 * caller. */
void arsip_pool_overlay(ArsipPool *pool, int fd, int layers, int output, GVariant *pages,
                        ArsipOverlayDone done, gpointer data);
void arsip_pool_unpack(ArsipPool *pool, int fd, int output, ArsipUnpackMember member, ArsipUnpackDone done,
                       gpointer data);
/*
 * Packs the files that come over `stream` into output, which must be empty: decode/container/pack.h says how
 * they come and what the rest means. It may take as long as it likes, so long as it comes on.
 */
void arsip_pool_pack(ArsipPool *pool, int stream, int output, const char *format, gint64 modified,
                     ArsipPackDone done, gpointer data);

/*
 * From now on no job is begun, and none is tried again: those are dropped without a callback. The jobs that
 * readers have in hand come to their end.
 */
void arsip_pool_close(ArsipPool *pool);

/* Drops the jobs with this data, without a callback; a reader that has one in hand is ended. */
void arsip_pool_drop(ArsipPool *pool, gconstpointer data);

/* Jobs submitted and not yet called back. */
guint arsip_pool_pending(const ArsipPool *pool);
/* How many jobs can be under way at once; keep about twice as many pending to keep all readers busy. */
guint arsip_pool_width(const ArsipPool *pool);

/*
 * Waits until at least one callback ran, a reader was lost, timeout_ms passed (-1: no limit) or a signal
 * arrived. FALSE only for failures of the pool itself: no reader can be started.
 */
gboolean arsip_pool_wait(ArsipPool *pool, int timeout_ms, GError **error);

/* Readers lost so far (crashed, hung, out of memory). */
guint arsip_pool_lost(const ArsipPool *pool);
/* FALSE where the kernel has no Landlock: readers then cannot open fonts. Known once a reader has started. */
gboolean arsip_pool_has_landlock(const ArsipPool *pool);

#endif
