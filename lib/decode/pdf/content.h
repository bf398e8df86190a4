/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_DECODE_CONTENT_H
#define ARSIP_DECODE_CONTENT_H

#include <glib.h>

/* A walk over the operators of a PDF's content stream (ISO 32000-1, 7.8.2), for those who ask what is drawn.
 */
typedef struct {
    const char *at, *end;
    gboolean is_broken; /* the walk ended where the stream makes no sense */
    char word[32];      /* the operator's name, or a token on its way to be an operand */
    char operand[64];
} ArsipContent;

#define ARSIP_OPERATOR_NUMBERS 6

typedef struct {
    const char *name;    /* valid until the next step */
    const char *operand; /* the last name among the operands, without its slash; "" for none */
    double numbers[ARSIP_OPERATOR_NUMBERS];
    guint n_numbers;   /* that there were; only the first six are kept */
    gboolean has_text; /* among the operands is a string with something in it */
} ArsipOperator;

/* The bytes are borrowed. */
void arsip_content_begin(ArsipContent *content, const char *bytes, gsize length);

/* FALSE at the end. An inline image is the operator BI, after which nothing more comes. */
gboolean arsip_content_next(ArsipContent *content, ArsipOperator *operator_);

#endif
