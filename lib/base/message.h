/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_BASE_MESSAGE_H
#define ARSIP_BASE_MESSAGE_H

#include <arsip/error.h>

/*
 * Messages between arsip and its readers over a stream socket pair: a 32-bit length in native order, then
 * that many bytes of one GVariant of type (usa{sv}), descriptors beside the first byte (SCM_RIGHTS).
 *   request: job number, kind ("open", "read", "unpack"), parameters
 *   answer:  job number, outcome ("done", "failed", "member", "working"), values
 * What comes in is not trusted: length, type, normal form and number of descriptors are checked
 * (ARSIP_ERROR_DAMAGED).
 */
#define ARSIP_MESSAGE_MAX         (64u * 1024 * 1024)
#define ARSIP_MESSAGE_DESCRIPTORS 2

typedef struct {
    guint32 number;
    char *kind;
    GVariant *values; /* a{sv} */
    int fds[ARSIP_MESSAGE_DESCRIPTORS]; /* -1 where there is none; closed by arsip_message_free() */
} ArsipMessage;

void arsip_message_free(ArsipMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipMessage, arsip_message_free)

/* Sends all of it (blocking). values: floating or owned by the caller; fds may be NULL. */
gboolean arsip_message_send(int socket, guint32 number, const char *kind, GVariant *values, const int *fds,
                            guint n_fds, GError **error);

/* Waits for one. NULL without error at the end of the stream. */
ArsipMessage *arsip_message_receive(int socket, GError **error);

#endif
