/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_MESSAGE_H
#define ARSIP_BASE_MESSAGE_H

#include <arsip/error.h>

/*
 * Messages between arsip and its readers over a stream socket pair: a 32-bit length in native order, then
 * that many bytes of one GVariant of type (usa{sv}), descriptors beside the first byte (SCM_RIGHTS).
 *   request: job number, kind ("open", "read", "draw", "unpack", "embed", "overlay", "pack"), parameters
 *   answer:  job number, outcome ("done", "failed", "member"), values; a reader that is about to serve
 *            says "ready" as number 0, one that cannot says "failed" as number 0
 * The values are written down in decode/serve.h. What comes in is not trusted: length, type, normal form
 * and number of descriptors are checked (ARSIP_ERROR_DAMAGED).
 */
#define ARSIP_MESSAGE_MAX         (64u * 1024 * 1024)
#define ARSIP_MESSAGE_DESCRIPTORS 3

/* The descriptor on which a reader finds its end of the socket pair. */
#define ARSIP_MESSAGE_CHANNEL 3

/* Exit status of a reader that was refused memory and could not go on. */
#define ARSIP_MESSAGE_EXIT_MEMORY 76

/* More pages than this are neither offered by a reader nor believed. */
#define ARSIP_MESSAGE_PAGES_MAX 100000u

typedef struct {
    guint32 number;
    char *kind;
    GVariant *values;                   /* a{sv} */
    int fds[ARSIP_MESSAGE_DESCRIPTORS]; /* -1 where there is none; closed by arsip_message_free() */
} ArsipMessage;

void arsip_message_free(ArsipMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMessage, arsip_message_free)

/* The body of a message, without its length. Never has descriptors. */
ArsipMessage *arsip_message_parse(GBytes *body, GError **error);

/* Sends all of it (blocking; BUSY where SO_SNDTIMEO ran out). SIGPIPE is never raised. values: floating or
 * owned by the caller; fds may be NULL. */
gboolean arsip_message_send(int socket, guint32 number, const char *kind, GVariant *values, const int *fds,
                            guint n_fds, GError **error);

/* Waits for one. NULL without error at the end of the stream. */
ArsipMessage *arsip_message_receive(int socket, GError **error);

/* Gathers messages that come in pieces. */
typedef struct ArsipInbox ArsipInbox;

ArsipInbox *arsip_inbox_new(void);
void arsip_inbox_free(ArsipInbox *inbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipInbox, arsip_inbox_free)

typedef enum {
    ARSIP_INBOX_WAITS = 0, /* nothing whole has come yet */
    ARSIP_INBOX_WHOLE = 1, /* *message is the caller's */
    ARSIP_INBOX_ENDED = 2, /* the other side closed between two messages */
    ARSIP_INBOX_FAILED = 3 /* *error is set; the stream cannot be used any more */
} ArsipInboxState;

/* Takes what has arrived, up to one message, and never waits. */
ArsipInboxState arsip_inbox_take(ArsipInbox *inbox, int socket, ArsipMessage **message, GError **error);

#endif
