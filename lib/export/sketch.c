/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/sketch.h"

#include <arsip/search.h>
#include <string.h>

#include "archive/record.h"
#include "base/escape.h"
#include "base/i18n.h"
#include "text/run.h"

/* Far enough apart for eyes that see red and green alike, and dark enough for white figures. */
static const guint32 colours[] = {0xd62728, 0x1f6fb4, 0x2c8a2c, 0x8f52b8, 0xc96a00, 0x8c564b, 0xc2187f};
#define FIELD_COLOUR 0x00868bu

/* A sketch while it is made. */
typedef struct {
    ArsipSketch *sketch;
    ArsipArchive *archive;
    const ArsipDocument *document;
    const ArsipPage *page;
    GHashTable *readings; /* that were needed so far: gint64 -> ArsipReading */
    guint n_told;         /* sorts with a number */
} Maker;

void
arsip_sketch_clear(ArsipSketch *sketch)
{
    g_clear_pointer(&sketch->drawing, arsip_drawing_free);
    g_clear_pointer(&sketch->notes, g_ptr_array_unref);
}

static void note(Maker *maker, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
note(Maker *maker, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_ptr_array_add(maker->sketch->notes, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* Borrowed; NULL where there is none or it cannot be had. */
static const ArsipReading *
find_reading(Maker *maker, gint64 id)
{
    ArsipReading *reading = g_hash_table_lookup(maker->readings, &id);

    if (reading != NULL || id == 0)
        return reading;
    reading = arsip_reading_load(maker->archive, id, NULL, NULL);
    if (reading != NULL)
        g_hash_table_insert(maker->readings, g_memdup2(&id, sizeof id), reading);
    return reading;
}

/* An older reading may have had the page in another size. */
static ArsipBox
fit(const ArsipBox *box, const ArsipReading *reading, const ArsipDrawing *drawing)
{
    double across = (double)drawing->width / reading->width, down = (double)drawing->height / reading->height;
    gint32 left = (gint32)(box->x * across), top = (gint32)(box->y * down);
    gint32 right = (gint32)((box->x + box->width) * across);
    gint32 bottom = (gint32)((box->y + box->height) * down);

    return (ArsipBox){left, top, MAX(right - left, 1), MAX(bottom - top, 1)};
}

/* The mark of this sort in that place; NULL where there is none. */
static const ArsipDrawingMark *
find_mark(const ArsipDrawing *drawing, const ArsipBox *box, guint32 sort)
{
    for (guint i = 0; i < drawing->marks->len; i++) {
        const ArsipDrawingMark *mark = &g_array_index(drawing->marks, ArsipDrawingMark, i);

        if (mark->sort == sort && memcmp(&mark->box, box, sizeof *box) == 0)
            return mark;
    }
    return NULL;
}

/* The places of the words, on the page as it is drawn; empty where they have none. value: as for a run. */
static GArray *
find_places(Maker *maker, const ArsipSpan *span, const char *value)
{
    const ArsipDrawing *drawing = maker->sketch->drawing;
    const ArsipReading *reading = find_reading(maker, span->reading);
    GArray *boxes = NULL;

    if (reading == NULL || reading->width <= 0 || reading->height <= 0 || drawing->width <= 0)
        return g_array_new(FALSE, FALSE, sizeof(ArsipBox));
    boxes = arsip_runs_find(reading, span->start, span->length, value);
    for (guint i = 0; i < boxes->len; i++)
        g_array_index(boxes, ArsipBox, i) = fit(&g_array_index(boxes, ArsipBox, i), reading, drawing);
    return boxes;
}

/* A rule may find the same words by more than one of its queries: they are marked once. */
static void
add_marks(Maker *maker, const GArray *boxes, guint32 sort)
{
    ArsipDrawing *drawing = maker->sketch->drawing;

    for (guint i = 0; i < boxes->len && drawing->marks->len < ARSIP_DRAWING_MARKS_MAX; i++) {
        ArsipDrawingMark mark = {sort, i == 0, g_array_index(boxes, ArsipBox, i)};

        if (find_mark(drawing, &mark.box, sort) == NULL)
            g_array_append_val(drawing->marks, mark);
    }
}

/* FALSE where the words have no place on the page. */
static gboolean
add_span(Maker *maker, const ArsipSpan *span, const char *value, guint32 sort)
{
    g_autoptr(GArray) boxes = find_places(maker, span, value);

    add_marks(maker, boxes, sort);
    return boxes->len > 0;
}

/* Without words it is not told above the page. */
static guint32
add_field_sort(Maker *maker, const char *words, const char *tag)
{
    return arsip_drawing_add_sort(maker->sketch->drawing, words, tag, FIELD_COLOUR, TRUE);
}

/* A field that stands where another does (the code in the number) is told at that one's mark. */
static gboolean
join_field(ArsipDrawing *drawing, const GArray *boxes, const char *name)
{
    for (guint32 i = 0; i < drawing->sorts->len; i++) {
        ArsipDrawingSort *sort = &g_array_index(drawing->sorts, ArsipDrawingSort, i);
        g_autofree char *both = g_strdup_printf("%s, %s", sort->tag, name);

        if (strlen(both) > ARSIP_DRAWING_TAG_MAX ||
            find_mark(drawing, &g_array_index(boxes, ArsipBox, 0), i) == NULL)
            continue;
        g_free(sort->tag);
        sort->tag = g_steal_pointer(&both);
        return TRUE;
    }
    return FALSE;
}

static void
add_field(Maker *maker, const ArsipFieldValue *field)
{
    g_autoptr(GArray) boxes = find_places(maker, &field->span, field->value);

    if (boxes->len == 0)
        note(maker, _("%s was read from this page, but its words have no place on it"), field->name);
    else if (boxes->len > 1 || !join_field(maker->sketch->drawing, boxes, field->name))
        add_marks(maker, boxes, add_field_sort(maker, "", field->name));
}

static void
add_fields(Maker *maker)
{
    g_autoptr(GString) by_hand = g_string_new(NULL);

    for (guint i = 0; i < maker->document->fields->len; i++) {
        const ArsipFieldValue *field = maker->document->fields->pdata[i];

        if (field->who != NULL)
            g_string_append_printf(by_hand, "%s%s", by_hand->len > 0 ? ", " : "", field->name);
        else if (field->page == maker->page->number &&
                 maker->sketch->drawing->sorts->len < ARSIP_DRAWING_SORTS_MAX / 2)
            add_field(maker, field);
    }
    if (by_hand->len > 0)
        note(maker, _("set by hand, and so without a place on a page: %s"), by_hand->str);
    if (maker->sketch->drawing->marks->len > 0)
        add_field_sort(maker, _("thin frames: fields that were read from this page"), "");
}

/* The next colour, and the number that the marks are told by. */
static guint32
add_told_sort(Maker *maker, const char *words)
{
    g_autofree char *tag = g_strdup_printf("%u", maker->n_told + 1);
    guint32 colour = colours[maker->n_told % G_N_ELEMENTS(colours)];

    maker->n_told++;
    return arsip_drawing_add_sort(maker->sketch->drawing, words, tag, colour, FALSE);
}

/* Why nothing is marked for a label. */
static void
note_label(Maker *maker, const ArsipLabel *label)
{
    guint elsewhere = 0;
    gboolean is_here = FALSE;

    for (guint i = 0; i < label->proofs->len; i++) {
        const ArsipProof *proof = label->proofs->pdata[i];

        is_here = is_here || proof->page == maker->page->number;
        if (elsewhere == 0)
            elsewhere = proof->page;
    }
    if (label->who != NULL)
        note(maker, _("%s was set by %s: no words are marked for it"), label->name, label->who);
    else if (is_here)
        note(maker, _("the words for %s are text without a place on this page"), label->name);
    else if (elsewhere > 0)
        note(maker, _("the words for %s are on page %u"), label->name, elsewhere);
    else
        note(maker, _("the words for %s stand on no page"), label->name);
}

static gboolean
has_place(const Maker *maker, const ArsipProof *proof)
{
    return proof->page == maker->page->number && proof->box.width > 0 && maker->sketch->drawing->width > 0;
}

/* Of the field that a proof is: its value; NULL where it is in other words. */
static const char *
value_of(const Maker *maker, const ArsipProof *proof)
{
    for (guint i = 0; i < maker->document->fields->len; i++) {
        const ArsipFieldValue *field = maker->document->fields->pdata[i];

        if (g_str_equal(field->name, proof->where) && field->span.reading == proof->span.reading &&
            field->span.start == proof->span.start && field->span.length == proof->span.length)
            return field->value;
    }
    return NULL;
}

static void
add_label(Maker *maker, const ArsipLabel *label)
{
    g_autofree char *words = NULL;
    gboolean is_marked = FALSE;
    guint32 sort = 0;

    if (!label->is_given || maker->sketch->drawing->sorts->len >= ARSIP_DRAWING_SORTS_MAX)
        return;
    words = g_strdup_printf(_("%s, by the rule at %s: %s"), label->name,
                            label->rule != NULL ? label->rule : "", label->why);
    for (guint i = 0; i < label->proofs->len; i++) {
        const ArsipProof *proof = label->proofs->pdata[i];

        if (!has_place(maker, proof))
            continue;
        if (!is_marked)
            sort = add_told_sort(maker, words);
        is_marked = TRUE;
        add_span(maker, &proof->span, value_of(maker, proof), sort);
    }
    if (!is_marked)
        note_label(maker, label);
}

static gboolean
add_hits(Maker *maker, const char *query, GError **error)
{
    g_autoptr(GArray) places = NULL;
    g_autofree char *words = g_strdup_printf(_("what was searched for: %s"), query);
    gboolean is_here = FALSE, is_marked = FALSE;

    if (!arsip_search_places(maker->archive, maker->document->id, query, ARSIP_SEARCH_PLAIN, &places, error))
        return FALSE;
    guint32 sort = arsip_drawing_add_sort(maker->sketch->drawing, words, "", colours[0], FALSE);
    for (guint i = 0; i < places->len; i++) {
        const ArsipSearchPlace *place = &g_array_index(places, ArsipSearchPlace, i);

        if (place->page != maker->page->number)
            continue;
        is_here = TRUE;
        is_marked = add_span(maker, &place->span, NULL, sort) || is_marked;
    }
    if (is_here && !is_marked)
        note(maker, _("what was searched for is text without a place on this page"));
    if (!is_here)
        note(maker, _("nothing of what was searched for stands on this page"));
    return TRUE;
}

static void
add_evidence(Maker *maker)
{
    add_fields(maker);
    for (guint i = 0; i < maker->document->labels->len; i++)
        add_label(maker, maker->document->labels->pdata[i]);
    if (maker->sketch->drawing->marks->len == 0)
        note(maker, _("nothing is marked on this page"));
    if (maker->sketch->drawing->marks->len >= ARSIP_DRAWING_MARKS_MAX)
        note(maker, _("there are too many words to mark all of them"));
}

static void
free_reading(gpointer reading)
{
    arsip_reading_free(reading);
}

gboolean
arsip_sketch_make(ArsipSketch *sketch, ArsipArchive *archive, const ArsipDocument *document,
                  const ArsipPage *page, const char *query, GError **error)
{
    g_autoptr(GHashTable) readings = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_reading);
    Maker maker = {sketch, archive, document, page, readings, 0};
    ArsipDrawing *drawing = arsip_drawing_new();
    g_autofree char *title = NULL;

    sketch->drawing = drawing;
    sketch->notes = g_ptr_array_new_with_free_func(g_free);
    drawing->width = page->width;
    drawing->height = page->height;
    /* Text set by hand knows nothing of its page. */
    if (page->width > 0)
        drawing->rotation = page->rotation;
    title = g_strdup_printf(_("document %d, page %u of %u: %s"), (int)document->id, page->number,
                            document->pages->len, document->name);
    arsip_drawing_set_title(drawing, title);
    if (query != NULL && !add_hits(&maker, query, error))
        return FALSE;
    if (query == NULL)
        add_evidence(&maker);
    return TRUE;
}
