/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_BACK_H
#define ARSIP_WORK_BACK_H

#include <arsip/archive.h>

/* What was withdrawn and has come again with a batch is wanted again. Inside the caller's transaction, events
 * too. */
gboolean arsip_bring_back(ArsipArchive *archive, gint64 batch, GError **error);

#endif
