/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/addressee.h"
#include "letter/field.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/spelling.h"
#include "letter/title.h"

#include <string.h>

/* A list of addressees over a page is an attachment. */
#define LINES_MAX 24

#define BLOCK_GAP 3.2

static ArsipAddressee *
addressee_new(void)
{
    ArsipAddressee *addressee = g_new0(ArsipAddressee, 1);

    addressee->extents = g_array_new(FALSE, FALSE, sizeof(ArsipExtent));
    addressee->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    return addressee;
}

void
arsip_addressee_free(ArsipAddressee *addressee)
{
    if (addressee == NULL)
        return;
    g_array_unref(addressee->extents);
    g_array_unref(addressee->lines);
    g_free(addressee);
}

static gboolean
is_in(const ArsipLineWord *word)
{
    return arsip_spelling_is(word->folded, "di"); /* also dl, d1, cli */
}

/* "di", "di Tempat", "di - CENDANA", "Tempat": the line that ends the block. */
static gboolean
is_closing(const ArsipSheet *sheet, const ArsipLine *line)
{
    const ArsipLineWord *first = arsip_line_word(sheet, line, 0);

    if (line->n_words == 1 && arsip_spelling_is(first->folded, "tempat"))
        return TRUE;
    if (g_str_has_prefix(first->folded, "ditempat"))
        return TRUE;
    return is_in(first) && line->n_words <= 5;
}

/* The byte at which " di Tempat", " di -" ends a line's value; `to` where it does not. */
static guint32
cut_closing(const ArsipSheet *sheet, const ArsipLine *line, guint32 from, guint32 to)
{
    for (guint i = 1; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);
        const ArsipLineWord *next = i + 1 < line->n_words ? word + 1 : NULL;

        if (word->at <= from || word->at >= to || !is_in(word))
            continue;
        if (next == NULL || next->folded[0] == '\0' || arsip_spelling_is(next->folded, "tempat"))
            return word->at - 1;
    }
    return to;
}

static gboolean
is_list_mark(const char *at, gsize *length)
{
    gsize digits = strspn(at, "0123456789");

    if (g_ascii_islower(at[0]) && (at[1] == '.' || at[1] == ')') && at[2] == ' ') /* a. Kepala Dinas */
        digits = 1;
    if (digits < 1 || digits > 2 || (at[digits] != '.' && at[digits] != ')'))
        return FALSE;
    *length = digits + 1 + strspn(at + digits + 1, " ");
    return TRUE;
}

static gboolean
ends_block(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipCaptionKind kind = arsip_caption_read(sheet, line, 0).kind;

    if (kind != ARSIP_CAPTION_NONE && kind != ARSIP_CAPTION_KEPADA)
        return TRUE;
    if (arsip_place_date_is(sheet, line) || arsip_title_is(sheet, i) || line->gap > BLOCK_GAP)
        return TRUE;
    return arsip_line_opens_body(sheet, line) || arsip_line_is_prose(sheet, line);
}

static void
add_value(ArsipAddressee *addressee, const ArsipSheet *sheet, guint i, guint32 from)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipExtent extent = {i, from, arsip_caption_within(sheet, line, from).at};

    extent.to = cut_closing(sheet, line, from, extent.to);
    if (extent.from < extent.to && !arsip_line_is_noise(sheet, line))
        g_array_append_val(addressee->extents, extent);
}

/* Where the names below a caption may stand. */
static ArsipFrame
name_column(const ArsipSheet *sheet, guint i, const ArsipExtent *value)
{
    ArsipFrame column = arsip_sheet_line(sheet, i)->frame;

    if (value != NULL) {
        const ArsipFrame *frame = &arsip_sheet_line(sheet, value->line)->frame;

        column.left = MIN(column.left, frame->left);
        column.right = MAX(column.right, frame->right);
    }
    column.right = MAX(column.right, column.left + 12 * arsip_line_height(arsip_sheet_line(sheet, i)));
    return column;
}

/* In plain text an empty line ends the block once it has a name, unless the place stands below: "di /
 * Tempat". */
static gboolean
stands_apart(const ArsipAddressee *addressee, const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    gsize mark;

    if (line->has_frame || line->gap == 0 || addressee->extents->len == 0)
        return FALSE;
    return !is_closing(sheet, line) && !is_list_mark(line->text, &mark) &&
           arsip_caption_read(sheet, line, 0).kind != ARSIP_CAPTION_KEPADA;
}

/* Jalan Balai Kota 1, NPWP ...: where the addressee is, below who it is. */
static gboolean
is_particular(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const starts[] = {"jalan", "jln", "jl", "npwp", "nip", "telepon", "telp", NULL};
    const char *first = arsip_line_word(sheet, line, 0)->folded;

    return strlen(first) < 5 ? g_strv_contains(starts, first) : arsip_line_find(sheet, line, 1, starts) == 0;
}

/* Takes the line into the block. FALSE when the block has ended before or with it. */
static gboolean
take_line(ArsipAddressee *addressee, const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    ArsipCaption caption = arsip_caption_read(sheet, line, 0);

    if (ends_block(sheet, i) || stands_apart(addressee, sheet, i))
        return FALSE;
    if (caption.kind == ARSIP_CAPTION_KEPADA) {
        g_array_append_val(addressee->lines, i);
        add_value(addressee, sheet, i, caption.value);
        return TRUE;
    }
    if (is_closing(sheet, line)) {
        const ArsipLineWord *last = arsip_line_word(sheet, line, line->n_words - 1);
        gboolean names_place = line->n_words > 1 && last->folded[0] != '\0';
        gint next = arsip_sheet_below(sheet, i, &line->frame);

        g_array_append_val(addressee->lines, i);
        if (!names_place && next >= 0 && !ends_block(sheet, (guint)next) &&
            arsip_sheet_line(sheet, (guint)next)->n_words <= 4) {
            guint place = (guint)next;

            g_array_append_val(addressee->lines, place);
        }
        return FALSE;
    }
    g_array_append_val(addressee->lines, i);
    addressee->is_named = addressee->is_named || (addressee->extents->len > 0 && is_particular(sheet, line));
    if (!addressee->is_named)
        add_value(addressee, sheet, i, 0);
    return cut_closing(sheet, line, 0, line->length) == line->length;
}

ArsipAddressee *
arsip_addressee_read(const ArsipSheet *sheet, guint i, const ArsipCaption *caption)
{
    ArsipAddressee *addressee = addressee_new();
    ArsipExtent value;
    gboolean has_value = arsip_caption_value(sheet, i, caption, &value);
    ArsipFrame column = name_column(sheet, i, has_value ? &value : NULL);
    guint last = i;
    gint next;

    g_array_append_val(addressee->lines, i);
    if (has_value) {
        if (value.line != i)
            g_array_append_val(addressee->lines, value.line);
        add_value(addressee, sheet, value.line, value.from);
        last = value.line;
        if (cut_closing(sheet, arsip_sheet_line(sheet, last), value.from, value.to) < value.to)
            return addressee;
    }
    for (next = arsip_sheet_below(sheet, last, &column); next >= 0 && addressee->lines->len < LINES_MAX;
         next = arsip_sheet_below(sheet, (guint)next, &column)) {
        if (!take_line(addressee, sheet, (guint)next))
            break;
    }
    return addressee;
}

/* Past "menginstruksikan kepada" in a line, or 0. */
static guint32
past_order(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const orders[] = {"menginstruksikan", "memerintahkan", NULL};
    gint at = arsip_line_find(sheet, line, line->n_words, orders);

    for (guint i = at < 0 ? line->n_words : (guint)at + 1; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (arsip_spelling_is(word->folded, "kepada"))
            return word->at + word->length + 1;
    }
    return 0;
}

/* The word that ends the addressee inside a sentence. */
static guint32
before_task(const ArsipSheet *sheet, const ArsipLine *line, guint32 from)
{
    static const char *const tasks[] = {"untuk", "agar", "supaya", NULL};

    for (guint i = arsip_line_word_at(sheet, line, from); i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (arsip_spelling_find(word->folded, tasks) >= 0)
            return word->at;
    }
    return line->length;
}

ArsipAddressee *
arsip_addressee_of_instruction(const ArsipSheet *sheet, guint first, guint end)
{
    for (guint i = first; i < end; i++) {
        const ArsipLine *line = arsip_sheet_line(sheet, i);
        ArsipCaption caption = arsip_caption_read(sheet, line, 0);
        guint32 from = past_order(sheet, line);
        ArsipAddressee *addressee;

        if (caption.kind == ARSIP_CAPTION_KEPADA)
            return arsip_addressee_read(sheet, i, &caption);
        if (from == 0)
            continue;
        addressee = addressee_new();
        for (guint j = i; j < MIN(end, i + 4); j++, from = 0) {
            guint32 length = arsip_sheet_line(sheet, j)->length;
            ArsipExtent extent = {j, from, before_task(sheet, arsip_sheet_line(sheet, j), from)};

            if (extent.from < extent.to)
                g_array_append_val(addressee->extents, extent);
            if (extent.to < length)
                break;
        }
        return addressee;
    }
    return NULL;
}

static void
strip(GString *text, const char *signs)
{
    while (text->len > 0 && strchr(signs, text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
}

/* "Yth. " before the name, also misread. */
static gsize
honour_length(const char *at)
{
    gsize n = strcspn(at, " .");

    if (n != 3 || strchr("YyV", at[0]) == NULL || (at[2] != 'h' && at[2] != 'b') || at[3] != '.')
        return 0;
    return 4 + strspn(at + 4, " .:;");
}

char *
arsip_addressee_print(const ArsipSheet *sheet, const ArsipAddressee *addressee)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < addressee->extents->len; i++) {
        const ArsipExtent *extent = &g_array_index(addressee->extents, ArsipExtent, i);
        g_autofree char *part =
            g_strndup(arsip_sheet_line(sheet, extent->line)->text + extent->from, extent->to - extent->from);
        gsize mark = 0;
        gboolean is_item = is_list_mark(part, &mark);

        if (is_item && text->len > 0) {
            strip(text, " ;,.:-");
            g_string_append_c(text, ';');
        }
        mark += text->len == 0 ? honour_length(part + mark) : 0;
        arsip_value_append_line(text, part + mark, strlen(part + mark));
    }
    strip(text, " ;,:-");
    /* the stop of a list's last item, not of S.H. or M.Si. */
    if (g_str_has_suffix(text->str, ".") && strchr(text->str, '.') == text->str + text->len - 1)
        strip(text, ".");
    return text->len >= 3 ? g_strdup(text->str) : NULL;
}
