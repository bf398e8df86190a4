/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/recognise/rescue.h"

#include <string.h>

/* In inches: a letter is not higher, letters that touch are not wider; rings and signatures are. */
#define LETTER_HEIGHT 0.3
#define LETTERS_WIDTH 1.0

/* Larger than this is a frame, with text in it; smaller a stamp, an emblem or a signature. */
#define FRAME 2.6

/* Letters of a word stand no further apart, nor a list's number from its text. */
#define WORD_GAP   0.13
#define NUMBER_GAP 1.2

/* A text of this many letters is believed for itself; a shorter one only where it numbers something. */
#define LETTERS_MIN 4u

/* More places than this a page of text does not have. */
#define PLACES_MAX 60u

/* Below these the engine guesses at what is left of a stamp: a word, a whole place, the number of a list. */
#define CONFIDENCE_MIN        60
#define CONFIDENCE_PLACE_MIN  70.0
#define CONFIDENCE_NUMBER_MIN 60.0

/* Darker on the average than this, print parts from stamps, which are paler than it by more than PALER. */
#define DARK_PRINT 150.0
#define PALER      50.0
#define EDGE       100

/* Nearness is looked up in a mask of this many pixels for one. */
#define MASK_REDUCTION 4

/* Places are read side by side in lines no wider than this, in inches. */
#define LINE_WIDTH 9.0
#define PLACE_GAP  0.2

/* Spots beside one another that no word covers. */
typedef struct {
    gint32 left, top, right, bottom;
    gint32 feet;        /* where most of its letters stand */
    guint n_letters;    /* of the size of letters */
    gint32 x, y;        /* where it stands on the line that is read */
    gboolean is_dashed; /* begins with a dash, as page numbers do */
    ArsipSpot first, last;
} Place;

typedef struct {
    ArsipEngine *engine;
    const ArsipPrepared *prepared;
    ArsipSeenWords *words;
    guint n_words; /* that were there before */
    ArsipSpots *rest;
    GArray *large; /* of ArsipSpot: stamps, emblems, signatures */
    GArray *places;
    gboolean is_dark; /* print is so dark that what is paler can be left out */
} Rescue;

static gint
inches(const ArsipPrepared *prepared, double length)
{
    return MAX((gint)(length * prepared->dpi), 1);
}

/* The darkest ink alone: print, where the page is grey and its stamps are paler. */
static PIX *
take_dark(const Rescue *rescue)
{
    if (!rescue->is_dark)
        return pixClone(rescue->prepared->ink);
    return pixThresholdToBinary(rescue->prepared->grey, (l_int32)(rescue->prepared->dark + PALER));
}

static PIX *
mask_words(const Rescue *rescue)
{
    PIX *ink = rescue->prepared->ink;
    PIX *mask = pixCreate(pixGetWidth(ink) / MASK_REDUCTION + 1, pixGetHeight(ink) / MASK_REDUCTION + 1, 1);

    for (guint i = 0; mask != NULL && i < rescue->n_words; i++) {
        const ArsipSeen *word = &g_array_index(rescue->words, ArsipSeen, i);
        BOX box = {
            .x = (word->left - 2) / MASK_REDUCTION,
            .y = (word->top - 2) / MASK_REDUCTION,
            .w = (word->right + 2) / MASK_REDUCTION - (word->left - 2) / MASK_REDUCTION + 1,
            .h = (word->bottom + 2) / MASK_REDUCTION - (word->top - 2) / MASK_REDUCTION + 1,
        };
        pixSetInRect(mask, &box);
    }
    return mask;
}

static gboolean
is_set(PIX *mask, gint32 x, gint32 y)
{
    l_uint32 value = 0;

    pixGetPixel(mask, x / MASK_REDUCTION, y / MASK_REDUCTION, &value);
    return value != 0;
}

static gboolean
touches_edge(const ArsipSpot *spot, PIX *ink)
{
    return spot->left <= 1 || spot->top <= 1 || spot->right >= pixGetWidth(ink) - 1 ||
           spot->bottom >= pixGetHeight(ink) - 1;
}

/* Letters and dots that stand in no word, from left to right; and what is too large for either. */
static void
find_rest(Rescue *rescue)
{
    const ArsipPrepared *prepared = rescue->prepared;
    g_auto(ArsipPix) dark = take_dark(rescue);
    g_auto(ArsipPix) mask = mask_words(rescue);
    g_autoptr(GArray) spots = dark != NULL ? arsip_ink_spots(dark) : NULL;

    for (guint i = 0; spots != NULL && mask != NULL && i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);
        gint32 width = arsip_spot_width(spot), height = arsip_spot_height(spot);
        if (width >= inches(prepared, LETTERS_WIDTH) || height >= inches(prepared, LETTER_HEIGHT)) {
            if (MAX(width, height) < inches(prepared, FRAME))
                g_array_append_vals(rescue->large, spot, 1);
        } else if (arsip_spot_size(spot, prepared->dpi) != ARSIP_SPOT_SPECK && !touches_edge(spot, dark) &&
                   !is_set(mask, (spot->left + spot->right) / 2, (spot->top + spot->bottom) / 2)) {
            g_array_append_vals(rescue->rest, spot, 1);
        }
    }
}

static int
compare_left(const void *a, const void *b)
{
    const ArsipSpot *x = a, *y = b;

    return (x->left > y->left) - (x->left < y->left);
}

static gboolean
is_dash(const ArsipSpot *spot)
{
    return arsip_spot_width(spot) * 2 >= arsip_spot_height(spot) * 3;
}

static gboolean
belongs_to(const Place *place, const ArsipSpot *spot, gint gap)
{
    gint32 shared = MIN(place->bottom, spot->bottom) - MAX(place->top, spot->top);
    gint32 smaller = MIN(place->bottom - place->top, arsip_spot_height(spot));

    return spot->left - place->right <= gap && shared * 5 >= smaller * 2;
}

static Place *
find_place(const Rescue *rescue, const ArsipSpot *spot)
{
    Place *best = NULL;

    for (guint i = 0; i < rescue->places->len; i++) {
        Place *place = &g_array_index(rescue->places, Place, i);
        if (belongs_to(place, spot, inches(rescue->prepared, WORD_GAP)) &&
            (best == NULL || place->right > best->right))
            best = place;
    }
    return best;
}

static void
enter_place(Rescue *rescue, const ArsipSpot *spot)
{
    gboolean is_letter = arsip_spot_size(spot, rescue->prepared->dpi) == ARSIP_SPOT_LETTER && !is_dash(spot);
    Place *place = find_place(rescue, spot);

    if (place == NULL) {
        Place begun = {spot->left, spot->top, spot->right,   spot->bottom, 0,    0,
                       0,          0,         is_dash(spot), *spot,        *spot};
        g_array_append_val(rescue->places, begun);
        place = &g_array_index(rescue->places, Place, rescue->places->len - 1);
    }
    place->top = MIN(place->top, spot->top);
    place->right = MAX(place->right, spot->right);
    place->bottom = MAX(place->bottom, spot->bottom);
    if (is_letter)
        place->feet = place->n_letters == 0 ? spot->bottom : MIN(place->feet, spot->bottom);
    place->n_letters += is_letter ? 1 : 0;
    place->last = *spot;
}

static int
compare_feet(const void *a, const void *b)
{
    const Place *x = a, *y = b;

    gboolean x_is_text = x->n_letters >= LETTERS_MIN, y_is_text = y->n_letters >= LETTERS_MIN;

    if (x_is_text != y_is_text)
        return x_is_text ? 1 : -1;
    return x->feet != y->feet ? (x->feet > y->feet) - (x->feet < y->feet)
                              : (x->left > y->left) - (x->left < y->left);
}

static void
find_places(Rescue *rescue)
{
    g_array_sort(rescue->rest, compare_left);
    for (guint i = 0; i < rescue->rest->len; i++)
        enter_place(rescue, &g_array_index(rescue->rest, ArsipSpot, i));
    g_array_sort(rescue->places, compare_feet);
}

/* The word to the right of the place, in its row and of its size; NULL where there is none. */
static const ArsipSeen *
find_numbered(const Rescue *rescue, const Place *place)
{
    gint32 height = place->bottom - place->top;
    const ArsipSeen *nearest = NULL;

    for (guint i = 0; i < rescue->n_words; i++) {
        const ArsipSeen *word = &g_array_index(rescue->words, ArsipSeen, i);
        gint32 shared = MIN(place->bottom, word->bottom) - MAX(place->top, word->top);
        if (word->left > place->right && word->left - place->right < inches(rescue->prepared, NUMBER_GAP) &&
            shared * 2 >= height && (word->bottom - word->top) < 3 * height &&
            (nearest == NULL || word->left < nearest->left))
            nearest = word;
    }
    return nearest;
}

static gboolean
is_in_stamp(const Rescue *rescue, const Place *place)
{
    gint32 x = (place->left + place->right) / 2, y = (place->top + place->bottom) / 2;

    for (guint i = 0; i < rescue->large->len; i++) {
        const ArsipSpot *spot = &g_array_index(rescue->large, ArsipSpot, i);
        if (x >= spot->left && x < spot->right && y >= spot->top && y < spot->bottom)
            return TRUE;
    }
    return FALSE;
}

static gboolean
is_worth_a_look(const Rescue *rescue, Place *place)
{
    const ArsipSeen *numbered;

    if (place->n_letters == 0 || place->bottom - place->top >= inches(rescue->prepared, LETTER_HEIGHT))
        return FALSE;
    if (place->n_letters >= LETTERS_MIN)
        return TRUE;
    if (is_in_stamp(rescue, place))
        return FALSE;
    numbered = find_numbered(rescue, place);
    /* The full stop behind it may be too faint for a spot. */
    if (numbered != NULL)
        place->right = MIN(place->right + (place->bottom - place->top) / 2, numbered->left - 1);
    return place->is_dashed || numbered != NULL;
}

/* The places side by side on one line, as many as there is room for from `first`; *end is the next. */
static PIX *
lay_out(const Rescue *rescue, guint first, guint *end)
{
    gint gap = inches(rescue->prepared, PLACE_GAP), border = inches(rescue->prepared, 0.08);
    gint32 x = border, above = 0, below = 0;
    guint i;

    for (i = first; i < rescue->places->len; i++) {
        Place *place = &g_array_index(rescue->places, Place, i);
        gint32 width = place->right - place->left;
        if (i > first &&
            (place->n_letters >= LETTERS_MIN || x + width > inches(rescue->prepared, LINE_WIDTH)))
            break;
        if (i > first && g_array_index(rescue->places, Place, first).n_letters >= LETTERS_MIN)
            break;
        place->x = x;
        x += width + gap;
        above = MAX(above, place->feet - place->top);
        below = MAX(below, place->bottom - place->feet);
    }
    *end = i;
    for (i = first; i < *end; i++) {
        Place *place = &g_array_index(rescue->places, Place, i);
        place->y = border + above - (place->feet - place->top);
    }
    PIX *line = pixCreate(x - gap + border, above + below + 2 * border, 8);
    if (line != NULL)
        pixSetAll(line);
    return line;
}

/* What is paler than print, and its rims, becomes paper. */
static void
drop_pale(const Rescue *rescue, PIX *cut)
{
    g_auto(ArsipPix) dark = NULL;

    if (!rescue->is_dark)
        return;
    dark = pixThresholdToBinary(cut, MIN((l_int32)rescue->prepared->dark + EDGE, 255));
    g_auto(ArsipPix) pale = dark != NULL ? pixInvert(NULL, dark) : NULL;
    if (pale != NULL)
        pixSetMasked(cut, pale, 255);
}

static void
copy_place(const Rescue *rescue, const Place *place, PIX *line)
{
    PIX *page = rescue->prepared->grey != NULL ? rescue->prepared->grey : rescue->prepared->ink;
    BOX box = {
        .x = place->left - 1,
        .y = place->top - 1,
        .w = place->right - place->left + 2,
        .h = place->bottom - place->top + 2,
    };
    g_auto(ArsipPix) cut = pixClipRectangle(page, &box, NULL);
    g_auto(ArsipPix) grey = cut != NULL ? pixConvertTo8(cut, FALSE) : NULL;

    if (grey == NULL)
        return;
    drop_pale(rescue, grey);
    pixRasterop(line, place->x - 1, place->y - 1, pixGetWidth(grey), pixGetHeight(grey), PIX_SRC, grey, 0, 0);
}

/* "1.", "a)", "-", "iv." */
static gboolean
is_number(const char *text)
{
    gsize length = strlen(text), at = text[0] == '(' ? 1 : 0, signs = 0;

    if (strcmp(text, "-") == 0 || strcmp(text, "\342\200\224") == 0)
        return TRUE;
    while (at < length && g_ascii_isalnum(text[at])) {
        at++;
        signs++;
    }
    return signs > 0 && signs <= (g_ascii_isdigit(text[0]) ? 3u : 2u) &&
           (at == length || (at + 1 == length && strchr(".)-", text[at]) != NULL));
}

/* "-12-" printed as "- 12 -": dashes and digits stand as far apart as words. */
static gboolean
is_page_number(const Place *place, const char *text)
{
    gsize length = strlen(text), digits = strspn(text + 1, "0123456789");

    return place->is_dashed && is_dash(&place->last) && length >= 3 && text[0] == '-' &&
           digits == length - 2 && text[length - 1] == '-';
}

static void
add_word(Rescue *rescue, char *text, const ArsipSpot *box, const ArsipSeen *found, guint32 line)
{
    ArsipSeen word = {text, box->left, box->top, box->right, box->bottom, line, found->confidence};

    arsip_seen_words_add(rescue->words, &word);
}

static void
add_page_number(Rescue *rescue, const Place *place, const ArsipSeen *found, guint32 line)
{
    gint32 gap = (place->bottom - place->top) / 4;
    ArsipSpot number = {place->first.right + gap, place->top, place->last.left - gap, place->bottom};

    add_word(rescue, g_strdup("-"), &place->first, found, line);
    add_word(rescue, g_strndup(found->text + 1, strlen(found->text) - 2), &number, found, line);
    add_word(rescue, g_strdup("-"), &place->last, found, line);
}

/* Whether what was read at a place, words `from` to `to` - 1, can be believed. */
static gboolean
is_believed(const Place *place, const ArsipSeenWords *found, guint from, guint to)
{
    double sum = 0;
    gsize letters = 0;
    gboolean are_numbers = TRUE;

    for (guint i = from; i < to; i++) {
        const ArsipSeen *word = &g_array_index(found, ArsipSeen, i);
        gsize length = (gsize)g_utf8_strlen(word->text, -1);
        sum += (double)length * word->confidence;
        letters += length;
        are_numbers = are_numbers && (is_number(word->text) || is_page_number(place, word->text));
    }
    if (letters >= LETTERS_MIN && place->n_letters >= LETTERS_MIN)
        return sum / (double)letters >= CONFIDENCE_PLACE_MIN;
    return letters > 0 && are_numbers && sum / (double)letters >= CONFIDENCE_NUMBER_MIN;
}

static void
take_words(Rescue *rescue, const Place *place, const ArsipSeenWords *found, guint from, guint to)
{
    guint32 line =
        rescue->words->len > 0 ? g_array_index(rescue->words, ArsipSeen, rescue->words->len - 1).line + 1 : 1;

    if (!is_believed(place, found, from, to))
        return;
    for (guint i = from; i < to; i++) {
        const ArsipSeen *word = &g_array_index(found, ArsipSeen, i);
        gint32 right = place->left - place->x, down = place->top - place->y;
        ArsipSpot box = {word->left + right, word->top + down, word->right + right, word->bottom + down};
        if (is_page_number(place, word->text))
            add_page_number(rescue, place, word, line);
        else if (word->confidence >= CONFIDENCE_MIN)
            add_word(rescue, g_strdup(word->text), &box, word, line);
    }
}

static void
read_line(Rescue *rescue, guint first, guint *end)
{
    g_auto(ArsipPix) line = lay_out(rescue, first, end);

    for (guint i = first; line != NULL && i < *end; i++)
        copy_place(rescue, &g_array_index(rescue->places, Place, i), line);
    g_autoptr(ArsipSeenWords) found =
        line != NULL ? arsip_engine_recognise_line(rescue->engine, line, rescue->prepared->dpi) : NULL;
    guint word = 0;
    for (guint i = first; found != NULL && i < *end; i++) {
        const Place *place = &g_array_index(rescue->places, Place, i);
        guint from = word;
        while (word < found->len) {
            const ArsipSeen *seen = &g_array_index(found, ArsipSeen, word);
            if ((seen->left + seen->right) / 2 >
                place->x + place->right - place->left + inches(rescue->prepared, PLACE_GAP / 2))
                break;
            word++;
        }
        take_words(rescue, place, found, from, word);
    }
}

guint
arsip_rescue(ArsipEngine *engine, const ArsipPrepared *prepared, ArsipSeenWords *words)
{
    g_autoptr(GArray) rest = g_array_new(FALSE, FALSE, sizeof(ArsipSpot));
    g_autoptr(GArray) large = g_array_new(FALSE, FALSE, sizeof(ArsipSpot));
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    gboolean is_dark = prepared->grey != NULL && prepared->dark <= DARK_PRINT;
    Rescue rescue = {engine, prepared, words, words->len, rest, large, places, is_dark};

    find_rest(&rescue);
    find_places(&rescue);
    for (guint i = places->len; i > 0; i--)
        if (!is_worth_a_look(&rescue, &g_array_index(places, Place, i - 1)))
            g_array_remove_index(places, i - 1);
    for (guint first = 0; first < MIN(places->len, PLACES_MAX);)
        read_line(&rescue, first, &first);
    return words->len - rescue.n_words;
}
