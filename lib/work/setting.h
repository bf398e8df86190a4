/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_WORK_SETTING_H
#define ARSIP_WORK_SETTING_H

#include <arsip/ingest.h>
#include <arsip/setting.h>

#include "reader/pool.h"

/* How readers are to work: what the command line says, else the archive's settings, else the defaults. */
typedef struct {
    ArsipPoolSettings pool; /* borrows the languages, and the passwords of the options */
    char *languages;
} ArsipReaderPlan;

void arsip_reader_plan_clear(ArsipReaderPlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArsipReaderPlan, arsip_reader_plan_clear)

/* NOT_FOUND where languages that somebody chose have no model on this computer. */
gboolean arsip_reader_plan_make(ArsipArchive *archive, const ArsipReaderOptions *options,
                                ArsipReaderPlan *plan, GError **error);

#endif
