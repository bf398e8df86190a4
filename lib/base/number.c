/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"

#include <string.h>

void
arsip_number_append(GString *text, double number, guint places)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE + 320], format[] = "%.0f";

    format[2] = (char)('0' + MIN(places, 9));
    g_ascii_formatd(digits, sizeof digits, format, number);
    if (strchr(digits, '.') != NULL) {
        gsize length = strlen(digits);

        while (digits[length - 1] == '0')
            length--;
        digits[digits[length - 1] == '.' ? length - 1 : length] = '\0';
    }
    g_string_append(text, strcmp(digits, "-0") == 0 ? "0" : digits);
}
