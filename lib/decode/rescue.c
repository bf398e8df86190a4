/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/rescue.h"

/* In inches: a letter is not higher, letters that touch are not wider; rings and signatures are. */
#define LETTER_HEIGHT 0.3
#define LETTERS_WIDTH 1.0

/* Letters of a word stand no further apart, nor lines of a block. */
#define WORD_GAP 0.15
#define LINE_GAP 0.15

/* Fewer are dirt; more places than this a page of text does not have. */
#define LETTERS_MIN 4
#define PLACES_MAX  12

/* Below these the engine guesses at what is left of a stamp: a word, a whole place. */
#define CONFIDENCE_MIN       60
#define CONFIDENCE_PLACE_MIN 70.0

/* A stamp is paler than print by more than this. */
#define PALER 20.0f

static gint
inches(const ArsipPrepared *prepared, double length)
{
    return MAX((gint)(length * prepared->dpi), 1);
}

/* The darkest ink alone: print, where the page is grey and its stamps are paler. */
static PIX *
take_dark(const ArsipPrepared *prepared)
{
    l_float32 dark = 0;

    if (prepared->grey == NULL ||
        pixGetAverageMasked(prepared->grey, prepared->ink, 0, 0, 2, L_MEAN_ABSVAL, &dark) != 0 || dark > 150)
        return pixCopy(NULL, prepared->ink);
    return pixThresholdToBinary(prepared->grey, (l_int32)(dark + PALER));
}

/* Letters that stand in no word. */
static PIX *
find_rest(const ArsipPrepared *prepared, const ArsipSeenWords *words)
{
    g_auto(ArsipPix) dark = take_dark(prepared);
    g_auto(ArsipPix) rest =
        dark == NULL ? NULL
                     : pixSelectBySize(dark, inches(prepared, LETTERS_WIDTH), inches(prepared, LETTER_HEIGHT),
                                       8, L_SELECT_IF_BOTH, L_SELECT_IF_LT, NULL);

    for (guint i = 0; rest != NULL && i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        BOX box = {
            .x = word->left - 2,
            .y = word->top - 2,
            .w = word->right - word->left + 4,
            .h = word->bottom - word->top + 4,
        };
        pixClearInRect(rest, &box);
    }
    return g_steal_pointer(&rest);
}

static gboolean
has_letters(PIX *place, gint dpi)
{
    ArsipInk count = arsip_ink_count(place, dpi);

    return count.letters >= LETTERS_MIN;
}

static void
drop_doubtful(ArsipSeenWords *words)
{
    for (guint i = words->len; i > 0; i--)
        if (g_array_index(words, ArsipSeen, i - 1).confidence < CONFIDENCE_MIN)
            g_array_remove_index(words, i - 1);
}

/* Adds what was found at a place whose corner stands at x, y. */
static void
add_found(const ArsipSeenWords *found, gint x, gint y, ArsipSeenWords *words)
{
    guint32 line = words->len > 0 ? g_array_index(words, ArsipSeen, words->len - 1).line + 1 : 1;

    for (guint i = 0; i < found->len; i++) {
        ArsipSeen word = g_array_index(found, ArsipSeen, i);
        word.text = g_strdup(word.text);
        word.line += line;
        word.left += x;
        word.right += x;
        word.top += y;
        word.bottom += y;
        arsip_seen_words_add(words, &word);
    }
}

static void
read_place(ArsipEngine *engine, const ArsipPrepared *prepared, PIX *rest, BOX *box, ArsipSeenWords *words)
{
    gint border = inches(prepared, 0.1);
    g_auto(ArsipPix) cut = pixClipRectangle(rest, box, NULL);
    g_auto(ArsipPix) place = cut != NULL ? pixAddBorder(cut, border, 0) : NULL;

    if (place == NULL || !has_letters(place, prepared->dpi))
        return;
    g_autoptr(ArsipSeenWords) found = arsip_engine_recognise_block(engine, place, prepared->dpi);
    if (found == NULL)
        return;
    drop_doubtful(found);
    if (arsip_seen_words_letters(found) >= LETTERS_MIN &&
        arsip_seen_words_confidence(found) >= CONFIDENCE_PLACE_MIN)
        add_found(found, box->x - border, box->y - border, words);
}

void
arsip_rescue(ArsipEngine *engine, const ArsipPrepared *prepared, ArsipSeenWords *words)
{
    g_auto(ArsipPix) rest = find_rest(prepared, words);
    g_auto(ArsipPix) joined =
        rest != NULL ? pixCloseSafeBrick(NULL, rest, inches(prepared, WORD_GAP), inches(prepared, LINE_GAP))
                     : NULL;
    BOXA *places = joined != NULL ? pixConnCompBB(joined, 8) : NULL;
    BOXA *sorted = places != NULL ? boxaSort(places, L_SORT_BY_AREA, L_SORT_DECREASING, NULL) : NULL;

    for (l_int32 i = 0; sorted != NULL && i < MIN(boxaGetCount(sorted), PLACES_MAX); i++) {
        BOX *box = boxaGetBox(sorted, i, L_CLONE);
        read_place(engine, prepared, rest, box, words);
        boxDestroy(&box);
    }
    boxaDestroy(&sorted);
    boxaDestroy(&places);
}
