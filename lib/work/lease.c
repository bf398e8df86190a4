/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work/lease.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

ArsipLease
arsip_lease_take(int fd)
{
    /* SIGIO, by which one is told that somebody waits, ends a program; SIGURG is ignored. */
    if (fcntl(fd, F_SETSIG, SIGURG) != 0)
        return ARSIP_LEASE_UNKNOWN;
    if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0)
        return ARSIP_LEASE_HELD;
    return errno == EAGAIN ? ARSIP_LEASE_REFUSED : ARSIP_LEASE_UNKNOWN;
}

gboolean
arsip_lease_is_quiet(int fd)
{
    return fcntl(fd, F_GETLEASE) == F_RDLCK;
}

void
arsip_lease_give_back(int fd)
{
    fcntl(fd, F_SETLEASE, F_UNLCK);
}
