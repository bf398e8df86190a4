/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MATCH_LETTER_H
#define MATCH_LETTER_H

#include <string.h>

#include "letter/letter.h"

/* A letter built by hand: one page for each zone, in order, so that a place tells the zone. */
static inline void
free_field(gpointer data)
{
    ArsipField *field = data;

    g_free(field->name);
    g_free(field->value);
    g_free(field);
}

static inline void
free_personal(gpointer data)
{
    g_free(((ArsipPersonal *)data)->value);
    g_free(data);
}

static inline ArsipLetter *
make_letter(void)
{
    ArsipLetter *letter = g_new0(ArsipLetter, 1);

    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        letter->zones[zone].text = g_strdup("");
        letter->zones[zone].pieces = g_array_new(FALSE, TRUE, sizeof(ArsipPiece));
    }
    letter->fields = g_ptr_array_new_with_free_func(free_field);
    letter->personal = g_ptr_array_new_with_free_func(free_personal);
    return letter;
}

static inline void
drop_letter(ArsipLetter *letter)
{
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        g_free(letter->zones[zone].text);
        g_array_unref(letter->zones[zone].pieces);
        g_clear_pointer(&letter->zones[zone].doubts, g_array_unref);
    }
    g_ptr_array_unref(letter->fields);
    g_ptr_array_unref(letter->personal);
    g_free(letter);
}

static inline void
add_to_zone(ArsipLetter *letter, ArsipZone zone, guint page, guint32 start, const char *text)
{
    ArsipZoneText *part = &letter->zones[zone];
    gboolean is_first = part->text[0] == '\0';
    char *whole = g_strconcat(part->text, is_first ? "" : "\n", text, NULL);
    ArsipPiece piece = {(guint32)(strlen(whole) - strlen(text)), {page, start, (guint32)strlen(text)}};

    g_array_append_val(part->pieces, piece);
    g_free(part->text);
    part->text = whole;
}

/* As if the engine had had no confidence in these words of the zone, which stand there once. */
static inline void
doubt_words(ArsipLetter *letter, ArsipZone zone, const char *words)
{
    ArsipZoneText *part = &letter->zones[zone];
    ArsipDoubt doubt = {(guint32)(strstr(part->text, words) - part->text), (guint32)strlen(words),
                        ARSIP_DOUBT_MOST};

    if (part->doubts == NULL)
        part->doubts = g_array_new(FALSE, FALSE, sizeof(ArsipDoubt));
    g_array_append_val(part->doubts, doubt);
}

static inline void
add_field(ArsipLetter *letter, const char *name, const char *value)
{
    ArsipField *field = g_new0(ArsipField, 1);

    field->name = g_strdup(name);
    field->value = g_strdup(value);
    field->place = (ArsipPlace){1, 1000, (guint32)strlen(value)};
    g_ptr_array_add(letter->fields, field);
}

#endif
