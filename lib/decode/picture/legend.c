/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode/picture/legend.h"

/* Points at 300 dpi: letters 11 and 16 pixels high. */
#define TAG_SIZE    4
#define LEGEND_SIZE 6

#define MARGIN    10  /* round the legend, pixels */
#define PAD       2   /* round a tag's letters */
#define WIDTH_MIN 640 /* that a legend can be read above a page as small as a stamp */

#define BLACK  0x000000u
#define WHITE  0xffffffu
#define PAPER  0xf2f2f2u
#define BORDER 0x808080u

/* A pixel any of whose colours is below is no paper. */
#define DARK 150u

struct ArsipLetters {
    L_BMF *tag;
    L_BMF *legend;
};

ArsipLetters *
arsip_letters_new(void)
{
    g_autoptr(ArsipLetters) letters = g_new0(ArsipLetters, 1);

    letters->tag = bmfCreate(NULL, TAG_SIZE);
    letters->legend = bmfCreate(NULL, LEGEND_SIZE);
    return letters->tag != NULL && letters->legend != NULL ? g_steal_pointer(&letters) : NULL;
}

void
arsip_letters_free(ArsipLetters *letters)
{
    if (letters == NULL)
        return;
    bmfDestroy(&letters->tag);
    bmfDestroy(&letters->legend);
    g_free(letters);
}

/* In the letters that there are: all of ASCII but the backslash. */
static char *
plain(const char *words)
{
    char *ascii = g_str_to_ascii(words, "C");

    for (char *at = ascii; *at != '\0'; at++)
        if (!g_ascii_isprint(*at) || *at == '\\')
            *at = ' ';
    return ascii;
}

static l_int32
width_of(L_BMF *font, const char *words)
{
    l_int32 width = 0;

    if (*words == '\0' || bmfGetStringWidth(font, words, &width) != 0)
        return 0;
    return width;
}

/* From one line of the strip to the next. */
static l_int32
step_of(const ArsipLetters *letters)
{
    return letters->legend->lineheight + 3 * PAD;
}

/* top: of the line. */
static void
write_words(L_BMF *font, PIX *page, const char *words, l_int32 left, l_int32 top, guint32 colour)
{
    if (*words != '\0')
        pixSetTextline(page, font, words, colour << 8, left, top + font->baselinetab['x'], NULL, NULL);
}

static void
fill(PIX *page, l_int32 x, l_int32 y, l_int32 width, l_int32 height, guint32 colour)
{
    BOX box = {.x = x, .y = y, .w = width, .h = height};

    pixSetInRectArbitrary(page, &box, colour << 8);
}

/* The plate on which a tag stands. */
static BOX
plate_for(L_BMF *font, const char *tag)
{
    l_int32 height = font->lineheight + 2 * PAD;

    return (BOX){.w = MAX(width_of(font, tag), height / 2) + 2 * PAD, .h = height};
}

static void
put_plate(L_BMF *font, PIX *page, const BOX *plate, const char *tag, guint32 colour)
{
    l_int32 inset = (plate->w - width_of(font, tag)) / 2;

    fill(page, plate->x, plate->y, plate->w, plate->h, colour);
    write_words(font, page, tag, plate->x + inset, plate->y + PAD, WHITE);
}

/* How much of what is dark or coloured a plate would cover; the most where it does not fit on the page. */
static guint
covered_by(PIX *page, const BOX *plate)
{
    guint n = 0;

    if (plate->x < 0 || plate->y < 0 || plate->x + plate->w > pixGetWidth(page) ||
        plate->y + plate->h > pixGetHeight(page))
        return G_MAXUINT;
    for (l_int32 y = plate->y; y < plate->y + plate->h; y++) {
        const l_uint32 *row = pixGetData(page) + (gsize)y * (gsize)pixGetWpl(page);

        for (l_int32 x = plate->x; x < plate->x + plate->w; x++)
            n += MIN(MIN(row[x] >> 24, row[x] >> 16 & 255), row[x] >> 8 & 255) < DARK;
    }
    return n;
}

void
arsip_letters_put_tag(const ArsipLetters *letters, PIX *page, const ArsipDrawingSort *sort,
                      const ArsipBox *frame)
{
    g_autofree char *tag = plain(sort->tag);
    BOX plate = plate_for(letters->tag, tag);
    l_int32 before = frame->x - plate.w, behind = frame->x + frame->width;
    l_int32 middle = frame->y + (frame->height - plate.h) / 2, below = frame->y + frame->height;
    const l_int32 places[][2] = {{before, middle},
                                 {behind, middle},
                                 {frame->x, frame->y - plate.h},
                                 {behind - plate.w, frame->y - plate.h},
                                 {frame->x, below},
                                 {behind - plate.w, below}};
    guint least = G_MAXUINT;

    if (*tag == '\0')
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        BOX tried = {.x = places[i][0], .y = places[i][1], .w = plate.w, .h = plate.h};
        guint covered = covered_by(page, &tried);

        if (covered >= least)
            continue;
        least = covered;
        plate = tried;
    }
    if (least < G_MAXUINT)
        put_plate(letters->tag, page, &plate, tag, sort->colour);
}

/* A paragraph of the strip above the page. */
typedef struct {
    const ArsipDrawingSort *sort; /* NULL: the title */
    BOX plate;                    /* of the sort */
    char *tag;
    SARRAY *lines;
    l_int32 left;
} Paragraph;

static void
clear_paragraph(gpointer data)
{
    Paragraph *paragraph = data;

    g_free(paragraph->tag);
    sarrayDestroy(&paragraph->lines);
}

/* sort: NULL for the title. */
static void
add_paragraph(const ArsipLetters *letters, GArray *paragraphs, const ArsipDrawingSort *sort,
              const char *words, l_int32 width)
{
    g_autofree char *letters_of_words = plain(words);
    Paragraph paragraph = {.sort = sort, .tag = plain(sort != NULL ? sort->tag : ""), .left = MARGIN};
    l_int32 height = 0;

    if (*words == '\0') {
        g_free(paragraph.tag);
        return;
    }
    if (sort != NULL) {
        paragraph.plate = plate_for(letters->legend, paragraph.tag);
        paragraph.left += paragraph.plate.w + MARGIN;
    }
    l_int32 room = width - paragraph.left - MARGIN;
    /* Leptonica 1.82 takes lines for narrower than it then writes them. */
    paragraph.lines = bmfGetLineStrings(letters->legend, letters_of_words, room - room / 16, 0, &height);
    g_array_append_val(paragraphs, paragraph);
}

static GArray *
lay_out(const ArsipLetters *letters, const ArsipDrawing *drawing, l_int32 width)
{
    GArray *paragraphs = g_array_new(FALSE, FALSE, sizeof(Paragraph));

    g_array_set_clear_func(paragraphs, clear_paragraph);
    add_paragraph(letters, paragraphs, NULL, drawing->title, width);
    for (guint i = 0; i < drawing->sorts->len; i++) {
        const ArsipDrawingSort *sort = &g_array_index(drawing->sorts, ArsipDrawingSort, i);

        add_paragraph(letters, paragraphs, sort, sort->words, width);
    }
    return paragraphs;
}

static l_int32
lines_of(const Paragraph *paragraph)
{
    return MAX(sarrayGetCount(paragraph->lines), 1);
}

static l_int32
write_paragraph(const ArsipLetters *letters, PIX *sheet, Paragraph *paragraph, l_int32 top)
{
    paragraph->plate.x = MARGIN;
    paragraph->plate.y = top;
    if (paragraph->sort != NULL)
        put_plate(letters->legend, sheet, &paragraph->plate, paragraph->tag, paragraph->sort->colour);
    for (l_int32 i = 0; i < sarrayGetCount(paragraph->lines); i++)
        write_words(letters->legend, sheet, sarrayGetString(paragraph->lines, i, L_NOCOPY), paragraph->left,
                    top + i * step_of(letters) + PAD, BLACK);
    return top + lines_of(paragraph) * step_of(letters);
}

PIX *
arsip_letters_put_legend(const ArsipLetters *letters, PIX *page, const ArsipDrawing *drawing)
{
    l_int32 width = MAX(pixGetWidth(page), WIDTH_MIN), height = 2 * MARGIN, top = MARGIN;
    g_autoptr(GArray) paragraphs = lay_out(letters, drawing, width);

    for (guint i = 0; i < paragraphs->len; i++)
        height += lines_of(&g_array_index(paragraphs, Paragraph, i)) * step_of(letters);
    PIX *sheet = pixCreate(width, height + pixGetHeight(page), 32);
    if (sheet == NULL)
        return NULL;
    fill(sheet, 0, 0, width, pixGetHeight(sheet), PAPER);
    for (guint i = 0; i < paragraphs->len; i++)
        top = write_paragraph(letters, sheet, &g_array_index(paragraphs, Paragraph, i), top);
    fill(sheet, 0, height - 1, width, 1, BORDER);
    pixRasterop(sheet, 0, height, pixGetWidth(page), pixGetHeight(page), PIX_SRC, page, 0, 0);
    return sheet;
}
