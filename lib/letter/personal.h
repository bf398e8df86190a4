/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_LETTER_PERSONAL_H
#define ARSIP_LETTER_PERSONAL_H

#include "letter/sheet.h"

/* The personal numbers on the sheet, whose lines have their zones. An array of ArsipPersonal. */
GPtrArray *arsip_personal_find(const ArsipSheet *sheet);
void arsip_personal_free(ArsipPersonal *personal);

#endif
