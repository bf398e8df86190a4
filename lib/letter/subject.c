/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letter/subject.h"
#include "letter/letterhead.h"
#include "letter/place-date.h"
#include "letter/shape.h"
#include "letter/signature.h"
#include "letter/spelling.h"
#include "letter/title.h"

#include <string.h>

/* Longest subjects seen: a decree's over seven lines, a letter's over five. */
#define TITLE_LINES_MAX   9
#define CAPTION_LINES_MAX 6

/* A line of a subject that is broken off is at least so long, bytes. */
#define BROKEN_LINE_MIN 14

/* A gap above a line, in heights of letters, that parts it from what stands above. */
#define BLOCK_GAP 2.2

/* "di Tempat", "di - Cendana" ends an address; "di depan kantor", "di Lingkungan ..." goes on with a subject.
 */
static gboolean
is_place(const ArsipSheet *sheet, const ArsipLine *line)
{
    static const char *const goes_on[] = {"lingkungan", "wilayah",   "kabupaten", "kota",   "provinsi",
                                          "kecamatan",  "kelurahan", "desa",      "gedung", NULL};
    const char *second = line->n_words > 1 ? arsip_line_word(sheet, line, 1)->folded : "";

    return strncmp(line->text, "di ", 3) == 0 && line->n_words <= 4 && !g_ascii_islower(line->text[3]) &&
           arsip_spelling_find(second, goes_on) < 0;
}

static gboolean
begins_another_thing(const ArsipSheet *sheet, guint i)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);

    return arsip_caption_read(sheet, line, 0).kind != ARSIP_CAPTION_NONE ||
           arsip_place_date_is(sheet, line) || arsip_line_is_item(line) ||
           strcmp(line->text, "TEMPAT") == 0 || is_place(sheet, line);
}

/* WALI KOTA CENDANA, / DENGAN RAHMAT TUHAN YANG MAHA ESA / BAB I */
static gboolean
ends_title_subject(const ArsipSheet *sheet, guint i)
{
    static const char *const ends[] = {"menimbang", "mengingat", "bab", "pasal", "memutuskan", "ttd", NULL};
    const ArsipLine *line = arsip_sheet_line(sheet, i);

    if (begins_another_thing(sheet, i) || strchr(":;", line->text[line->length - 1]) != NULL)
        return TRUE;
    if (line->text[line->length - 1] == ',' &&
        (arsip_line_names_office(sheet, line) ||
         (arsip_line_is_capitals(sheet, line) && arsip_line_is_signer(sheet, line))))
        return TRUE;
    if (strstr(line->text, "RAHMAT") != NULL || strstr(line->text, "YANG MAHA ESA") != NULL)
        return TRUE;
    return arsip_line_find(sheet, line, 1, ends) == 0;
}

GArray *
arsip_subject_of_title(const ArsipSheet *sheet, guint i, guint32 behind)
{
    GArray *extents = g_array_new(FALSE, FALSE, sizeof(ArsipExtent));
    const ArsipLine *first = arsip_sheet_line(sheet, i);
    gboolean in_capitals = FALSE;

    if (behind < first->length) {
        ArsipExtent extent = {i, behind, first->length};

        g_array_append_val(extents, extent);
        in_capitals = arsip_line_is_capitals(sheet, first);
    }
    for (guint j = i + 1; j < sheet->lines->len && extents->len < TITLE_LINES_MAX; j++) {
        const ArsipLine *line = arsip_sheet_line(sheet, j);
        gboolean capitals = arsip_line_is_capitals(sheet, line);
        ArsipExtent extent = {j, 0, line->length};

        if (line->page != first->page || ends_title_subject(sheet, j))
            break;
        if (arsip_line_is_noise(sheet, line))
            continue;
        if (extents->len > 0 &&
            (in_capitals ? !capitals && line->n_words > 1
                         : capitals || line->gap > BLOCK_GAP || arsip_line_opens_body(sheet, line) ||
                               arsip_line_is_prose(sheet, line)))
            break;
        in_capitals = extents->len == 0 ? capitals : in_capitals;
        g_array_append_val(extents, extent);
    }
    return extents;
}

guint
arsip_subject_end(const ArsipSheet *sheet, guint i, guint32 behind)
{
    g_autoptr(GArray) extents = arsip_subject_of_title(sheet, i, behind);

    return extents->len > 0 ? g_array_index(extents, ArsipExtent, extents->len - 1).line + 1 : i + 1;
}

/* Where the value's own column begins, as its next line must. */
static ArsipFrame
value_column(const ArsipSheet *sheet, const ArsipExtent *value)
{
    const ArsipLine *line = arsip_sheet_line(sheet, value->line);
    ArsipFrame column = line->frame;
    guint word = arsip_line_word_at(sheet, line, value->from);

    if (line->has_frame && word < line->n_words)
        column.left = arsip_line_word(sheet, line, word)->frame.left;
    return column;
}

static gboolean
continues_framed(const ArsipSheet *sheet, const ArsipLine *line, const ArsipFrame *column, double height)
{
    double indent = line->frame.left - column->left;

    return line->gap < BLOCK_GAP && indent > -1.5 * height && indent < 4 * height &&
           !arsip_line_is_noise(sheet, line);
}

/* Blanks by which the next line of a value may begin farther right than the value. */
#define INDENT_MAX 12

static gboolean
continues_plain(const ArsipSheet *sheet, const ArsipLine *line, const ArsipExtent *last, guint32 column)
{
    if (arsip_line_blanks(sheet, line, 0) > column + INDENT_MAX)
        return FALSE;
    if (line->gap > 0 || last->to - last->from < BROKEN_LINE_MIN || arsip_line_is_noise(sheet, line))
        return FALSE;
    return !arsip_line_opens_body(sheet, line) && !arsip_line_is_prose(sheet, line);
}

/* " di -" of the addressee beside it, where the columns have run into one line. */
static void
drop_place(const ArsipSheet *sheet, GArray *extents)
{
    ArsipExtent *last = &g_array_index(extents, ArsipExtent, extents->len - 1);
    const ArsipLine *line = arsip_sheet_line(sheet, last->line);

    if (line->n_words < 3)
        return;
    for (guint i = line->n_words - 2; i < line->n_words; i++) {
        const ArsipLineWord *word = arsip_line_word(sheet, line, i);

        if (word->at > last->from && strcmp(word->folded, "di") == 0 &&
            (i + 1 == line->n_words || word[1].folded[0] == '\0' ||
             g_ascii_strcasecmp(word[1].text, "tempat") == 0))
            last->to = word->at;
    }
}

/* In a form whose captions have no colons, the line below a value is the value of the caption at its left. */
static gboolean
stands_beside_caption(const ArsipSheet *sheet, guint i, const ArsipLine *caption)
{
    const ArsipLine *line = arsip_sheet_line(sheet, i);
    double height = arsip_line_height(caption);

    for (guint j = i; j > 0 && arsip_sheet_line(sheet, j - 1)->row == line->row; j--) {
        const ArsipLine *left = arsip_sheet_line(sheet, j - 1);

        if (left->has_frame && ABS(left->frame.left - caption->frame.left) < 1.5 * height &&
            !arsip_line_is_noise(sheet, left))
            return TRUE;
    }
    return FALSE;
}

GArray *
arsip_subject_of_caption(const ArsipSheet *sheet, guint i, const ArsipCaption *caption)
{
    GArray *extents = g_array_new(FALSE, FALSE, sizeof(ArsipExtent));
    ArsipExtent extent;
    ArsipFrame column;
    guint32 blanks;
    gint next;

    if (!arsip_caption_value(sheet, i, caption, &extent))
        return extents;
    column = value_column(sheet, &extent);
    blanks = arsip_line_blanks(sheet, arsip_sheet_line(sheet, extent.line), extent.from);
    g_array_append_val(extents, extent);
    for (next = arsip_sheet_below(sheet, extent.line, &column); next >= 0 && extents->len < CAPTION_LINES_MAX;
         next = arsip_sheet_below(sheet, (guint)next, &column)) {
        const ArsipLine *line = arsip_sheet_line(sheet, (guint)next);
        double height = arsip_line_height(arsip_sheet_line(sheet, extent.line));

        if (begins_another_thing(sheet, (guint)next) || arsip_title_is(sheet, (guint)next) ||
            stands_beside_caption(sheet, (guint)next, arsip_sheet_line(sheet, i)))
            break;
        if (line->has_frame && height > 0 ? !continues_framed(sheet, line, &column, height)
                                          : !continues_plain(sheet, line, &extent, blanks))
            break;
        extent = (ArsipExtent){(guint)next, 0, arsip_line_column_end(sheet, line, 0)};
        g_array_append_val(extents, extent);
    }
    drop_place(sheet, extents);
    return extents;
}
