/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/mask.h"

#include <string.h>

#define SHOWN 4

/* Fewer digits name nobody, and would be found everywhere. */
#define TELLING 8

/* Whether the letters and digits round `at` hold a digit: a misread 32O1 is a number, a word beside it is
 * none. */
static gboolean
is_in_number(const char *text, gsize length, gsize at)
{
    gsize from = at, to = at;

    while (from > 0 && g_ascii_isalnum(text[from - 1]))
        from--;
    while (to < length && g_ascii_isalnum(text[to]))
        to++;
    for (gsize i = from; i < to; i++)
        if (g_ascii_isdigit(text[i]))
            return TRUE;
    return FALSE;
}

static void
mask_span(char *text, gsize length)
{
    g_autofree gboolean *is_hidden = g_new0(gboolean, length + 1);
    guint shown = 0;

    for (gsize i = length; i > 0; i--)
        if (g_ascii_isalnum(text[i - 1]) && is_in_number(text, length, i - 1) && ++shown > SHOWN)
            is_hidden[i - 1] = TRUE;
    for (gsize i = 0; i < length; i++)
        if (is_hidden[i])
            text[i] = '*';
}

/* Bytes that the digits take from here on, with what people write between them; 0 when they do not stand
 * here. */
static gsize
spelled_here(const char *text, const char *digits)
{
    gsize at = 0;

    for (; *digits != '\0'; digits++) {
        while (at > 0 && text[at] != '\0' && strchr(" .-\n", text[at]) != NULL)
            at++;
        if (text[at++] != *digits)
            return 0;
    }
    return at;
}

static void
mask_digits(char *text, const char *digits)
{
    if (strlen(digits) < TELLING)
        return;
    for (char *at = strchr(text, *digits); at != NULL; at = strchr(at, *digits)) {
        gsize length = spelled_here(at, digits);

        mask_span(at, length);
        at += MAX(length, 1);
    }
}

void
arsip_mask_text(char *text, const ArsipLetter *letter)
{
    for (guint i = 0; i < letter->personal->len; i++)
        mask_digits(text, ((const ArsipPersonal *)g_ptr_array_index(letter->personal, i))->value);
}

void
arsip_mask_page(char *text, const ArsipLetter *letter, guint page)
{
    gsize length = strlen(text);

    arsip_mask_text(text, letter);
    for (guint i = 0; i < letter->personal->len; i++) {
        const ArsipPlace *place = &((const ArsipPersonal *)g_ptr_array_index(letter->personal, i))->place;

        if (place->page == page && (gsize)place->start + place->length <= length)
            mask_span(text + place->start, place->length);
    }
}
