/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_LEASE_H
#define ARSIP_WORK_LEASE_H

#include <glib.h>

/*
 * Whether somebody may be writing to a file, asked of the kernel by a read lease (fcntl(2)), which is refused
 * while the file is open for writing anywhere on this computer. Only a file's owner and root may ask, and not
 * every file system answers; then it is UNKNOWN. While a lease is held, who opens the file for writing waits
 * until it is given back or the descriptor is closed.
 */
typedef enum { ARSIP_LEASE_UNKNOWN, ARSIP_LEASE_HELD, ARSIP_LEASE_REFUSED } ArsipLease;

/* fd: open for reading alone. */
ArsipLease arsip_lease_take(int fd);
/* Whether nobody has begun to wait for it. */
gboolean arsip_lease_is_quiet(int fd);
void arsip_lease_give_back(int fd);

#endif
