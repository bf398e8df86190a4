/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_CUSTODY_DUBLIN_CORE_H
#define ARSIP_CUSTODY_DUBLIN_CORE_H

#include "archive/whole.h"
#include <stdio.h>

/* Documents as records of the Dublin Core element set (ISO 15836-1), in one XML document, for whoever knows
 * no arsip. */
void arsip_dublin_core_begin(FILE *out);
void arsip_dublin_core_add(FILE *out, const ArsipWhole *whole);
void arsip_dublin_core_end(FILE *out);

#endif
