/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/labelled.h"

#include <string.h>

#include "archive/catalogue.h"
#include "search/leaf.h"
#include "search/set.h"
#include "search/strip-find.h"

/* So many labels have rows of strips. */
#define LABELS_MOST (ARSIP_ROW_DATES - ARSIP_ROW_LABELS)

static gint64
row_of(gint64 label)
{
    return ARSIP_ROW_LABELS + label;
}

/* The documents of a strip that have the label: 1 for each. */
static gboolean
read_assignments(ArsipArchive *archive, gint64 label, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    static const char sql[] = "SELECT document - ?2 FROM assignment"
                              " WHERE label = ?1 AND document >= ?2 AND document < ?3 AND given";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    memset(bytes, 0, ARSIP_STRIP);
    if (statement == NULL ||
        !arsip_statement_bind(statement, error, "iii", label, strip * ARSIP_STRIP, (strip + 1) * ARSIP_STRIP))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        bytes[sqlite3_column_int64(statement, 0)] = 1;
    return arsip_rows_ended(fault, error);
}

/* ---- keeping them */

static GArray *
list_labels(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT id FROM label WHERE id < " G_STRINGIFY(LABELS_MOST) " ORDER BY id";

    return arsip_leaf_collect(arsip_statement(archive, sql, error), error);
}

static gboolean
keep_strip(ArsipArchive *archive, gint64 strip, GError **error)
{
    g_autoptr(GArray) labels = list_labels(archive, error);

    for (guint i = 0; labels != NULL && i < labels->len; i++) {
        gint64 label = arsip_set_at(labels, i);
        guint8 bytes[ARSIP_STRIP];

        if (!read_assignments(archive, label, strip, bytes, error) ||
            !arsip_strip_write(archive, row_of(label), strip, bytes, error))
            return FALSE;
    }
    return labels != NULL;
}

static gboolean
examine_strip(ArsipArchive *archive, gint64 strip, gint64 *wrong, GError **error)
{
    g_autoptr(GArray) labels = list_labels(archive, error);

    *wrong = 0;
    for (guint i = 0; labels != NULL && i < labels->len && *wrong == 0; i++) {
        gint64 label = arsip_set_at(labels, i);
        guint8 bytes[ARSIP_STRIP], kept[ARSIP_STRIP];

        if (!read_assignments(archive, label, strip, bytes, error) ||
            !arsip_strip_read(archive, row_of(label), strip, kept, error))
            return FALSE;
        for (guint place = 0; place < ARSIP_STRIP && *wrong == 0; place++)
            if (bytes[place] != kept[place])
                *wrong = strip * ARSIP_STRIP + place;
    }
    return labels != NULL;
}

const ArsipUpkeep arsip_labelled = {
    .kept_sql = "SELECT strip FROM labelled ORDER BY strip",
    .note_sql = "INSERT INTO labelled (strip) VALUES (?1)",
    .strike_sql = "DELETE FROM labelled",
    .keep = keep_strip,
    .examine = examine_strip,
};

/* ---- asking them */

struct ArsipLabels {
    ArsipArchive *archive;
    GArray *labelled; /* a set of strips */
    gint64 last;      /* document */
};

ArsipLabels *
arsip_labels_open(ArsipArchive *archive, GError **error)
{
    g_autoptr(ArsipLabels) labels = g_new0(ArsipLabels, 1);
    GError *fault = NULL;

    labels->archive = archive;
    labels->labelled = arsip_upkeep_kept(archive, &arsip_labelled, error);
    if (labels->labelled == NULL)
        return NULL;
    labels->last = arsip_upkeep_last(archive, &fault);
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&labels) : NULL;
}

void
arsip_labels_free(ArsipLabels *labels)
{
    if (labels == NULL)
        return;
    g_clear_pointer(&labels->labelled, g_array_unref);
    g_free(labels);
}

static gboolean
ask(const ArsipStripSource *source, gint64 strip, guint8 bytes[ARSIP_STRIP], GError **error)
{
    return read_assignments(source->archive, *(const gint64 *)source->what, strip, bytes, error);
}

static ArsipStripSource
source_of(const ArsipLabels *labels, const gint64 *label)
{
    return (ArsipStripSource){.archive = labels->archive,
                              .row = row_of(*label),
                              .kept = labels->labelled,
                              .last = labels->last,
                              .ask = ask,
                              .what = label,
                              .scores = {[0] = ARSIP_FOUND_NOT}};
}

/* To ask for a strip takes SQLite as long as to walk over so many documents' assignments: where many are
 * struck off, or an older version kept none, the catalogue is asked once for all of them. */
#define ASKED_MOST  4
#define ASKED_SHARE 4 /* of all strips one in so many */

static gboolean
can_tell(const ArsipLabels *labels, gint64 label)
{
    gint64 n = labels->last / ARSIP_STRIP + 1, struck = n - labels->labelled->len;

    return struck <= MAX(ASKED_MOST, n / ASKED_SHARE) && n <= ARSIP_STRIPS_MOST && label < LABELS_MOST;
}

static ArsipFound *
find_in_catalogue(const ArsipLabels *labels, gint64 label, GError **error)
{
    static const char sql[] = "SELECT document FROM assignment WHERE label = ?1 AND given ORDER BY document";
    g_autoptr(ArsipStatement) statement = arsip_statement(labels->archive, sql, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", label))
        return NULL;
    return arsip_found_from_set(arsip_leaf_collect(g_steal_pointer(&statement), error));
}

static ArsipFound *
find_one(const ArsipLabels *labels, const gint64 *label, GError **error)
{
    ArsipStripSource source = source_of(labels, label);

    return can_tell(labels, *label) ? arsip_strips_find(&source, error)
                                    : find_in_catalogue(labels, *label, error);
}

/* The numbers of those with that name. */
static GArray *
find_named(const ArsipLabels *labels, const char *label, gboolean is_prefix, GError **error)
{
    static const char one[] = "SELECT id FROM label WHERE name = ?1";
    static const char some[] = "SELECT id FROM label WHERE substr(name, 1, length(?1)) = ?1 ORDER BY id";
    g_autoptr(ArsipStatement) statement = arsip_statement(labels->archive, is_prefix ? some : one, error);

    if (statement == NULL || !arsip_statement_bind(statement, error, "s", label))
        return NULL;
    return arsip_leaf_collect(g_steal_pointer(&statement), error);
}

/* Up to so many documents a list is joined with the next one; more go into a table. */
#define LIST_MOST 2000

/* Adds those with one more label to what others found. */
static gboolean
add_label(const ArsipLabels *labels, const gint64 *label, ArsipFound **all, GError **error)
{
    ArsipStripSource source = source_of(labels, label);
    g_autoptr(ArsipFound) one = NULL;

    if (arsip_found_list(*all) == NULL && can_tell(labels, *label))
        return arsip_strips_add(&source, *all, error);
    one = find_one(labels, label, error);
    if (one == NULL)
        return FALSE;
    *all = arsip_found_either(*all, one);
    if (arsip_found_list(*all) != NULL && arsip_found_count(*all) > LIST_MOST &&
        labels->last / ARSIP_STRIP < ARSIP_STRIPS_MOST)
        arsip_found_spread(all, labels->last + 1);
    return TRUE;
}

static ArsipFound *
find_all(const ArsipLabels *labels, const GArray *named, GError **error)
{
    g_autoptr(ArsipFound) all = NULL;

    if (named->len == 1)
        return find_one(labels, &g_array_index(named, gint64, 0), error);
    all = arsip_found_new();
    for (guint i = 0; i < named->len; i++)
        if (!add_label(labels, &g_array_index(named, gint64, i), &all, error))
            return NULL;
    return g_steal_pointer(&all);
}

ArsipFound *
arsip_labels_find(ArsipLabels *labels, const char *label, gboolean is_prefix, GError **error)
{
    g_autoptr(GArray) named = find_named(labels, label, is_prefix, error);

    return named != NULL ? find_all(labels, named, error) : NULL;
}

gboolean
arsip_labels_narrow(ArsipLabels *labels, const char *label, gboolean is_prefix, ArsipFound **found,
                    GError **error)
{
    g_autoptr(GArray) named = find_named(labels, label, is_prefix, error);
    g_autoptr(ArsipFound) with_label = NULL;

    if (named != NULL && named->len == 1 && can_tell(labels, g_array_index(named, gint64, 0))) {
        ArsipStripSource source = source_of(labels, &g_array_index(named, gint64, 0));

        return arsip_strips_narrow(&source, found, error);
    }
    with_label = named != NULL ? find_all(labels, named, error) : NULL;
    if (with_label == NULL)
        return FALSE;
    *found = arsip_found_both(g_steal_pointer(found), with_label);
    return TRUE;
}
