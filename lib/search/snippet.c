/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/snippet.h"

#include <string.h>
#include "search/mask.h"
#include "search/spot.h"

/* Characters of a snippet, and how many of them stand before the first word that was found. */
#define WIDTH 160
#define LEAD  50

#define ELLIPSIS "\xe2\x80\xa6"

typedef struct {
    guint first, last; /* spots, both included */
    guint leaves;      /* different parts of the query among them */
} Window;

static gboolean
is_together(const ArsipSpot *one, const ArsipSpot *other)
{
    return arsip_spot_is_beside(one, other) && other->end <= one->start + WIDTH;
}

static guint
count_leaves(const GArray *spots, guint first, guint last)
{
    guint n = 0;

    for (guint i = first; i <= last; i++) {
        const ArsipNode *leaf = g_array_index(spots, ArsipSpot, i).leaf;
        guint j = first;

        while (g_array_index(spots, ArsipSpot, j).leaf != leaf)
            j++;
        n += j == i;
    }
    return n;
}

/* The window with the most different leaves, then with the most spots, then the first. */
static Window
choose_window(const GArray *spots)
{
    Window best = {0, 0, 0};

    for (guint first = 0; first < spots->len; first++) {
        Window window = {first, first, 0};

        while (window.last + 1 < spots->len && is_together(&g_array_index(spots, ArsipSpot, first),
                                                           &g_array_index(spots, ArsipSpot, window.last + 1)))
            window.last++;
        window.leaves = count_leaves(spots, window.first, window.last);
        if (window.leaves > best.leaves ||
            (window.leaves == best.leaves && window.last - window.first > best.last - best.first))
            best = window;
    }
    return best;
}

static gboolean
is_space(const char *at)
{
    return g_ascii_isspace(*at);
}

/* Back from `at` by so many characters, then forward to where a word begins. */
static const char *
cut_before(const char *text, const char *at, guint characters)
{
    const char *from = at;

    while (characters-- > 0 && from > text)
        from = g_utf8_prev_char(from);
    if (from == text || is_space(from - 1))
        return from;
    while (from < at && !is_space(from))
        from++;
    return from;
}

/* Forward to the end of the last word that ends within so many characters; never before `at`. */
static const char *
cut_after(const char *at, guint characters)
{
    const char *to = at, *end = at;

    while (characters-- > 0 && *to != '\0') {
        if (is_space(to))
            end = to;
        to = g_utf8_next_char(to);
    }
    return *to == '\0' || is_space(to) ? to : end;
}

static gboolean
has_words(const char *from, const char *to)
{
    while (from < to && is_space(from))
        from++;
    return from < to;
}

static void
add_mark(GArray *marks, guint32 start, guint32 end)
{
    ArsipMark mark = {start, end - start};
    ArsipMark *last = marks->len > 0 ? &g_array_index(marks, ArsipMark, marks->len - 1) : NULL;

    if (last == NULL || start > last->start + last->length)
        g_array_append_val(marks, mark);
    else
        last->length = MAX(last->length, end - last->start);
}

/* text[from, to) as one line; places[i - from] becomes where byte i stands in it. */
static GString *
flatten(const char *text, gsize from, gsize to, guint32 *places)
{
    GString *line = g_string_new(from > 0 && has_words(text, text + from) ? ELLIPSIS " " : NULL);
    gsize begin = line->len;

    for (gsize i = from; i < to; i++) {
        gboolean is_repeated = line->len == begin || line->str[line->len - 1] == ' ';

        places[i - from] = (guint32)line->len;
        if (!is_space(text + i))
            g_string_append_c(line, text[i]);
        else if (!is_repeated)
            g_string_append_c(line, ' ');
    }
    if (line->len > begin && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
    places[to - from] = (guint32)line->len;
    if (has_words(text + to, text + strlen(text)))
        g_string_append(line, " " ELLIPSIS);
    return line;
}

/* A part of a text, in bytes. */
typedef struct {
    gsize from, to;
} Part;

/* What is shown of the text round the spots of the window, all of them in it. */
static Part
cut(const char *text, const GArray *spots, Window window)
{
    gsize length = strlen(text);
    const ArsipSpot *first = &g_array_index(spots, ArsipSpot, window.first);
    const ArsipSpot *last = &g_array_index(spots, ArsipSpot, window.last);
    gsize from = (gsize)(cut_before(text, text + MIN(first->start, length), LEAD) - text);
    gsize least = MAX(MIN(last->end, length), from);
    glong used = g_utf8_strlen(text + from, (gssize)(least - from));

    return (Part){from, (gsize)(cut_after(text + least, used < WIDTH ? (guint)(WIDTH - used) : 0) - text)};
}

static void
show(ArsipSearchHit *hit, const char *text, Part part, const GArray *spots, Window window)
{
    const ArsipSpot *first = &g_array_index(spots, ArsipSpot, window.first);
    g_autofree guint32 *places = g_new0(guint32, part.to - part.from + 1);

    g_free(hit->snippet);
    hit->snippet = g_string_free(flatten(text, part.from, part.to, places), FALSE);
    for (guint i = 0; i < spots->len; i++) {
        const ArsipSpot *spot = &g_array_index(spots, ArsipSpot, i);

        if (arsip_spot_is_beside(spot, first) && spot->start >= part.from && spot->end <= part.to &&
            spot->start < spot->end)
            add_mark(hit->marks, places[spot->start - part.from], places[spot->end - part.from]);
    }
}

/* The first page that has a word; 0 for none. */
static guint
first_page(const ArsipEntry *entry)
{
    for (guint page = 1; page <= entry->pages->n_pages; page++) {
        const char *text = arsip_pages_find(entry->pages, page, 0, 0);

        if (text != NULL && has_words(text, strchr(text, '\0')))
            return page;
    }
    return 0;
}

/* Without a word to show: how the body begins, or whatever was read first. */
static void
show_beginning(ArsipSearchHit *hit, const ArsipEntry *entry, gboolean is_masked)
{
    const ArsipZoneText *body = &entry->content->letter->zones[ARSIP_ZONE_ISI];
    g_autoptr(GArray) spots = g_array_new(FALSE, TRUE, sizeof(ArsipSpot));
    ArsipSpot spot = {.page = 0};
    g_autofree char *text = NULL;
    gsize begin;
    Part part;

    if (body->pieces->len > 0) {
        spot.page = g_array_index(body->pieces, ArsipPiece, 0).place.page;
        spot.start = g_array_index(body->pieces, ArsipPiece, 0).place.start;
    }
    if (spot.page == 0)
        spot.page = first_page(entry);
    text = g_strdup(arsip_pages_find(entry->pages, spot.page, 0, 0));
    if (text == NULL)
        return;
    hit->page = spot.page;
    begin = MIN(spot.start, strlen(text));
    spot.start = spot.end = 0;
    g_array_append_val(spots, spot);
    part = cut(text + begin, spots, (Window){0, 0, 0});
    if (is_masked)
        arsip_mask_page_of(text, entry->content->letter, spot.page, begin + part.from, begin + part.to);
    show(hit, text + begin, part, spots, (Window){0, 0, 0});
}

void
arsip_snippet_make(ArsipSearchHit *hit, const ArsipEntry *entry, ArsipMatcher *matcher, gboolean is_masked)
{
    g_autoptr(GArray) spots = arsip_spots_find_some(matcher, entry);
    g_autofree char *text = NULL;
    const ArsipSpot *spot;
    Window window;
    Part part;

    if (spots->len == 0) {
        show_beginning(hit, entry, is_masked);
        return;
    }
    window = choose_window(spots);
    spot = &g_array_index(spots, ArsipSpot, window.first);
    hit->page = spot->page;
    text = g_strdup(arsip_spot_text(spot, entry));
    part = cut(text, spots, window);
    if (is_masked && spot->page > 0)
        arsip_mask_page_of(text, entry->content->letter, spot->page, part.from, part.to);
    else if (is_masked)
        arsip_mask_field_of(spot->field, text, entry->content->letter);
    show(hit, text, part, spots, window);
}
