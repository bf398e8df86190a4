/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive/whole-page.h"
#include "archive/private.h"
#include "base/i18n.h"

#include <string.h>

/* Pages that are loaded at once with their document; of a page with a table there may be many megabytes. */
#define FIRST_PAGES 2

#define WHERE_IT_STANDS "page.original, sha256, size, media_type, number, reading.id"
#define CONTENTS                                                                                             \
    "original_page, state, coalesce(code, 0), failure, coalesce(page.reading, 0),"                           \
    " made, who, text, words, confidence, rotation, skew, width, height, dpi, blank, method, languages,"     \
    " known, steps"
/* A row for each reading, and one for a page without any. */
#define WITH_READINGS                                                                                        \
    " LEFT JOIN original ON original.id = page.original"                                                     \
    " LEFT JOIN reading ON reading.page = page.id"

enum {
    COLUMN_POSITION,
    COLUMN_ORIGINAL,
    COLUMN_SHA256,
    COLUMN_SIZE,
    COLUMN_MEDIA_TYPE,
    COLUMN_NUMBER,
    COLUMN_READING,
    COLUMN_ORIGINAL_PAGE,
    COLUMN_STATE,
    COLUMN_CODE,
    COLUMN_FAILURE,
    COLUMN_COUNTS,
    COLUMN_MADE,
    COLUMN_WHO,
    COLUMN_TEXT,
    COLUMN_WORDS,
    COLUMN_CONFIDENCE,
    COLUMN_ROTATION,
    COLUMN_SKEW,
    COLUMN_WIDTH,
    COLUMN_HEIGHT,
    COLUMN_DPI,
    COLUMN_BLANK,
    COLUMN_METHOD,
    COLUMN_LANGUAGES,
    COLUMN_KNOWN,
    COLUMN_STEPS
};

static ArsipWholeReading *
read_reading(ArsipArena *arena, ArsipStatement *statement)
{
    ArsipWholeReading *reading = ARSIP_ARENA_NEW(arena, ArsipWholeReading);

    reading->made = arsip_column_keep(statement, COLUMN_MADE, arena);
    reading->who = arsip_column_keep(statement, COLUMN_WHO, arena);
    reading->text = arsip_column_keep(statement, COLUMN_TEXT, arena);
    reading->words_size = (gsize)sqlite3_column_bytes(statement, COLUMN_WORDS);
    reading->words =
        arsip_arena_copy(arena, sqlite3_column_blob(statement, COLUMN_WORDS), reading->words_size);
    reading->confidence = sqlite3_column_double(statement, COLUMN_CONFIDENCE);
    reading->rotation = sqlite3_column_int(statement, COLUMN_ROTATION);
    reading->skew = sqlite3_column_double(statement, COLUMN_SKEW);
    reading->width = sqlite3_column_int(statement, COLUMN_WIDTH);
    reading->height = sqlite3_column_int(statement, COLUMN_HEIGHT);
    reading->dpi = sqlite3_column_int(statement, COLUMN_DPI);
    reading->is_blank = sqlite3_column_int(statement, COLUMN_BLANK) != 0;
    reading->method = arsip_column_keep(statement, COLUMN_METHOD, arena);
    reading->languages = arsip_column_keep(statement, COLUMN_LANGUAGES, arena);
    reading->known = sqlite3_column_double(statement, COLUMN_KNOWN);
    reading->steps = arsip_column_keep(statement, COLUMN_STEPS, arena);
    return reading;
}

static guint
place_of_original(const ArsipWhole *whole, const guint8 *sha256)
{
    for (guint i = 0; i < whole->originals->len; i++)
        if (memcmp(((const ArsipWholeOriginal *)whole->originals->pdata[i])->sha256, sha256,
                   ARSIP_HASH_SIZE) == 0)
            return i;
    return 0;
}

/* Without its readings. */
static void
read_page(ArsipStatement *statement, const ArsipWhole *whole, ArsipWholePage *page)
{
    guint8 sha256[ARSIP_HASH_SIZE] = {0};

    arsip_column_hash(statement, COLUMN_SHA256, sha256);
    arsip_whole_page_empty(page);
    page->number = (guint)sqlite3_column_int64(statement, COLUMN_NUMBER);
    page->original = place_of_original(whole, sha256);
    page->original_page = (guint)sqlite3_column_int64(statement, COLUMN_ORIGINAL_PAGE);
    page->state = arsip_column_keep(statement, COLUMN_STATE, page->arena);
    page->code = sqlite3_column_int(statement, COLUMN_CODE);
    page->failure = arsip_column_keep(statement, COLUMN_FAILURE, page->arena);
}

static gboolean
has_reading(ArsipStatement *statement)
{
    return sqlite3_column_type(statement, COLUMN_READING) != SQLITE_NULL;
}

static void
add_reading(ArsipStatement *statement, ArsipWholePage *page)
{
    g_ptr_array_add(page->readings, read_reading(page->arena, statement));
    if (sqlite3_column_int64(statement, COLUMN_READING) == sqlite3_column_int64(statement, COLUMN_COUNTS))
        page->counts = page->readings->len;
}

/* ---- all pages of a document */

typedef struct {
    ArsipWholePages *pages;
    ArsipWhole *whole;
    ArsipWholePlace last;
} Walk;

/* Most pages are of the same original as the one before. */
static gboolean
is_known(const GArray *originals, gint64 id)
{
    for (guint i = originals->len; i > 0; i--)
        if (g_array_index(originals, gint64, i - 1) == id)
            return TRUE;
    return FALSE;
}

/* One that the catalogue has lost is told with the page that it should be of. */
static void
add_original(Walk *walk, ArsipStatement *statement)
{
    gint64 id = sqlite3_column_int64(statement, COLUMN_ORIGINAL);
    ArsipWholeOriginal *original;

    if (is_known(walk->pages->originals, id) || sqlite3_column_type(statement, COLUMN_SHA256) == SQLITE_NULL)
        return;
    original = ARSIP_ARENA_NEW(walk->whole->arena, ArsipWholeOriginal);
    arsip_column_hash(statement, COLUMN_SHA256, original->sha256);
    original->size = (guint64)sqlite3_column_int64(statement, COLUMN_SIZE);
    original->media_type = arsip_column_keep(statement, COLUMN_MEDIA_TYPE, walk->whole->arena);
    g_ptr_array_add(walk->whole->originals, original);
    g_array_append_val(walk->pages->originals, id);
}

static void
add_row(Walk *walk, ArsipStatement *statement)
{
    guint page = (guint)sqlite3_column_int64(statement, COLUMN_NUMBER);

    if (page != walk->last.page) {
        walk->whole->n_pages++;
        walk->last = (ArsipWholePlace){.page = page};
        add_original(walk, statement);
    }
    if (!has_reading(statement))
        return;
    walk->last.reading = sqlite3_column_int64(statement, COLUMN_READING);
    walk->last.rank++;
    g_array_append_val(walk->pages->places, walk->last);
}

static ArsipWholePage *
hold_another(ArsipWhole *whole)
{
    if (whole->pages->len == whole->n_held)
        g_ptr_array_add(whole->pages, arsip_whole_page_new());
    return whole->pages->pdata[whole->n_held++];
}

/* What is out of order is left to arsip_whole_load_page(), which tells it. */
static void
hold_row(ArsipWhole *whole, ArsipStatement *statement)
{
    guint number = (guint)sqlite3_column_int64(statement, COLUMN_NUMBER);

    if (number == whole->n_held + 1 && sqlite3_column_type(statement, COLUMN_SHA256) != SQLITE_NULL)
        read_page(statement, whole, hold_another(whole));
    if (number == whole->n_held && has_reading(statement))
        add_reading(statement, whole->pages->pdata[number - 1]);
}

static gboolean
walk_first(Walk *walk, gint64 position, GError **error)
{
    ArsipFollower *follower = &walk->pages->follower;
    GError *fault = NULL;

    while (arsip_follower_step(follower, position, &fault)) {
        add_row(walk, follower->statement);
        hold_row(walk->whole, follower->statement);
    }
    return arsip_rows_ended(fault, error);
}

static gboolean
walk_others(Walk *walk, GError **error)
{
    static const char sql[] =
        "SELECT 0, " WHERE_IT_STANDS " FROM page" WITH_READINGS
        " WHERE document = ?1 AND number > " G_STRINGIFY(FIRST_PAGES) " ORDER BY number, reading.id";
    g_autoptr(ArsipStatement) statement = arsip_statement(walk->pages->archive, sql, error);
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", walk->whole->id))
        return FALSE;
    while (arsip_statement_step(statement, &fault))
        add_row(walk, statement);
    return arsip_rows_ended(fault, error);
}

gint
arsip_whole_place_compare(gconstpointer a, gconstpointer b)
{
    gint64 first = ((const ArsipWholePlace *)a)->reading, second = ((const ArsipWholePlace *)b)->reading;

    return (first > second) - (first < second);
}

gboolean
arsip_whole_pages_begin(ArsipWholePages *pages, GError **error)
{
    static const char sql[] =
        "SELECT position, " WHERE_IT_STANDS ", " CONTENTS
        " FROM temp.wanted CROSS JOIN page ON page.document = wanted.document" WITH_READINGS
        " WHERE number <= " G_STRINGIFY(FIRST_PAGES) " ORDER BY position, number, reading.id";

    pages->originals = g_array_new(FALSE, FALSE, sizeof(gint64));
    pages->places = g_array_new(FALSE, FALSE, sizeof(ArsipWholePlace));
    return arsip_follower_begin(&pages->follower, pages->archive, sql, error);
}

void
arsip_whole_pages_end(ArsipWholePages *pages)
{
    arsip_follower_end(&pages->follower);
    g_clear_pointer(&pages->originals, g_array_unref);
    g_clear_pointer(&pages->places, g_array_unref);
}

gboolean
arsip_whole_pages_load(ArsipWholePages *pages, gint64 position, ArsipWhole *whole, GError **error)
{
    Walk walk = {pages, whole, {0}};

    g_array_set_size(pages->originals, 0);
    g_array_set_size(pages->places, 0);
    if (!walk_first(&walk, position, error))
        return FALSE;
    if (walk.last.page >= FIRST_PAGES && !walk_others(&walk, error))
        return FALSE;
    if (pages->places->len > 1)
        g_array_sort(pages->places, arsip_whole_place_compare);
    return TRUE;
}

static gboolean
fail_without(const ArsipWhole *whole, guint number, GError **error)
{
    g_set_error(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED, _("document %d lacks page %u"), (int)whole->id,
                number);
    return FALSE;
}

gboolean
arsip_whole_load_page(ArsipArchive *archive, ArsipWhole *whole, guint number, ArsipWholePage *page,
                      GError **error)
{
    static const char sql[] = "SELECT 0, " WHERE_IT_STANDS ", " CONTENTS " FROM page" WITH_READINGS
                              " WHERE document = ?1 AND number = ?2 ORDER BY reading.id";
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    arsip_whole_page_empty(page);
    if (number <= whole->n_held) {
        ArsipWholePage emptied = *page, *held = whole->pages->pdata[number - 1];

        *page = *held;
        *held = emptied;
        return TRUE;
    }
    statement = arsip_statement(archive, sql, error);
    if (statement == NULL || !arsip_statement_bind(statement, error, "ii", whole->id, (gint64)number))
        return FALSE;
    while (arsip_statement_step(statement, &fault)) {
        if (sqlite3_column_type(statement, COLUMN_SHA256) == SQLITE_NULL)
            break;
        if (page->number == 0)
            read_page(statement, whole, page);
        if (has_reading(statement))
            add_reading(statement, page);
    }
    return arsip_rows_ended(fault, error) && (page->number != 0 || fail_without(whole, number, error));
}
