/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/writing/scribe.h"

#include <string.h>

#include "base/i18n.h"
#include "decode/writing/lines.h"
#include "decode/writing/plain.h"
#include "decode/writing/row.h"

/* As much text as plain.c reads; it is held in memory three times while it is made ready. */
#define BYTES_MAX (64u * 1024 * 1024)

typedef struct {
    GString *text; /* NULL while it is being written */
    GString *notes;
    GArray *pictures; /* of ArsipLeafPicture */
} Page;

typedef enum { FRAME_PAGE, FRAME_ROW, FRAME_CELL, FRAME_ASIDE, FRAME_NOTE } FrameKind;

/* What is being written: a page, and in it rows, cells, text boxes and notes. */
typedef struct {
    FrameKind kind;
    ArsipLines lines; /* of all but ROW */
    GPtrArray *cells; /* of ROW */
} Frame;

struct ArsipScribe {
    GPtrArray *pages;  /* of Page; the last is being written */
    GPtrArray *frames; /* of Frame; the first is the last page's */
    gsize n_bytes;
    gboolean has_too_much;
    gboolean ends_page_later; /* with the row that is open */
};

static void
free_page(Page *page)
{
    if (page->text != NULL)
        g_string_free(page->text, TRUE);
    g_string_free(page->notes, TRUE);
    g_array_unref(page->pictures);
    g_free(page);
}

static void
free_frame(Frame *frame)
{
    if (frame->lines.text != NULL)
        g_string_free(frame->lines.text, TRUE);
    if (frame->lines.aside != NULL)
        g_string_free(frame->lines.aside, TRUE);
    g_clear_pointer(&frame->cells, g_ptr_array_unref);
    g_free(frame);
}

static void
push_frame(ArsipScribe *scribe, FrameKind kind)
{
    Frame *frame = g_new0(Frame, 1);

    frame->kind = kind;
    if (kind == FRAME_ROW)
        frame->cells = g_ptr_array_new_with_free_func(g_free);
    else
        frame->lines.text = g_string_new(NULL);
    g_ptr_array_add(scribe->frames, frame);
}

static Frame *
top_frame(const ArsipScribe *scribe)
{
    return scribe->frames->pdata[scribe->frames->len - 1];
}

/* NULL between the cells of a row, where nothing is written. */
static ArsipLines *
open_lines(const ArsipScribe *scribe)
{
    Frame *frame = top_frame(scribe);

    return frame->kind == FRAME_ROW ? NULL : &frame->lines;
}

static Page *
last_page(const ArsipScribe *scribe)
{
    return scribe->pages->pdata[scribe->pages->len - 1];
}

static void
open_page(ArsipScribe *scribe)
{
    Page *page = g_new0(Page, 1);

    page->notes = g_string_new(NULL);
    page->pictures = arsip_leaf_pictures_new();
    g_ptr_array_add(scribe->pages, page);
    g_ptr_array_set_size(scribe->frames, 0);
    push_frame(scribe, FRAME_PAGE);
}

static void
clear(ArsipScribe *scribe)
{
    g_ptr_array_set_size(scribe->pages, 0);
    open_page(scribe);
    scribe->n_bytes = 0;
    scribe->has_too_much = FALSE;
    scribe->ends_page_later = FALSE;
}

ArsipScribe *
arsip_scribe_new(void)
{
    ArsipScribe *scribe = g_new0(ArsipScribe, 1);

    scribe->pages = g_ptr_array_new_with_free_func((GDestroyNotify)free_page);
    scribe->frames = g_ptr_array_new_with_free_func((GDestroyNotify)free_frame);
    clear(scribe);
    return scribe;
}

void
arsip_scribe_free(ArsipScribe *scribe)
{
    if (scribe == NULL)
        return;
    g_ptr_array_unref(scribe->frames);
    g_ptr_array_unref(scribe->pages);
    g_free(scribe);
}

static gboolean
have_room(ArsipScribe *scribe, gsize length)
{
    scribe->n_bytes += MIN(length, BYTES_MAX);
    scribe->has_too_much = scribe->has_too_much || scribe->n_bytes > BYTES_MAX;
    return !scribe->has_too_much;
}

gboolean
arsip_scribe_text(ArsipScribe *scribe, const char *text, gsize length)
{
    ArsipLines *lines = open_lines(scribe);

    if (!have_room(scribe, length))
        return FALSE;
    if (lines != NULL)
        arsip_lines_add(lines, text, length);
    return TRUE;
}

GError *
arsip_scribe_fault(const ArsipScribe *scribe)
{
    if (!scribe->has_too_much)
        return NULL;
    return g_error_new(ARSIP_ERROR, ARSIP_ERROR_LIMIT, _("the text is too long: at most %u MB are read"),
                       BYTES_MAX / (1024 * 1024));
}

void
arsip_scribe_tab(ArsipScribe *scribe)
{
    arsip_scribe_text(scribe, "\t", 1);
}

void
arsip_scribe_end_line(ArsipScribe *scribe)
{
    ArsipLines *lines = open_lines(scribe);

    if (lines != NULL && have_room(scribe, 1))
        arsip_lines_end(lines);
}

void
arsip_scribe_end_open_line(ArsipScribe *scribe)
{
    ArsipLines *lines = open_lines(scribe);

    if (lines != NULL && have_room(scribe, 1))
        arsip_lines_end_open(lines);
}

void
arsip_scribe_gap(ArsipScribe *scribe)
{
    ArsipLines *lines = open_lines(scribe);

    if (lines != NULL)
        arsip_lines_gap(lines);
}

void
arsip_scribe_block(ArsipScribe *scribe, const char *text)
{
    ArsipLines *lines = open_lines(scribe);

    if (lines != NULL && have_room(scribe, strlen(text)))
        arsip_lines_append_block(lines, text);
}

/* How many frames stand from the last one of this kind upwards; 0 without one. */
static guint
depth_of(const ArsipScribe *scribe, FrameKind kind)
{
    for (guint i = scribe->frames->len; i > 1; i--)
        if (((const Frame *)scribe->frames->pdata[i - 1])->kind == kind)
            return scribe->frames->len - i + 1;
    return 0;
}

/* What a frame that ends leaves to the one below. */
static void
hand_down(ArsipScribe *scribe, const Frame *frame, Frame *below)
{
    if (frame->kind == FRAME_NOTE) {
        g_string_append(last_page(scribe)->notes, frame->lines.text->str);
    } else if (below->kind == FRAME_ROW) {
        g_ptr_array_add(below->cells, g_strdup(frame->lines.text->str));
    } else if (frame->kind == FRAME_ROW) {
        g_autofree char *lines = arsip_row_lines(frame->cells);
        if (*lines != '\0')
            arsip_lines_append(&below->lines, lines);
        else
            arsip_lines_gap(&below->lines);
    } else {
        arsip_lines_set_aside(&below->lines, frame->lines.text->str);
    }
}

static void
close_frame(ArsipScribe *scribe)
{
    guint last = scribe->frames->len - 1;
    Frame *frame = scribe->frames->pdata[last];

    if (frame->kind != FRAME_ROW)
        arsip_lines_end_open(&frame->lines);
    hand_down(scribe, frame, scribe->frames->pdata[last - 1]);
    g_ptr_array_set_size(scribe->frames, (gint)last);
}

/* Closes the last frame of this kind with all that is still open in it. */
static void
close_kind(ArsipScribe *scribe, FrameKind kind)
{
    for (guint depth = depth_of(scribe, kind); depth > 0; depth--)
        close_frame(scribe);
}

/* Takes what was written from the page's frame to the page. */
static void
keep_text(ArsipScribe *scribe)
{
    Frame *frame = scribe->frames->pdata[0];

    while (scribe->frames->len > 1)
        close_frame(scribe);
    arsip_lines_end_open(&frame->lines);
    last_page(scribe)->text = g_steal_pointer(&frame->lines.text);
}

static gboolean
is_blank(const ArsipScribe *scribe)
{
    const Page *page = last_page(scribe);
    const Frame *frame = scribe->frames->pdata[0];
    const GString *text = page->text != NULL ? page->text : frame->lines.text;

    return text->len == 0 && page->notes->len == 0 && page->pictures->len == 0;
}

void
arsip_scribe_end_sheet(ArsipScribe *scribe)
{
    scribe->ends_page_later = FALSE;
    keep_text(scribe);
    open_page(scribe);
}

static void
end_page(ArsipScribe *scribe)
{
    Frame *frame = scribe->frames->pdata[0];

    scribe->ends_page_later = FALSE;
    arsip_lines_end_open(&frame->lines);
    if (!is_blank(scribe))
        arsip_scribe_end_sheet(scribe);
}

void
arsip_scribe_end_page(ArsipScribe *scribe)
{
    if (depth_of(scribe, FRAME_ASIDE) > 0 || depth_of(scribe, FRAME_NOTE) > 0)
        return;
    if (scribe->frames->len > 1)
        scribe->ends_page_later = TRUE;
    else
        end_page(scribe);
}

void
arsip_scribe_begin_row(ArsipScribe *scribe)
{
    if (top_frame(scribe)->kind == FRAME_ROW)
        close_frame(scribe);
    push_frame(scribe, FRAME_ROW);
}

void
arsip_scribe_begin_cell(ArsipScribe *scribe)
{
    if (top_frame(scribe)->kind == FRAME_CELL)
        close_frame(scribe);
    if (top_frame(scribe)->kind != FRAME_ROW)
        push_frame(scribe, FRAME_ROW);
    push_frame(scribe, FRAME_CELL);
}

void
arsip_scribe_end_cell(ArsipScribe *scribe)
{
    close_kind(scribe, FRAME_CELL);
}

void
arsip_scribe_end_row(ArsipScribe *scribe)
{
    close_kind(scribe, FRAME_ROW);
    if (scribe->frames->len == 1 && scribe->ends_page_later)
        end_page(scribe);
}

void
arsip_scribe_begin_aside(ArsipScribe *scribe)
{
    push_frame(scribe, FRAME_ASIDE);
}

void
arsip_scribe_end_aside(ArsipScribe *scribe)
{
    close_kind(scribe, FRAME_ASIDE);
}

void
arsip_scribe_begin_note(ArsipScribe *scribe)
{
    push_frame(scribe, FRAME_NOTE);
}

void
arsip_scribe_end_note(ArsipScribe *scribe)
{
    close_kind(scribe, FRAME_NOTE);
}

ArsipScribeMark
arsip_scribe_mark(ArsipScribe *scribe)
{
    Frame *frame = scribe->frames->pdata[0];

    arsip_lines_end_open(&frame->lines);
    return (ArsipScribeMark){scribe->pages->len - 1, frame->lines.text->len};
}

/* What was to stand at the end of a page, where nothing followed it there, stands at the head of the next
 * one. */
static void
insert_block(ArsipScribe *scribe, guint number, gsize offset, const char *text)
{
    Page *page = scribe->pages->pdata[number];
    Frame *frame = scribe->frames->pdata[0];
    GString *lines = page->text != NULL ? page->text : frame->lines.text;
    gboolean is_last = offset == lines->len;
    const char *after = is_last || lines->str[offset] == '\n' ? "" : "\n";
    g_autofree char *block = g_strconcat(offset > 0 ? "\n" : "", text, after, NULL);

    if (page->text != NULL && is_last) {
        insert_block(scribe, number + 1, 0, text);
        return;
    }
    g_string_insert(lines, (gssize)offset, block);
    if (page->text == NULL) {
        frame->lines.open += strlen(block);
        frame->lines.has_gap = frame->lines.has_gap || is_last;
    }
}

void
arsip_scribe_insert(ArsipScribe *scribe, const ArsipScribeMark *mark, const char *text)
{
    if (*text != '\0' && have_room(scribe, strlen(text)))
        insert_block(scribe, mark->page, mark->offset, text);
}

void
arsip_scribe_picture(ArsipScribe *scribe, const char *path, double share)
{
    arsip_leaf_pictures_add(last_page(scribe)->pictures, path, share);
}

/* The page's lines and the notes at its foot; UTF-8 whatever the libraries made of it. */
static char *
page_text(const Page *page)
{
    ArsipLines lines = {.text = page->text, .open = page->text->len};

    arsip_lines_append_block(&lines, page->notes->str);
    g_autofree char *valid = g_utf8_make_valid(page->text->str, (gssize)page->text->len);
    return arsip_plain_normalise(valid, strlen(valid));
}

char *
arsip_scribe_take_text(ArsipScribe *scribe)
{
    g_autoptr(GString) whole = g_string_new(NULL);

    keep_text(scribe);
    for (guint i = 0; i < scribe->pages->len; i++) {
        g_autofree char *text = page_text(scribe->pages->pdata[i]);
        if (whole->len > 0 && *text != '\0')
            g_string_append_c(whole, '\n');
        g_string_append(whole, text);
    }
    clear(scribe);
    return g_string_free(g_steal_pointer(&whole), FALSE);
}

GPtrArray *
arsip_scribe_take_pages(ArsipScribe *scribe, GError **error)
{
    g_autoptr(GPtrArray) leaves = arsip_leaves_new();
    GError *fault = arsip_scribe_fault(scribe);

    if (fault != NULL) {
        g_propagate_error(error, fault);
        return NULL;
    }
    keep_text(scribe);
    /* The last page was opened when the one before it ended. */
    guint n_pages = scribe->pages->len > 1 && is_blank(scribe) ? scribe->pages->len - 1 : scribe->pages->len;
    for (guint i = 0; i < n_pages; i++) {
        const Page *page = scribe->pages->pdata[i];
        arsip_leaves_add(leaves, page_text(page), page->pictures);
    }
    clear(scribe);
    return g_steal_pointer(&leaves);
}
