/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/draw.h"

#include <math.h>

#include "decode/picture/legend.h"
#include "decode/picture/turn.h"

/* Pixels: of frames, between words and their frame, and between frames that stand round one another. */
#define STRONG_LINE 3
#define THIN_LINE   1
#define FIRST_GAP   2
#define NEXT_GAP    1

/* Frames further out would run into the lines above and below. */
#define AROUND_MAX 16

/* How much of a mark's colour lies over its words, of 255. */
#define TINT 56u

/* A mark as it will be drawn. */
typedef struct {
    const ArsipDrawingSort *sort;
    ArsipBox box;  /* round its words, on the page upright and in its pixels */
    gint32 around; /* from there to the frame's outside */
    gboolean has_tag;
} Frame;

/* In grey, whatever its shape: of a thread some pixels are left. */
static PIX *
shrink(PIX *pix)
{
    l_int32 width = pixGetWidth(pix), height = pixGetHeight(pix), longest = MAX(width, height);
    l_float32 factor = (l_float32)ARSIP_DRAW_SIDE / (l_float32)longest;

    if (longest > ARSIP_DRAW_SIDE && pixGetDepth(pix) == 1 && factor * (l_float32)MIN(width, height) > 1)
        return pixScaleToGray(pix, factor);
    g_auto(ArsipPix) grey = pixConvertTo8(pix, FALSE);
    if (grey == NULL || longest <= ARSIP_DRAW_SIDE)
        return g_steal_pointer(&grey);
    return pixScaleToSize(grey, MAX((l_int32)lroundf((l_float32)width * factor), 1),
                          MAX((l_int32)lroundf((l_float32)height * factor), 1));
}

static gint
rotation_of(const ArsipPicture *picture, const ArsipDrawing *drawing)
{
    return drawing->rotation == ARSIP_DRAWING_AS_STORED ? picture->rotation : drawing->rotation;
}

/* The page as it will be shown, in colours of which it has none yet. */
static PIX *
stand_up(ArsipPicture *picture, gint rotation)
{
    g_auto(ArsipPix) small = shrink(picture->pix);

    pixDestroy(&picture->pix);
    g_auto(ArsipPix) upright = small != NULL ? pixRotateOrth(small, rotation / 90) : NULL;
    return upright != NULL ? pixConvertTo32(upright) : NULL;
}

/* From the pixels of the stored page to those of the page that is shown. */
static ArsipBox
place(const ArsipBox *box, const ArsipDrawing *drawing, gint rotation, PIX *page)
{
    gboolean is_on_its_side = rotation % 180 != 0;
    l_int32 width = pixGetWidth(page), height = pixGetHeight(page);
    double across = (double)(is_on_its_side ? height : width) / drawing->width;
    double down = (double)(is_on_its_side ? width : height) / drawing->height;
    gint32 left = (gint32)floor(box->x * across), top = (gint32)floor(box->y * down);
    gint32 right = (gint32)ceil((box->x + box->width) * across);
    gint32 bottom = (gint32)ceil((box->y + box->height) * down);

    /* What turns the stored page upright is undone by turning on to the full circle. */
    return arsip_turn_back((ArsipBox){left, top, right - left, bottom - top}, (360 - rotation) % 360, width,
                           height);
}

static gboolean
touch(const ArsipBox *one, const ArsipBox *other)
{
    return one->x < other->x + other->width && other->x < one->x + one->width &&
           one->y < other->y + other->height && other->y < one->y + one->height;
}

static gint32
line_of(const Frame *frame)
{
    return frame->sort->is_thin ? THIN_LINE : STRONG_LINE;
}

/* Outside of all those before it whose words it shares. */
static gint32
keep_clear(const GArray *frames, const Frame *frame)
{
    gint32 around = FIRST_GAP + line_of(frame);

    for (guint i = 0; i < frames->len; i++) {
        const Frame *before = &g_array_index(frames, Frame, i);

        if (touch(&before->box, &frame->box))
            around = MAX(around, before->around + NEXT_GAP + line_of(frame));
    }
    return MIN(around, AROUND_MAX);
}

static GArray *
place_all(const ArsipDrawing *drawing, gint rotation, PIX *page)
{
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(Frame));

    for (guint i = 0; i < drawing->marks->len; i++) {
        const ArsipDrawingMark *mark = &g_array_index(drawing->marks, ArsipDrawingMark, i);
        Frame frame = {.sort = &g_array_index(drawing->sorts, ArsipDrawingSort, mark->sort),
                       .box = place(&mark->box, drawing, rotation, page),
                       .has_tag = mark->has_tag};

        frame.around = keep_clear(frames, &frame);
        g_array_append_val(frames, frame);
    }
    return frames;
}

static guint32
dim(guint32 value, guint32 colour, guint shift)
{
    guint32 tint = 255 - (255 - (colour >> shift & 255)) * TINT / 255;

    return (value * tint + 127) / 255;
}

/* Like a felt pen: what is dark stays dark. */
static void
paint_tint(PIX *page, const Frame *frame)
{
    const ArsipBox *box = &frame->box;
    guint32 colour = frame->sort->colour;

    for (l_int32 y = MAX(box->y, 0); y < MIN(box->y + box->height, pixGetHeight(page)); y++) {
        l_uint32 *row = pixGetData(page) + (gsize)y * (gsize)pixGetWpl(page);

        for (l_int32 x = MAX(box->x, 0); x < MIN(box->x + box->width, pixGetWidth(page)); x++)
            row[x] = dim(row[x] >> 24, colour, 16) << 24 | dim(row[x] >> 16 & 255, colour, 8) << 16 |
                     dim(row[x] >> 8 & 255, colour, 0) << 8;
    }
}

static void
fill(PIX *page, gint32 x, gint32 y, gint32 width, gint32 height, guint32 colour)
{
    BOX box = {.x = x, .y = y, .w = width, .h = height};

    pixSetInRectArbitrary(page, &box, colour << 8);
}

static ArsipBox
outside_of(const Frame *frame)
{
    return (ArsipBox){frame->box.x - frame->around, frame->box.y - frame->around,
                      frame->box.width + 2 * frame->around, frame->box.height + 2 * frame->around};
}

static void
paint_frame(PIX *page, const Frame *frame)
{
    gint32 line = line_of(frame);
    guint32 colour = frame->sort->colour;
    ArsipBox outside = outside_of(frame);

    fill(page, outside.x, outside.y, outside.width, line, colour);
    fill(page, outside.x, outside.y + outside.height - line, outside.width, line, colour);
    fill(page, outside.x, outside.y, line, outside.height, colour);
    fill(page, outside.x + outside.width - line, outside.y, line, outside.height, colour);
}

/* Tints first, so that none lies over a frame; tags last, where neither words nor frames are. */
static void
paint(PIX *page, const GArray *frames, const ArsipLetters *letters)
{
    for (guint i = 0; i < frames->len; i++)
        if (!g_array_index(frames, Frame, i).sort->is_thin)
            paint_tint(page, &g_array_index(frames, Frame, i));
    for (guint i = 0; i < frames->len; i++)
        paint_frame(page, &g_array_index(frames, Frame, i));
    for (guint i = 0; i < frames->len; i++) {
        const Frame *frame = &g_array_index(frames, Frame, i);
        ArsipBox outside = outside_of(frame);

        if (frame->has_tag)
            arsip_letters_put_tag(letters, page, frame->sort, &outside);
    }
}

PIX *
arsip_draw(ArsipPicture *picture, const ArsipDrawing *drawing)
{
    gint rotation = rotation_of(picture, drawing);
    g_autoptr(ArsipLetters) letters = arsip_letters_new();
    g_auto(ArsipPix) page = stand_up(picture, rotation);

    if (page == NULL || letters == NULL)
        return NULL;
    if (drawing->marks->len > 0) {
        g_autoptr(GArray) frames = place_all(drawing, rotation, page);
        paint(page, frames, letters);
    }
    return arsip_letters_put_legend(letters, page, drawing);
}
