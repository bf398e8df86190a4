/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_WORD_TEXT_H
#define ARSIP_DECODE_WORD_TEXT_H

#include "decode/writing/scribe.h"
#include "decode/writing/xml.h"

/*
 * WordprocessingML (ECMA-376 part 1, 17): the body of a document, a header, a footer, its notes. Taken is
 * what the paper would show: inserted text and not what was deleted, one of several alternatives, what
 * fields show and not their codes, no hidden text and no remarks at the margin.
 */
typedef struct {
    char *kind; /* "header" or "footer" */
    char *type; /* "first", "default", "even" */
    char *id;   /* of the relation to it */
} ArsipWordStrip;

/* What the whole document has to say to a part of it; each may be NULL. id: of a relation, or a note's own.
 */
typedef struct {
    void (*note)(const char *kind, const char *id, gpointer data); /* kind: "footnote", "endnote" */
    void (*begin_note)(const char *kind, const char *id, gpointer data);
    void (*end_note)(gpointer data);
    void (*picture)(const char *id, double share, gpointer data); /* share: of a sheet, 0 to 1 */
    void (*diagram)(const char *id, gpointer data);
    void (*section)(const GPtrArray *strips, gboolean has_first_page, gpointer data); /* of ArsipWordStrip */
    gpointer data;
} ArsipWordEvents;

gboolean arsip_word_text(ArsipXmlFeed feed, gpointer stream, ArsipScribe *scribe,
                         const ArsipWordEvents *events, GError **error);

#endif
