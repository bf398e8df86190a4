/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/mask.h"

#include "letter/personal.h"
#include "letter/spelling.h"

#include <string.h>

#define SHOWN 4

/* Fewer digits name nobody; a NIK may have one doubled. */
#define DIGITS_MIN 15
#define DIGITS_MAX 17

/* Of fifteen digits nine must not be letters: lib/letter/personal.c. */
#define SURE_MIN 9

/* Bytes on either side of a part of a page that tell what a number in it is: a line or two. */
#define CONTEXT 300

static gboolean
is_figure(char c)
{
    return g_ascii_isalnum(c) || c == '|';
}

/* Whether the letters and digits round `at` hold a digit: a misread 32O1 is a number, a word beside it is
 * none. */
static gboolean
is_in_number(const char *text, gsize length, gsize at)
{
    gsize from = at, to = at;

    while (from > 0 && is_figure(text[from - 1]))
        from--;
    while (to < length && is_figure(text[to]))
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

    for (gsize i = 0; i < length; i++)
        if (text[i] == '*' || (is_figure(text[i]) && is_in_number(text, length, i)))
            is_hidden[i] = ++shown > SHOWN;
    for (gsize i = 0; i < length; i++)
        if (is_hidden[i])
            text[i] = '*';
}

/* The numbers of persons that the letter knows; NULL for none. */
static GHashTable *
known_numbers(const ArsipLetter *letter)
{
    GHashTable *known = NULL;

    for (guint i = 0; letter != NULL && i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);
        gsize length = strlen(personal->value);

        if (length < DIGITS_MIN || length > DIGITS_MAX || !arsip_personal_names_somebody(personal->kind))
            continue;
        known = known != NULL ? known : g_hash_table_new(g_str_hash, g_str_equal);
        g_hash_table_add(known, personal->value);
    }
    return known;
}

/* Bytes that a known number takes from here on, with what people write between its digits and as they may be
 * misread; 0 when none stands here. */
static gsize
known_here(const char *text, GHashTable *known)
{
    char digits[DIGITS_MAX + 1] = "";
    gsize found = 0, at = 0;

    for (gsize n = 0; n < DIGITS_MAX;) {
        gint digit = arsip_spelling_digit(text[at], TRUE);

        if (digit < 0 && (n == 0 || text[at] == '\0' || strchr(" .-\n", text[at]) == NULL))
            break;
        at++;
        if (digit < 0)
            continue;
        digits[n++] = (char)('0' + digit);
        if (n >= DIGITS_MIN && g_hash_table_contains(known, digits))
            found = at;
    }
    return found;
}

static void
mask_known(char *text, const ArsipLetter *letter)
{
    g_autoptr(GHashTable) known = known_numbers(letter);

    while (known != NULL && *text != '\0') {
        gsize length = known_here(text, known);

        mask_span(text, length);
        text += MAX(length, 1);
    }
}

/* No letter stands between a number's digits but those that digits are misread as, and in JSON that of a
 * line's end; a text without so many digits need not be looked through. */
static gboolean
may_hold_number(const char *text, ArsipTextKind kind)
{
    guint digits = 0, sure = 0;

    for (; *text != '\0'; text++) {
        if (kind == ARSIP_TEXT_JSON && text[0] == '\\' && text[1] != '\0')
            text++;
        else if (arsip_spelling_digit(*text, TRUE) >= 0) {
            digits++;
            sure += g_ascii_isdigit(*text) != 0;
        } else if (g_ascii_isalpha(*text))
            digits = sure = 0;
        if (digits >= DIGITS_MIN && sure >= SURE_MIN)
            return TRUE;
    }
    return FALSE;
}

gboolean
arsip_mask_may_change(const char *text)
{
    guint sure = 0;

    for (; *text != '\0' && sure < SURE_MIN; text++)
        sure += g_ascii_isdigit(*text) != 0;
    return sure == SURE_MIN;
}

/* The letters of JSON's escapes as they were: a line's end within a number stays one. */
static void
keep_escapes(char *text, const char *before)
{
    for (gsize i = 0; before[i] != '\0'; i++)
        if (before[i] == '\\' && before[i + 1] != '\0') {
            i++;
            text[i] = before[i];
        }
}

static void
mask_found(char *text, ArsipTextKind kind)
{
    g_autoptr(GPtrArray) found = NULL;
    g_autofree char *before = NULL;

    if (!may_hold_number(text, kind))
        return;
    before = g_strdup(text);
    found = arsip_personal_find_in(text, kind);
    for (guint i = 0; i < found->len; i++) {
        const ArsipPlace *place = &((const ArsipPersonal *)g_ptr_array_index(found, i))->place;

        mask_span(text + place->start, place->length);
    }
    if (kind == ARSIP_TEXT_JSON)
        keep_escapes(text, before);
}

void
arsip_mask_text(char *text)
{
    mask_found(text, ARSIP_TEXT_WORDS);
}

void
arsip_mask_name(char *name)
{
    mask_found(name, ARSIP_TEXT_NAME);
}

void
arsip_mask_event(ArsipEvent *event)
{
    mask_found(event->detail, ARSIP_TEXT_JSON);
}

void
arsip_mask_text_of(char *text, const ArsipLetter *letter)
{
    mask_found(text, ARSIP_TEXT_WORDS);
    mask_known(text, letter);
}

void
arsip_mask_name_of(char *name, const ArsipLetter *letter)
{
    mask_found(name, ARSIP_TEXT_NAME);
    mask_known(name, letter);
}

void
arsip_mask_field_of(const char *name, char *value, const ArsipLetter *letter)
{
    g_autofree char *line = g_strconcat(name, " : ", value, NULL);
    gsize before = strlen(name) + 3;

    for (gsize i = 0; name[i] != '\0'; i++)
        if (line[i] == '_' || line[i] == '-')
            line[i] = ' ';
    mask_found(line, ARSIP_TEXT_WORDS);
    for (gsize i = 0; value[i] != '\0'; i++)
        if (line[before + i] == '*')
            value[i] = '*';
    arsip_mask_text_of(value, letter);
}

static void
mask_places(char *text, const ArsipLetter *letter, guint page)
{
    gsize length = strlen(text);

    for (guint i = 0; letter != NULL && i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);
        const ArsipPlace *place = &personal->place;

        if (place->page == page && arsip_personal_names_somebody(personal->kind) &&
            (gsize)place->start + place->length <= length)
            mask_span(text + place->start, place->length);
    }
}

/* With what stands round it, from the beginning of a line to the end of one. */
static void
mask_part(char *text, gsize from, gsize to)
{
    gsize length = strlen(text);
    gsize end = MIN(MIN(to, length) + CONTEXT, length);
    gsize start = from > CONTEXT ? MIN(from - CONTEXT, end) : 0;
    g_autofree char *part = NULL;

    while (start > 0 && text[start - 1] != '\n')
        start--;
    end += strcspn(text + end, "\n");
    part = g_strndup(text + start, end - start);
    mask_found(part, ARSIP_TEXT_WORDS);
    memcpy(text + start, part, end - start);
}

void
arsip_mask_page_of(char *text, const ArsipLetter *letter, guint page, gsize from, gsize to)
{
    mask_places(text, letter, page);
    mask_part(text, from, to);
    mask_known(text, letter);
}
