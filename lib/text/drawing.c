/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/drawing.h"

#include <string.h>

#include "base/i18n.h"

/* As for a reading: no page goes beyond it. */
#define PIXELS_MAX 1000000

#define SORT_TYPE "(ssub)"
#define MARK_TYPE "(ubiiii)"

static void
clear_sort(gpointer data)
{
    ArsipDrawingSort *sort = data;

    g_free(sort->words);
    g_free(sort->tag);
}

ArsipDrawing *
arsip_drawing_new(void)
{
    ArsipDrawing *drawing = g_new0(ArsipDrawing, 1);

    drawing->rotation = ARSIP_DRAWING_AS_STORED;
    drawing->title = g_strdup("");
    drawing->sorts = g_array_new(FALSE, TRUE, sizeof(ArsipDrawingSort));
    drawing->marks = g_array_new(FALSE, TRUE, sizeof(ArsipDrawingMark));
    g_array_set_clear_func(drawing->sorts, clear_sort);
    return drawing;
}

void
arsip_drawing_free(ArsipDrawing *drawing)
{
    if (drawing == NULL)
        return;
    g_free(drawing->title);
    g_array_unref(drawing->sorts);
    g_array_unref(drawing->marks);
    g_free(drawing);
}

/* At most so many bytes of valid UTF-8. */
static char *
cut(const char *text, gsize most)
{
    g_autofree char *front = g_strndup(text, most);
    const char *end = NULL;

    g_utf8_validate(front, -1, &end);
    return g_strndup(front, (gsize)(end - front));
}

void
arsip_drawing_set_title(ArsipDrawing *drawing, const char *title)
{
    g_free(drawing->title);
    drawing->title = cut(title, ARSIP_DRAWING_WORDS_MAX);
}

guint32
arsip_drawing_add_sort(ArsipDrawing *drawing, const char *words, const char *tag, guint32 colour,
                       gboolean is_thin)
{
    const ArsipDrawingSort sort = {cut(words, ARSIP_DRAWING_WORDS_MAX), cut(tag, ARSIP_DRAWING_TAG_MAX),
                                   colour & 0xffffffu, is_thin};

    g_array_append_val(drawing->sorts, sort);
    return drawing->sorts->len - 1;
}

static gboolean
are_sound_words(const char *words, gsize most)
{
    return strlen(words) <= most && g_utf8_validate(words, -1, NULL);
}

static gboolean
page_is_sound(const ArsipDrawing *drawing)
{
    gboolean has_size = drawing->width > 0 && drawing->height > 0;
    gboolean is_quarter = drawing->rotation == 0 || drawing->rotation == 90 || drawing->rotation == 180 ||
                          drawing->rotation == 270;

    return drawing->width >= 0 && drawing->width <= PIXELS_MAX && drawing->height >= 0 &&
           drawing->height <= PIXELS_MAX && (has_size || drawing->marks->len == 0) &&
           (is_quarter || drawing->rotation == ARSIP_DRAWING_AS_STORED) &&
           are_sound_words(drawing->title, ARSIP_DRAWING_WORDS_MAX);
}

static gboolean
sorts_are_sound(const ArsipDrawing *drawing)
{
    if (drawing->sorts->len > ARSIP_DRAWING_SORTS_MAX)
        return FALSE;
    for (guint i = 0; i < drawing->sorts->len; i++) {
        const ArsipDrawingSort *sort = &g_array_index(drawing->sorts, ArsipDrawingSort, i);

        if (!are_sound_words(sort->words, ARSIP_DRAWING_WORDS_MAX) ||
            !are_sound_words(sort->tag, ARSIP_DRAWING_TAG_MAX) || sort->colour > 0xffffffu)
            return FALSE;
    }
    return TRUE;
}

static gboolean
marks_are_sound(const ArsipDrawing *drawing)
{
    if (drawing->marks->len > ARSIP_DRAWING_MARKS_MAX)
        return FALSE;
    for (guint i = 0; i < drawing->marks->len; i++) {
        const ArsipDrawingMark *mark = &g_array_index(drawing->marks, ArsipDrawingMark, i);
        const ArsipBox *box = &mark->box;

        if (mark->sort >= drawing->sorts->len || box->x < 0 || box->y < 0 || box->width <= 0 ||
            box->height <= 0 || box->width > drawing->width || box->height > drawing->height ||
            box->x > drawing->width - box->width || box->y > drawing->height - box->height)
            return FALSE;
    }
    return TRUE;
}

gboolean
arsip_drawing_check(const ArsipDrawing *drawing, GError **error)
{
    if (page_is_sound(drawing) && sorts_are_sound(drawing) && marks_are_sound(drawing))
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("what is to be marked does not fit on the page"));
    return FALSE;
}

GVariant *
arsip_drawing_to_variant(const ArsipDrawing *drawing)
{
    GVariantBuilder sorts, marks;
    GVariantDict dict;

    g_variant_builder_init(&sorts, G_VARIANT_TYPE("a" SORT_TYPE));
    for (guint i = 0; i < drawing->sorts->len; i++) {
        const ArsipDrawingSort *sort = &g_array_index(drawing->sorts, ArsipDrawingSort, i);
        g_variant_builder_add(&sorts, SORT_TYPE, sort->words, sort->tag, sort->colour, sort->is_thin);
    }
    g_variant_builder_init(&marks, G_VARIANT_TYPE("a" MARK_TYPE));
    for (guint i = 0; i < drawing->marks->len; i++) {
        const ArsipDrawingMark *mark = &g_array_index(drawing->marks, ArsipDrawingMark, i);
        g_variant_builder_add(&marks, MARK_TYPE, mark->sort, mark->has_tag, mark->box.x, mark->box.y,
                              mark->box.width, mark->box.height);
    }
    g_variant_dict_init(&dict, NULL);
    g_variant_dict_insert(&dict, "width", "i", drawing->width);
    g_variant_dict_insert(&dict, "height", "i", drawing->height);
    g_variant_dict_insert(&dict, "rotation", "i", drawing->rotation);
    g_variant_dict_insert(&dict, "title", "s", drawing->title);
    g_variant_dict_insert_value(&dict, "sorts", g_variant_builder_end(&sorts));
    g_variant_dict_insert_value(&dict, "marks", g_variant_builder_end(&marks));
    return g_variant_dict_end(&dict);
}

/* FALSE for more than there may be, before any is taken. */
static gboolean
take_sorts(ArsipDrawing *drawing, GVariant *list)
{
    gsize n = g_variant_n_children(list);

    for (gsize i = 0; i < n && n <= ARSIP_DRAWING_SORTS_MAX; i++) {
        ArsipDrawingSort sort = {0};

        g_variant_get_child(list, i, SORT_TYPE, &sort.words, &sort.tag, &sort.colour, &sort.is_thin);
        g_array_append_val(drawing->sorts, sort);
    }
    return n <= ARSIP_DRAWING_SORTS_MAX;
}

static gboolean
take_marks(ArsipDrawing *drawing, GVariant *list)
{
    gsize n = g_variant_n_children(list);

    for (gsize i = 0; i < n && n <= ARSIP_DRAWING_MARKS_MAX; i++) {
        ArsipDrawingMark mark = {0};

        g_variant_get_child(list, i, MARK_TYPE, &mark.sort, &mark.has_tag, &mark.box.x, &mark.box.y,
                            &mark.box.width, &mark.box.height);
        g_array_append_val(drawing->marks, mark);
    }
    return n <= ARSIP_DRAWING_MARKS_MAX;
}

ArsipDrawing *
arsip_drawing_from_variant(GVariant *variant, GError **error)
{
    g_autoptr(ArsipDrawing) drawing = arsip_drawing_new();
    g_autoptr(GVariant) sorts = NULL;
    g_autoptr(GVariant) marks = NULL;
    g_autofree char *title = NULL;

    gboolean is_whole = g_variant_is_of_type(variant, G_VARIANT_TYPE_VARDICT) &&
                        g_variant_is_normal_form(variant) &&
                        g_variant_lookup(variant, "width", "i", &drawing->width) &&
                        g_variant_lookup(variant, "height", "i", &drawing->height) &&
                        g_variant_lookup(variant, "rotation", "i", &drawing->rotation) &&
                        g_variant_lookup(variant, "title", "s", &title) &&
                        g_variant_lookup(variant, "sorts", "@a" SORT_TYPE, &sorts) &&
                        g_variant_lookup(variant, "marks", "@a" MARK_TYPE, &marks) &&
                        take_sorts(drawing, sorts) && take_marks(drawing, marks);
    if (!is_whole) {
        g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                            _("the request does not tell what to draw"));
        return NULL;
    }
    g_free(drawing->title);
    drawing->title = g_steal_pointer(&title);
    return arsip_drawing_check(drawing, error) ? g_steal_pointer(&drawing) : NULL;
}
