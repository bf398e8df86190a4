/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/wait.h>

#include "decode-help.h"
#include "decode/confine.h"
#include "decode/picture/draw.h"

#define RED  0xd62728u
#define TEAL 0x00868bu

/* A white page with one black word on it. */
static ArsipPicture *
page_with_word(gint width, gint height, ArsipBox word)
{
    PIX *pix = pixCreate(width, height, 8);
    BOX box = {.x = word.x, .y = word.y, .w = word.width, .h = word.height};

    pixSetAll(pix);
    pixSetInRectArbitrary(pix, &box, 0);
    return arsip_picture_new(pix, 0);
}

static ArsipDrawing *
drawing_of(gint width, gint height, gint rotation)
{
    ArsipDrawing *drawing = arsip_drawing_new();

    drawing->width = width;
    drawing->height = height;
    drawing->rotation = rotation;
    return drawing;
}

static void
add_mark(ArsipDrawing *drawing, guint32 colour, gboolean is_thin, ArsipBox box)
{
    guint32 sort = arsip_drawing_add_sort(drawing, "", "", colour, is_thin);
    const ArsipDrawingMark mark = {sort, TRUE, box};

    g_array_append_val(drawing->marks, mark);
}

static guint32
pixel_at(PIX *pix, gint x, gint y)
{
    l_uint32 pixel = 0;

    pixGetPixel(pix, x, y, &pixel);
    return pixel >> 8;
}

/* Round all pixels of a colour, or of none that is so dark (below the strip); a width of 0 where there is
 * none. */
static ArsipBox
extent_of(PIX *pix, guint32 colour, gint from)
{
    gint left = G_MAXINT, top = G_MAXINT, right = -1, bottom = -1;

    for (gint y = from; y < pixGetHeight(pix); y++) {
        for (gint x = 0; x < pixGetWidth(pix); x++) {
            if (pixel_at(pix, x, y) != colour)
                continue;
            left = MIN(left, x);
            right = MAX(right, x);
            top = MIN(top, y);
            bottom = MAX(bottom, y);
        }
    }
    return right < 0 ? (ArsipBox){0} : (ArsipBox){left, top, right - left + 1, bottom - top + 1};
}

/* How far the frame's outside is from the word on each side, at most. */
static void
assert_frames(ArsipBox frame, ArsipBox word, gint most)
{
    const gint gaps[] = {word.x - frame.x, word.y - frame.y, frame.x + frame.width - word.x - word.width,
                         frame.y + frame.height - word.y - word.height};

    for (gsize i = 0; i < G_N_ELEMENTS(gaps); i++) {
        g_assert_cmpint(gaps[i], >=, 3);
        g_assert_cmpint(gaps[i], <=, most);
    }
}

/* The height of the strip above a page of that height. */
static gint
strip_over(PIX *drawn, gint height)
{
    return pixGetHeight(drawn) - height;
}

static void
a_mark_lies_over_its_words_and_leaves_them_black(void)
{
    const ArsipBox word = {200, 100, 80, 20};
    g_autoptr(ArsipPicture) picture = page_with_word(800, 600, word);
    g_autoptr(ArsipDrawing) drawing = drawing_of(800, 600, 0);
    add_mark(drawing, RED, FALSE, (ArsipBox){180, 90, 120, 40});

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    g_assert_nonnull(drawn);
    gint strip = strip_over(drawn, 600);
    g_assert_cmpint(strip, >, 0);
    g_assert_cmphex(pixel_at(drawn, 240, strip + 110), ==, 0); /* the word */
    guint32 tinted = pixel_at(drawn, 185, strip + 95);
    g_assert_cmpuint(tinted >> 16, >, (tinted & 255) + 20); /* reddish paper beside it */
    g_assert_cmpuint(tinted & 255, >, 150);
    g_assert_cmphex(pixel_at(drawn, 240, strip + 300), ==, 0xffffff); /* the rest is as it was */
    assert_frames(extent_of(drawn, RED, strip), (ArsipBox){180, strip + 90, 120, 40}, 6);
}

static void
a_thin_mark_has_no_tint(void)
{
    g_autoptr(ArsipPicture) picture = page_with_word(800, 600, (ArsipBox){200, 100, 80, 20});
    g_autoptr(ArsipDrawing) drawing = drawing_of(800, 600, 0);
    add_mark(drawing, TEAL, TRUE, (ArsipBox){180, 90, 120, 40});

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    gint strip = strip_over(drawn, 600);
    g_assert_cmphex(pixel_at(drawn, 185, strip + 95), ==, 0xffffff);
    assert_frames(extent_of(drawn, TEAL, strip), (ArsipBox){180, strip + 90, 120, 40}, 4);
}

static void
marks_of_the_same_words_stand_round_one_another(void)
{
    const ArsipBox word = {200, 100, 80, 20};
    g_autoptr(ArsipPicture) picture = page_with_word(800, 600, word);
    g_autoptr(ArsipDrawing) drawing = drawing_of(800, 600, 0);
    add_mark(drawing, TEAL, TRUE, word);
    add_mark(drawing, RED, FALSE, word);

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    gint strip = strip_over(drawn, 600);
    ArsipBox inner = extent_of(drawn, TEAL, strip), outer = extent_of(drawn, RED, strip);
    g_assert_cmpint(inner.width, >, 0);
    assert_frames(outer, inner, 8);
}

/* Each turn, at a size that is made smaller, with boxes in pixels of a larger page than there is. */
static void
a_page_is_turned_and_made_smaller_with_its_marks(gconstpointer data)
{
    gint rotation = GPOINTER_TO_INT(data);
    g_autoptr(ArsipPicture) picture = page_with_word(2400, 3200, (ArsipBox){300, 400, 400, 80});
    g_autoptr(ArsipDrawing) drawing = drawing_of(4800, 6400, rotation);
    add_mark(drawing, RED, FALSE, (ArsipBox){600, 800, 800, 160});

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    gboolean is_on_its_side = rotation % 180 != 0;
    gint strip = strip_over(drawn, is_on_its_side ? 1200 : 1600);
    g_assert_cmpint(pixGetWidth(drawn), ==, is_on_its_side ? 1600 : 1200);
    g_assert_cmpint(strip, <, 100);
    ArsipBox word = extent_of(drawn, 0, strip);
    static const ArsipBox upright[] = {
        {150, 200, 200, 40}, {1360, 150, 40, 200}, {850, 1360, 200, 40}, {200, 850, 40, 200}};
    const ArsipBox *expected = &upright[rotation / 90];
    g_assert_cmpint(ABS(word.x - expected->x), <=, 1);
    g_assert_cmpint(ABS(word.y - strip - expected->y), <=, 1);
    assert_frames(extent_of(drawn, RED, strip), word, 8);
}

static void
a_small_page_is_not_made_larger(void)
{
    g_autoptr(ArsipPicture) picture = page_with_word(900, 300, (ArsipBox){200, 100, 80, 20});
    g_autoptr(ArsipDrawing) drawing = drawing_of(0, 0, 0);

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    gint strip = strip_over(drawn, 300);
    ArsipBox word = extent_of(drawn, 0, strip);
    g_assert_cmpint(pixGetWidth(drawn), ==, 900);
    g_assert_cmpint(word.width, ==, 80);
    g_assert_cmpint(word.x, ==, 200);
    g_assert_cmpint(word.y, ==, strip + 100);
}

/* As high as a page may be for its width, so that it would vanish at a screen's size. */
static void
a_thread_of_a_page_is_drawn(void)
{
    for (gint depth = 1; depth <= 8; depth += 7) {
        PIX *pix = pixCreate(3, 60000, depth);
        g_autoptr(ArsipPicture) picture = arsip_picture_new(pix, 0);
        g_autoptr(ArsipDrawing) drawing = drawing_of(3, 60000, 90);
        add_mark(drawing, RED, FALSE, (ArsipBox){1, 100, 1, 300});

        g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

        g_assert_nonnull(drawn);
        g_assert_cmpint(pixGetWidth(drawn), ==, 1600);
    }
}

static void
a_page_nobody_has_read_is_turned_as_its_file_asks(void)
{
    g_autoptr(ArsipPicture) picture = page_with_word(900, 700, (ArsipBox){200, 100, 80, 20});
    g_autoptr(ArsipDrawing) drawing = drawing_of(0, 0, ARSIP_DRAWING_AS_STORED);
    picture->rotation = 90;

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    ArsipBox word = extent_of(drawn, 0, strip_over(drawn, 900));
    g_assert_cmpint(pixGetWidth(drawn), ==, 700);
    g_assert_cmpint(word.width, ==, 20);
    g_assert_cmpint(word.height, ==, 80);
}

static void
what_is_told_makes_the_strip_higher_whatever_its_letters(void)
{
    static const char words[] = "jenis/undangan, oleh aturan \\ di 10-jenis.yaml:12: “perihalnya” undangan, "
                                "\001\n\t\xe6\x96\x87\xe5\xad\x97 atau permintaan hadir pada suatu rapat";
    g_autoptr(ArsipPicture) bare_page = page_with_word(700, 300, (ArsipBox){200, 100, 80, 20});
    g_autoptr(ArsipPicture) told_page = page_with_word(700, 300, (ArsipBox){200, 100, 80, 20});
    g_autoptr(ArsipDrawing) bare = drawing_of(700, 300, 0);
    g_autoptr(ArsipDrawing) told = drawing_of(700, 300, 0);
    arsip_drawing_add_sort(told, words, "1", RED, FALSE);

    g_auto(ArsipPix) without = arsip_draw(bare_page, bare);
    g_auto(ArsipPix) with = arsip_draw(told_page, told);

    ArsipBox plate = extent_of(with, RED, 0);
    g_assert_cmpint(pixGetHeight(with), >, pixGetHeight(without) + 30); /* two lines at least */
    g_assert_cmpint(plate.width, >, 8);
    g_assert_cmpint(plate.x + plate.width, <, 60);
    g_assert_cmpint(plate.y + plate.height, <, strip_over(with, 300));
    g_assert_cmpint(extent_of(without, RED, 0).width, ==, 0);
}

static void
a_tag_covers_no_word_where_there_is_room_beside_it(void)
{
    const ArsipBox word = {300, 100, 80, 20};
    g_autoptr(ArsipPicture) picture = page_with_word(800, 600, word);
    g_autoptr(ArsipDrawing) drawing = drawing_of(800, 600, 0);
    BOX left = {.x = 0, .y = 0, .w = 300, .h = 600}, above = {.x = 0, .y = 0, .w = 800, .h = 90};
    pixSetInRectArbitrary(picture->pix, &left, 0);
    pixSetInRectArbitrary(picture->pix, &above, 0);
    guint32 sort = arsip_drawing_add_sort(drawing, "", "hal", RED, FALSE);
    const ArsipDrawingMark mark = {sort, TRUE, word};
    g_array_append_val(drawing->marks, mark);

    g_auto(ArsipPix) drawn = arsip_draw(picture, drawing);

    ArsipBox marked = extent_of(drawn, RED, strip_over(drawn, 600));
    g_assert_cmpint(marked.x, >=, 295);
    g_assert_cmpint(marked.x + marked.width, >, 300 + 80 + 5 + 15);
}

/* Draws a page of a sample into output; the size that was told, or 0. */
static guint64
draw_sample(ArsipDecoder *decoder, const char *name, guint number, int output, GError **error)
{
    g_auto(ArsipFd) fd = open_sample(name);
    g_autoptr(ArsipDrawing) drawing = arsip_drawing_new();
    guint64 size = 0;

    return arsip_decoder_draw(decoder, fd, output, NULL, number, drawing, &size, error) ? size : 0;
}

static PIX *
read_back(int fd, guint64 size)
{
    g_autofree guint8 *bytes = g_malloc(size);

    g_assert_cmpint(pread(fd, bytes, size, 0), ==, (gssize)size);
    g_assert_cmpint(lseek(fd, 0, SEEK_END), ==, (off_t)size);
    return pixReadMemPng(bytes, size);
}

static void
pages_of_all_kinds_are_drawn(void)
{
    static const struct {
        const char *name;
        guint page;
        gint width, height;
    } samples[] = {{"good-three-pages.tif", 3, 1100, 1400},
                   {"good-exif-6.jpg", 1, 1100, 1400},
                   {"good-skewed.png", 1, 0, 0},
                   {"good-layer.pdf", 1, 1131, 1600},
                   {"good-cmyk.jpg", 1, 0, 0},
                   {"good-scan-with-worthless-layer.pdf", 1, 0, 0}};
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(ArsipFd) output = memfd_create("png", MFD_CLOEXEC);
        guint64 size = draw_sample(decoder, samples[i].name, samples[i].page, output, &error);

        g_assert_no_error(error);
        g_auto(ArsipPix) drawn = read_back(output, size);
        g_assert_nonnull(drawn);
        if (samples[i].width == 0)
            continue;
        g_assert_cmpint(pixGetWidth(drawn), ==, samples[i].width);
        g_assert_cmpint(pixGetHeight(drawn), >, samples[i].height);
        g_assert_cmpint(pixGetHeight(drawn), <, samples[i].height + 100);
    }
}

static void
the_page_that_was_asked_for_is_drawn(void)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_auto(ArsipFd) first = memfd_create("png", MFD_CLOEXEC);
    g_auto(ArsipFd) second = memfd_create("png", MFD_CLOEXEC);
    l_int32 are_same = 1;

    guint64 first_size = draw_sample(decoder, "good-three-pages.tif", 1, first, NULL);
    guint64 second_size = draw_sample(decoder, "good-three-pages.tif", 2, second, NULL);

    g_auto(ArsipPix) one = read_back(first, first_size);
    g_auto(ArsipPix) other = read_back(second, second_size);
    g_assert_cmpint(pixEqual(one, other, &are_same), ==, 0);
    g_assert_false(are_same);
}

static void
a_page_of_text_has_no_picture(void)
{
    static const char *const names[] = {"good-letter.docx", "good-letter.odt", "good-mail.eml",
                                        "good-sheets.xlsx", "good-batch.zip"};
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(ArsipFd) output = memfd_create("png", MFD_CLOEXEC);

        g_assert_cmpuint(draw_sample(decoder, names[i], 1, output, &error), ==, 0);

        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_UNSUPPORTED);
        g_assert_cmpint(lseek(output, 0, SEEK_END), ==, 0);
    }
}

static void
a_page_that_is_not_there_is_no_picture(void)
{
    static const char *const names[] = {"good-three-pages.tif", "good-layer.pdf", "good-skewed.png"};
    g_autoptr(ArsipDecoder) decoder = new_decoder();

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_auto(ArsipFd) output = memfd_create("png", MFD_CLOEXEC);

        g_assert_cmpuint(draw_sample(decoder, names[i], 4, output, &error), ==, 0);

        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    }
}

static void
a_full_disk_is_told(void)
{
    g_autoptr(ArsipDecoder) decoder = new_decoder();
    g_autoptr(GError) error = NULL;
    g_auto(ArsipFd) output = open("/dev/full", O_WRONLY | O_CLOEXEC);

    g_assert_cmpuint(draw_sample(decoder, "good-skewed.png", 1, output, &error), ==, 0);

    g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_NO_SPACE);
}

/* Letters and PNG come from libraries that might open something. */
static void
a_reader_that_can_open_nothing_draws(void)
{
    g_auto(ArsipFd) output = memfd_create("png", MFD_CLOEXEC);
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        g_autoptr(ArsipDecoder) decoder = new_decoder();
        g_auto(ArsipFd) fd = open_sample("good-skewed.png");
        g_autoptr(ArsipDrawing) drawing = drawing_of(100, 100, 0);
        guint64 size = 0;

        add_mark(drawing, RED, FALSE, (ArsipBox){10, 10, 20, 20});
        arsip_drawing_add_sort(drawing, "jenis/undangan", "1", RED, FALSE);
        if (!arsip_confine_calls(FALSE, NULL))
            _exit(2);
        _exit(arsip_decoder_draw(decoder, fd, output, NULL, 1, drawing, &size, NULL) ? 0 : 1);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);

    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
    g_auto(ArsipPix) drawn = read_back(output, (guint64)lseek(output, 0, SEEK_END));
    g_assert_nonnull(drawn);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draw/a_mark_lies_over_its_words_and_leaves_them_black",
                    a_mark_lies_over_its_words_and_leaves_them_black);
    g_test_add_func("/draw/a_thin_mark_has_no_tint", a_thin_mark_has_no_tint);
    g_test_add_func("/draw/marks_of_the_same_words_stand_round_one_another",
                    marks_of_the_same_words_stand_round_one_another);
    g_test_add_data_func("/draw/an_upright_page_is_made_smaller_with_its_marks", GINT_TO_POINTER(0),
                         a_page_is_turned_and_made_smaller_with_its_marks);
    g_test_add_data_func("/draw/a_page_on_its_left_side_is_turned_with_its_marks", GINT_TO_POINTER(90),
                         a_page_is_turned_and_made_smaller_with_its_marks);
    g_test_add_data_func("/draw/a_page_on_its_head_is_turned_with_its_marks", GINT_TO_POINTER(180),
                         a_page_is_turned_and_made_smaller_with_its_marks);
    g_test_add_data_func("/draw/a_page_on_its_right_side_is_turned_with_its_marks", GINT_TO_POINTER(270),
                         a_page_is_turned_and_made_smaller_with_its_marks);
    g_test_add_func("/draw/a_small_page_is_not_made_larger", a_small_page_is_not_made_larger);
    g_test_add_func("/draw/a_thread_of_a_page_is_drawn", a_thread_of_a_page_is_drawn);
    g_test_add_func("/draw/a_page_nobody_has_read_is_turned_as_its_file_asks",
                    a_page_nobody_has_read_is_turned_as_its_file_asks);
    g_test_add_func("/draw/what_is_told_makes_the_strip_higher_whatever_its_letters",
                    what_is_told_makes_the_strip_higher_whatever_its_letters);
    g_test_add_func("/draw/a_tag_covers_no_word_where_there_is_room_beside_it",
                    a_tag_covers_no_word_where_there_is_room_beside_it);
    g_test_add_func("/draw/pages_of_all_kinds_are_drawn", pages_of_all_kinds_are_drawn);
    g_test_add_func("/draw/the_page_that_was_asked_for_is_drawn", the_page_that_was_asked_for_is_drawn);
    g_test_add_func("/draw/a_page_of_text_has_no_picture", a_page_of_text_has_no_picture);
    g_test_add_func("/draw/a_page_that_is_not_there_is_no_picture", a_page_that_is_not_there_is_no_picture);
    g_test_add_func("/draw/a_full_disk_is_told", a_full_disk_is_told);
    g_test_add_func("/draw/a_reader_that_can_open_nothing_draws", a_reader_that_can_open_nothing_draws);
    return g_test_run();
}
