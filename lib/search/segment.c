/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/segment.h"

#include <string.h>

#include "archive/catalogue.h"
#include "base/i18n.h"

/* Where the first rowid stands, and where the entries end. */
#define HEADER 4

/* A page's number has 31 bits in the rowid of words_data, its height and kind 6; then comes the segment's. */
#define SEGMENT_SHIFT 37

gboolean
arsip_segment_fail(GError **error)
{
    g_set_error_literal(
        error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
        _("arsip.db: the index of words is damaged; make it anew with: arsip search --rebuild"));
    return FALSE;
}

gboolean
arsip_segment_number(const guint8 **at, const guint8 *end, guint64 *number)
{
    guint64 value = 0;

    for (guint i = 0; *at < end; i++) {
        guint8 byte = *(*at)++;

        if (i == 8 || byte < 0x80) {
            *number = i == 8 ? value << 8 | byte : value << 7 | byte;
            return TRUE;
        }
        value = value << 7 | (byte & 0x7f);
    }
    return FALSE;
}

void
arsip_segment_begin(ArsipSegment *segment, ArsipArchive *archive, gint64 id, guint first, guint last)
{
    *segment = (ArsipSegment){.archive = archive, .id = id, .first = first, .page = first - 1, .last = last};
    segment->block = g_byte_array_new();
    segment->spread = g_byte_array_new();
    segment->term = g_byte_array_new();
}

void
arsip_segment_clear(ArsipSegment *segment)
{
    g_byte_array_unref(segment->block);
    g_byte_array_unref(segment->spread);
    g_byte_array_unref(segment->term);
}

/* ---- pages */

static guint
short_at(const guint8 *bytes)
{
    return (guint)bytes[0] << 8 | bytes[1];
}

/* From `offset` on, up to `end`. */
static gboolean
take_number(ArsipSegment *segment, guint *offset, guint end, guint64 *number, GError **error)
{
    const guint8 *bytes = segment->block->data, *at = bytes + *offset;

    if (*offset >= end || !arsip_segment_number(&at, bytes + end, number))
        return arsip_segment_fail(error);
    *offset = (guint)(at - bytes);
    return TRUE;
}

/* The list behind the entries has the first term's place, and how far each other is behind the one before. */
static gboolean
find_next_term(ArsipSegment *segment, guint before, GError **error)
{
    guint64 distance;

    segment->next_term = segment->leaf;
    if (segment->footer == segment->block->len)
        return TRUE;
    if (!take_number(segment, &segment->footer, segment->block->len, &distance, error))
        return FALSE;
    if (distance == 0 || distance >= segment->leaf - before)
        return arsip_segment_fail(error);
    segment->next_term = before + (guint)distance;
    return TRUE;
}

static gboolean
read_block(ArsipSegment *segment, GError **error)
{
    static const char sql[] = "SELECT block FROM words_data WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(segment->archive, sql, error);
    GError *fault = NULL;

    g_byte_array_set_size(segment->block, 0);
    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "i", (segment->id << SEGMENT_SHIFT) | segment->page))
        return FALSE;
    if (arsip_statement_step(statement, &fault))
        g_byte_array_append(segment->block, sqlite3_column_blob(statement, 0),
                            (guint)sqlite3_column_bytes(statement, 0));
    return arsip_rows_ended(fault, error);
}

static gboolean
next_page(ArsipSegment *segment, GError **error)
{
    if (segment->page >= segment->last)
        return arsip_segment_fail(error);
    segment->page++;
    if (!read_block(segment, error))
        return FALSE;
    if (segment->block->len < HEADER)
        return arsip_segment_fail(error);
    segment->first_rowid = short_at(segment->block->data);
    segment->leaf = short_at(segment->block->data + 2);
    if (segment->leaf < HEADER || segment->leaf > segment->block->len ||
        (segment->first_rowid != 0 && segment->first_rowid < HEADER))
        return arsip_segment_fail(error);
    segment->at = HEADER;
    segment->has_term = FALSE;
    segment->footer = segment->leaf;
    return find_next_term(segment, 0, error) && (segment->next_term >= HEADER || arsip_segment_fail(error));
}

/* ---- entries */

/* The first of a page is told whole, others from where they differ from the one before. */
static gboolean
read_term(ArsipSegment *segment, GError **error)
{
    guint begin = segment->at;
    guint64 same = 0, other;

    if ((segment->has_term && !take_number(segment, &segment->at, segment->leaf, &same, error)) ||
        !take_number(segment, &segment->at, segment->leaf, &other, error))
        return FALSE;
    if (same > segment->term->len || other > segment->leaf - segment->at)
        return arsip_segment_fail(error);
    g_byte_array_set_size(segment->term, (guint)same);
    g_byte_array_append(segment->term, segment->block->data + segment->at, (guint)other);
    segment->at += (guint)other;
    segment->has_term = segment->is_new_term = TRUE;
    return segment->term->len > 0 ? find_next_term(segment, begin, error) : arsip_segment_fail(error);
}

/* Up to where the entries of the term in hand go on this page. */
static guint
end_of_entries(const ArsipSegment *segment)
{
    return MIN(segment->next_term, segment->leaf);
}

static gboolean
read_rowid(ArsipSegment *segment, GError **error)
{
    gboolean is_whole = segment->is_new_term || segment->at == segment->first_rowid;
    guint64 number;

    if (!take_number(segment, &segment->at, end_of_entries(segment), &number, error))
        return FALSE;
    segment->rowid = (gint64)(is_whole ? number : (guint64)segment->rowid + number);
    return TRUE;
}

static gboolean
gather_places(ArsipSegment *segment, guint size, GError **error)
{
    g_byte_array_set_size(segment->spread, 0);
    for (;;) {
        guint end = end_of_entries(segment);
        guint part = MIN(size - segment->spread->len, end - segment->at);

        g_byte_array_append(segment->spread, segment->block->data + segment->at, part);
        segment->at += part;
        if (segment->spread->len == size)
            break;
        if (end != segment->leaf)
            return arsip_segment_fail(error);
        if (!next_page(segment, error))
            return FALSE;
    }
    segment->places = segment->spread->data;
    return TRUE;
}

/* How many bytes there are, doubled; and 1 more where the document was deleted before. */
static gboolean
read_places(ArsipSegment *segment, GError **error)
{
    guint64 number;

    if (!take_number(segment, &segment->at, end_of_entries(segment), &number, error))
        return FALSE;
    if (number / 2 > G_MAXINT32)
        return arsip_segment_fail(error);
    segment->n_places = (guint)(number / 2);
    if (segment->n_places > end_of_entries(segment) - segment->at)
        return gather_places(segment, segment->n_places, error);
    segment->places = segment->block->data + segment->at;
    segment->at += segment->n_places;
    return TRUE;
}

/* To where the next entry begins, with its term where that is another. */
static gboolean
find_entry(ArsipSegment *segment, GError **error)
{
    segment->is_new_term = FALSE;
    while (segment->at == segment->leaf && segment->page < segment->last)
        if (!next_page(segment, error))
            return FALSE;
    segment->is_there = segment->at < segment->leaf;
    if (!segment->is_there)
        return TRUE;
    if (segment->at != segment->next_term)
        return segment->term->len > 0 || arsip_segment_fail(error);
    /* What the last term of a page stands for begins on the next. */
    return read_term(segment, error) && (segment->at < segment->leaf || next_page(segment, error));
}

gboolean
arsip_segment_next(ArsipSegment *segment, GError **error)
{
    return find_entry(segment, error) &&
           (!segment->is_there || (read_rowid(segment, error) && read_places(segment, error)));
}

/* ---- one term */

/* Before a term of the index of whole words; others are of prefixes. */
#define WHOLE_WORDS '0'

/* The page on which it stands if it stands anywhere (fts5_index.c, fts5SegIterSeekInit()). */
static gboolean
find_page(const ArsipSegment *segment, const guint8 *key, gsize length, guint *number, GError **error)
{
    static const char sql[] = "SELECT pgno >> 1 FROM words_idx WHERE segid = ?1 AND term <= ?2"
                              " ORDER BY term DESC LIMIT 1";
    g_autoptr(ArsipStatement) statement = arsip_statement(segment->archive, sql, error);
    GError *fault = NULL;

    *number = segment->first;
    if (statement == NULL || !arsip_statement_bind(statement, error, "i", segment->id))
        return FALSE;
    sqlite3_bind_blob(statement, 2, key, (int)length, SQLITE_STATIC);
    if (arsip_statement_step(statement, &fault)) {
        gint64 page = sqlite3_column_int64(statement, 0);

        if (page >= segment->first && page <= segment->last)
            *number = (guint)page;
    }
    return arsip_rows_ended(fault, error);
}

static gint
compare_term(const ArsipSegment *segment, const guint8 *key, gsize length)
{
    gint order = memcmp(segment->term->data, key, MIN(segment->term->len, length));

    return order != 0 ? order : (segment->term->len > length) - (segment->term->len < length);
}

/* Through the terms that begin on the page from here on, to the first that is not less than the key; order:
 * how it stands to the key, and less where there is none. */
static gboolean
find_on_page(ArsipSegment *segment, const guint8 *key, gsize length, gint *order, GError **error)
{
    *order = -1;
    while (*order < 0 && segment->next_term < segment->leaf) {
        segment->at = segment->next_term;
        if (!read_term(segment, error))
            return FALSE;
        *order = compare_term(segment, key, length);
        segment->is_ahead = TRUE;
    }
    return TRUE;
}

/* On the page that the segment's own index names, unless that lies behind. */
static gboolean
find_beyond(ArsipSegment *segment, const guint8 *key, gsize length, gint *order, GError **error)
{
    guint before = segment->page, page;

    if (!find_page(segment, key, length, &page, error))
        return FALSE;
    if (segment->term->len > 0 && page <= before)
        return TRUE;
    segment->page = page - 1;
    g_byte_array_set_size(segment->term, 0);
    return next_page(segment, error) && find_on_page(segment, key, length, order, error);
}

/* What the last term of a page stands for begins on the next. */
static gboolean
read_first_entry(ArsipSegment *segment, GError **error)
{
    segment->is_ahead = FALSE;
    return (segment->at < segment->leaf || next_page(segment, error)) && read_rowid(segment, error) &&
           read_places(segment, error);
}

static gboolean
advance(ArsipSegment *segment, const guint8 *key, gsize length, GError **error)
{
    gint order = segment->is_new_term ? compare_term(segment, key, length) : -1;

    segment->is_there = FALSE;
    if ((order < 0 && segment->term->len > 0 && !find_on_page(segment, key, length, &order, error)) ||
        (order < 0 && !find_beyond(segment, key, length, &order, error)))
        return FALSE;
    segment->is_there = order == 0;
    return !segment->is_there || !segment->is_ahead || read_first_entry(segment, error);
}

gboolean
arsip_segment_advance(ArsipSegment *segment, const char *term, GError **error)
{
    gsize length = strlen(term) + 1;
    g_autofree guint8 *key = g_malloc(length + 1);

    key[0] = WHOLE_WORDS;
    memcpy(key + 1, term, length);
    return advance(segment, key, length, error);
}

gboolean
arsip_segment_seek(ArsipSegment *segment, const char *term, GError **error)
{
    g_byte_array_set_size(segment->term, 0);
    segment->is_new_term = FALSE;
    return arsip_segment_advance(segment, term, error);
}

/* Before the places of another than the first column stands a 1 and its number. */
gboolean
arsip_segment_far_place(const guint8 **at, const guint8 *end, guint64 *place)
{
    guint64 number, column;

    if (end - *at > 2 && (*at)[0] == 1 && (*at)[1] < 0x80 && (*at)[2] >= 2 && (*at)[2] < 0x80) {
        *place = ((guint64)(*at)[1] << 32) + (*at)[2] - 2;
        *at += 3;
        return TRUE;
    }
    if (!arsip_segment_number(at, end, &number))
        number = 0;
    if (number == 1) {
        if (!arsip_segment_number(at, end, &column) || column > G_MAXUINT8 ||
            !arsip_segment_number(at, end, &number))
            number = column = 0;
        *place = column << 32;
    }
    if (number < 2 || number > G_MAXUINT32) {
        *at = NULL;
        return FALSE;
    }
    *place += number - 2;
    return TRUE;
}
