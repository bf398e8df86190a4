/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CHECK_H
#define ARSIP_CHECK_H

#include <arsip/archive.h>

/*
 * The check that nothing was lost or changed: every original has the bytes of its name, every text that was
 * read is as it was written, the chain of events holds, the catalogue is sound, the index has the words of
 * the texts, and nothing else stands among the originals. And receipts of it, against which a later check can
 * be held.
 */

typedef struct {
    const char *kind;     /* static, for programs: "original.changed" and so on; arsip-json.5 lists them */
    const char *sentence; /* what is amiss, what that means, and what to do */
    gint64 document;      /* the first that it concerns, or 0 */
    gboolean is_mended;   /* by options.repairs */
} ArsipFault;

typedef struct {
    gint64 originals_done, originals; /* to be read in this check */
    gint64 bytes_done, bytes;
} ArsipCheckProgress;

/* Everything that is 0 or NULL asks for nothing. */
typedef struct {
    double part;         /* of originals, texts and indexed documents, chosen by chance; 0: all */
    const char *since;   /* a local day, YYYY-MM-DD: only originals and texts that came then or later */
    const char *resume;  /* a file that keeps how far the originals were read; it goes when they all are */
    gboolean repairs;    /* what nothing can be lost by; the archive must be open for writing */
    const char *receipt; /* a file to be made, of an archive without a fault */
    const char *against; /* a receipt */
    void (*tell)(const ArsipFault *fault, gpointer data);
    void (*note)(const char *sentence, gpointer data);                   /* of no fault; may be NULL */
    void (*progress)(const ArsipCheckProgress *progress, gpointer data); /* may be NULL */
    gboolean (*should_stop)(gpointer data);                              /* may be NULL */
    gpointer data;
} ArsipCheckOptions;

typedef struct {
    gint64 originals;
    gint64 bytes;
    gint64 texts;
    gint64 events;
    gint64 documents; /* held against the index */
    gint64 faults;    /* those mended among them */
    gint64 mended;
} ArsipCheckCount;

/*
 * FALSE only when the check itself could not be done: USAGE for options that exclude each other or a file
 * that is no receipt of this archive, INTERRUPTED, BUSY. Faults are told one by one; *count may be read
 * afterwards.
 */
gboolean arsip_check(ArsipArchive *archive, const ArsipCheckOptions *options, ArsipCheckCount *count,
                     GError **error);

#endif
