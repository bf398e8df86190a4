/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_LINES_H
#define ARSIP_DECODE_LINES_H

#include <glib.h>

/*
 * Lines that are being written, and the open line at their end. A line has no blanks at its ends; at most
 * one empty line parts two of them.
 */
typedef struct {
    GString *text;
    gsize open;       /* where the open line begins */
    gboolean has_gap; /* an empty line is due before the next one */
    GString *aside;   /* lines that wait for the end of the open line, or NULL */
} ArsipLines;

/*
 * Adds UTF-8 to the open line. Soft hyphens and control characters are left out; a line break in it
 * counts as a blank.
 */
void arsip_lines_add(ArsipLines *lines, const char *text, gsize length);

/* Ends the open line, as a paragraph ends: an empty one makes a gap. */
void arsip_lines_end(ArsipLines *lines);

/* Ends the open line if there is one. */
void arsip_lines_end_open(ArsipLines *lines);

void arsip_lines_gap(ArsipLines *lines);

/* Whole lines, without a gap. */
void arsip_lines_append(ArsipLines *lines, const char *text);

/* Whole lines with a gap before and after them. */
void arsip_lines_append_block(ArsipLines *lines, const char *text);

/* A block that stands beside the open line: follows it, or comes before where it is the first. */
void arsip_lines_set_aside(ArsipLines *lines, const char *text);

#endif
