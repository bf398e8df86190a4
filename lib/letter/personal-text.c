/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/personal.h"
#include "letter/zone.h"

#include <string.h>

/* Fewer digits that touch a letter are a code of something else. */
#define TOUCHING_MIN 15

/* A text with its parts set apart as on a page, and for each byte where it was before. */
typedef struct {
    GString *text;
    GArray *origins; /* of guint32, one more than the text has bytes */
} Spread;

static void
put(Spread *spread, const char *signs, gsize origin)
{
    guint32 at = (guint32)origin;

    for (; *signs != '\0'; signs++) {
        g_string_append_c(spread->text, *signs);
        g_array_append_val(spread->origins, at);
    }
}

static gsize
count_digits(const char *at)
{
    gsize n = 0;

    while (g_ascii_isdigit(at[n]))
        n++;
    return n;
}

/* What an event names may be a path. */
static gboolean
is_touching(char sign, ArsipTextKind kind)
{
    return g_ascii_isalpha(sign) || (kind == ARSIP_TEXT_JSON && sign == '/');
}

/* A long number between letters gets room, as 3273014507900003 in KTP3273014507900003A. */
static gsize
put_number(Spread *spread, const char *text, gsize at, ArsipTextKind kind)
{
    gsize n = count_digits(text + at);

    if (n >= TOUCHING_MIN && at > 0 && is_touching(text[at - 1], kind))
        put(spread, " ", at);
    for (gsize i = 0; i < n; i++)
        put(spread, (const char[]){text[at + i], '\0'}, at + i);
    if (n >= TOUCHING_MIN && is_touching(text[at + n], kind))
        put(spread, " ", at + n);
    return n;
}

/* Bytes that were passed. */
static gsize
put_sign(Spread *spread, const char *text, gsize at, ArsipTextKind kind, gboolean is_utf8)
{
    if (kind == ARSIP_TEXT_NAME && strchr("/_\\()[]{}&+=,'\"", text[at]) != NULL)
        put(spread, " ; ", at);
    else if (kind == ARSIP_TEXT_JSON && text[at] == '"')
        put(spread, " ", at);
    else if (kind == ARSIP_TEXT_JSON && text[at] == '\\' && text[at + 1] != '\0') {
        put(spread, text[at + 1] == 'n' ? "\n" : " ", at);
        return 2;
    } else
        put(spread, (const char[]){!is_utf8 && (guchar)text[at] >= 0x80 ? '?' : text[at], '\0'}, at);
    return 1;
}

static void
spread_text(Spread *spread, const char *text, ArsipTextKind kind)
{
    gsize length = strlen(text);
    gboolean is_utf8 = g_utf8_validate(text, (gssize)length, NULL);
    guint32 end = (guint32)length;

    spread->text = g_string_sized_new(length + 16);
    spread->origins = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (gsize at = 0; at < length;)
        at += g_ascii_isdigit(text[at]) ? put_number(spread, text, at, kind)
                                        : put_sign(spread, text, at, kind, is_utf8);
    g_array_append_val(spread->origins, end);
}

static void
set_back(const Spread *spread, ArsipPlace *place)
{
    guint32 last = place->start + MAX(place->length, 1) - 1;
    guint32 start = g_array_index(spread->origins, guint32, place->start);

    place->length = g_array_index(spread->origins, guint32, last) + 1 - start;
    place->start = start;
}

gboolean
arsip_personal_names_somebody(const char *kind)
{
    return g_str_equal(kind, "nik") || g_str_equal(kind, "kk") || g_str_equal(kind, "npwp");
}

GPtrArray *
arsip_personal_find_in(const char *text, ArsipTextKind kind)
{
    g_autoptr(ArsipReading) page = arsip_reading_new();
    g_autoptr(ArsipSheet) sheet = arsip_sheet_new();
    GPtrArray *found;
    Spread spread;

    spread_text(&spread, text, kind);
    g_free(page->text);
    page->text = g_string_free(spread.text, FALSE);
    arsip_sheet_add(sheet, page, 1);
    arsip_zones_set_body(sheet);
    found = arsip_personal_find(sheet);
    for (guint i = found->len; i > 0; i--) {
        ArsipPersonal *personal = found->pdata[i - 1];

        if (arsip_personal_names_somebody(personal->kind))
            set_back(&spread, &personal->place);
        else
            g_ptr_array_remove_index(found, i - 1);
    }
    g_array_unref(spread.origins);
    return found;
}
