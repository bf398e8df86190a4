/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_ERROR_H
#define ARSIP_ERROR_H

#include <glib.h>

/*
 * Every failure of libarsip is a GError of this domain (or, from GLib's own calls, G_FILE_ERROR and
 * its kin). The message is one sentence for a clerk, in the language of the process: it names the
 * file, the page or the line and, where there is one, what to do.
 */
#define ARSIP_ERROR (arsip_error_quark())

/* What a caller can act on. The numbers are kept in the catalogue and in messages: never renumber. */
typedef enum {
    ARSIP_ERROR_FAILED = 0,      /* none of the others */
    ARSIP_ERROR_USAGE = 1,       /* the caller's words are wrong; exit status 64 */
    ARSIP_ERROR_BUSY = 2,        /* another process writes; try again later; exit status 75 */
    ARSIP_ERROR_NO_ARCHIVE = 3,  /* no archive at that place */
    ARSIP_ERROR_NOT_FOUND = 4,   /* no such document, page, batch, file */
    ARSIP_ERROR_READ_ONLY = 5,   /* the archive or the place cannot be written */
    ARSIP_ERROR_NO_SPACE = 6,    /* the disk is full, or too full to begin */
    ARSIP_ERROR_DAMAGED = 7,     /* bytes that break the rules of their format */
    ARSIP_ERROR_UNSUPPORTED = 8, /* a format that is stored but cannot be read yet */
    ARSIP_ERROR_PASSWORD = 9,    /* encrypted, and the password is missing or wrong */
    ARSIP_ERROR_LIMIT = 10,      /* more bytes, pixels, entries or levels than is safe */
    ARSIP_ERROR_DEADLINE = 11,   /* reading took longer than the page's deadline */
    ARSIP_ERROR_CRASHED = 12,    /* the reader died on this page */
    ARSIP_ERROR_MEMORY = 13,     /* the reader ran out of the memory that a page may use */
    ARSIP_ERROR_VANISHED = 14,   /* the file went away or changed while it was being taken */
    ARSIP_ERROR_PERMISSION = 15, /* the system refused access */
    ARSIP_ERROR_SYNTAX = 16,     /* a fault in a query or a rule file, told with its place */
    ARSIP_ERROR_EMPTY = 17,      /* a file of no bytes, or a document without pages */
    ARSIP_ERROR_INTERRUPTED = 18 /* stopped by a signal; what was done is durable */
} ArsipError;

GQuark arsip_error_quark(void);

#endif
