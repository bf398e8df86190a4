/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_RELAY_H
#define ARSIP_CUSTODY_RELAY_H

#include <arsip/error.h>

/*
 * A thread that does something with each of what it is handed, in that order, while its caller makes the
 * next. Whoever is far ahead waits.
 */
typedef struct ArsipRelay ArsipRelay;

/* FALSE is the end: nothing more is done, and the caller is told why. */
typedef gboolean (*ArsipRelayDo)(gpointer item, gpointer data, GError **error);

/* name: of the thread; static. Items are freed behind what was done with them, or instead of it. */
ArsipRelay *arsip_relay_new(const char *name, ArsipRelayDo do_item, GDestroyNotify free_item, gpointer data);
/* What is not done yet is not done any more. */
void arsip_relay_free(ArsipRelay *relay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipRelay, arsip_relay_free)

/* Takes the item, which may be kept until more have come. FALSE where it is known that something before it
 * failed. */
gboolean arsip_relay_hand(ArsipRelay *relay, gpointer item, GError **error);
/* Nothing is kept any longer. */
gboolean arsip_relay_send(ArsipRelay *relay, GError **error);
/* Waits until all of it is done: what both work on is the caller's then, until more is handed. */
gboolean arsip_relay_settle(ArsipRelay *relay, GError **error);

#endif
