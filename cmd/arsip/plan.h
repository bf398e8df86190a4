/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_PLAN_COMMAND_H
#define ARSIP_PLAN_COMMAND_H

#include "command.h"

/* `label --plan`, `--apply` and `--undo`; each gives the exit status. */

/* documents: of gint64, or NULL for all. */
int arsip_plan_write(ArsipArchive *archive, const GArray *documents, const char *path);
int arsip_plan_apply_file(ArsipArchive *archive, const char *path);
/* words: a number at most, or NULL. */
int arsip_plan_undo(ArsipArchive *archive, char **words);

/* On stderr: how an application is taken back. */
void arsip_plan_tell_undo(gint64 application);

#endif
