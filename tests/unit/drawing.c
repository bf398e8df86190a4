/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "text/drawing.h"

/* Two marks of a label and one of a field, on a page that stands on its head. */
static ArsipDrawing *
sample(void)
{
    ArsipDrawing *drawing = arsip_drawing_new();
    guint32 field = arsip_drawing_add_sort(drawing, "", "hal", 0x00868b, TRUE);
    guint32 label = arsip_drawing_add_sort(drawing, "jenis/undangan", "1", 0xd62728, FALSE);
    const ArsipDrawingMark marks[] = {{field, TRUE, {0, 0, 2480, 3508}},
                                      {label, TRUE, {100, 200, 60, 40}},
                                      {label, FALSE, {2479, 3507, 1, 1}}};

    drawing->width = 2480;
    drawing->height = 3508;
    drawing->rotation = 180;
    arsip_drawing_set_title(drawing, "surat.tif");
    g_array_append_vals(drawing->marks, marks, G_N_ELEMENTS(marks));
    return drawing;
}

static ArsipDrawing *
send(const ArsipDrawing *drawing, GError **error)
{
    g_autoptr(GVariant) variant = g_variant_ref_sink(arsip_drawing_to_variant(drawing));

    return arsip_drawing_from_variant(variant, error);
}

static void
a_drawing_comes_back_from_its_message(void)
{
    g_autoptr(ArsipDrawing) drawing = sample();
    g_autoptr(GError) error = NULL;

    g_autoptr(ArsipDrawing) back = send(drawing, &error);

    g_assert_no_error(error);
    g_assert_cmpint(back->width, ==, 2480);
    g_assert_cmpint(back->height, ==, 3508);
    g_assert_cmpint(back->rotation, ==, 180);
    g_assert_cmpstr(back->title, ==, "surat.tif");
    g_assert_cmpuint(back->sorts->len, ==, 2);
    g_assert_cmpuint(back->marks->len, ==, 3);
    const ArsipDrawingSort *sort = &g_array_index(back->sorts, ArsipDrawingSort, 1);
    g_assert_cmpstr(sort->words, ==, "jenis/undangan");
    g_assert_cmpstr(sort->tag, ==, "1");
    g_assert_cmphex(sort->colour, ==, 0xd62728);
    g_assert_false(sort->is_thin);
    g_assert_true(g_array_index(back->sorts, ArsipDrawingSort, 0).is_thin);
    const ArsipDrawingMark *mark = &g_array_index(back->marks, ArsipDrawingMark, 1);
    g_assert_cmpuint(mark->sort, ==, 1);
    g_assert_true(mark->has_tag);
    g_assert_cmpint(mark->box.x, ==, 100);
    g_assert_cmpint(mark->box.y, ==, 200);
    g_assert_cmpint(mark->box.width, ==, 60);
    g_assert_cmpint(mark->box.height, ==, 40);
}

/* Both sides look: who draws has it from a message, who asks has it from a catalogue. */
static void
assert_refused(const ArsipDrawing *drawing)
{
    g_autoptr(GError) asked = NULL;
    g_autoptr(GError) told = NULL;
    g_autoptr(ArsipDrawing) back = send(drawing, &told);

    g_assert_false(arsip_drawing_check(drawing, &asked));
    g_assert_error(asked, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    g_assert_null(back);
    g_assert_error(told, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
}

static void
a_mark_that_is_not_on_the_page_is_refused(void)
{
    static const ArsipBox boxes[] = {{-1, 0, 10, 10},
                                     {0, -1, 10, 10},
                                     {0, 0, 0, 10},
                                     {0, 0, 10, 0},
                                     {0, 0, 2481, 10},
                                     {2480, 0, 1, 1},
                                     {0, 3508, 1, 1},
                                     {G_MAXINT32, G_MAXINT32, G_MAXINT32, G_MAXINT32},
                                     {G_MININT32, 0, G_MAXINT32, 1},
                                     {0, 0, G_MININT32, 1}};

    for (gsize i = 0; i < G_N_ELEMENTS(boxes); i++) {
        g_autoptr(ArsipDrawing) drawing = sample();

        g_array_index(drawing->marks, ArsipDrawingMark, 2).box = boxes[i];

        assert_refused(drawing);
    }
}

static void
a_mark_of_no_sort_is_refused(void)
{
    g_autoptr(ArsipDrawing) drawing = sample();

    g_array_index(drawing->marks, ArsipDrawingMark, 0).sort = 2;

    assert_refused(drawing);
}

static void
a_page_of_nonsense_is_refused(void)
{
    static const struct {
        gint32 width, height, rotation;
    } pages[] = {{0, 0, 0}, {2480, 3508, 45}, {2480, 3508, -90}, {2000000, 3508, 0}, {-2480, -3508, 0}};

    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autoptr(ArsipDrawing) drawing = sample();

        drawing->width = pages[i].width;
        drawing->height = pages[i].height;
        drawing->rotation = pages[i].rotation;

        assert_refused(drawing);
    }
}

static void
more_than_there_may_be_is_refused(void)
{
    g_autoptr(ArsipDrawing) many_marks = sample();
    g_autoptr(ArsipDrawing) many_sorts = sample();
    const ArsipDrawingMark mark = {0, FALSE, {1, 1, 1, 1}};

    while (many_marks->marks->len <= ARSIP_DRAWING_MARKS_MAX)
        g_array_append_val(many_marks->marks, mark);
    while (many_sorts->sorts->len <= ARSIP_DRAWING_SORTS_MAX)
        arsip_drawing_add_sort(many_sorts, "x", "", 0, FALSE);

    assert_refused(many_marks);
    assert_refused(many_sorts);
}

static void
long_words_are_refused_and_cut_where_they_are_added(void)
{
    g_autoptr(ArsipDrawing) drawing = sample();
    g_autofree char *words = g_strnfill(ARSIP_DRAWING_WORDS_MAX - 1, 'x');
    g_autofree char *longer = g_strconcat(words, "é", NULL);
    guint32 sort = arsip_drawing_add_sort(drawing, longer, "", 0, FALSE);
    ArsipDrawingSort *added = &g_array_index(drawing->sorts, ArsipDrawingSort, sort);

    arsip_drawing_set_title(drawing, longer);
    g_assert_cmpstr(added->words, ==, words);
    g_assert_cmpstr(drawing->title, ==, words);
    g_assert_true(arsip_drawing_check(drawing, NULL));
    g_free(added->words);
    added->words = g_steal_pointer(&longer);
    assert_refused(drawing);
}

static void
a_request_that_lacks_something_is_refused(void)
{
    static const char *const keys[] = {"width", "height", "rotation", "title", "sorts", "marks"};
    g_autoptr(ArsipDrawing) drawing = sample();
    g_autoptr(GVariant) whole = g_variant_ref_sink(arsip_drawing_to_variant(drawing));

    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_auto(GVariantDict) dict = G_VARIANT_DICT_INIT(whole);
        g_autoptr(GError) error = NULL;

        g_variant_dict_remove(&dict, keys[i]);
        g_autoptr(GVariant) part = g_variant_ref_sink(g_variant_dict_end(&dict));
        g_assert_null(arsip_drawing_from_variant(part, &error));
        g_assert_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/drawing/a_drawing_comes_back_from_its_message", a_drawing_comes_back_from_its_message);
    g_test_add_func("/drawing/a_mark_that_is_not_on_the_page_is_refused",
                    a_mark_that_is_not_on_the_page_is_refused);
    g_test_add_func("/drawing/a_mark_of_no_sort_is_refused", a_mark_of_no_sort_is_refused);
    g_test_add_func("/drawing/a_page_of_nonsense_is_refused", a_page_of_nonsense_is_refused);
    g_test_add_func("/drawing/more_than_there_may_be_is_refused", more_than_there_may_be_is_refused);
    g_test_add_func("/drawing/long_words_are_refused_and_cut_where_they_are_added",
                    long_words_are_refused_and_cut_where_they_are_added);
    g_test_add_func("/drawing/a_request_that_lacks_something_is_refused",
                    a_request_that_lacks_something_is_refused);
    return g_test_run();
}
