/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_INGEST_H
#define ARSIP_INGEST_H

#include <arsip/archive.h>
#include <sys/stat.h>

/* Making an archive, taking files in, and reading what waits. */

typedef struct {
    const char *group; /* whose members may read; NULL: the owner alone */
    gboolean group_writes;
} ArsipInitOptions;

/* With the starter rules. An existing archive is an error and stays as it is. */
gboolean arsip_init(const char *folder, const ArsipInitOptions *options, GError **error);

typedef struct {
    enum { ARSIP_PHASE_LOOK, ARSIP_PHASE_STORE, ARSIP_PHASE_READ } phase;
    guint64 files_done, files_total; /* STORE: of the walk; READ: documents */
    guint64 pages_done, pages_known; /* READ */
    double seconds;                  /* since this phase began */
} ArsipProgress;

/*
 * Told often; each may be NULL. should_stop: the pages in hand are finished and kept, then INTERRUPTED. tell:
 * a sentence about a page that is no failure, as that its older text was kept.
 */
typedef struct {
    void (*progress)(const ArsipProgress *progress, gpointer data);
    gboolean (*should_stop)(gpointer data);
    void (*tell)(const char *sentence, gpointer data);
    gpointer data;
} ArsipWatcher;

typedef struct {
    guint readers; /* 0: as many as cores */
    gboolean is_nice;
    const char *languages;        /* Tesseract's, as in "ind+eng"; NULL: the archive's */
    const char *const *passwords; /* tried where a file is locked: NULL-terminated bytes, or NULL */
} ArsipReaderOptions;

/*
 * The passwords of a file (or a pipe), one a line, at most 100: bytes, NULL-terminated. They go to the
 * readers and nowhere else. is_exposed: others than the owner may get at the file. The caller frees them with
 * the call below, which wipes them.
 */
char **arsip_passwords_read(const char *path, gboolean *is_exposed, GError **error);
void arsip_passwords_free(char **passwords);

/* What became of the source files that were to be taken away. */
typedef struct {
    guint64 taken;
    guint64 left;
    GPtrArray *sentences; /* of char *: which were left and why, the first thousand; NULL: none were asked */
} ArsipAway;
void arsip_away_clear(ArsipAway *away);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipAway, arsip_away_clear)

typedef struct {
    const char *const *paths; /* NULL-terminated; bytes */
    const char *const *set;   /* "name=value", NULL-terminated, or NULL: fields of the new documents */
    gboolean stores_only;
    ArsipReaderOptions readers;
    /*
     * With it, sources are taken away at the end of the batch: those of which all went well, also when the
     * archive had their bytes before, once their originals have been read again and are the same. Not
     * together with stores_only. Filled also after a failure; the caller clears it.
     */
    ArsipAway *away;
    const char *move_to; /* with away: the folder to move them to; NULL removes them */
    /* Of the files that are found, only those for which it says TRUE, and of what cannot be taken there
     * nothing is told; NULL for all. It is asked more than once. */
    gboolean (*takes)(const char *path, const struct stat *info, gpointer data);
    gpointer takes_data;
} ArsipIngestOptions;

/*
 * One batch: stores, reads, labels and indexes. An interrupted batch with the same arguments is resumed. What
 * could not be taken or read is in the batch's report, not in error: that tells what stopped the batch as a
 * whole (BUSY, NO_SPACE, INTERRUPTED, ...). batch: its number, 0 when it never began.
 */
gboolean arsip_ingest(ArsipArchive *archive, const ArsipIngestOptions *options, const ArsipWatcher *watcher,
                      gint64 *batch, GError **error);

/* Whether a batch with these arguments waits to be resumed. FALSE after a failure too: USAGE where they
 * cannot be followed. */
gboolean arsip_ingest_is_interrupted(ArsipArchive *archive, const ArsipIngestOptions *options,
                                     GError **error);

/*
 * Links to the files of a batch's problems, made in `folder` (which must be there): to the file that was
 * given or, for a member of a container, to the original. count: links made.
 */
gboolean arsip_link_failed(ArsipArchive *archive, gint64 batch, const char *folder, guint *count,
                           GError **error);

typedef struct {
    const GArray *documents; /* of gint64, or NULL: all that wait (with retries: all that failed) */
    const char *query;       /* the documents that this finds, instead; or NULL */
    gboolean retries;        /* read again what failed */
    gboolean redoes;         /* and what was read; text set by a person stays */
    gboolean takes_worse;    /* else a page whose new text is worse (text/worth.h) keeps the older one */
    const guint *pages;      /* 0-terminated page numbers, or NULL for all */
    ArsipReaderOptions readers;
} ArsipReadOptions;

typedef struct {
    guint64 documents;
    guint64 pages;
    guint64 failed; /* pages and documents */
    guint64 kept;   /* pages that go on with their older text */
} ArsipReadCount;

/*
 * Reads what waits, after marking what is to be read again. A redo that was interrupted goes on when it is
 * asked for with the same options: what it has read by then it does not read twice. The watcher is told what
 * could not be read, and which pages keep their older text.
 */
gboolean arsip_read_waiting(ArsipArchive *archive, const ArsipReadOptions *options,
                            const ArsipWatcher *watcher, ArsipReadCount *count, GError **error);

#endif
