/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_FIELD_CODE_H
#define ARSIP_DECODE_FIELD_CODE_H

#include <glib.h>

/*
 * Fields as WordprocessingML has them: a mark where one begins, its code, a mark, what it shows, a mark
 * where it ends; one may stand within another. Only what they show is text, and not the numbers of pages,
 * which are what the writing program happened to count.
 */
typedef struct {
    GArray *open;  /* of OpenField */
    GString *code; /* of the innermost */
} ArsipFieldCodes;

void arsip_field_codes_init(ArsipFieldCodes *fields);
void arsip_field_codes_clear(ArsipFieldCodes *fields);

/* mark: "begin", "separate" or "end". */
void arsip_field_codes_mark(ArsipFieldCodes *fields, const char *mark);
void arsip_field_codes_add(ArsipFieldCodes *fields, const char *code, gsize length);

/* A paragraph ends: fields that never show anything must not swallow what follows. */
void arsip_field_codes_end_paragraph(ArsipFieldCodes *fields);

/* Whether what stands here is shown. */
gboolean arsip_field_codes_show(const ArsipFieldCodes *fields);

/* Whether a field's code asks for the number of a page or of pages. */
gboolean arsip_field_code_is_page_number(const char *code);

#endif
