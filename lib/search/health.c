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
#include "search/places.h"
#include "search/snapshot.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"

/* Documents whose words are looked up one by one where all are summed up. */
#define LOOKED_UP 100

/* There, a form of so many of them is not looked up again: that a document stands where a form leads to is
 * known by the sums, and to go there takes the longer the more documents have it. */
#define LEADS_ENOUGH 8

/* Behind so many, whoever wants to stop is heard. */
#define WORDS_AT_ONCE 256

/* FTS5 takes an expression of no more than 256 levels. */
#define FORMS_AT_ONCE 100

/* Words known to stand in the vocabulary that are remembered, and forms that were looked up: 20 MiB at most
 * each. */
#define KNOWN_MOST 200000

typedef struct {
    ArsipArchive *archive;
    const ArsipHealthOptions *options;
    ArsipHealthCount *count;
    guint64 *sums; /* by document; NULL: the index was not walked through */
    guint64 word;  /* that is walked through now, as arsip_place_word() has it */
    gboolean is_absent;
    guint n_words;
    gint64 newest;
    gint64 n_left, n_to_compare, n_to_look_up; /* of the documents still to come */
    GHashTable *known;                         /* words that the vocabulary has */
    GHashTable *words, *forms;                 /* of the document in hand */
    GHashTable *leads;                         /* form -> how many documents it was looked up for */
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

static void
add_to(Examination *examination, gint64 document, guint64 hash)
{
    if (document < 1 || document > examination->newest)
        tell(examination, ARSIP_HEALTH_STRANGE, document, NULL);
    else
        examination->sums[document] += hash;
}

static gboolean
begin_word(const char *word, gsize length, gpointer data, GError **error)
{
    static const char absent[] = ARSIP_FORM_ABSENT;
    Examination *examination = data;

    examination->is_absent = length == sizeof absent - 1 && memcmp(word, absent, length) == 0;
    examination->word = arsip_place_word(word, length);
    return ++examination->n_words % WORDS_AT_ONCE != 0 || goes_on(examination, error);
}

static void
add_place(gint64 document, guint column, guint position, gpointer data)
{
    Examination *examination = data;

    if (!examination->is_absent)
        add_to(examination, document, arsip_place_hash(examination->word, column, position));
}

static gboolean
walk_places(Examination *examination, GError **error)
{
    const ArsipPlacesVisitor visitor = {begin_word, add_place, examination};

    return arsip_places_each(examination->archive, &visitor, error);
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
               arsip_place_hash(arsip_place_word(kind, strlen(kind)), ARSIP_PLACE_PERSONAL, 0));
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

/* All pages of the catalogue, in the order of their documents: read beside these. */
typedef struct {
    ArsipStatement *statement;
    gboolean is_there; /* it stands at one */
} Pages;

static gboolean
open_pages(ArsipArchive *archive, Pages *pages, GError **error)
{
    static const char sql[] = "SELECT document, coalesce(reading, 0), state = 'waiting' FROM page"
                              " ORDER BY document, number";
    GError *fault = NULL;

    pages->statement = arsip_statement(archive, sql, error);
    if (pages->statement == NULL)
        return FALSE;
    pages->is_there = arsip_statement_step(pages->statement, &fault);
    return arsip_rows_ended(fault, error);
}

static void
close_pages(Pages *pages)
{
    arsip_statement_end(pages->statement);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pages, close_pages)

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
            sum += arsip_place_hash(arsip_place_word(kind, strlen(kind)), ARSIP_PLACE_PERSONAL, 0);
    }
    return sum;
}

/* Goes on to the document's pages. Those that wait to be read again, or are being read, have the index yet to
 * come. */
static gboolean
is_outdated(Pages *pages, gint64 document, const GArray *readings, GError **error)
{
    gboolean is_same = TRUE, is_waiting = FALSE;
    guint n = 0;

    while (pages->is_there && sqlite3_column_int64(pages->statement, 0) < document)
        pages->is_there = arsip_statement_step(pages->statement, error);
    for (; pages->is_there && sqlite3_column_int64(pages->statement, 0) == document; n++) {
        is_same = is_same && n < readings->len &&
                  g_array_index(readings, gint64, n) == sqlite3_column_int64(pages->statement, 1);
        is_waiting = is_waiting || sqlite3_column_int64(pages->statement, 2) != 0;
        pages->is_there = arsip_statement_step(pages->statement, error);
    }
    return !is_waiting && !(is_same && n == readings->len);
}

/* All the words at once, on the way that a search goes; which it is that leads nowhere is asked for alone. */
static gboolean
leads_to(Examination *examination, const char *forms, gint64 document, gboolean *does, GError **error)
{
    static const char sql[] = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2";
    GError *fault = NULL;

    *does = *forms == '\0' ||
            arsip_fetch_number(examination->archive, 0, &fault, sql, "si", forms, document) != 0;
    return arsip_rows_ended(fault, error);
}

static gboolean
find_misleading(Examination *examination, gint64 document, GError **error)
{
    GHashTableIter each;
    gpointer form;

    g_hash_table_iter_init(&each, examination->forms);
    while (g_hash_table_iter_next(&each, &form, NULL)) {
        g_autofree char *quoted = g_strdup_printf("\"%s\"", (const char *)form);
        gboolean does;

        if (!leads_to(examination, quoted, document, &does, error))
            return FALSE;
        if (!does) {
            tell(examination, ARSIP_HEALTH_UNFOUND, document, form);
            return TRUE;
        }
    }
    return TRUE;
}

static gboolean
is_looked_up_enough(Examination *examination, const char *form)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(examination->leads, form));

    if (examination->sums == NULL || n >= LEADS_ENOUGH)
        return examination->sums != NULL;
    if (n > 0 || g_hash_table_size(examination->leads) < KNOWN_MOST)
        g_hash_table_insert(examination->leads, g_strdup(form), GUINT_TO_POINTER(n + 1));
    return FALSE;
}

static gboolean
look_up(Examination *examination, gint64 document, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    GHashTableIter each;
    gpointer form;
    guint n = 0;
    gboolean does = TRUE;

    g_hash_table_iter_init(&each, examination->forms);
    while (does && g_hash_table_iter_next(&each, &form, NULL)) {
        if (is_looked_up_enough(examination, form))
            continue;
        g_string_append_printf(all, "\"%s\" ", (const char *)form);
        if (++n % FORMS_AT_ONCE != 0)
            continue;
        if (!leads_to(examination, all->str, document, &does, error))
            return FALSE;
        g_string_truncate(all, 0);
    }
    return (!does || leads_to(examination, all->str, document, &does, error)) &&
           (does || find_misleading(examination, document, error));
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
    if (!arsip_place_sum(entry, &sum, examination->words, is_looked_up ? examination->forms : NULL, &fault)) {
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
compare_document(Examination *examination, gint64 document, GBytes *blob, Pages *pages, gboolean is_looked_up,
                 GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipEntry) entry = arsip_entry_from_blob(examination->archive, blob, &fault);
    gboolean is_old;

    examination->count->documents++;
    if (entry == NULL) {
        if (!g_error_matches(fault, ARSIP_ERROR, ARSIP_ERROR_DAMAGED))
            return arsip_rows_ended(fault, error);
        g_error_free(fault);
        tell(examination, ARSIP_HEALTH_UNREADABLE, document, NULL);
        return TRUE;
    }
    is_old = is_outdated(pages, document, entry->content->readings, &fault);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (is_old) {
        tell(examination, ARSIP_HEALTH_OUTDATED, document, NULL);
        return TRUE;
    }
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
    g_auto(Pages) pages = {0};
    GError *fault = NULL;

    if (statement == NULL || !open_pages(examination->archive, &pages, error))
        return FALSE;
    for (; arsip_statement_step(statement, &fault); examination->n_left--) {
        gint64 document = sqlite3_column_int64(statement, 0);
        gboolean is_compared = arsip_health_chooses(&examination->n_to_compare, examination->n_left);
        gboolean is_looked_up = arsip_health_chooses(&examination->n_to_look_up, examination->n_left);
        g_autoptr(GBytes) blob = NULL;

        if (document < 1 || document > examination->newest || !is_compared)
            continue;
        blob = g_bytes_new(sqlite3_column_blob(statement, 1), (gsize)sqlite3_column_bytes(statement, 1));
        if (!compare_document(examination, document, blob, &pages, is_looked_up || examination->sums == NULL,
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
    g_hash_table_unref(examination->leads);
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
    g_auto(Examination) examination = {
        archive,           options, count, .known = new_set(), .words = new_set(), .forms = new_set(),
        .leads = new_set()};
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
