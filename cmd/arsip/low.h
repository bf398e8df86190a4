/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LOW_PRINT_H
#define ARSIP_LOW_PRINT_H

#include <arsip/status.h>
#include "base/json.h"
#include "command.h"

/* Pages that were hard to read, or could not be, as the report of a batch and `status --low` print them. */

void arsip_low_add_json(ArsipJson *json, const ArsipLowPage *page);

/* A line for people on stdout: confidence, file and page. */
void arsip_low_print(const ArsipLowPage *page);

/* All rows in the format asked for. */
void arsip_low_print_all(const GPtrArray *pages, ArsipFormat format);

#endif
