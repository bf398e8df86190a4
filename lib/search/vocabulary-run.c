/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/vocabulary-run.h"

#include <string.h>

#include "archive/catalogue.h"
#include "base/i18n.h"
#include "search/vocabulary-block.h"

/* Runs that are up to so many times as long as what is new, with those before them, are taken into it. */
#define GROWTH 3

/* Runs of so many words rest: to merge them would hold up whoever adds the word that it is begun for. */
#define LONGEST 600000

/* Bits of a block's key: its run's number, its side, its own number. */
#define BLOCK_BITS 20
#define RUN_BITS   41

gint64
arsip_run_block(gint64 run, ArsipSide side, guint number)
{
    return (run << 1 | (gint64)side) << BLOCK_BITS | (gint64)number;
}

gboolean
arsip_runs_create(ArsipArchive *archive, GError **error)
{
    static const char run[] = "CREATE TABLE IF NOT EXISTS vocabulary_run ("
                              "  id       INTEGER PRIMARY KEY,"
                              "  size     INTEGER NOT NULL," /* words */
                              "  forward  BLOB NOT NULL,"    /* fences, each with its zero */
                              "  backward BLOB NOT NULL"
                              ") STRICT";
    static const char block[] = "CREATE TABLE IF NOT EXISTS vocabulary_block ("
                                "  id    INTEGER PRIMARY KEY," /* search/vocabulary-run.h */
                                "  words BLOB NOT NULL"
                                ") STRICT";

    return arsip_execute(archive, error, run, "") && arsip_execute(archive, error, block, "");
}

gboolean
arsip_runs_clear(ArsipArchive *archive, GError **error)
{
    return arsip_execute(archive, error, "DELETE FROM vocabulary_run", "") &&
           arsip_execute(archive, error, "DELETE FROM vocabulary_block", "");
}

/* ---- words in their order, of a run or of a list */

typedef struct {
    ArsipArchive *archive;
    gint64 key;            /* of the block under way, or of the first */
    const GPtrArray *list; /* of char, or NULL: of a run */
    GBytes *data;          /* of the block under way, or NULL */
    ArsipBlock block;
    guint at;      /* the next word, of the block or of the list */
    GString *word; /* this one */
    gboolean is_over;
} Stream;

static Stream *
new_stream(ArsipArchive *archive, gint64 key, const GPtrArray *list)
{
    Stream *stream = g_new0(Stream, 1);

    stream->archive = archive;
    stream->key = key;
    stream->list = list;
    stream->word = g_string_new(NULL);
    return stream;
}

static void
free_stream(gpointer data)
{
    Stream *stream = data;

    g_clear_pointer(&stream->data, g_bytes_unref);
    g_string_free(stream->word, TRUE);
    g_free(stream);
}

static gboolean
fail_damaged(GError **error)
{
    g_set_error_literal(error, ARSIP_ERROR, ARSIP_ERROR_DAMAGED,
                        _("the index's list of words is damaged; it has to be made anew"));
    return FALSE;
}

/* FALSE without *error: there is none. */
static gboolean
load_block(Stream *stream, GError **error)
{
    static const char sql[] = "SELECT words FROM vocabulary_block WHERE id = ?1";
    g_autoptr(ArsipStatement) statement = arsip_statement(stream->archive, sql, error);
    gsize size;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", stream->key) ||
        !arsip_statement_step(statement, error))
        return FALSE;
    g_clear_pointer(&stream->data, g_bytes_unref);
    stream->data = g_bytes_new(sqlite3_column_blob(statement, 0), (gsize)sqlite3_column_bytes(statement, 0));
    const guint8 *bytes = g_bytes_get_data(stream->data, &size);
    stream->at = 0;
    stream->key++;
    return arsip_block_open(&stream->block, bytes, size) || fail_damaged(error);
}

static gboolean
next_of_run(Stream *stream, GError **error)
{
    const guint8 *own;

    if ((stream->data == NULL || stream->at == stream->block.n) && !load_block(stream, error)) {
        stream->is_over = TRUE;
        return FALSE;
    }
    own = arsip_block_own(&stream->block, stream->at);
    if (own == NULL || stream->block.common[stream->at] > stream->word->len)
        return fail_damaged(error);
    g_string_truncate(stream->word, stream->block.common[stream->at]);
    g_string_append_len(stream->word, (const char *)own, stream->block.own[stream->at]);
    stream->at++;
    return TRUE;
}

/* FALSE at the end (is_over), and with *error. */
static gboolean
next_word(Stream *stream, GError **error)
{
    if (stream->list == NULL)
        return next_of_run(stream, error);
    stream->is_over = stream->at == stream->list->len;
    if (!stream->is_over)
        g_string_assign(stream->word, stream->list->pdata[stream->at++]);
    return !stream->is_over;
}

static gboolean
begin_streams(GPtrArray *streams, GError **error)
{
    GError *fault = NULL;

    for (guint i = 0; i < streams->len; i++) {
        next_word(streams->pdata[i], &fault);
        if (fault != NULL)
            return arsip_rows_ended(fault, error);
    }
    return TRUE;
}

/* The one whose word is the first of all; NULL at the end. */
static Stream *
find_first(const GPtrArray *streams)
{
    Stream *first = NULL;

    for (guint i = 0; i < streams->len; i++) {
        Stream *stream = streams->pdata[i];

        if (!stream->is_over && (first == NULL || strcmp(stream->word->str, first->word->str) < 0))
            first = stream;
    }
    return first;
}

/* ---- one side of a run, written */

typedef struct {
    ArsipArchive *archive;
    gint64 key; /* of the next block */
    ArsipBlockMaker *maker;
    GByteArray *fences;
    GString *last;
} Writer;

static gboolean
write_block(Writer *writer, GError **error)
{
    static const char sql[] = "INSERT INTO vocabulary_block (id, words) VALUES (?1, ?2)";
    g_autoptr(GBytes) block = arsip_block_maker_take(writer->maker);

    return block == NULL || arsip_execute(writer->archive, error, sql, "ib", writer->key++, block);
}

static gboolean
write_word(Writer *writer, const char *word, GError **error)
{
    gsize common = 0;

    if (arsip_block_maker_add(writer->maker, word)) {
        g_string_assign(writer->last, word);
        return TRUE;
    }
    if (!write_block(writer, error))
        return FALSE;
    while (word[common] != '\0' && word[common] == writer->last->str[common])
        common++;
    /* As short as parts the two. */
    g_byte_array_append(writer->fences, (const guint8 *)word, (guint)common + 1);
    g_byte_array_append(writer->fences, (const guint8 *)"", 1);
    arsip_block_maker_add(writer->maker, word);
    g_string_assign(writer->last, word);
    return TRUE;
}

static gboolean
write_words(Writer *writer, GPtrArray *streams, GError **error)
{
    GError *fault = NULL;
    Stream *stream;

    if (!begin_streams(streams, error))
        return FALSE;
    while ((stream = find_first(streams)) != NULL) {
        if (!write_word(writer, stream->word->str, error))
            return FALSE;
        next_word(stream, &fault);
        if (fault != NULL)
            return arsip_rows_ended(fault, error);
    }
    return write_block(writer, error);
}

/* The fences of the side; NULL on failure. */
static GBytes *
write_side(ArsipArchive *archive, gint64 run, ArsipSide side, const GPtrArray *words, const GArray *merged,
           GError **error)
{
    g_autoptr(GPtrArray) streams = g_ptr_array_new_with_free_func(free_stream);
    g_autoptr(ArsipBlockMaker) maker = arsip_block_maker_new();
    Writer writer = {archive, arsip_run_block(run, side, 0), maker, g_byte_array_new(), g_string_new(NULL)};
    gboolean is_done;

    g_byte_array_append(writer.fences, (const guint8 *)"", 1);
    g_ptr_array_add(streams, new_stream(archive, 0, words));
    for (guint i = 0; i < merged->len; i++)
        g_ptr_array_add(
            streams, new_stream(archive, arsip_run_block(g_array_index(merged, gint64, i), side, 0), NULL));
    is_done = write_words(&writer, streams, error);
    g_string_free(writer.last, TRUE);
    if (is_done)
        return g_byte_array_free_to_bytes(writer.fences);
    g_byte_array_unref(writer.fences);
    return NULL;
}

/* ---- runs */

/* Of gint64: those that go into a new one of n words; *n rises by theirs. NULL on failure. */
static GArray *
choose_merged(ArsipArchive *archive, gint64 *n, GError **error)
{
    static const char sql[] = "SELECT id, size FROM vocabulary_run WHERE size < ?1 ORDER BY size";
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    g_autoptr(GArray) merged = g_array_new(FALSE, FALSE, sizeof(gint64));
    GError *fault = NULL;

    if (statement == NULL || !arsip_statement_bind(statement, error, "i", (gint64)LONGEST))
        return NULL;
    while (arsip_statement_step(statement, &fault)) {
        gint64 run = sqlite3_column_int64(statement, 0), size = sqlite3_column_int64(statement, 1);

        if (size > *n * GROWTH)
            break;
        g_array_append_val(merged, run);
        *n += size;
    }
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&merged) : NULL;
}

static gboolean
drop_runs(ArsipArchive *archive, const GArray *runs, GError **error)
{
    static const char blocks[] = "DELETE FROM vocabulary_block WHERE id >= ?1 AND id < ?2";
    static const char run[] = "DELETE FROM vocabulary_run WHERE id = ?1";

    for (guint i = 0; i < runs->len; i++) {
        gint64 id = g_array_index(runs, gint64, i);

        if (!arsip_execute(archive, error, blocks, "ii", arsip_run_block(id, ARSIP_SIDE_FORWARD, 0),
                           arsip_run_block(id + 1, ARSIP_SIDE_FORWARD, 0)) ||
            !arsip_execute(archive, error, run, "i", id))
            return FALSE;
    }
    return TRUE;
}

static gint
compare_words(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
turn_round(const GPtrArray *words)
{
    GPtrArray *turned = g_ptr_array_new_full(words->len, g_free);

    for (guint i = 0; i < words->len; i++)
        g_ptr_array_add(turned, g_utf8_strreverse(words->pdata[i], -1));
    g_ptr_array_sort(turned, compare_words);
    return turned;
}

/* A number that no run had before: what another connection remembers of one must not be taken for another. */
static gint64
draw_number(void)
{
    return (gint64)(((guint64)g_random_int() << 32 | g_random_int()) &
                    ((G_GUINT64_CONSTANT(1) << RUN_BITS) - 1));
}

gboolean
arsip_runs_add(ArsipArchive *archive, GPtrArray *words, GError **error)
{
    static const char sql[] =
        "INSERT INTO vocabulary_run (id, size, forward, backward) VALUES (?1, ?2, ?3, ?4)";
    gint64 run = draw_number(), size = words->len;
    g_autoptr(GArray) merged = choose_merged(archive, &size, error);
    g_autoptr(GPtrArray) turned = turn_round(words);
    g_autoptr(GBytes) forward = NULL, backward = NULL;

    if (merged == NULL)
        return FALSE;
    g_ptr_array_sort(words, compare_words);
    forward = write_side(archive, run, ARSIP_SIDE_FORWARD, words, merged, error);
    if (forward == NULL)
        return FALSE;
    backward = write_side(archive, run, ARSIP_SIDE_BACKWARD, turned, merged, error);
    return backward != NULL && arsip_execute(archive, error, sql, "iibb", run, size, forward, backward) &&
           drop_runs(archive, merged, error);
}

static void
free_side(gpointer data)
{
    ArsipRunSide *side = data;

    g_ptr_array_unref(side->fences);
    g_bytes_unref(side->bytes);
    g_free(side);
}

/* A zero is added to the last, lest it have none in a damaged one. */
static ArsipRunSide *
new_side(gint64 run, const char *fences, gsize size)
{
    ArsipRunSide *side = g_new0(ArsipRunSide, 1);
    char *copy = g_malloc(size + 1);

    if (size > 0)
        memcpy(copy, fences, size);
    copy[size] = '\0';
    side->run = run;
    side->bytes = g_bytes_new_take(copy, size + 1);
    side->fences = g_ptr_array_sized_new((guint)size / 5 + 1);
    for (gsize at = 0; at < size; at += strlen(copy + at) + 1)
        g_ptr_array_add(side->fences, copy + at);
    return side;
}

GPtrArray *
arsip_runs_list(ArsipArchive *archive, ArsipSide side, GError **error)
{
    static const char forward[] = "SELECT id, forward FROM vocabulary_run ORDER BY size DESC";
    static const char backward[] = "SELECT id, backward FROM vocabulary_run ORDER BY size DESC";
    g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func(free_side);
    g_autoptr(ArsipStatement) statement = NULL;
    GError *fault = NULL;

    statement = arsip_statement(archive, side == ARSIP_SIDE_FORWARD ? forward : backward, error);
    if (statement == NULL)
        return NULL;
    while (arsip_statement_step(statement, &fault))
        g_ptr_array_add(runs, new_side(sqlite3_column_int64(statement, 0), sqlite3_column_blob(statement, 1),
                                       (gsize)sqlite3_column_bytes(statement, 1)));
    return arsip_rows_ended(fault, error) ? g_steal_pointer(&runs) : NULL;
}
