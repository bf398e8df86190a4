/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/order.h"

#include "archive/catalogue.h"
#include "search/set.h"

/* A set up to this size is asked for its dates one by one; for a larger one the dates are walked in their
 * order. */
#define FEW 1000

typedef struct {
    gint64 id;
    char date[11]; /* "": undated, or a date that somebody set in other words */
} Dated;

/* ---- by date */

static gint
compare_newest(gconstpointer one, gconstpointer other)
{
    const Dated *a = one, *b = other;
    int order = g_strcmp0(b->date, a->date);

    return order != 0 ? order : (a->id < b->id) - (a->id > b->id);
}

static gint
compare_oldest(gconstpointer one, gconstpointer other)
{
    const Dated *a = one, *b = other;
    gboolean a_dated = a->date[0] != '\0', b_dated = b->date[0] != '\0';
    int order = a_dated != b_dated ? b_dated - a_dated : g_strcmp0(a->date, b->date);

    return order != 0 ? order : (a->id > b->id) - (a->id < b->id);
}

static gboolean
order_few(ArsipArchive *archive, const GArray *set, gboolean newest, GArray *ids, GError **error)
{
    static const char sql[] = "SELECT value FROM field WHERE document = ?1 AND name = 'tanggal'";
    g_autoptr(GArray) dated = g_array_new(FALSE, TRUE, sizeof(Dated));

    for (guint i = 0; i < set->len; i++) {
        Dated entry = {.id = arsip_set_at(set, i)};
        GError *fault = NULL;
        g_autofree char *date = arsip_fetch_text(archive, &fault, sql, "i", entry.id);

        if (fault != NULL) {
            g_propagate_error(error, fault);
            return FALSE;
        }
        g_strlcpy(entry.date, date != NULL ? date : "", sizeof entry.date);
        g_array_append_val(dated, entry);
    }
    g_array_sort(dated, newest ? compare_newest : compare_oldest);
    for (guint i = 0; i < dated->len; i++)
        arsip_set_append(ids, g_array_index(dated, Dated, i).id);
    return TRUE;
}

/* Appends the undated ones of the set; `ids` are all the dated ones. */
static void
append_undated(const GArray *set, gboolean newest, GArray *ids)
{
    g_autoptr(GArray) known = g_array_copy(ids);
    g_autoptr(GArray) undated = NULL;

    arsip_set_settle(known);
    undated = arsip_set_difference(set, known);
    for (guint i = 0; i < undated->len; i++)
        arsip_set_append(ids, arsip_set_at(undated, newest ? undated->len - 1 - i : i));
}

/* Ends as soon as `wanted` have been found: where nearly everything matches that is soon. */
static gboolean
order_many(ArsipArchive *archive, const GArray *set, gboolean newest, guint wanted, GArray *ids,
           GError **error)
{
    static const char newest_sql[] = "SELECT document FROM field WHERE name = 'tanggal' AND value > ''"
                                     " ORDER BY value DESC, document DESC";
    static const char oldest_sql[] = "SELECT document FROM field WHERE name = 'tanggal' AND value > ''"
                                     " ORDER BY value, document";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, newest ? newest_sql : oldest_sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (ids->len < wanted && arsip_statement_step(statement, &fault)) {
        gint64 id = sqlite3_column_int64(statement, 0);

        if (arsip_set_has(set, id))
            arsip_set_append(ids, id);
    }
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (ids->len < wanted)
        append_undated(set, newest, ids);
    return TRUE;
}

/* The first `wanted` of the set, by date. */
static GArray *
order_by_date(ArsipArchive *archive, const GArray *set, gboolean newest, guint wanted, GError **error)
{
    g_autoptr(GArray) ids = arsip_set_new();

    if (set->len <= FEW ? !order_few(archive, set, newest, ids, error)
                        : !order_many(archive, set, newest, wanted, ids, error))
        return NULL;
    if (ids->len > wanted)
        g_array_set_size(ids, wanted);
    return g_steal_pointer(&ids);
}

/* ---- by weight */

/* Of the set's members the score, in the order of the set. FTS5 gives its rows in the same order. */
static gboolean
weigh(ArsipArchive *archive, const char *expression, GArray *scored, GError **error)
{
    /*
     * In the order of the columns: name; nomor, hal, kepada, dari, sifat, kode, other; kop, judul, kepala,
     * isi, akhir. What a letter says of itself outweighs what it says: a word in `hal` counts as eight in the
     * body. kop and akhir (letterhead, signatures) stand alike on most letters of an office.
     */
    static const char sql[] =
        "SELECT rowid, bm25(words, 1.0,  8.0, 8.0, 4.0, 4.0, 2.0, 6.0, 3.0,  0.8, 8.0, 2.0, 1.0, 0.8)"
        "  FROM words WHERE words MATCH ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;
    guint i = 0;

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", expression))
        return FALSE;
    while (i < scored->len && arsip_statement_step(statement, &fault)) {
        gint64 id = sqlite3_column_int64(statement, 0);

        while (i < scored->len && g_array_index(scored, ArsipPlaced, i).id < id)
            i++;
        if (i < scored->len && g_array_index(scored, ArsipPlaced, i).id == id)
            g_array_index(scored, ArsipPlaced, i).score = -sqlite3_column_double(statement, 1);
    }
    if (fault == NULL)
        return TRUE;
    g_propagate_error(error, fault);
    return FALSE;
}

static gint
compare_scores(gconstpointer one, gconstpointer other)
{
    const ArsipPlaced *a = one, *b = other;

    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return (a->id > b->id) - (a->id < b->id);
}

/* Puts the equals that begin at `from` into the order of their dates, as far as they are `wanted`. */
static gboolean
settle_equals(ArsipArchive *archive, GArray *scored, guint from, guint to, guint wanted, GError **error)
{
    g_autoptr(GArray) equals = arsip_set_new();
    g_autoptr(GArray) ids = NULL;

    if (to - from < 2)
        return TRUE;
    for (guint i = from; i < to; i++)
        arsip_set_append(equals, g_array_index(scored, ArsipPlaced, i).id);
    ids = order_by_date(archive, equals, TRUE, wanted, error);
    if (ids == NULL)
        return FALSE;
    for (guint i = 0; i < ids->len; i++)
        g_array_index(scored, ArsipPlaced, from + i).id = arsip_set_at(ids, i);
    return TRUE;
}

static GArray *
order_by_weight(ArsipArchive *archive, const GArray *set, const char *expression, guint wanted,
                GError **error)
{
    g_autoptr(GArray) scored = g_array_sized_new(FALSE, TRUE, sizeof(ArsipPlaced), set->len);
    guint end;

    for (guint i = 0; i < set->len; i++) {
        ArsipPlaced placed = {arsip_set_at(set, i), 0};

        g_array_append_val(scored, placed);
    }
    if (expression != NULL) {
        if (!weigh(archive, expression, scored, error))
            return NULL;
        g_array_sort(scored, compare_scores);
    }
    for (guint from = 0; from < MIN(wanted, scored->len); from = end) {
        double score = g_array_index(scored, ArsipPlaced, from).score;

        for (end = from + 1; end < scored->len; end++)
            if (g_array_index(scored, ArsipPlaced, end).score != score)
                break;
        if (!settle_equals(archive, scored, from, end, wanted - from, error))
            return NULL;
    }
    if (scored->len > wanted)
        g_array_set_size(scored, wanted);
    return g_steal_pointer(&scored);
}

GArray *
arsip_order(ArsipArchive *archive, const GArray *set, const char *expression, ArsipSort sort, guint offset,
            guint limit, GError **error)
{
    guint wanted = offset > G_MAXUINT - limit ? G_MAXUINT : offset + limit;
    g_autoptr(GArray) placed = NULL;

    if (sort == ARSIP_SORT_BEST) {
        placed = order_by_weight(archive, set, expression, wanted, error);
    } else {
        g_autoptr(GArray) ids = order_by_date(archive, set, sort == ARSIP_SORT_NEWEST, wanted, error);

        placed = ids != NULL ? g_array_new(FALSE, TRUE, sizeof(ArsipPlaced)) : NULL;
        for (guint i = 0; ids != NULL && i < ids->len; i++) {
            ArsipPlaced one = {arsip_set_at(ids, i), 0};

            g_array_append_val(placed, one);
        }
    }
    if (placed != NULL && offset > 0)
        g_array_remove_range(placed, 0, MIN(offset, placed->len));
    return g_steal_pointer(&placed);
}
