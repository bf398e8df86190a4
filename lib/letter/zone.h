/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_ZONE_H
#define ARSIP_LETTER_ZONE_H

#include "letter/sheet.h"
#include "letter/title.h"

/* How the lines of a letter divide. Ends are past the last line. */
typedef struct {
    guint kop_end;
    gint title; /* the title's first line; -1 for a letter without one */
    guint title_end;
    ArsipTitleKind kind;
    guint head_end;  /* the body begins here */
    guint signature; /* the letter's own signature block, before any attachment; body_end for none */
    guint body_end;  /* attachments begin here */
} ArsipLayout;

/* Finds the layout and gives every line its zone. */
void arsip_zones_find(ArsipSheet *sheet, ArsipLayout *layout);

/* Gives every line that has no zone yet to the body. */
void arsip_zones_set_body(ArsipSheet *sheet);

/* The bytes of a page that are not the white space round them; length 0 for an empty one. */
ArsipPlace arsip_zone_whole_page(const ArsipReading *page, guint number);

/*
 * Cuts the pages into the zones' pieces, by a sheet that has its zones. pages: the whole of each (of
 * ArsipPlace); one of which the sheet has no line is body.
 */
void arsip_zones_cut(const ArsipSheet *sheet, const GArray *pages, ArsipZoneText zones[ARSIP_N_ZONES]);
void arsip_zone_text_clear(ArsipZoneText *zone);

#endif
