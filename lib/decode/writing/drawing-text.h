/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_DRAWING_TEXT_H
#define ARSIP_DECODE_DRAWING_TEXT_H

#include "decode/writing/opc.h"
#include "decode/writing/scribe.h"

/*
 * The text of DrawingML (ECMA-376 part 1, 20 and 21): slides with their notes, diagrams such as the chart
 * of an office, text boxes on a sheet.
 */
typedef struct {
    gboolean is_notes; /* a page of notes: without its date, its number and the slide that it is about */
    void (*picture)(const char *id, double share, gpointer data); /* id: of a relation; or NULL */
    void (*diagram)(const char *id, gpointer data);               /* as above */
    gpointer data;
} ArsipDrawingEvents;

gboolean arsip_drawing_text(ArsipPackage *package, const char *part, ArsipScribe *scribe,
                            const ArsipDrawingEvents *events, GError **error);

/* The text of a part of its own, such as a diagram's data; the caller owns it. */
char *arsip_drawing_part_text(ArsipPackage *package, const char *part, GError **error);

#endif
