/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_FAINT_H
#define ARSIP_DECODE_FAINT_H

#include "decode/picture/prepare.h"

/*
 * Print that one threshold for the whole page does not see: pale beside something dark, or hardly darker than
 * the paper's own grain. To be asked before a page is called blank.
 *
 * TRUE where there are letters; then the sheet's ink is these. Where they are faint (is_faint) its grey is
 * smoothed and spread, so that they are as dark as other print.
 */
gboolean arsip_faint_find(ArsipSheet *sheet);

#endif
