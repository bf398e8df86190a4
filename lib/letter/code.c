/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/number.h"

#include <string.h>

/* Levels below the first; Permendagri 83/2022 has four. */
#define LEVELS_MAX 5

static gsize
digits_at(const char *at)
{
    gsize n = 0;

    while (g_ascii_isdigit(at[n]))
        n++;
    return n;
}

/* B- R- SR- T-: the security class that some offices put before the code. */
static const char *
skip_class(const char *number)
{
    gsize n = strspn(number, "BRST");

    return n >= 1 && n <= 2 && strchr("-/.", number[n]) != NULL ? number + n + 1 : number;
}

char *
arsip_code_read(const char *number)
{
    const char *begin = skip_class(number);
    gsize n = digits_at(begin);
    guint levels = 0;

    if (n != 3)
        return NULL;
    while (begin[n] == '.' && levels < LEVELS_MAX) {
        gsize level = digits_at(begin + n + 1);

        if (level < 1 || level > 3)
            break;
        n += 1 + level;
        levels++;
    }
    if (g_ascii_isalnum(begin[n]))
        return NULL;
    /* Three digits alone are a code only before "/number": 700/R-14 may as well be a running number. */
    if (levels == 0 && (begin != number || begin[n] != '/' || digits_at(begin + n + 1) == 0))
        return NULL;
    return g_strndup(begin, n);
}
