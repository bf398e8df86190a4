/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/fold.h"

#include <string.h>

/* Case folding can undo a normal form and the other way round; no known character needs more rounds. */
#define ROUNDS_MAX 4

#define OTHER ARSIP_CHAR_OTHER
#define SPACE ARSIP_CHAR_SPACE
#define LINES ARSIP_CHAR_NEWLINE
#define MINUS ARSIP_CHAR_HYPHEN
#define QUOTE ARSIP_CHAR_APOSTROPHE
#define ALPHA ARSIP_CHAR_LETTER
#define DIGIT ARSIP_CHAR_DIGIT

/* clang-format off */
const guint8 arsip_ascii_classes[128] = {
    OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, /* 00 */
    OTHER, SPACE, LINES, OTHER, LINES, SPACE, OTHER, OTHER,
    OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, /* 10 */
    OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
    SPACE, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, QUOTE, /* 20 */
    OTHER, OTHER, OTHER, OTHER, OTHER, MINUS, OTHER, OTHER,
    DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, /* 30 */
    DIGIT, DIGIT, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
    OTHER, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, /* 40 */
    ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA,
    ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, /* 50 */
    ALPHA, ALPHA, ALPHA, OTHER, OTHER, OTHER, OTHER, OTHER,
    QUOTE, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, /* 60 */
    ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA,
    ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, ALPHA, /* 70 */
    ALPHA, ALPHA, ALPHA, OTHER, OTHER, OTHER, OTHER, OTHER,
};
/* clang-format on */

static ArsipCharClass
special_class(gunichar c)
{
    switch (c) {
    case 0x85:
    case 0x2028:
    case 0x2029:
        return ARSIP_CHAR_NEWLINE;
    case 0xad:
        return ARSIP_CHAR_SOFT_HYPHEN;
    case 0xac: /* OCR's reading of a hyphen at a line's end */
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2043:
    case 0x2212:
    case 0xfe63:
    case 0xff0d:
        return ARSIP_CHAR_HYPHEN;
    case 0xb4:
    case 0x2bb:
    case 0x2bc:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
    case 0xff07:
        return ARSIP_CHAR_APOSTROPHE;
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
        return ARSIP_CHAR_HIDDEN;
    default:
        return ARSIP_CHAR_OTHER;
    }
}

ArsipCharClass
arsip_char_class(gunichar c)
{
    if (c < 0x80)
        return (ArsipCharClass)arsip_ascii_classes[c];
    ArsipCharClass special = special_class(c);

    if (special != ARSIP_CHAR_OTHER)
        return special;
    if (g_unichar_isspace(c))
        return ARSIP_CHAR_SPACE;
    if (g_unichar_isalpha(c))
        return ARSIP_CHAR_LETTER;
    if (g_unichar_isalnum(c))
        return ARSIP_CHAR_DIGIT;
    return g_unichar_ismark(c) ? ARSIP_CHAR_MARK : ARSIP_CHAR_OTHER;
}

/* Normal forms bring in characters that no token holds: the brackets of (1), the spaces of a ligature. */
static char *
without_foreign(const char *text)
{
    GString *kept = g_string_sized_new(strlen(text));

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        ArsipCharClass class = arsip_char_class(c);
        gboolean belongs = class == ARSIP_CHAR_LETTER || class == ARSIP_CHAR_DIGIT;

        if (belongs || (class == ARSIP_CHAR_MARK && kept->len > 0))
            g_string_append_unichar(kept, c);
    }
    return g_string_free(kept, FALSE);
}

static char *
fold_once(const char *text)
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_autofree char *folded = composed != NULL ? g_utf8_casefold(composed, -1) : g_strdup("");
    g_autofree char *again = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKC);

    return without_foreign(again != NULL ? again : "");
}

gsize
arsip_fold_run(const char *run, gsize length, char folded[ARSIP_TOKEN_MAX + 1])
{
    g_autofree char *text = g_strndup(run, length);

    for (guint round = 0; round < ROUNDS_MAX; round++) {
        g_autofree char *next = fold_once(text);
        gsize end = strlen(next);

        if (end > ARSIP_TOKEN_MAX) {
            end = (gsize)(g_utf8_find_prev_char(next, next + ARSIP_TOKEN_MAX + 1) - next);
            next[end] = '\0';
        }
        if (strcmp(next, text) == 0)
            break;
        g_free(text);
        text = g_steal_pointer(&next);
    }
    return g_strlcpy(folded, text, ARSIP_TOKEN_MAX + 1);
}
