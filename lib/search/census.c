/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/census.h"

#include <string.h>

#include "archive/catalogue.h"
#include "query/lexicon.h"
#include "search/frequent-strip.h"
#include "search/length.h"
#include "search/tokenizer.h"
#include "search/weight.h"

/* A strip of each word. */
typedef struct {
    gint64 strip; /* -1: none */
    guint8 seen[ARSIP_STRIP];
    guint8 *bytes; /* by word and place */
    ArsipBigramStrip *bigrams;
} Slot;

#define SLOTS 2

struct ArsipCensus {
    gint64 version; /* SQLite's data_version, which changes with what others commit; 0: nothing is known */
    ArsipLexicon words;
    guint n_words;
    ArsipOften *often; /* of each word in the document under way, by the lexicon's number */
    GArray *touched;   /* of guint32, such numbers */
    ArsipBigramWords *bigram_words;
    guint8 *bigram_numbers; /* by the lexicon's number: NO_BIGRAMS or among bigram_words */
    GArray *bigrams;        /* of ArsipBigram: of the document under way */
    guint last_word;        /* the one before, among bigram_words */
    Slot slots[SLOTS];
};

#define NO_BIGRAMS G_MAXUINT8
G_STATIC_ASSERT(ARSIP_BIGRAM_WORDS <= NO_BIGRAMS);

/* ---- one for each connection */

static void
forget_slots(ArsipCensus *census)
{
    for (guint i = 0; i < SLOTS; i++)
        census->slots[i].strip = -1;
}

static void
clear(ArsipCensus *census)
{
    arsip_lexicon_clear(&census->words);
    g_clear_pointer(&census->often, g_free);
    g_clear_pointer(&census->bigram_words, arsip_bigram_words_free);
    g_clear_pointer(&census->bigram_numbers, g_free);
    for (guint i = 0; i < SLOTS; i++) {
        g_clear_pointer(&census->slots[i].bytes, g_free);
        g_clear_pointer(&census->slots[i].bigrams, arsip_bigram_strip_free);
    }
    forget_slots(census);
}

static void
free_census(gpointer data)
{
    ArsipCensus *census = data;

    clear(census);
    g_array_unref(census->touched);
    g_array_unref(census->bigrams);
    g_free(census);
}

static void
hear_of_rollback(gpointer data)
{
    ((ArsipCensus *)data)->version = 0;
}

static ArsipCensus *
new_census(ArsipArchive *archive)
{
    ArsipCensus *census = g_new0(ArsipCensus, 1);

    census->touched = g_array_new(FALSE, FALSE, sizeof(guint32));
    census->bigrams = g_array_new(FALSE, FALSE, sizeof(ArsipBigram));
    arsip_lexicon_init(&census->words);
    forget_slots(census);
    sqlite3_rollback_hook(arsip_archive_database(archive), hear_of_rollback, census);
    return census;
}

static gboolean
load_bigrams(ArsipCensus *census, ArsipArchive *archive, GError **error)
{
    const GPtrArray *words;

    census->bigram_words = arsip_bigram_words_load(archive, error);
    if (census->bigram_words == NULL)
        return FALSE;
    words = census->bigram_words->words;
    census->bigram_numbers = g_malloc(census->n_words + 1);
    memset(census->bigram_numbers, NO_BIGRAMS, census->n_words + 1);
    for (guint i = 0; i < words->len; i++)
        census->bigram_numbers[arsip_lexicon_find(&census->words, words->pdata[i], strlen(words->pdata[i]))] =
            (guint8)i;
    return TRUE;
}

static gboolean
load(ArsipCensus *census, ArsipArchive *archive, GError **error)
{
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) words = arsip_frequent_list(archive, rows, error);

    clear(census);
    arsip_lexicon_init(&census->words);
    for (guint i = 0; words != NULL && i < words->len; i++)
        arsip_lexicon_add(&census->words, words->pdata[i], strlen(words->pdata[i]));
    census->n_words = arsip_lexicon_count(&census->words);
    census->often = g_new0(ArsipOften, census->n_words + 1);
    g_array_set_size(census->touched, 0);
    return words != NULL && load_bigrams(census, archive, error);
}

static void
drop_touched(ArsipCensus *census)
{
    for (guint i = 0; i < census->touched->len; i++)
        census->often[g_array_index(census->touched, guint32, i)] = (ArsipOften){0};
    g_array_set_size(census->touched, 0);
    g_array_set_size(census->bigrams, 0);
}

ArsipCensus *
arsip_census_of(ArsipArchive *archive, GError **error)
{
    ArsipMemory *memory = arsip_search_memory(archive, ARSIP_MEMORY_CENSUS, error);
    GError *fault = NULL;
    gint64 version = arsip_fetch_number(archive, 0, &fault, "PRAGMA data_version", "");
    ArsipCensus *census;

    if (memory == NULL || !arsip_rows_ended(fault, error))
        return NULL;
    if (memory->data == NULL)
        *memory = (ArsipMemory){new_census(archive), free_census};
    census = memory->data;
    if (census->version != version && !load(census, archive, error))
        return NULL;
    census->version = version;
    drop_touched(census);
    arsip_census_break(census);
    return census;
}

gboolean
arsip_census_reset(ArsipArchive *archive, GError **error)
{
    ArsipMemory *memory = arsip_search_memory(archive, ARSIP_MEMORY_CENSUS, error);

    if (memory != NULL && memory->data != NULL)
        ((ArsipCensus *)memory->data)->version = 0;
    return memory != NULL;
}

/* ---- a document */

static void
note_bigram(ArsipCensus *census, guint before, ArsipColumn column)
{
    ArsipBigram bigram = arsip_bigram(before, census->last_word, column);

    g_array_append_val(census->bigrams, bigram);
}

void
arsip_census_note(ArsipCensus *census, ArsipColumn column, const ArsipToken *token)
{
    guint32 number = arsip_lexicon_find_token(&census->words, token->folded, token->folded_length);
    ArsipOften *often = &census->often[number];
    guint before = census->last_word;

    census->last_word = census->bigram_numbers[number];
    if (number == 0)
        return;
    if (before != NO_BIGRAMS && census->last_word != NO_BIGRAMS)
        note_bigram(census, before, column);
    if (often->in_body + often->elsewhere <= 0)
        g_array_append_val(census->touched, number);
    arsip_often_add(often, column);
}

void
arsip_census_break(ArsipCensus *census)
{
    census->last_word = NO_BIGRAMS;
}

static guint8 *
bytes_of(const ArsipCensus *census, const Slot *slot, guint32 number)
{
    g_assert(number >= 1 && number <= census->n_words);
    return slot->bytes + (gsize)(number - 1) * ARSIP_STRIP;
}

static void
drop_document(const ArsipCensus *census, Slot *slot, gint64 place)
{
    for (guint32 number = 1; slot->seen[place] != 0 && number <= census->n_words; number++)
        bytes_of(census, slot, number)[place] = 0;
    if (slot->seen[place] != 0)
        arsip_bigram_strip_drop(slot->bigrams, (guint)place);
    slot->seen[place] = 0;
}

/* The slot of a strip that was written last; NULL of an older one. */
static Slot *
slot_for(ArsipCensus *census, gint64 strip)
{
    Slot *slot = &census->slots[strip % SLOTS];

    if (slot->strip >= strip)
        return slot->strip == strip ? slot : NULL;
    if (slot->bytes == NULL)
        slot->bytes = g_malloc((gsize)census->n_words * ARSIP_STRIP);
    if (slot->bigrams == NULL)
        slot->bigrams = arsip_bigram_strip_new();
    arsip_bigram_strip_clear(slot->bigrams);
    memset(slot->bytes, 0, (gsize)census->n_words * ARSIP_STRIP);
    memset(slot->seen, 0, sizeof slot->seen);
    slot->strip = strip;
    return slot;
}

void
arsip_census_end(ArsipCensus *census, gint64 document, guint64 n_words)
{
    Slot *slot = census->n_words > 0 ? slot_for(census, document / ARSIP_STRIP) : NULL;
    guint8 step = arsip_length_step(n_words);
    double share = arsip_length_share_of_step(step);

    if (slot == NULL)
        return;
    drop_document(census, slot, document % ARSIP_STRIP);
    for (guint i = 0; i < census->touched->len; i++) {
        guint32 number = g_array_index(census->touched, guint32, i);

        bytes_of(census, slot, number)[document % ARSIP_STRIP] =
            arsip_presence(&census->often[number], share);
    }
    arsip_bigram_strip_add(slot->bigrams, (guint)(document % ARSIP_STRIP), step, census->bigrams);
    slot->seen[document % ARSIP_STRIP] = 1;
}

gboolean
arsip_census_forget(ArsipArchive *archive, gint64 document, GError **error)
{
    ArsipCensus *census = arsip_census_of(archive, error);
    Slot *slot;

    if (census == NULL)
        return FALSE;
    slot = &census->slots[document / ARSIP_STRIP % SLOTS];
    if (slot->strip == document / ARSIP_STRIP)
        drop_document(census, slot, document % ARSIP_STRIP);
    return TRUE;
}

/* ---- a strip */

gboolean
arsip_census_holds(ArsipArchive *archive, gint64 strip, gboolean *holds, GError **error)
{
    static const char sql[] = "SELECT document - ?1 FROM indexed WHERE document >= ?1 AND document < ?2";
    ArsipCensus *census = arsip_census_of(archive, error);
    g_autoptr(ArsipStatement) statement = arsip_statement(archive, sql, error);
    const Slot *slot = census != NULL ? &census->slots[strip % SLOTS] : NULL;
    guint n_seen = 0, n_there = 0;
    GError *fault = NULL;

    *holds = FALSE;
    if (census == NULL || statement == NULL ||
        !arsip_statement_bind(statement, error, "ii", strip * ARSIP_STRIP, (strip + 1) * ARSIP_STRIP))
        return FALSE;
    if (slot->strip != strip)
        return TRUE;
    for (guint i = 0; i < ARSIP_STRIP; i++)
        n_seen += slot->seen[i];
    for (; arsip_statement_step(statement, &fault); n_there++)
        if (slot->seen[sqlite3_column_int(statement, 0)] == 0)
            return TRUE;
    *holds = n_there == n_seen;
    return arsip_rows_ended(fault, error);
}

const guint8 *
arsip_census_strip(ArsipCensus *census, gint64 strip, const char *word)
{
    return bytes_of(census, &census->slots[strip % SLOTS],
                    arsip_lexicon_find(&census->words, word, strlen(word)));
}

ArsipBigramStrip *
arsip_census_bigrams(ArsipCensus *census, gint64 strip)
{
    return census->slots[strip % SLOTS].bigrams;
}

const ArsipBigramWords *
arsip_census_bigram_words(const ArsipCensus *census)
{
    return census->bigram_words;
}
