/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/pdf/drawn.h"

#include <math.h>
#include <string.h>

static void
add_character(ArsipSeen *word, const PopplerRectangle *box, double scale)
{
    gint32 left = (gint32)floor(MIN(box->x1, box->x2) * scale),
           right = (gint32)ceil(MAX(box->x1, box->x2) * scale);
    gint32 top = (gint32)floor(MIN(box->y1, box->y2) * scale),
           bottom = (gint32)ceil(MAX(box->y1, box->y2) * scale);

    word->left = MIN(word->left, left);
    word->top = MIN(word->top, top);
    word->right = MAX(word->right, right);
    word->bottom = MAX(word->bottom, bottom);
}

/*
 * A tab between a number and its text is no character of the layer, only a distance; nor is what parts the
 * end of one cell from the beginning of the next row. Lines that run up the page have their letters under one
 * another.
 */
static gboolean
stands_apart(const ArsipSeen *word, const PopplerRectangle *box, double scale)
{
    double height = fabs(box->y2 - box->y1) * scale;
    double across =
        MAX(MIN(box->x1, box->x2) * scale - word->right, word->left - MAX(box->x1, box->x2) * scale);
    double down =
        MAX(MIN(box->y1, box->y2) * scale - word->bottom, word->top - MAX(box->y1, box->y2) * scale);

    return word->right >= word->left && MAX(across, down) > height * 0.35;
}

#define SOFT_HYPHEN 0xad

/*
 * poppler writes marks of direction round words from right to left; they are no part of a word. A soft hyphen
 * is seen where it ends a line.
 */
static char *
without_marks(const char *from, const char *to)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const char *at = from; at < to; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == SOFT_HYPHEN && g_utf8_next_char(at) >= to)
            g_string_append_c(text, '-');
        else if (g_unichar_type(c) != G_UNICODE_FORMAT)
            g_string_append_unichar(text, c);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
end_word(ArsipSeenWords *words, ArsipSeen *word, const char *from, const char *to, gint32 width,
         gint32 height)
{
    /* What stands beside the page is not shown. */
    if (from != to && word->right > 0 && word->bottom > 0 && word->left < width && word->top < height) {
        g_autofree char *text = without_marks(from, to);
        word->text = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
        word->left = MAX(word->left, 0);
        word->top = MAX(word->top, 0);
        word->right = MIN(word->right, width);
        word->bottom = MIN(word->bottom, height);
        if (word->text != NULL)
            arsip_seen_words_add(words, word);
    }
    word->left = word->top = G_MAXINT32;
    word->right = word->bottom = G_MININT32;
}

/* How many letters follow the one before them to the right, downwards, to the left and upwards. */
typedef struct {
    guint counts[4];
    const PopplerRectangle *before; /* the letter before, of the same word */
} Course;

/* Other scripts may run from the right, or downwards. */
static void
follow(Course *course, gunichar c, const PopplerRectangle *box)
{
    const PopplerRectangle *before = course->before;

    course->before = g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN ? box : NULL;
    if (before == NULL || course->before == NULL)
        return;
    double right = box->x1 + box->x2 - before->x1 - before->x2,
           down = box->y1 + box->y2 - before->y1 - before->y2;
    guint way = fabs(right) >= fabs(down) ? (right >= 0 ? 0 : 2) : (down >= 0 ? 1 : 3);
    course->counts[way]++;
}

static gint
find_rotation(const Course *course)
{
    static const gint rotations[] = {0, 270, 180, 90};
    guint most = 0;

    for (guint i = 1; i < G_N_ELEMENTS(course->counts); i++)
        if (course->counts[i] > course->counts[most])
            most = i;
    return rotations[most];
}

ArsipSeenWords *
arsip_drawn_words(PopplerPage *page, double scale, gint32 width, gint32 height, gint *rotation)
{
    g_autofree char *raw = poppler_page_get_text(page);
    g_autofree char *text = raw != NULL ? g_utf8_make_valid(raw, -1) : g_strdup("");
    g_autofree PopplerRectangle *boxes = NULL;
    ArsipSeenWords *words = arsip_seen_words_new();
    guint n_boxes = 0, i = 0;
    const char *from = text;
    ArsipSeen word = {.confidence = 100};
    Course course = {0};

    *rotation = 0;
    if (!poppler_page_get_text_layout(page, &boxes, &n_boxes))
        return words;
    end_word(words, &word, text, text, width, height);
    for (const char *at = text; *at != '\0' && i < n_boxes; at = g_utf8_next_char(at), i++) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_type(c) == G_UNICODE_FORMAT)
            continue;
        if (!g_unichar_isspace(c) && !g_unichar_iscntrl(c)) {
            if (stands_apart(&word, &boxes[i], scale)) {
                end_word(words, &word, from, at, width, height);
                from = at;
            }
            add_character(&word, &boxes[i], scale);
            follow(&course, c, &boxes[i]);
            continue;
        }
        course.before = NULL;
        end_word(words, &word, from, at, width, height);
        word.line += c == '\n' ? 1 : 0;
        from = g_utf8_next_char(at);
        if (i + 1 == n_boxes)
            from = at + strlen(at);
    }
    end_word(words, &word, from, from + strlen(from), width, height);
    *rotation = find_rotation(&course);
    return words;
}
