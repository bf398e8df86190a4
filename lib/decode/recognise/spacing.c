/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/spacing.h"

#include <stdlib.h>
#include <string.h>

/* Signs of a number, a word or a date; longer words are left alone. */
#define SIGNS_MAX 40

/* In heights of the word: a colon or a dash stands this far from what it does not belong to. */
#define SIGN_GAP 0.3

/* Digits are equally wide: their middles are no further apart than this, in usual distances. */
#define DIGIT_STEP 1.45

/* A piece of the word with white to its left and right. */
typedef struct {
    gint32 left, right;
} Piece;

/* The pieces of ink of a word from left to right; 0 where there are too many. */
static guint
find_pieces(PIX *ink, const ArsipSeen *word, Piece *pieces)
{
    BOX box = {.x = word->left, .y = word->top, .w = word->right - word->left, .h = word->bottom - word->top};
    g_auto(ArsipPix) cut = pixClipRectangle(ink, &box, NULL);
    NUMA *columns = cut != NULL ? pixCountPixelsByColumn(cut) : NULL;
    gboolean is_inside = FALSE;
    guint n = 0;

    for (l_int32 x = 0; columns != NULL && x < numaGetCount(columns); x++) {
        l_int32 count = 0;
        numaGetIValue(columns, x, &count);
        if (count > 0 && !is_inside) {
            if (n == SIGNS_MAX) {
                n = 0;
                break;
            }
            pieces[n++] = (Piece){word->left + x, 0};
        }
        is_inside = count > 0;
        if (is_inside)
            pieces[n - 1].right = word->left + x + 1;
    }
    numaDestroy(&columns);
    return n;
}

/* Takes over the text of a word that stands behind another in its line. */
static void
insert_after(ArsipSeenWords *words, guint index, char *text, gint32 left)
{
    ArsipSeen after = g_array_index(words, ArsipSeen, index);

    after.text = text;
    after.left = left;
    g_array_insert_vals(words, index + 1, &after, 1);
}

/* Keeps the first `bytes` of the word, up to `left_end`; what follows, from `right_start`, becomes a word. */
static void
part(ArsipSeenWords *words, guint index, gsize bytes, gint32 left_end, gint32 right_start)
{
    char *whole = g_array_index(words, ArsipSeen, index).text;

    insert_after(words, index, g_strdup(whole + bytes), right_start);
    ArsipSeen *word = &g_array_index(words, ArsipSeen, index);
    word->text = g_strndup(whole, bytes);
    word->right = left_end;
    g_free(whole);
}

static gboolean
part_colon(ArsipSeenWords *words, guint index, const Piece *pieces, guint n)
{
    const ArsipSeen *word = &g_array_index(words, ArsipSeen, index);

    if (n < 2 || strchr(":/", word->text[0]) == NULL || !g_ascii_isalnum(word->text[1]) ||
        pieces[1].left - pieces[0].right < SIGN_GAP * (word->bottom - word->top))
        return FALSE;
    part(words, index, 1, pieces[0].right, pieces[1].left);
    return TRUE;
}

static gboolean
part_page_number(ArsipSeenWords *words, guint index, const Piece *pieces, guint n)
{
    const ArsipSeen *word = &g_array_index(words, ArsipSeen, index);
    gsize length = strlen(word->text), digits = strspn(word->text + 1, "0123456789");
    double gap = SIGN_GAP * (word->bottom - word->top);

    if (n < 3 || length < 3 || word->text[0] != '-' || word->text[length - 1] != '-' ||
        digits + 2 != length || pieces[1].left - pieces[0].right < gap ||
        pieces[n - 1].left - pieces[n - 2].right < gap)
        return FALSE;
    part(words, index, length - 1, pieces[n - 2].right, pieces[n - 1].left);
    part(words, index, 1, pieces[0].right, pieces[1].left);
    return TRUE;
}

static int
compare_numbers(const void *a, const void *b)
{
    gint32 x = *(const gint32 *)a, y = *(const gint32 *)b;

    return (x > y) - (x < y);
}

static gboolean
part_digits(ArsipSeenWords *words, guint index, const Piece *pieces, guint n)
{
    const ArsipSeen *word = &g_array_index(words, ArsipSeen, index);
    gsize length = strlen(word->text);
    gint32 steps[SIGNS_MAX], sorted[SIGNS_MAX];

    if (n != length || n < 4 || strspn(word->text, "0123456789") != length)
        return FALSE;
    for (guint i = 0; i + 1 < n; i++)
        steps[i] = sorted[i] = pieces[i + 1].left + pieces[i + 1].right - pieces[i].left - pieces[i].right;
    qsort(sorted, n - 1, sizeof(gint32), compare_numbers);
    for (guint i = 0; i + 1 < n; i++)
        if (steps[i] > DIGIT_STEP * sorted[(n - 1) / 2]) {
            part(words, index, i + 1, pieces[i].right, pieces[i + 1].left);
            return TRUE;
        }
    return FALSE;
}

/* Only such words are looked at. */
static gboolean
may_be_parted(const char *text)
{
    gsize length = strlen(text);

    return length >= 2 && length <= SIGNS_MAX &&
           (strchr(":/-", text[0]) != NULL || strspn(text, "0123456789") == length);
}

guint
arsip_spacing_mend(const ArsipPrepared *prepared, ArsipSeenWords *words)
{
    Piece pieces[SIGNS_MAX];
    guint n_parted = 0;

    for (guint i = 0; i < words->len; i++) {
        const ArsipSeen *word = &g_array_index(words, ArsipSeen, i);
        if (!may_be_parted(word->text))
            continue;
        guint n = find_pieces(prepared->ink, word, pieces);
        n_parted += part_colon(words, i, pieces, n) || part_page_number(words, i, pieces, n) ||
                            part_digits(words, i, pieces, n)
                        ? 1
                        : 0;
    }
    return n_parted;
}
