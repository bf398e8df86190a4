/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_RECOGNISE_H
#define ARSIP_DECODE_RECOGNISE_H

#include "decode/recognise/engine.h"
#include "text/reading.h"

/* From the picture of a page to what stands on it. */
ArsipReading *arsip_recognise_picture(ArsipEngine *engine, const ArsipPicture *picture, GError **error);

/* The same without some steps: leave_out has bits of ArsipLeaveOut (plan.h). For measuring what each brings.
 */
ArsipReading *arsip_recognise_without(ArsipEngine *engine, const ArsipPicture *picture, guint leave_out,
                                      GError **error);

#endif
