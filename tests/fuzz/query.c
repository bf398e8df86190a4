/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/query.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* A query that parses is printed in its normal form, which parses to the same. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(ArsipQuery) query = arsip_query_parse(valid, 0, NULL);
    g_autofree char *printed = query != NULL ? arsip_query_print(query) : NULL;
    g_autoptr(ArsipQuery) again = printed != NULL ? arsip_query_parse(printed, 0, NULL) : NULL;
    g_autofree char *printed_again = again != NULL ? arsip_query_print(again) : NULL;

    g_assert_cmpstr(printed_again, ==, printed);
    return 0;
}
