/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/pdf-words.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "export/pdf-font.h"
#include "export/printed.h"

#define MODE_INVISIBLE 3

/* Of the font's size: how high its capitals are thought to be, its small letters, and how deep what hangs
 * down. */
#define CAPITAL_HEIGHT 0.72
#define SMALL_HEIGHT   0.52
#define DEPTH          0.21

/* Of the line's size, that a word may stand off the line and still belongs on it. */
#define OFF_LINE_MAX 0.35

/* Of the usual height of a line's words, that one may be and still says how high the line is. */
#define HEIGHT_MAX 1.6

/*
 * Of the font's size: how much a line may rise over its length and is still taken for one, and how far a word
 * may be moved off the print for that.
 */
#define RISE_OF_LINE 0.45
#define LEVELLED_MAX 0.3

/* Points. Smaller text is passed over by some programs. */
#define SIZE_MIN  1.0
#define SIZE_HAND 9.0 /* of text that a person set, at most */

/* Per cent, by which a space is narrowed at most. */
#define NARROWEST 1.0

/* A word as it lies along the lines: `along` them from the left, `across` them upwards, in points. */
typedef struct {
    const char *text;
    gsize length;
    double from, to;        /* along */
    double low, high;       /* across */
    gboolean hangs, stands; /* some letter goes below the line; some is as high as a capital */
} Word;

/* Where it is written, in points of the page. */
typedef struct {
    double x, y, width;
} Spot;

typedef struct {
    GString *content;
    const ArsipReading *reading;
    const ArsipPrinted *printed;
    double width, height; /* of the page */
    double cosine, sine;  /* of the angle at which the lines rise */
    double across, down;  /* points to a pixel of the page as it stands upright */
    double size;          /* of the font that is set; 0 at the beginning of a line */
    GArray *words;        /* of Word: of the line in hand */
} Layer;

/* ---- places */

static gboolean
has_letter_of(const char *text, gsize length, const char *letters)
{
    for (gsize i = 0; i < length; i++)
        if (strchr(letters, text[i]) != NULL && text[i] != '\0')
            return TRUE;
    return FALSE;
}

/*
 * On a page that lies aslant a box goes round a word that does not fill it: from the box's sides, those of
 * the word. They cannot be told of a box that was cut at the page's edge.
 */
static void
measure_aslant(const Layer *layer, double *width, double *height)
{
    double c = layer->cosine, s = fabs(layer->sine), square = c * c - s * s;
    double across = *width, down = *height;

    if (s < 0.001 || square < 0.1)
        return;
    *width = CLAMP((across * c - down * s) / square, across * 0.3, across);
    *height = CLAMP((down * c - across * s) / square, down * 0.3, down);
}

static void
place_word(const Layer *layer, const ArsipPrintedWord *printed, Word *word)
{
    const ArsipWord stored = {
        .x = printed->box.x, .y = printed->box.y, .width = printed->box.width, .height = printed->box.height};
    ArsipBox box = arsip_reading_upright_box(layer->reading, &stored);
    double width = box.width * layer->across, height = box.height * layer->down;
    double x = box.x * layer->across + width / 2, y = layer->height - box.y * layer->down - height / 2;
    double along = x * layer->cosine + y * layer->sine, across = y * layer->cosine - x * layer->sine;

    measure_aslant(layer, &width, &height);
    word->text = layer->reading->text + printed->start;
    word->length = printed->length;
    word->from = along - width / 2;
    word->to = along + width / 2;
    word->low = across - height / 2;
    word->high = across + height / 2;
    word->hangs = has_letter_of(word->text, word->length, "gjpqyQ,;()[]{}|/_$@");
    word->stands =
        has_letter_of(word->text, word->length, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789bdfhklt()[]{}|/!?\"'&%");
}

static gint
compare(gconstpointer one, gconstpointer other)
{
    double a = *(const double *)one, b = *(const double *)other;

    return a < b ? -1 : a > b;
}

static double
middle_of(GArray *numbers)
{
    g_array_sort(numbers, compare);
    return numbers->len > 0 ? g_array_index(numbers, double, numbers->len / 2) : 0;
}

/* Where the line stands on which the letters do: what hangs down below it is left out, if not all of it does.
 */
static double
find_line(const GArray *words)
{
    g_autoptr(GArray) standing = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) hanging = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        double line =
            word->hangs ? word->low + (word->high - word->low) * DEPTH / (DEPTH + CAPITAL_HEIGHT) : word->low;

        g_array_append_val(word->hangs ? hanging : standing, line);
    }
    return middle_of(standing->len > 0 ? standing : hanging);
}

/* The size of the font whose letters are as high as these. */
static double
find_size(const GArray *words, double line)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    double size = 0;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        double height = (word->high - line) / (word->stands ? CAPITAL_HEIGHT : SMALL_HEIGHT);

        g_array_append_val(heights, height);
    }
    double usual = middle_of(heights);
    for (guint i = 0; i < heights->len; i++) {
        double height = g_array_index(heights, double, i);

        if (height <= usual * HEIGHT_MAX)
            size = MAX(size, height);
    }
    return MAX(size, SIZE_MIN);
}

/* A word of a line that stands somewhere else, as a mark above it does, keeps its place and its size. */
static gboolean
is_off(const Word *word, double line, double size)
{
    double middle = (word->low + word->high) / 2;

    return word->low - line > size * OFF_LINE_MAX || middle < line || middle > line + size;
}

/* ---- writing */

static void
append_numbers(GString *content, const double *numbers, guint n, guint places, const char *operator_)
{
    for (guint i = 0; i < n; i++) {
        arsip_number_append(content, numbers[i], i < 4 && n == 6 ? 5 : places);
        g_string_append_c(content, ' ');
    }
    g_string_append(content, operator_);
    g_string_append_c(content, '\n');
}

static void
set_size(Layer *layer, double size)
{
    if (size == layer->size)
        return;
    layer->size = size;
    g_string_append(layer->content, "/" ARSIP_PDF_FONT_NAME " ");
    append_numbers(layer->content, &size, 1, 2, "Tf");
}

static void
move_to(Layer *layer, double x, double y)
{
    const double matrix[] = {1, 0, 0, 1, x, y};

    append_numbers(layer->content, matrix, G_N_ELEMENTS(matrix), 2, "Tm");
}

/* So wide that the letters fill it. */
static void
show(Layer *layer, const char *hex, gsize n_codes, double width)
{
    double natural = (double)n_codes * layer->size * ARSIP_PDF_FONT_WIDTH / 1000;
    double scale = MAX(width / natural * 100, NARROWEST);

    append_numbers(layer->content, &scale, 1, 2, "Tz");
    g_string_append_printf(layer->content, "<%s> Tj\n", hex);
}

/* As the font wants it, and how many codes it has: two for what lies beyond the first plane. */
static char *
encode(const char *text, gsize length, gsize *n_codes, gboolean *is_beyond)
{
    g_autoptr(GString) hex = g_string_new(NULL);

    *n_codes = 0;
    *is_beyond = FALSE;
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (c > 0xffff) {
            *is_beyond = TRUE;
            g_string_append_printf(hex, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10),
                                   0xdc00 + ((c - 0x10000) & 0x3ff));
        } else {
            g_string_append_printf(hex, "%04X", c);
        }
        *n_codes += c > 0xffff ? 2 : 1;
    }
    return g_string_free(g_steal_pointer(&hex), FALSE);
}

/* A map of the font's codes knows no pairs: what is meant is told beside them (ISO 32000-1, 14.9.4). */
static void
show_word(Layer *layer, const char *text, gsize length, double width)
{
    gboolean is_beyond;
    gsize n_codes;
    g_autofree char *hex = encode(text, length, &n_codes, &is_beyond);

    if (n_codes == 0)
        return;
    if (is_beyond)
        g_string_append_printf(layer->content, "/Span <</ActualText <FEFF%s>>> BDC\n", hex);
    show(layer, hex, n_codes, width);
    if (is_beyond)
        g_string_append(layer->content, "EMC\n");
}

/* As wide as what is between the words; of its usual width where the next one does not follow on the right.
 */
static void
show_space(Layer *layer, double width)
{
    show(layer, "0020", 1, width > 0 ? width : layer->size * ARSIP_PDF_FONT_WIDTH / 1000 / 2);
}

/* Where the word begins, standing upright with its middle on the line. */
static Spot
find_spot(const Layer *layer, const Word *word, double line)
{
    double middle = (word->from + word->to) / 2, width = (word->to - word->from) * layer->cosine;

    return (Spot){middle * layer->cosine - line * layer->sine - width / 2,
                  middle * layer->sine + line * layer->cosine, width};
}

/*
 * What is left of the rise of a line, so that poppler takes it for one: it looks for words at most half a
 * size above or below the first. A line that rises by more than can be had so keeps its rise.
 */
static double
find_share(const Layer *layer, double size)
{
    const Word *first = &g_array_index(layer->words, Word, 0), *last = first + layer->words->len - 1;
    double rise = fabs(layer->sine) * fabs(last->to + last->from - first->to - first->from) / 2;

    if (rise <= size * RISE_OF_LINE || rise > size * (RISE_OF_LINE + 2 * LEVELLED_MAX))
        return 1;
    return size * RISE_OF_LINE / rise;
}

static void
show_line(Layer *layer, gboolean goes_on)
{
    const GArray *words = layer->words;
    double line = find_line(words), size = find_size(words, line), share = find_share(layer, size);
    const Word *first = &g_array_index(words, Word, 0), *last = first + words->len - 1;
    double level = (find_spot(layer, first, line).y + find_spot(layer, last, line).y) / 2;

    for (guint i = 0; i < words->len; i++) {
        const Word *word = &g_array_index(words, Word, i);
        gboolean is_alone = is_off(word, line, size);
        double own = word->high - word->low;
        Spot spot = find_spot(layer, word, is_alone ? word->low : line);

        set_size(layer, is_alone ? MAX(own * 1000 / ARSIP_PDF_FONT_ASCENT, SIZE_MIN) : size);
        move_to(layer, spot.x, is_alone ? spot.y : level + (spot.y - level) * share);
        show_word(layer, word->text, word->length, spot.width);
        if (i + 1 < words->len)
            show_space(layer, find_spot(layer, word + 1, line).x - spot.x - spot.width);
        else if (!goes_on)
            show_space(layer, 0);
    }
}

static void
append_line(Layer *layer, const ArsipPrintedLine *line)
{
    g_array_set_size(layer->words, 0);
    for (guint i = line->first; i < line->first + line->n_words; i++) {
        Word word;

        place_word(layer, &g_array_index(layer->printed->words, ArsipPrintedWord, i), &word);
        g_array_append_val(layer->words, word);
    }
    layer->size = 0;
    g_string_append(layer->content, "BT\n");
    show_line(layer, line->unbroken > 0);
    g_string_append(layer->content, "ET\n");
}

/* ---- text without places */

static gsize
longest_line(const ArsipPrinted *printed)
{
    gsize longest = 1;

    for (guint i = 0; i < printed->lines->len; i++) {
        const ArsipPrintedLine *line = &g_array_index(printed->lines, ArsipPrintedLine, i);
        const ArsipPrintedWord *first = &g_array_index(printed->words, ArsipPrintedWord, line->first);
        const ArsipPrintedWord *last = first + line->n_words - 1;

        longest = MAX(longest, last->start + last->length - first->start);
    }
    return longest;
}

/* So small that the lines find room side by side with the print, as far as that is known: not at all. */
static void
append_unplaced(Layer *layer)
{
    const ArsipPrinted *printed = layer->printed;
    double step = layer->height / (printed->lines->len + 2);
    double letter = layer->width / (double)(longest_line(printed) + 4);

    layer->cosine = 1;
    layer->sine = 0;
    for (guint i = 0; i < printed->lines->len; i++) {
        const ArsipPrintedLine *line = &g_array_index(printed->lines, ArsipPrintedLine, i);

        layer->size = 0;
        g_string_append(layer->content, "BT\n");
        set_size(layer, CLAMP(MIN(step, letter * 2), SIZE_MIN, SIZE_HAND));
        double along = layer->size;
        for (guint j = line->first; j < line->first + line->n_words; j++) {
            const ArsipPrintedWord *word = &g_array_index(printed->words, ArsipPrintedWord, j);
            const char *text = layer->reading->text + word->start;
            double width =
                (double)g_utf8_strlen(text, word->length) * layer->size * ARSIP_PDF_FONT_WIDTH / 1000;

            move_to(layer, along, layer->height - step * (i + 1));
            show_word(layer, text, word->length, width);
            show_space(layer, 0);
            along += width + layer->size / 4;
        }
        g_string_append(layer->content, "ET\n");
    }
}

static gboolean
has_places(const ArsipReading *reading)
{
    if (reading->width <= 0 || reading->height <= 0)
        return FALSE;
    for (guint i = 0; i < reading->words->len; i++)
        if (g_array_index(reading->words, ArsipWord, i).width > 0)
            return TRUE;
    return FALSE;
}

void
arsip_pdf_words_append(GString *content, const ArsipReading *reading, double width, double height)
{
    g_autoptr(ArsipPrinted) printed = arsip_printed_new(reading);
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(Word));
    gboolean is_turned = reading->rotation % 180 != 0;
    /* What was turned counter-clockwise to be straight falls to the right. */
    double angle = -reading->skew * G_PI / 180;
    Layer layer = {.content = content,
                   .reading = reading,
                   .printed = printed,
                   .width = width,
                   .height = height,
                   .cosine = cos(angle),
                   .sine = sin(angle),
                   .words = words};

    if (printed->lines->len == 0)
        return;
    g_string_append_printf(content, "%d Tr\n", MODE_INVISIBLE);
    if (!has_places(reading)) {
        append_unplaced(&layer);
        return;
    }
    layer.across = width / (is_turned ? reading->height : reading->width);
    layer.down = height / (is_turned ? reading->width : reading->height);
    for (guint i = 0; i < printed->lines->len; i++)
        append_line(&layer, &g_array_index(printed->lines, ArsipPrintedLine, i));
}
