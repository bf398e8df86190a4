/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_SCRIBE_H
#define ARSIP_DECODE_SCRIBE_H

#include <arsip/error.h>

#include "decode/writing/leaf.h"

/*
 * Writes down what a document says, as pages of lines: a paragraph is a line, at most one empty line
 * parts two lines, and the cells of a table's row stand beside each other, parted by tabs. The readers of the
 * formats call it as the document streams by; an end without its beginning does nothing.
 */
typedef struct ArsipScribe ArsipScribe;

ArsipScribe *arsip_scribe_new(void);
void arsip_scribe_free(ArsipScribe *scribe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArsipScribe, arsip_scribe_free)

/*
 * Adds UTF-8 to the line. Soft hyphens and control characters are left out; a line break in it counts
 * as a blank. FALSE once there is more than a reader may hold: what follows is not written.
 */
gboolean arsip_scribe_text(ArsipScribe *scribe, const char *text, gsize length);

/* What FALSE was for; NULL while all is well. The caller owns it. */
GError *arsip_scribe_fault(const ArsipScribe *scribe);

void arsip_scribe_tab(ArsipScribe *scribe);

/* As a paragraph ends: an empty one makes a gap. */
void arsip_scribe_end_line(ArsipScribe *scribe);

/* Ends the line if there is one. */
void arsip_scribe_end_open_line(ArsipScribe *scribe);

/* Parts what follows from what stands there by an empty line. */
void arsip_scribe_gap(ArsipScribe *scribe);

/* Ends the page, unless nothing stands on it. Inside a row the page ends with the row. */
void arsip_scribe_end_page(ArsipScribe *scribe);

/* Ends a page that counts even when it is blank, as a sheet or a slide. */
void arsip_scribe_end_sheet(ArsipScribe *scribe);

/*
 * A row and its cells; rows stand in cells too. Where several cells have several lines, the first lines
 * stand beside each other, then the second: so are keys and values typed. Cells of running text follow one
 * another instead.
 */
void arsip_scribe_begin_row(ArsipScribe *scribe);
void arsip_scribe_begin_cell(ArsipScribe *scribe);
void arsip_scribe_end_cell(ArsipScribe *scribe);
void arsip_scribe_end_row(ArsipScribe *scribe);

/* What stands beside the line, as a text box: follows it (or comes before, at the head of a page). */
void arsip_scribe_begin_aside(ArsipScribe *scribe);
void arsip_scribe_end_aside(ArsipScribe *scribe);

/* A note, which stands at the foot of the page. */
void arsip_scribe_begin_note(ArsipScribe *scribe);
void arsip_scribe_end_note(ArsipScribe *scribe);

/* A text that is ready: lines, parted by gaps from what stands around it. */
void arsip_scribe_block(ArsipScribe *scribe, const char *text);

/* A place to which a block may be added later. */
typedef struct {
    guint page;
    gsize offset;
} ArsipScribeMark;

ArsipScribeMark arsip_scribe_mark(ArsipScribe *scribe);
void arsip_scribe_insert(ArsipScribe *scribe, const ArsipScribeMark *mark, const char *text);

/* A picture on this page (leaf.h): path is the package's member, share the part of a sheet that it covers. */
void arsip_scribe_picture(ArsipScribe *scribe, const char *path, double share);

/* All of it as one text, for a part of a document. Empties the scribe. */
char *arsip_scribe_take_text(ArsipScribe *scribe);

/* The pages, at least one: ArsipLeaf. NULL where there was too much. Empties the scribe. */
GPtrArray *arsip_scribe_take_pages(ArsipScribe *scribe, GError **error);

#endif
