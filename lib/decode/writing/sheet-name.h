/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SHEET_NAME_H
#define ARSIP_DECODE_SHEET_NAME_H

#include "decode/writing/scribe.h"

/* Ends the page of a sheet, with the sheet's name as its last line where somebody has given it one. */
void arsip_sheet_end(ArsipScribe *scribe, const char *name);

#endif
