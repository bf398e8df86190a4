/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/another.h"
#include "letter/field.h"
#include "letter/letterhead.h"
#include "letter/shape.h"
#include "letter/signature.h"
#include "letter/spelling.h"

#include <string.h>

/* An attachment names itself within its first lines; a title without a letterhead stands as high. */
#define TOP_LINES 5

/* Captions of a letter's head, Nomor among them, that make one of a letterhead. */
#define CAPTIONS_MIN 2

/* Of a longer letter it is not asked what it might have attached: it is read anew for each page that looks
 * like a first one. */
#define PAGES_MOST 32

/* Letters and digits of a number that cannot stand in another text by chance. */
#define TELLING_MIN 6

/* What the top of a page looks like. */
typedef enum {
    LIKE_NONE,
    LIKE_PAPER, /* the first page of some paper: it has a letterhead or a title */
    LIKE_LETTER /* and a number that names it */
} Likeness;

typedef struct {
    guint line;
    Likeness likeness;
} Top;

/* A part of the sheet as a letter of its own. */
typedef struct {
    ArsipSheet *sheet;
    ArsipLayout layout;
    GPtrArray *fields; /* of ArsipField; places count pages from the part's first */
} Part;

static void
part_clear(Part *part)
{
    g_clear_pointer(&part->fields, g_ptr_array_unref);
    g_clear_pointer(&part->sheet, arsip_sheet_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Part, part_clear)

static void
part_read(Part *part, const ArsipSheet *sheet, guint first, guint end)
{
    part->sheet =
        arsip_sheet_part(sheet, first, end, first > 0 ? arsip_sheet_line(sheet, first)->page - 1 : 0);
    arsip_zones_find(part->sheet, &part->layout);
    part->fields = arsip_fields_read(part->sheet, &part->layout);
}

static const ArsipField *
part_field(const Part *part, const char *name)
{
    for (guint i = 0; i < part->fields->len; i++) {
        const ArsipField *field = part->fields->pdata[i];

        if (g_str_equal(field->name, name))
            return field;
    }
    return NULL;
}

/* ---- a page that looks like the first of a letter */

static gboolean
is_attachment(const ArsipSheet *page)
{
    guint seen = 0;

    for (guint i = 0; i < page->lines->len && seen < TOP_LINES; i++) {
        const ArsipLine *line = arsip_sheet_line(page, i);
        const ArsipLineWord *first = arsip_line_word(page, line, 0);

        if (line->n_words == 0 || arsip_line_is_noise(page, line))
            continue;
        seen++;
        if (arsip_spelling_is(first->folded, "lampiran") && !arsip_caption_read(page, line, 0).has_separator)
            return TRUE;
    }
    return FALSE;
}

static guint
count_captions(const Part *part)
{
    guint n = 0;

    for (guint i = part->layout.kop_end; i < part->layout.head_end; i++) {
        switch (arsip_caption_read(part->sheet, arsip_sheet_line(part->sheet, i), 0).kind) {
        case ARSIP_CAPTION_NOMOR:
        case ARSIP_CAPTION_SIFAT:
        case ARSIP_CAPTION_LAMPIRAN:
        case ARSIP_CAPTION_HAL:
        case ARSIP_CAPTION_KEPADA:
        case ARSIP_CAPTION_DARI:
            n++;
            break;
        default:
            break;
        }
    }
    return n;
}

/* A number that stands for one letter only, unlike "005/     /2024" of a draft. */
static gboolean
is_whole_number(const char *number)
{
    g_autofree char *folded = arsip_spelling_fold(number, strlen(number));

    return strlen(folded) >= TELLING_MIN && strpbrk(number, "0123456789") != NULL &&
           strstr(number, "//") == NULL && strpbrk(number, "/- ") != NULL;
}

/* Most pages go on with what stands before them, and are not worth a closer look. */
static gboolean
may_begin(const ArsipSheet *sheet, guint first, guint end)
{
    g_autoptr(ArsipSheet) page =
        arsip_sheet_part(sheet, first, end, arsip_sheet_line(sheet, first)->page - 1);

    if (arsip_letterhead_end(page) > 0)
        return TRUE;
    for (guint i = 0; i < MIN(page->lines->len, TOP_LINES); i++)
        if (arsip_title_is(page, i))
            return TRUE;
    return FALSE;
}

static Likeness
likeness_of(const ArsipSheet *sheet, guint first, guint end)
{
    g_auto(Part) page = {0};
    const ArsipField *number;
    gboolean has_title;

    if (!may_begin(sheet, first, end))
        return LIKE_NONE;
    part_read(&page, sheet, first, end);
    number = part_field(&page, "nomor");
    has_title = page.layout.title >= 0 && (guint)page.layout.title < page.layout.kop_end + TOP_LINES;
    if (is_attachment(page.sheet) || (!has_title && page.layout.kop_end == 0))
        return LIKE_NONE;
    if (number == NULL || !is_whole_number(number->value) || page.layout.kind == ARSIP_TITLE_FORM)
        return LIKE_PAPER;
    return has_title || count_captions(&page) >= CAPTIONS_MIN ? LIKE_LETTER : LIKE_PAPER;
}

/* ---- what stands before it */

static gboolean
is_none(const char *value)
{
    g_autofree char *folded = arsip_spelling_fold(value, strlen(value));
    static const char *const none[] = {"", "nihil", "tidakada", "0", "o", NULL};

    return g_strv_contains(none, folded);
}

/* "Lampiran : 1 (satu) berkas", unless it says that there is none. */
static gboolean
lists_attachments(const Part *before)
{
    for (guint i = before->layout.kop_end; i < before->layout.head_end; i++) {
        const ArsipLine *line = arsip_sheet_line(before->sheet, i);
        ArsipCaption caption = arsip_caption_read(before->sheet, line, 0);
        ArsipExtent extent;
        g_autofree char *value = NULL;

        if (caption.kind != ARSIP_CAPTION_LAMPIRAN ||
            !arsip_caption_value(before->sheet, i, &caption, &extent))
            continue;
        value = g_strndup(arsip_sheet_line(before->sheet, extent.line)->text + extent.from,
                          extent.to - extent.from);
        if (!is_none(value))
            return TRUE;
    }
    return FALSE;
}

static gboolean
has_word(const Part *before, const char *const *words)
{
    for (guint i = before->layout.head_end; i < before->sheet->lines->len; i++) {
        const ArsipLine *line = arsip_sheet_line(before->sheet, i);

        if (arsip_line_find(before->sheet, line, line->n_words, words) >= 0)
            return TRUE;
    }
    return FALSE;
}

/* Papers that others are put behind: what they report on, send along, pay or decide about. */
static gboolean
is_covering(const Part *before)
{
    static const char *const starts[] = {"laporan",
                                         "proposal",
                                         "kerangka",
                                         "suratpengantar",
                                         "suratperm",
                                         "suratkuasa",
                                         "rekomendasi",
                                         "suratperintahmembayar",
                                         "suratperintahpencairan",
                                         NULL};
    g_autofree char *title = NULL;

    switch (before->layout.kind) {
    case ARSIP_TITLE_NONE:
    case ARSIP_TITLE_DECREE:
    case ARSIP_TITLE_INSTRUCTION:
        return FALSE;
    case ARSIP_TITLE_OTHER:
        break;
    default:
        return TRUE;
    }
    title = arsip_line_squeeze(before->sheet, arsip_sheet_line(before->sheet, (guint)before->layout.title));
    for (gsize i = 0; starts[i] != NULL; i++)
        if (g_str_has_prefix(title, starts[i]))
            return TRUE;
    return FALSE;
}

/* Letters and digits with O read for 0, and l for 1. */
static void
append_folded(GString *out, const char *text)
{
    g_autofree char *folded = arsip_spelling_fold(text, strlen(text));

    for (const char *at = folded; *at != '\0'; at++)
        g_string_append_c(out, *at == 'o' ? '0' : *at == 'l' || *at == 'i' ? '1' : *at);
}

/* The field says the same in both, but for `most` letters. */
static gboolean
agree(const Part *before, const Part *behind, const char *name, guint most)
{
    const ArsipField *one = part_field(before, name), *other = part_field(behind, name);
    g_autofree char *one_folded = one != NULL ? arsip_spelling_fold(one->value, strlen(one->value)) : NULL;
    g_autofree char *folded = other != NULL ? arsip_spelling_fold(other->value, strlen(other->value)) : NULL;

    if (one == NULL || other == NULL)
        return one == other;
    return strcmp(one_folded, folded) == 0 || arsip_spelling_distance(one_folded, folded, most) <= most;
}

/* The number may have been misread in one of them; but letters that go to several have numbers that follow
 * each other. */
static gboolean
is_copy(const Part *before, const Part *behind)
{
    return agree(before, behind, "nomor", 0) ||
           (agree(before, behind, "nomor", 1) && agree(before, behind, "tanggal", 0) &&
            agree(before, behind, "hal", 2) && agree(before, behind, "kepada", 0));
}

/* A paper that is spoken of may be sent along. */
static gboolean
mentions(const Part *before, const char *number)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) wanted = g_string_new(NULL);

    append_folded(wanted, number);
    for (guint i = 0; i < before->sheet->lines->len; i++)
        append_folded(text, arsip_sheet_line(before->sheet, i)->text);
    return strstr(text->str, wanted->str) != NULL;
}

/* Nothing is attached to a letter before it was written; a draft is, without a day or a number mostly. */
static gboolean
may_be_attached(const Part *before, const char *date)
{
    static const char *const sent[] = {"terlampir", "dilampirkan", "melampirkan", "lampiran", NULL};
    static const char *const drafts[] = {"konsep", "draf", "draft", "rancangan", NULL};
    const ArsipField *own = part_field(before, "tanggal");

    if (before->layout.kind == ARSIP_TITLE_FORM)
        return TRUE;
    if (!is_covering(before) && !lists_attachments(before) && !has_word(before, sent))
        return FALSE;
    return own == NULL || strcmp(date, own->value) <= 0 || has_word(before, drafts);
}

/* ---- the letters of the sheet */

static guint
end_of_page(const ArsipSheet *sheet, guint first)
{
    guint end = first;

    while (end < sheet->lines->len &&
           arsip_sheet_line(sheet, end)->page == arsip_sheet_line(sheet, first)->page)
        end++;
    return end;
}

/* The tops of pages, past the first, that look like a first page; of Top. */
static GArray *
find_tops(const ArsipSheet *sheet)
{
    GArray *tops = g_array_new(FALSE, FALSE, sizeof(Top));

    for (guint first = 0, end; first < sheet->lines->len; first = end) {
        Top top = {first, LIKE_NONE};

        end = end_of_page(sheet, first);
        if (first > 0)
            top.likeness = likeness_of(sheet, first, end);
        if (top.likeness != LIKE_NONE)
            g_array_append_val(tops, top);
    }
    return tops;
}

/* Past the last line of what begins with tops[i], up to the next letter. */
static guint
end_of_letter(const ArsipSheet *sheet, const GArray *tops, guint i)
{
    while (++i < tops->len)
        if (g_array_index(tops, Top, i).likeness == LIKE_LETTER)
            return g_array_index(tops, Top, i).line;
    return sheet->lines->len;
}

/* Whether the page before line `first` is signed; above it the letter begins at line `begin`. */
static gboolean
is_signed(const ArsipSheet *sheet, guint begin, guint first)
{
    guint top = first - 1;

    while (top > begin && arsip_sheet_line(sheet, top - 1)->page == arsip_sheet_line(sheet, first - 1)->page)
        top--;
    if (top == begin) {
        g_auto(Part) page = {0};

        part_read(&page, sheet, begin, first);
        top = begin + page.layout.head_end;
    }
    return top < first && arsip_signature_begin(sheet, top, first) < first;
}

/* The letter from `first` to `end`, if it is certain that the one from `begin` on ends there. */
static ArsipAnother *
tell_apart(const ArsipSheet *sheet, guint begin, guint first, guint end)
{
    g_auto(Part) before = {0};
    g_auto(Part) behind = {0};
    const ArsipField *number, *date;
    ArsipAnother *another;

    if (arsip_sheet_line(sheet, first)->page - arsip_sheet_line(sheet, begin)->page > PAGES_MOST ||
        !is_signed(sheet, begin, first))
        return NULL;
    part_read(&before, sheet, begin, first);
    part_read(&behind, sheet, first, end);
    number = part_field(&behind, "nomor");
    date = part_field(&behind, "tanggal");
    if (number == NULL || date == NULL || is_copy(&before, &behind) || mentions(&before, number->value) ||
        may_be_attached(&before, date->value))
        return NULL;
    another = g_new0(ArsipAnother, 1);
    another->line = first;
    another->page = arsip_sheet_line(sheet, first)->page;
    another->number = g_strdup(number->value);
    another->place = number->place;
    another->place.page += another->page - 1;
    return another;
}

static void
free_another(gpointer data)
{
    ArsipAnother *another = data;

    g_free(another->number);
    g_free(another);
}

GPtrArray *
arsip_another_find(const ArsipSheet *sheet, guint *own_end)
{
    GPtrArray *others = g_ptr_array_new_with_free_func(free_another);
    g_autoptr(GArray) tops = find_tops(sheet);
    guint begin = 0;

    *own_end = sheet->lines->len;
    for (guint i = 0; i < tops->len; i++) {
        const Top *top = &g_array_index(tops, Top, i);
        ArsipAnother *another = NULL;

        if (top->line < *own_end && is_signed(sheet, 0, top->line))
            *own_end = top->line;
        if (top->likeness == LIKE_LETTER)
            another = tell_apart(sheet, begin, top->line, end_of_letter(sheet, tops, i));
        if (another == NULL)
            continue;
        g_ptr_array_add(others, another);
        begin = top->line;
    }
    return others;
}

ArsipField *
arsip_another_field(const GPtrArray *others)
{
    GString *value;

    if (others->len == 0)
        return NULL;
    value = g_string_new(NULL);
    for (guint i = 0; i < others->len; i++) {
        const ArsipAnother *another = others->pdata[i];

        g_string_append_printf(value, "%s%u: %s", i > 0 ? "; " : "", another->page, another->number);
    }
    return arsip_field_new(ARSIP_FIELD_ANOTHER, g_string_free(value, FALSE),
                           ((const ArsipAnother *)others->pdata[0])->place);
}
