/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/health.h"

#include <string.h>

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/columns.h"
#include "search/entry.h"
#include "search/health-strip.h"
#include "search/index.h"
#include "search/place-sum.h"
#include "search/snapshot.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"

/* Documents whose words are looked up one by one where all are summed up. */
#define LOOKED_UP 100

/* Words known to stand in the vocabulary that are remembered: 20 MiB at most. */
#define KNOWN_MOST 200000

typedef struct {
    ArsipArchive *archive;
    const ArsipHealthOptions *options;
    ArsipHealthCount *count;
    guint64 *sums; /* by document; NULL: the index was not walked through */
    gint64 newest;
    gint64 n_left, n_to_compare, n_to_look_up; /* of the documents still to come */
    GHashTable *known;                         /* words that the vocabulary has */
    GHashTable *words, *forms;                 /* of the document in hand */
} Examination;

static void
tell(Examination *examination, ArsipHealthFault fault, gint64 document, const char *word)
{
    examination->options->tell(fault, document, word, examination->options->data);
}

static gboolean
goes_on(const Examination *examination, GError **error)
{
    const ArsipHealthOptions *options = examination->options;

    if (options->should_stop == NULL || !options->should_stop(options->data))
        return TRUE;
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_INTERRUPTED, _("stopped as asked"));
    return FALSE;
}

/* ---- what the index holds */

static guint
column_named(const char *name)
{
    for (guint i = 0; i < ARSIP_N_COLUMNS; i++)
        if (g_str_equal(arsip_column_name((ArsipColumn)i), name))
            return i;
    return G_MAXUINT;
}

static void
add_to(Examination *examination, gint64 document, guint64 hash)
{
    if (document < 1 || document > examination->newest)
        tell(examination, ARSIP_HEALTH_STRANGE, document, NULL);
    else
        examination->sums[document] += hash;
}

static gboolean
walk_places(Examination *examination, GError **error)
{
    static const char create[] =
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.every_place USING fts5vocab (main, words, instance)";
    static const char sql[] = "SELECT term, col, doc, offset FROM temp.every_place";
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;
    guint steps = 0;

    if (!arsip_execute(examination->archive, error, create, ""))
        return FALSE;
    statement = arsip_statement(examination->archive, sql, error);
    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        const char *word = arsip_column_text(statement, 0);

        if (strcmp(word, ARSIP_FORM_ABSENT) != 0)
            add_to(examination, sqlite3_column_int64(statement, 2),
                   arsip_place_hash(word, (gsize)sqlite3_column_bytes(statement, 0),
                                    column_named(arsip_column_text(statement, 1)),
                                    (guint)sqlite3_column_int64(statement, 3)));
        if (++steps % 10000 == 0 && !goes_on(examination, error))
            return FALSE;
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
walk_personal(Examination *examination, GError **error)
{
    static const char sql[] = "SELECT kind, document FROM personal";
    g_autoptr(ArsipStatement) statement = arsip_statement(examination->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        const char *kind = arsip_column_text(statement, 0);

        add_to(examination, sqlite3_column_int64(statement, 1),
               arsip_place_hash(kind, strlen(kind), ARSIP_PLACE_PERSONAL, 0));
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
walk_index(Examination *examination, GError **error)
{
    examination->sums = g_new0(guint64, (gsize)examination->newest + 1);
    return walk_places(examination, error) && walk_personal(examination, error);
}

/* ---- what it should hold */

/* A kind counts once for a document, however many numbers of it there are. */
static guint64
sum_personal(const ArsipLetter *letter)
{
    guint64 sum = 0;

    for (guint i = 0; i < letter->personal->len; i++) {
        const char *kind = ((const ArsipPersonal *)letter->personal->pdata[i])->kind;
        gboolean is_first = TRUE;

        for (guint k = 0; k < i; k++)
            is_first =
                is_first && !g_str_equal(((const ArsipPersonal *)letter->personal->pdata[k])->kind, kind);
        if (is_first)
            sum += arsip_place_hash(kind, strlen(kind), ARSIP_PLACE_PERSONAL, 0);
    }
    return sum;
}

/* Pages that wait to be read again, or are being read, have the index yet to come. */
static gboolean
is_outdated(Examination *examination, gint64 document, const GArray *readings, GError **error)
{
    static const char sql[] =
        "SELECT coalesce(reading, 0), state FROM page WHERE document = ?1 ORDER BY number";
    g_autoptr(ArsipStatement) statement = arsip_statement(examination->archive, sql, error);
    gboolean is_same = TRUE, is_waiting = FALSE;
    guint n = 0;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", document))
        return FALSE;
    for (; arsip_statement_step(statement, error); n++) {
        is_same = is_same && n < readings->len &&
                  g_array_index(readings, gint64, n) == sqlite3_column_int64(statement, 0);
        is_waiting = is_waiting || g_str_equal(arsip_column_text(statement, 1), "waiting");
    }
    return !is_waiting && !(is_same && n == readings->len);
}

static gboolean
look_up(Examination *examination, gint64 document, GError **error)
{
    static const char sql[] = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2";
    GHashTableIter each;
    gpointer form;

    g_hash_table_iter_init(&each, examination->forms);
    while (g_hash_table_iter_next(&each, &form, NULL)) {
        g_autofree char *quoted = g_strdup_printf("\"%s\"", (const char *)form);
        GError *fault = NULL;
        gint64 is_found = arsip_fetch_number(examination->archive, 0, &fault, sql, "si", quoted, document);

        if (!arsip_rows_ended(fault, error))
            return FALSE;
        if (!is_found) {
            tell(examination, ARSIP_HEALTH_UNFOUND, document, form);
            return TRUE;
        }
    }
    return TRUE;
}

static gboolean
look_into_vocabulary(Examination *examination, gint64 document, GError **error)
{
    GHashTableIter each;
    gpointer word;

    g_hash_table_iter_init(&each, examination->words);
    while (g_hash_table_iter_next(&each, &word, NULL)) {
        GError *fault = NULL;
        gboolean is_listed = g_hash_table_contains(examination->known, word);

        if (is_listed)
            continue;
        is_listed = arsip_vocabulary_has(examination->archive, word, &fault);
        if (!arsip_rows_ended(fault, error))
            return FALSE;
        if (!is_listed) {
            tell(examination, ARSIP_HEALTH_UNLISTED, document, word);
            return TRUE;
        }
        if (g_hash_table_size(examination->known) >= KNOWN_MOST)
            g_hash_table_remove_all(examination->known);
        g_hash_table_add(examination->known, g_strdup(word));
    }
    return TRUE;
}

static gboolean
compare_entry(Examination *examination, gint64 document, const ArsipEntry *entry, gboolean is_looked_up,
              GError **error)
{
    guint64 sum;
    GError *fault = NULL;

    g_hash_table_remove_all(examination->words);
    g_hash_table_remove_all(examination->forms);
    if (!arsip_place_sum(examination->archive, entry, &sum, examination->words,
                         is_looked_up ? examination->forms : NULL, &fault)) {
        gboolean is_damaged = g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED);

        if (!is_damaged)
            return arsip_rows_ended(fault, error);
        g_error_free(fault);
        tell(examination, ARSIP_HEALTH_UNREADABLE, document, NULL);
        return TRUE;
    }
    sum += sum_personal(entry->content->letter);
    if (examination->sums != NULL && examination->sums[document] != sum) {
        tell(examination, ARSIP_HEALTH_DIFFERENT, document, NULL);
        return TRUE;
    }
    return (!is_looked_up || look_up(examination, document, error)) &&
           look_into_vocabulary(examination, document, error);
}

static gboolean
compare_document(Examination *examination, gint64 document, GBytes *blob, gboolean is_looked_up,
                 GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipEntry) entry = arsip_entry_from_blob(examination->archive, blob, &fault);

    examination->count->documents++;
    if (entry == NULL) {
        if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED))
            return arsip_rows_ended(fault, error);
        g_error_free(fault);
        tell(examination, ARSIP_HEALTH_UNREADABLE, document, NULL);
        return TRUE;
    }
    if (is_outdated(examination, document, entry->content->readings, &fault)) {
        tell(examination, ARSIP_HEALTH_OUTDATED, document, NULL);
        return TRUE;
    }
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    return examination->count->is_stale || compare_entry(examination, document, entry, is_looked_up, error);
}

gboolean
arsip_health_chooses(gint64 *n_wanted, gint64 n_left)
{
    gboolean is_one = g_random_double() * (double)n_left < (double)*n_wanted;

    *n_wanted -= is_one ? 1 : 0;
    return is_one;
}

static gboolean
compare_documents(Examination *examination, GError **error)
{
    static const char sql[] = "SELECT document, content FROM indexed ORDER BY document";
    g_autoptr(ArsipStatement) statement = arsip_statement(examination->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    for (; arsip_statement_step(statement, &fault); examination->n_left--) {
        gint64 document = sqlite3_column_int64(statement, 0);
        gboolean is_compared = arsip_health_chooses(&examination->n_to_compare, examination->n_left);
        gboolean is_looked_up = arsip_health_chooses(&examination->n_to_look_up, examination->n_left);
        g_autoptr(GBytes) blob = NULL;

        if (document < 1 || document > examination->newest || !is_compared)
            continue;
        blob = g_bytes_new(sqlite3_column_blob(statement, 1), (gsize)sqlite3_column_bytes(statement, 1));
        if (!compare_document(examination, document, blob, is_looked_up || examination->sums == NULL,
                              error) ||
            !goes_on(examination, error))
            return FALSE;
        if (examination->sums != NULL)
            examination->sums[document] = 0;
    }
    return arsip_rows_ended(fault, error);
}

/* What is left over after the comparison belongs to documents that the index does not know. */
static void
tell_strange(Examination *examination)
{
    for (gint64 document = 1; examination->sums != NULL && document <= examination->newest; document++)
        if (examination->sums[document] != 0)
            tell(examination, ARSIP_HEALTH_STRANGE, document, NULL);
}

static gboolean
list_missing(Examination *examination, GError **error)
{
    static const char sql[] = "SELECT id FROM document WHERE state = 'filed'"
                              " AND NOT EXISTS (SELECT 1 FROM indexed WHERE document = document.id)";
    g_autoptr(ArsipStatement) statement = arsip_statement(examination->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        tell(examination, ARSIP_HEALTH_MISSING, sqlite3_column_int64(statement, 0), NULL);
    return arsip_rows_ended(fault, error);
}

static void
free_examination(Examination *examination)
{
    g_free(examination->sums);
    g_hash_table_unref(examination->known);
    g_hash_table_unref(examination->words);
    g_hash_table_unref(examination->forms);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Examination, free_examination)

static GHashTable *
new_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

gboolean
arsip_index_examine(ArsipArchive *archive, const ArsipHealthOptions *options, ArsipHealthCount *count,
                    GError **error)
{
    g_auto(Examination)
        examination = {archive, options, count, .known = new_set(), .words = new_set(), .forms = new_set()};
    g_auto(ArsipSnapshot) snapshot = {0};

    *count = (ArsipHealthCount){0};
    if (!arsip_search_attach(archive, error) || !arsip_snapshot_begin(&snapshot, archive, error))
        return FALSE;
    count->is_stale = !arsip_index_is_current(archive, NULL);
    examination.newest = arsip_fetch_number(archive, 0, error, "SELECT max(id) FROM document", "");
    examination.n_left = arsip_fetch_number(archive, 0, error, "SELECT count(*) FROM indexed", "");
    examination.n_to_compare = (gint64)((double)examination.n_left * options->part + 0.999999);
    examination.n_to_look_up = MIN(examination.n_left, LOOKED_UP);
    if (options->part >= 1 && !count->is_stale && !walk_index(&examination, error))
        return FALSE;
    if (!list_missing(&examination, error) || !compare_documents(&examination, error))
        return FALSE;
    tell_strange(&examination);
    return count->is_stale || arsip_strips_examine(archive, options, error);
}
