/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "query/query.h"

#define EXPRESSION_MAX 1000 /* bytes */

/*
 * PCRE2 tries all ways through a hostile expression ((a+)+b) and GRegex has no call to limit that; an
 * expression may say so itself. A field is a line: what needs more than this is no use to a clerk.
 */
#define LIMITS "(*LIMIT_MATCH=100000)(*LIMIT_DEPTH=5000)(*LIMIT_HEAP=20000)"

GRegex *
arsip_query_regex(const char *expression, GError **error)
{
    if (strlen(expression) > EXPRESSION_MAX) {
        g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX, _("more than %d bytes"), EXPRESSION_MAX);
        return NULL;
    }
    if (g_str_has_prefix(expression, "(*")) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_SYNTAX, _("it must not begin with (*"));
        return NULL;
    }
    g_autoptr(GRegex) alone =
        g_regex_new(expression, 0, 0, error); /* its faults are told at their own places */
    g_autofree char *limited = g_strconcat(LIMITS, expression, NULL);

    return alone != NULL ? g_regex_new(limited, 0, 0, error) : NULL;
}
