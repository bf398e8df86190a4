/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/order.h"

#include "archive/catalogue.h"
#include "search/set.h"

/* A set up to this size is asked for its dates one by one; for a larger one the dates are walked in their
 * order. */
#define FEW 1000

/* Later than every date. */
#define LAST "9999-99-99"

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
order_many(ArsipArchive *archive, const GArray *set, gboolean newest, const ArsipDates *dates, guint wanted,
           GArray *ids, GError **error)
{
    static const char newest_sql[] = "SELECT document FROM field WHERE name = 'tanggal' AND value > ''"
                                     " AND value >= ?1 AND value <= ?2"
                                     " ORDER BY value DESC, document DESC";
    static const char oldest_sql[] = "SELECT document FROM field WHERE name = 'tanggal' AND value > ''"
                                     " AND value >= ?1 AND value <= ?2"
                                     " ORDER BY value, document";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, newest ? newest_sql : oldest_sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "ss", dates->first,
                                                   *dates->last != '\0' ? dates->last : LAST))
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
order_by_date(ArsipArchive *archive, const GArray *set, gboolean newest, const ArsipDates *dates,
              guint wanted, GError **error)
{
    g_autoptr(GArray) ids = arsip_set_new();

    if (set->len <= FEW ? !order_few(archive, set, newest, ids, error)
                        : !order_many(archive, set, newest, dates, wanted, ids, error))
        return NULL;
    if (ids->len > wanted)
        g_array_set_size(ids, wanted);
    return g_steal_pointer(&ids);
}

/* ---- by score */

/* Puts the equals that begin at `from` into the order of their dates, as far as they are `wanted`. */
static gboolean
settle_equals(ArsipArchive *archive, GArray *placed, guint from, guint to, const ArsipDates *dates,
              guint wanted, GError **error)
{
    g_autoptr(GArray) equals = arsip_set_new();
    g_autoptr(GArray) ids = NULL;

    if (to - from < 2)
        return TRUE;
    for (guint i = from; i < to; i++)
        arsip_set_append(equals, g_array_index(placed, ArsipPlaced, i).id);
    ids = order_by_date(archive, equals, TRUE, dates, wanted, error);
    if (ids == NULL)
        return FALSE;
    for (guint i = 0; i < ids->len; i++)
        g_array_index(placed, ArsipPlaced, from + i).id = arsip_set_at(ids, i);
    return TRUE;
}

static GArray *
order_by_score(ArsipArchive *archive, const ArsipFound *found, const ArsipDates *dates, guint wanted,
               GError **error)
{
    g_autoptr(GArray) placed = arsip_found_best(found, wanted);
    guint end;

    for (guint from = 0; from < MIN(wanted, placed->len); from = end) {
        double score = g_array_index(placed, ArsipPlaced, from).score;

        for (end = from + 1; end < placed->len; end++)
            if (g_array_index(placed, ArsipPlaced, end).score != score)
                break;
        if (!settle_equals(archive, placed, from, end, dates, wanted - from, error))
            return NULL;
    }
    if (placed->len > wanted)
        g_array_set_size(placed, wanted);
    return g_steal_pointer(&placed);
}

static GArray *
place_by_date(ArsipArchive *archive, const ArsipFound *found, gboolean newest, const ArsipDates *dates,
              guint wanted, GError **error)
{
    g_autoptr(GArray) set = arsip_found_ids(found);
    g_autoptr(GArray) ids = order_by_date(archive, set, newest, dates, wanted, error);
    GArray *placed = ids != NULL ? g_array_new(FALSE, TRUE, sizeof(ArsipPlaced)) : NULL;

    for (guint i = 0; ids != NULL && i < ids->len; i++) {
        ArsipPlaced one = {arsip_set_at(ids, i), 0};

        g_array_append_val(placed, one);
    }
    return placed;
}

GArray *
arsip_order(ArsipArchive *archive, const ArsipFound *found, gboolean is_weighed, ArsipSort sort,
            const ArsipDates *dates, guint wanted, GError **error)
{
    if (sort == ARSIP_SORT_BEST && is_weighed)
        return order_by_score(archive, found, dates, wanted, error);
    return place_by_date(archive, found, sort != ARSIP_SORT_OLDEST, dates, wanted, error);
}
