/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/index.h"

#include <arsip/search.h>

#include <string.h>

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/columns.h"
#include "search/entry.h"
#include "search/frequent.h"
#include "search/dated.h"
#include "search/labelled.h"
#include "search/posting.h"
#include "search/strip.h"
#include "search/tokenizer.h"
#include "search/vocabulary.h"
#include "text/token.h"

/* Of frequent words, labels and dates, each time a strip has become full: what was struck off meanwhile too,
 * by and by. */
#define STRIPS_AT_ONCE 8

/*
 * What FTS5 gathers in memory before it writes a segment: as much as 3,000 letters are. By itself it takes a
 * quarter of that, and a transaction of a thousand leaves two segments instead of one, to be merged with each
 * other before all.
 */
#define GATHERED_BYTES "4194304"

/*
 * FTS5 merges what the transactions leave in its own way, by portions in the measure of what was written,
 * once so many segments of a size have come together (automerge). By itself it takes four, and a tenth more
 * time for filling, as each word is written again more often; eight leave 13 segments of 100,000 documents
 * instead of 10, and search/tidy.h merges these behind the batch. To forbid it and merge a stated number of
 * pages behind each group instead leaves more segments for every search to go through, and when sixteen of
 * them have come together FTS5 merges them all in one transaction after all (crisismerge), the longer the
 * larger the index is (tests/bench/stall.c: at 100,000 documents the longest group of a hundred takes nine
 * times as long).
 */
#define TOGETHER "8"

gboolean
arsip_index_create_words(ArsipArchive *archive, const char *name, GError **error)
{
    static const char has[] = "SELECT 1 FROM sqlite_schema WHERE name = ?1";
    static const char create[] = "CREATE VIRTUAL TABLE %s USING fts5 (" ARSIP_COLUMN_NAMES ","
                                 "  content = '', columnsize = 0, tokenize = 'arsip')";
    static const char gather[] = "INSERT INTO %s (%s, rank) VALUES ('hashsize', " GATHERED_BYTES ")";
    static const char merge[] = "INSERT INTO %s (%s, rank) VALUES ('automerge', " TOGETHER ")";
    static const char pair[] = "INSERT INTO %s (%s, rank) VALUES ('usermerge', 2)"; /* search/tidy.h */
    GError *fault = NULL;
    gboolean is_there = arsip_fetch_number(archive, 0, &fault, has, "s", name) != 0;

    if (is_there || fault != NULL)
        return arsip_rows_ended(fault, error);
    return arsip_execute_once(archive, g_strdup_printf(create, name), error) &&
           arsip_execute_once(archive, g_strdup_printf(gather, name, name), error) &&
           arsip_execute_once(archive, g_strdup_printf(merge, name, name), error) &&
           arsip_execute_once(archive, g_strdup_printf(pair, name, name), error);
}

gboolean
arsip_index_create(ArsipArchive *archive, GError **error)
{
    static const char indexed[] = "CREATE TABLE IF NOT EXISTS indexed ("
                                  "  document INTEGER PRIMARY KEY REFERENCES document,"
                                  "  content  BLOB NOT NULL"
                                  ") STRICT";
    static const char personal[] = "CREATE TABLE IF NOT EXISTS personal ("
                                   "  kind     TEXT NOT NULL,"
                                   "  document INTEGER NOT NULL REFERENCES document,"
                                   "  PRIMARY KEY (kind, document)"
                                   ") STRICT, WITHOUT ROWID";

    return arsip_search_attach(archive, error) && arsip_index_create_words(archive, "words", error) &&
           arsip_execute(archive, error, indexed, "") && arsip_execute(archive, error, personal, "") &&
           arsip_vocabulary_create(archive, error) && arsip_strips_create(archive, error) &&
           arsip_frequent_create(archive, error);
}

static gboolean
add_personal(ArsipArchive *archive, gint64 document, const ArsipLetter *letter, GError **error)
{
    static const char sql[] = "INSERT OR IGNORE INTO personal (kind, document) VALUES (?1, ?2)";

    for (guint i = 0; i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);

        if (!arsip_execute(archive, error, sql, "si", personal->kind, document))
            return FALSE;
    }
    return TRUE;
}

static gboolean
drop_personal(ArsipArchive *archive, gint64 document, const ArsipLetter *letter, GError **error)
{
    static const char sql[] = "DELETE FROM personal WHERE kind = ?1 AND document = ?2";

    for (guint i = 0; i < letter->personal->len; i++) {
        const ArsipPersonal *personal = g_ptr_array_index(letter->personal, i);

        if (!arsip_execute(archive, error, sql, "si", personal->kind, document))
            return FALSE;
    }
    return TRUE;
}

/* Takes out of the index what the blob says stands in it. */
static gboolean
forget(ArsipArchive *archive, gint64 document, GBytes *blob, GError **error)
{
    g_autoptr(ArsipEntry) entry = arsip_entry_from_blob(archive, blob, error);

    return entry != NULL && arsip_posting_delete(archive, ARSIP_POSTING_LIVE, document, entry, error) &&
           drop_personal(archive, document, entry->content->letter, error);
}

gboolean
arsip_index_add(ArsipArchive *archive, gint64 document, const ArsipLetter *letter, const gint64 *reading_ids,
                guint n_readings, const char *name, GError **error)
{
    static const char sql[] = "INSERT INTO indexed (document, content) VALUES (?1, ?2)"
                              " ON CONFLICT (document) DO UPDATE SET content = excluded.content";
    g_autoptr(GBytes) blob = arsip_content_pack(name, reading_ids, n_readings, letter);
    g_autoptr(GBytes) old = NULL;
    g_autoptr(ArsipEntry) entry = NULL;
    GError *fault = NULL;

    if (!arsip_search_attach(archive, error) || !arsip_index_refresh(archive, error))
        return FALSE;
    old = arsip_entry_blob(archive, document, &fault);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (old != NULL && g_bytes_equal(old, blob))
        return TRUE;
    if (old != NULL && !forget(archive, document, old, error))
        return FALSE;
    /* Indexed is what can be made again from the blob, and nothing else. */
    entry = arsip_entry_from_blob(archive, blob, error);
    return entry != NULL && arsip_posting_insert(archive, ARSIP_POSTING_LIVE, document, entry, error) &&
           arsip_execute(archive, error, sql, "ib", document, blob) &&
           add_personal(archive, document, entry->content->letter, error) &&
           (document % ARSIP_STRIP != ARSIP_STRIP - 1 ||
            (arsip_frequent_settle(archive, ARSIP_FREQUENT_LEAST, STRIPS_AT_ONCE, error) &&
             arsip_upkeep_settle(archive, &arsip_labelled, STRIPS_AT_ONCE, error) &&
             arsip_upkeep_settle(archive, &arsip_dated, STRIPS_AT_ONCE, error)));
}

gboolean
arsip_index_restate(ArsipArchive *archive, gint64 document, const ArsipLetter *letter,
                    const gint64 *reading_ids, guint n_readings, const char *name, GError **error)
{
    static const char sql[] = "INSERT INTO indexed (document, content) VALUES (?1, ?2)"
                              " ON CONFLICT (document) DO UPDATE SET content = excluded.content";
    static const char forget_personal[] = "DELETE FROM personal WHERE document = ?1";
    g_autoptr(GBytes) blob = arsip_content_pack(name, reading_ids, n_readings, letter);

    return arsip_execute(archive, error, sql, "ib", document, blob) &&
           arsip_execute(archive, error, forget_personal, "i", document) &&
           add_personal(archive, document, letter, error);
}

gboolean
arsip_index_remove(ArsipArchive *archive, gint64 document, GError **error)
{
    static const char sql[] = "DELETE FROM indexed WHERE document = ?1";
    g_autoptr(GBytes) old = NULL;
    GError *fault = NULL;

    if (!arsip_search_attach(archive, error) || !arsip_index_refresh(archive, error))
        return FALSE;
    old = arsip_entry_blob(archive, document, &fault);
    if (old != NULL)
        return forget(archive, document, old, error) && arsip_execute(archive, error, sql, "i", document);
    if (fault == NULL)
        return TRUE;
    g_propagate_error(error, fault);
    return FALSE;
}

ArsipLetter *
arsip_index_letter(ArsipArchive *archive, gint64 document, GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipEntry) entry = arsip_entry_load(archive, document, &fault);

    if (!arsip_rows_ended(fault, error))
        return NULL;
    if (entry == NULL)
        return arsip_letter_read(NULL, 0);
    for (guint i = 0; i < ARSIP_N_ZONES; i++)
        arsip_zone_text_hold(&entry->content->letter->zones[i], entry->pages);
    if (!arsip_stored_pages_check(entry->stored, error))
        return NULL;
    return g_steal_pointer(&entry->content->letter);
}

gboolean
arsip_index_recall(ArsipArchive *archive, gint64 document, const gint64 *reading_ids, guint n_readings,
                   ArsipLetter **letter, GError **error)
{
    GError *fault = NULL;
    g_autoptr(ArsipEntry) entry = arsip_entry_load(archive, document, &fault);
    const GArray *readings = entry != NULL ? entry->content->readings : NULL;

    *letter = NULL;
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (entry != NULL && entry->content->letter_version == ARSIP_LETTER_VERSION &&
        readings->len == n_readings &&
        memcmp(readings->data, reading_ids, n_readings * sizeof *reading_ids) == 0)
        *letter = g_steal_pointer(&entry->content->letter);
    return TRUE;
}

/* Whether the words of documents are as this version writes them. */
static gboolean
has_current_words(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT tokenizer FROM archive WHERE id = 1";

    return arsip_fetch_number(archive, 0, error, sql, "") == ARSIP_TOKENIZER_VERSION;
}

gboolean
arsip_index_is_current(ArsipArchive *archive, GError **error)
{
    return has_current_words(archive, error) && arsip_vocabulary_is_complete(archive);
}

static gboolean
refill(ArsipArchive *archive, GError **error)
{
    static const char sql[] = "SELECT document, content FROM indexed ORDER BY document";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL)
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        gint64 document = sqlite3_column_int64(statement, 0);
        g_autoptr(GBytes) blob =
            g_bytes_new(sqlite3_column_blob(statement, 1), (gsize)sqlite3_column_bytes(statement, 1));
        g_autoptr(ArsipEntry) entry = arsip_entry_from_blob(archive, blob, error);

        if (entry == NULL || !arsip_posting_insert(archive, ARSIP_POSTING_LIVE, document, entry, error)) {
            g_prefix_error(error, _("document %lld: "), (long long)document);
            return FALSE;
        }
    }
    if (fault == NULL)
        return TRUE;
    g_propagate_error(error, fault);
    return FALSE;
}

/* All at once, for who is in a transaction already: others wait as long as it takes. */
static gboolean
rebuild_within(ArsipArchive *archive, GError **error)
{
    static const char empty[] = "DROP TABLE words"; /* another version may have other columns */
    static const char remember[] = "UPDATE archive SET tokenizer = ?1 WHERE id = 1";

    return arsip_execute(archive, error, empty, "") && arsip_index_create(archive, error) &&
           arsip_vocabulary_clear(archive, error) && arsip_frequent_clear(archive, error) &&
           refill(archive, error) && arsip_frequent_settle(archive, ARSIP_FREQUENT_LEAST, G_MAXUINT, error) &&
           arsip_execute(archive, error, remember, "i", (gint64)ARSIP_TOKENIZER_VERSION);
}

static gboolean
complete(ArsipArchive *archive, GError **error)
{
    if (!sqlite3_get_autocommit(arsip_archive_database(archive)))
        return arsip_vocabulary_complete(archive, error);
    if (!arsip_begin(archive, error))
        return FALSE;
    if (arsip_vocabulary_complete(archive, error))
        return arsip_commit(archive, error);
    arsip_rollback(archive);
    return FALSE;
}

gboolean
arsip_index_refresh(ArsipArchive *archive, GError **error)
{
    GError *fault = NULL;
    gboolean has_words;

    if (arsip_index_is_current(archive, &fault))
        return TRUE;
    if (!arsip_rows_ended(fault, error) || !arsip_search_attach(archive, error))
        return FALSE;
    has_words = has_current_words(archive, &fault);
    if (!arsip_rows_ended(fault, error))
        return FALSE;
    if (has_words)
        return complete(archive, error);
    if (sqlite3_get_autocommit(arsip_archive_database(archive)))
        return arsip_search_rebuild(archive, &(ArsipRebuildOptions){0}, error);
    return rebuild_within(archive, error);
}
