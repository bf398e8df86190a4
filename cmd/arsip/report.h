/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_REPORT_PRINT_H
#define ARSIP_REPORT_PRINT_H

#include <arsip/batch.h>
#include "command.h"

/* The report of a batch on stdout. */
void arsip_report_print(ArsipArchive *archive, const ArsipReport *report, ArsipFormat format);

/* What went wrong, a line each, on stderr: for --quiet. */
void arsip_report_print_problems(const ArsipReport *report);

/* 3 where something could not be taken or read, else 0. */
int arsip_report_status(const ArsipReport *report);

#endif
