/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SPACING_H
#define ARSIP_DECODE_SPACING_H

#include "decode/recognise/order.h"
#include "decode/picture/prepare.h"

/*
 * The engine runs together what is printed apart where signs or digits meet: ": CV" becomes ":CV",
 * "199812 1 002" "199812 1002", the page number "- 2 -" "-2-". Parts such words where the ink does. Returns
 * how many were parted.
 */
guint arsip_spacing_mend(const ArsipPrepared *prepared, ArsipSeenWords *words);

#endif
