/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query/query.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* What parses is printed in a normal form that parses to the same; a fault has a column within the text. */
static void
try_query(const char *text, ArsipQueryFlags flags)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ArsipQuery) query = arsip_query_parse(text, flags, &error);

    if (query == NULL) {
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX);
        return;
    }
    g_autofree char *printed = arsip_query_print(query);
    if (strlen(printed) > 30000)
        return; /* scopes that were pushed down can make it too long to be a query */
    g_autoptr(ArsipQuery) again = arsip_query_parse(printed, flags, &error);
    g_assert_no_error(error);
    g_autofree char *printed_again = arsip_query_print(again);
    g_assert_cmpstr(printed_again, ==, printed);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);

    try_query(text, ARSIP_QUERY_PLAIN);
    try_query(text, ARSIP_QUERY_AS_RULE);
    return 0;
}
