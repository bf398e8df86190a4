/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "text/token.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

typedef struct {
    gsize end;  /* of the token before */
    gsize size; /* of the text */
} Place;

/* Tokens rise through the text, and each is one token again, the same. */
static gboolean
check(const ArsipToken *token, gpointer data)
{
    Place *place = data;
    gsize length = strlen(token->folded);
    g_autofree char *again = arsip_fold(token->folded);

    g_assert_cmpuint(token->start, >=, place->end);
    g_assert_cmpuint(token->length, >, 0);
    place->end = (gsize)token->start + token->length;
    g_assert_cmpuint(place->end, <=, place->size);
    g_assert_cmpuint(length, >, 0);
    g_assert_cmpuint(length, <=, ARSIP_TOKEN_MAX);
    g_assert_true(g_utf8_validate(token->folded, -1, NULL));
    g_assert_cmpstr(again, ==, token->folded);
    return TRUE;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    Place place = {0, size};

    arsip_tokenize((const char *)data, (gssize)size, check, &place);
    return 0;
}
