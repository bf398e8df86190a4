/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/letter.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static ArsipReading *
read_text(const char *text)
{
    ArsipReading *reading = arsip_reading_new();

    g_free(reading->text);
    reading->text = g_strdup(text);
    return reading;
}

/* Any text gives a letter, whose values and zones stand on its pages. A form feed parts two pages. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) parts = g_strsplit(valid, "\f", 2);
    g_autoptr(ArsipReading) first = read_text(parts[0] != NULL ? parts[0] : "");
    g_autoptr(ArsipReading) second = read_text(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
    const ArsipReading *pages[] = {first, second};
    g_autoptr(ArsipLetter) letter = arsip_letter_read(pages, G_N_ELEMENTS(pages));

    for (guint i = 0; i < letter->fields->len; i++) {
        const ArsipField *field = letter->fields->pdata[i];

        g_assert_cmpuint(field->place.page, >=, 1);
        g_assert_cmpuint(field->place.page, <=, G_N_ELEMENTS(pages));
        g_assert_cmpuint((gsize)field->place.start + field->place.length, <=,
                         strlen(pages[field->place.page - 1]->text));
    }
    return 0;
}
