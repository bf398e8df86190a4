/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_REBUILD_H
#define ARSIP_REBUILD_H

#include "command.h"

/* `search --rebuild`; gives the exit status. */
int arsip_rebuild_index(const ArsipCommand *command);

#endif
