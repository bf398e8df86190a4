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

/* Gives each word of the text a box, anywhere: the bytes of the text say where. */
static void
scatter_boxes(ArsipReading *reading)
{
    guint32 seed = 1;

    reading->width = reading->height = 4000;
    for (const char *at = reading->text; *at != '\0';) {
        ArsipWord word = {.confidence = 50};

        at += strspn(at, " \n");
        word.start = (guint32)(at - reading->text);
        word.length = (guint32)strcspn(at, " \n");
        for (guint32 i = 0; i < word.length; i++)
            seed = seed * 31 + (guchar)at[i];
        word.x = (gint32)(seed % 3000);
        word.y = (gint32)(seed / 3000 % 3000);
        word.width = (gint32)(seed % 700);
        word.height = (gint32)(seed % 60);
        at += word.length;
        if (word.length > 0)
            g_array_append_val(reading->words, word);
    }
    reading->rotation = (gint32)(seed % 4 * 90);
}

static void
assert_on_page(const ArsipPlace *place, const ArsipReading *const *pages, guint n_pages)
{
    g_assert_cmpuint(place->page, >=, 1);
    g_assert_cmpuint(place->page, <=, n_pages);
    g_assert_cmpuint((gsize)place->start + place->length, <=, strlen(pages[place->page - 1]->text));
}

/* Any text gives a letter, whose values and zones stand on its pages. A form feed parts two pages, the second
 * has boxes. */
int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) parts = g_strsplit(valid, "\f", 2);
    g_autoptr(ArsipReading) first = read_text(parts[0] != NULL ? parts[0] : "");
    g_autoptr(ArsipReading) second = read_text(parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
    const ArsipReading *pages[] = {first, second};
    g_autoptr(ArsipLetter) letter = NULL;

    scatter_boxes(size % 2 == 0 ? first : second);
    letter = arsip_letter_read(pages, G_N_ELEMENTS(pages));
    for (guint i = 0; i < letter->fields->len; i++)
        assert_on_page(&((const ArsipField *)letter->fields->pdata[i])->place, pages, G_N_ELEMENTS(pages));
    for (guint i = 0; i < letter->personal->len; i++)
        assert_on_page(&((const ArsipPersonal *)letter->personal->pdata[i])->place, pages,
                       G_N_ELEMENTS(pages));
    for (guint zone = 0; zone < ARSIP_N_ZONES; zone++) {
        const GArray *pieces = letter->zones[zone].pieces;

        for (guint i = 0; i < pieces->len; i++)
            assert_on_page(&g_array_index(pieces, ArsipPiece, i).place, pages, G_N_ELEMENTS(pages));
    }
    return 0;
}
