/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_REPORT_PRINT_H
#define ARSIP_REPORT_PRINT_H

#include <arsip/batch.h>
#include <arsip/ingest.h>
#include "command.h"

/* The report of a batch on stdout. away: what became of the sources just now; NULL where none were to go. */
void arsip_report_print(ArsipArchive *archive, const ArsipReport *report, const ArsipAway *away,
                        ArsipFormat format);

/* What went wrong, a line each, on stderr: for --quiet. */
void arsip_report_print_problems(const ArsipReport *report, const ArsipAway *away);

/* 3 where something could not be taken, read or taken away, else 0. */
int arsip_report_status(const ArsipReport *report, const ArsipAway *away);

#endif
