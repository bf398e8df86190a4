/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_FIELD_H
#define ARSIP_LETTER_FIELD_H

#include "letter/caption.h"
#include "letter/zone.h"

/* A caption of the letter's head and the line that it stands on. */
typedef struct {
    guint line;
    ArsipCaption caption;
} ArsipHeadCaption;

/* What the readers of fields look at. */
typedef struct {
    const ArsipSheet *sheet;
    const ArsipLayout *layout;
    GArray *captions; /* of ArsipHeadCaption, down the head */
} ArsipHead;

/* Each gives one field, or NULL where the letter has none. */
ArsipField *arsip_numbering_read(const ArsipHead *head); /* nomor */
ArsipField *arsip_dating_read(const ArsipHead *head);    /* tanggal */
ArsipField *arsip_sifat_read(const ArsipHead *head);
ArsipField *arsip_sender_read(const ArsipHead *head); /* dari */

/* The next caption of a kind at or past number *at, which is set behind it; NULL for none. */
const ArsipHeadCaption *arsip_head_next(const ArsipHead *head, ArsipCaptionKind kind, guint *at);

/* Takes the value. */
ArsipField *arsip_field_new(const char *name, char *value, ArsipPlace place);
void arsip_field_free(ArsipField *field);

/* Appends the next line of a value: after a space, or to the word that the line before has broken off. */
void arsip_value_append_line(GString *value, const char *line, gsize length);

/* The words of the extents, and the bytes on one page that hold them (the first part only, where others stand
 * between). */
char *arsip_extents_text(const ArsipSheet *sheet, const GArray *extents);
ArsipPlace arsip_extents_place(const ArsipSheet *sheet, const GArray *extents);

/* All fields of the letter, in the order of DESIGN. An array of ArsipField. */
GPtrArray *arsip_fields_read(const ArsipSheet *sheet, const ArsipLayout *layout);

#endif
